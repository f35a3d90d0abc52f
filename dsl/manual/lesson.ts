/**
 * A short lesson on one kind of mistake.
 *
 * @module
 */

/** A short lesson on one kind of mistake. */
export interface Lesson {
  /** What the rule is, why it is there, and how to keep it: a paragraph an item. */
  readonly text: readonly string[];
  /** A text with the mistake; absent where it would be too long to show. */
  readonly wrong?: string;
  /** The same, mended. */
  readonly right?: string;
}
