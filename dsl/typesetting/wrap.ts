import { textWidth } from "./width.ts";

/** Breaks a paragraph into lines of at most `width` columns, within backticks only where they alone are wider. */
export function wrap(paragraph: string, width = 80): string[] {
  const words = (paragraph.match(/(?:`[^`]*`|\S)+/g) ?? []).flatMap((word) =>
    textWidth(word) > width ? word.split(/\s+/) : [word]
  );
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

/** A command that can be copied as it stands: a line that goes on ends in a backslash. */
export function wrapCommand(
  line: string,
  hanging: string,
  width: number,
): string[] {
  const [first, ...others] = wrapLine(line, hanging, width);
  if (others.length === 0) return [first];
  const lines = wrapLine(line, hanging, width - 2);
  return lines.map((each, i) => i < lines.length - 1 ? `${each} \\` : each);
}

/**
 * A text for a terminal: lines that are wider are broken at blanks, and what is
 * left of them is indented. Undefined, for a pipe, leaves a text as it is.
 */
export function fit(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return text.split("\n").flatMap((line) => {
    const indent = /^ */.exec(line)?.[0] ?? "";
    const hanging = indent.length < width / 2 ? `${indent}  ` : "";
    return wrapLine(line, hanging, width);
  }).join("\n");
}
