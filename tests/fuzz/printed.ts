/**
 * What may be printed: no byte that a terminal obeys, no word that escaped from
 * JavaScript, no line over the width.
 *
 * @module
 */

import { textWidth } from "../../dsl/typesetting/width.ts";

/** Controls but line ends and tabs, changes of direction, what has no width, halves of surrogate pairs. */
const controls =
  /(?![\n\t])[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u;

/** The colours that are ours. */
// deno-lint-ignore no-control-regex
const colours = /\x1b\[\d+(?:;\d+)*m/g;

/** Words that a person is never meant to read. */
const escaped = /\bundefined\b|\[object \w+\]|^ {4}at \S.*:\d+:\d+/m;

/** How something is shown. */
export interface Shown {
  /** Whether colours are in it. */
  readonly color?: boolean;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
  /** What it was made from: words of its own may come back. */
  readonly from: string;
}

/** What is wrong with something that is printed. */
export function printingProblem(
  printed: string,
  { color = false, columns = Infinity, from }: Shown,
): string | undefined {
  const text = color ? printed.replaceAll(colours, "") : printed;
  const [control] = controls.exec(text) ?? [];
  if (control !== undefined) {
    const point = control.codePointAt(0)?.toString(16).toUpperCase();
    return `prints U+${point}:\n${JSON.stringify(text)}`;
  }
  const [word] = escaped.exec(text) ?? [];
  if (word !== undefined && !from.includes(word.trim())) {
    return `prints ${word}:\n${text}`;
  }
  for (const line of text.split("\n")) {
    if (textWidth(line) > columns && /\S\s/.test(line)) {
      return `prints a line of ${
        textWidth(line)
      } columns of ${columns}:\n${line}`;
    }
  }
}
