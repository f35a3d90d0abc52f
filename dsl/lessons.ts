/**
 * The pages of `nabla explain`: one for each code.
 *
 * @module
 */

import { codes } from "./codes.ts";
import type { Lesson } from "./lessons/lesson.ts";
import { meaning } from "./lessons/meaning.ts";
import { numbers } from "./lessons/numbers.ts";
import { spelling } from "./lessons/spelling.ts";
import { textWidth } from "./width.ts";

/** Code to lesson. */
export const lessons: Readonly<Record<string, Lesson>> = {
  ...spelling,
  ...meaning,
  ...numbers,
};

/** The page of a code, for a terminal of 80 columns. */
export function renderLesson(code: string, { text, wrong, right }: Lesson) {
  return [
    `${code}: ${codes[code]}`,
    ...text.flatMap((paragraph) => ["", ...wrap(paragraph)]),
    ...example("wrong", wrong),
    ...example("right", right),
  ].join("\n");
}

function example(title: string, text: string | undefined): string[] {
  return text === undefined
    ? []
    : ["", `${title}:`, ...text.split("\n").map((line) => `  ${line}`)];
}

/** Breaks a paragraph into lines of at most so many columns; what stands in backticks stays together. */
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
