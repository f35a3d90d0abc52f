import type { CourseLessonId } from "./exercises.ts";

/** What is said of a lesson. */
export interface LessonWords {
  /** A headline. */
  readonly title: string;
  /** A paragraph each. */
  readonly text: readonly string[];
  /** Each tells more than the one before. */
  readonly hints: readonly [string, string, string];
}

/** What is said of all lessons, in one language. */
export type CourseWords = Readonly<Record<CourseLessonId, LessonWords>>;
