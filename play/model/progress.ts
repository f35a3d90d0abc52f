/**
 * What a reader has done of the course: the lessons that are solved, and the answers
 * that were typed.
 *
 * @module
 */

import { type CourseLessonId, lessonIds } from "../../dsl/course/exercises.ts";

/** What was done of the course. */
export interface Progress {
  /** The lessons whose answers were all right once. */
  readonly solved: ReadonlySet<CourseLessonId>;
  /** The answers of a lesson, in the order of its questions. */
  readonly answers: ReadonlyMap<CourseLessonId, readonly string[]>;
}

/** The longest answer, in characters. */
export const longestAnswer = 200;

/** A lesson asks for fewer. */
const mostAnswers = 100;

/** Nothing is done yet. */
export const noProgress: Progress = { solved: new Set(), answers: new Map() };

/** Progress as a text, in which `nabla learn --progress` finds what is solved. */
export function writeProgress({ solved, answers }: Progress): string {
  return JSON.stringify({
    solved: [...solved],
    answers: Object.fromEntries(answers),
  });
}

/** The progress of a text that may be anything; what is none is left out. */
export function readProgress(text: string): Progress {
  const { solved, answers } = Object(parsed(text));
  return {
    solved: new Set(
      lessonIds.filter((id) => Array.isArray(solved) && solved.includes(id)),
    ),
    answers: new Map(
      lessonIds.flatMap((id) => {
        const found = Object.hasOwn(Object(answers), id) ? answers[id] : [];
        return isAnswers(found) ? [[id, found]] : [];
      }),
    ),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAnswers(found: unknown): found is readonly string[] {
  return Array.isArray(found) && found.length > 0 &&
    found.length <= mostAnswers &&
    found.every((each) =>
      typeof each === "string" && each.length <= longestAnswer
    );
}

/** Progress with the answers of a lesson. */
export function answered(
  { solved, answers }: Progress,
  id: CourseLessonId,
  own: readonly string[],
): Progress {
  return { solved, answers: new Map([...answers, [id, own]]) };
}

/** Progress in which a lesson is solved. */
export function withSolved(
  { solved, answers }: Progress,
  id: CourseLessonId,
): Progress {
  return { solved: new Set([...solved, id]), answers };
}
