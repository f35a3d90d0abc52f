/**
 * The course: backpropagation from a single number to two layers, an exercise a
 * lesson. What is asked stands once, in `exercises.ts`; what is said of it, in a
 * file for each language.
 *
 * @module
 */

import { currentLanguage } from "../../words/say.ts";
import { english } from "./english.ts";
import { type CourseLessonId, exercises, lessonIds } from "./exercises.ts";
import type { CourseWords, LessonWords } from "./words.ts";

/** A lesson of the course. */
export interface CourseLesson extends LessonWords {
  /** `2.3-backward-formulas` */
  readonly id: CourseLessonId;
  /** `2.3` */
  readonly number: string;
  /** The exercise with its answers. */
  readonly key: string;
}

/** The lessons in order. */
export const courseLessons: readonly CourseLesson[] = lessonsIn(english);

/** The lessons in the language in force. */
export async function spokenLessons(): Promise<readonly CourseLesson[]> {
  return currentLanguage()?.code === "zh"
    ? lessonsIn((await import("./chinese.ts")).chinese)
    : courseLessons;
}

/** The lessons in the words of a language. */
export function lessonsIn(words: CourseWords): readonly CourseLesson[] {
  return lessonIds.map((id) => ({
    id,
    number: id.slice(0, id.indexOf("-")),
    key: exercises[id],
    ...words[id],
  }));
}

/** The lesson of that name or number; the first, where several have the number. */
export function lessonNamed(
  name: string,
  lessons = courseLessons,
): CourseLesson | undefined {
  return lessons.find(({ id }) => id === name) ??
    lessons.find(({ number }) => number === name);
}
