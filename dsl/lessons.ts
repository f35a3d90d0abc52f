/**
 * The pages of `nabla explain`: one for each code.
 *
 * @module
 */

import { wrap } from "./wrap.ts";
import { codes } from "./codes.ts";
import type { Lesson } from "./lessons/lesson.ts";
import { meaning } from "./lessons/meaning.ts";
import { numbers } from "./lessons/numbers.ts";
import { spelling } from "./lessons/spelling.ts";

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
