import { textWidth } from "./width.ts";

// Chinese has no blanks: a line ends between any two characters, but begins with no
// mark that closes and ends with none that opens (https://www.w3.org/TR/clreq/). Marks
// that other scripts use too are Chinese beside a Chinese character.
const character = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}`;
const opens = "（《〈【〔「『［｛";
const closes = "，。：；！？、）》〉】〕」』］｝％";
const closesHere = `${closes}”’…—～`;
const breakable = `(?<=[${character}${closesHere}])(?=[${character}“‘\`])|` +
  `(?<=\`)(?=[${character}“‘])|` +
  `(?<=[^${opens}“‘])(?=[${opens}])|` +
  // A colour may end behind a mark.
  String.raw`(?<=[${closes}])(?![${closesHere}\x1b])`;

/** From one place where Chinese may be broken to the next; code in backticks has none. */
const unbroken = new RegExp(
  `(?:\`[^\`]*\`|[^])+?(?:$|${breakable})`,
  "gu",
);
const isChinese = new RegExp(`[${character}${opens}${closes}]`, "u");

/** A word, or the parts of one in Chinese: no line ends within them. */
function partsOf(word: string): readonly string[] {
  return isChinese.test(word) ? word.match(unbroken) ?? [] : [word];
}

/** The pieces that a text is broken into where a line is as narrow as can be. */
export function pieces(text: string): readonly string[] {
  return text.trim().split(/\s+/).flatMap(partsOf);
}

/** Breaks a paragraph into lines of at most `width` columns, within backticks only where they alone are wider. */
export function wrap(
  paragraph: string,
  width = 80,
  parts: (word: string) => readonly string[] = partsOf,
): string[] {
  const lines: string[] = [];
  const put = (gap: string, text: string) => {
    const last = lines.at(-1);
    if (last === undefined || textWidth(last + gap + text) > width) {
      lines.push(text);
    } else lines[lines.length - 1] = last + gap + text;
  };
  for (const word of paragraph.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    for (const [i, part] of parts(word).entries()) {
      const [first, ...rest] = textWidth(part) > width
        ? part.split(/\s+/)
        : [part];
      put(i === 0 ? " " : "", first);
      for (const text of rest) put(" ", text);
    }
  }
  return lines;
}

/** Breaks a line that is too long and indents the rest; a line that fits is unchanged. */
export function wrapLine(
  line: string,
  hanging: string,
  width = 80,
  parts = partsOf,
): string[] {
  if (textWidth(line) <= width) return [line];
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const [first, ...others] = wrap(line, width - hanging.length, parts);
  return [indent + first, ...others.map((each) => hanging + each)];
}

/** A command that can be copied as it stands: a line that goes on ends in a backslash, and in no name. */
export function wrapCommand(
  line: string,
  hanging: string,
  width: number,
): string[] {
  if (textWidth(line) <= width) return [line];
  const lines = wrapLine(line, hanging, width - 2, (word) => [word]);
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
