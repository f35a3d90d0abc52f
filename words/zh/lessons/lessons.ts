import { grammarLessons } from "./grammar.ts";
import { meaningLessons } from "./meaning.ts";
import { numberLessons } from "./numbers.ts";

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
