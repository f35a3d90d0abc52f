import type { Code } from "../diagnostics/codes.ts";

/** A lesson for each code that begins so. */
export type Lessons<Begin extends string> = Readonly<
  Record<Extract<Code, `${Begin}${string}`>, Lesson>
>;

/** A short lesson on one kind of mistake. */
export interface Lesson {
  /** What the rule is, why it is there, and how to keep it: a paragraph an item. */
  readonly text: readonly string[];
  /** A text with the mistake; absent where it would be too long to show. */
  readonly wrong?: string;
  readonly right?: string;
}
