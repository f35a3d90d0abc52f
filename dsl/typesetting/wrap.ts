import { textWidth } from "./width.ts";

/** Breaks a paragraph into lines of at most `width` columns, never within backticks. */
export function wrap(paragraph: string, width = 80): string[] {
  const words = paragraph.match(/(?:`[^`]*`|\S)+/g) ?? [];
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || textWidth(`${last} ${word}`) > width) {
      lines.push(word);
    } else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Breaks a line that is too long and indents the rest; a line that fits is unchanged. */
export function wrapLine(line: string, hanging: string, width = 80): string[] {
  if (textWidth(line) <= width) return [line];
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const [first, ...others] = wrap(line, width - hanging.length);
  return [indent + first, ...others.map((each) => hanging + each)];
}
