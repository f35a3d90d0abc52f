import { grammarLessons } from "./lessons_grammar.ts";
import { meaningLessons } from "./lessons_meaning.ts";
import { numberLessons } from "./lessons_numbers.ts";

/** The codes that have a lesson. */
export type TaughtCode =
  | keyof typeof grammarLessons
  | keyof typeof meaningLessons
  | keyof typeof numberLessons;

/** The lesson on each code of a diagnostic; an empty line between paragraphs. */
export const lessons: Readonly<Record<TaughtCode, string>> = {
  ...grammarLessons,
  ...meaningLessons,
  ...numberLessons,
};
