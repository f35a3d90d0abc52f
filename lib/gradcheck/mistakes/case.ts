/**
 * What the search for a mistake has to go by.
 *
 * @module
 */

import type { Coordinates, Subject } from "../subjects/subject.ts";

/** One gradient with wrong numbers, both sides of it. */
export interface Case {
  readonly subject: Subject;
  readonly coordinates: Coordinates;
  /** What backward computed. */
  readonly analytic: Float64Array;
  /** What differences give; NaN where they tell nothing of the number itself. */
  readonly numeric: Float64Array;
  /** Which numbers are wrong. */
  readonly wrong: readonly number[];
  /** The gradient from above, as it was. */
  readonly upstream: ArrayLike<number>;
  /** Whether numbers made from the analytic ones are the numeric ones, all of them. */
  explains(candidate: (i: number) => number): boolean;
  /** Whether two numbers are the same as far as can be told: NaN is the same as all. */
  isNear(a: number, b: number): boolean;
  /** The numeric side for another gradient from above. */
  numericFor(upstream: (j: number) => number): Float64Array;
}

/** What a candidate says where it explains the numbers. */
export type Mistake = string | undefined;

/** Looks for a mistake of one kind. */
export type FindMistake = (wrong: Case) => Mistake;

/** For the gradient of an input whose layer has as many outputs: its arrays. */
export function inputAndOutput({ subject, coordinates }: Case) {
  const { site } = subject;
  if (site === undefined || coordinates.role !== "input") return;
  const k = site.inputs.findIndex((values) => values === coordinates.values);
  if (k < 0 || site.y.length !== coordinates.values.length) return;
  // What the differences left in y belongs to other numbers.
  subject.forward(0);
  return { x: site.inputs[k], y: site.y.slice() };
}
