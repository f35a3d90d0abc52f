import { type Code, codes } from "../diagnostics/codes.ts";
import { wrap } from "../typesetting/wrap.ts";
import { formulas } from "./formulas.ts";
import type { Lesson } from "./lesson.ts";
import { meaning } from "./meaning.ts";
import { numbers } from "./numbers.ts";
import { spelling } from "./spelling.ts";

export const lessons: Readonly<Record<Code, Lesson>> = {
  ...spelling,
  ...formulas,
  ...meaning,
  ...numbers,
};

/** The page of a code, within so many columns. */
export function renderLesson(
  code: Code,
  lesson: Lesson,
  width = 80,
): string {
  return [
    `${code}: ${codes[code]}`,
    ...paragraphsOf(lesson).flatMap((
      paragraph,
    ) => ["", ...wrap(paragraph, width)]),
    ...example("wrong", lesson.wrong),
    ...example("right", lesson.right),
  ].join("\n");
}

export function paragraphsOf({ text }: Lesson): readonly string[] {
  return text.split("\n\n");
}

function example(title: string, text: string | undefined): string[] {
  return text === undefined
    ? []
    : ["", `${title}:`, ...text.split("\n").map((line) => `  ${line}`)];
}
