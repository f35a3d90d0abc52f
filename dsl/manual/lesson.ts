import type { Code } from "../diagnostics/codes.ts";

/** A lesson for each code that begins with `Begin`. */
export type Lessons<Begin extends string> = Readonly<
  Record<Extract<Code, `${Begin}${string}`>, Lesson>
>;

/** A short lesson on one kind of mistake. */
export interface Lesson {
  /** The rule, its reason, and how to follow it; an empty line between paragraphs. */
  readonly text: string;
  /** A text with the mistake; absent if it would be too long. */
  readonly wrong?: string;
  /** The corrected text. */
  readonly right?: string;
}
