import type { Values } from "../../base/values.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";

/** Both sides of one gradient with wrong numbers. */
export interface Case {
  readonly subject: Subject;
  readonly coordinates: Coordinates;
  /** What backward computed. */
  readonly analytic: Float64Array;
  /** What differences give; NaN if they tell nothing about the number itself. */
  readonly numeric: Float64Array;
  /** Which numbers are wrong. */
  readonly wrong: readonly number[];
  /** The gradient from above. */
  readonly upstream: ArrayLike<number>;
  /** Whether numbers made from the analytic ones are all the numeric ones. */
  explains(candidate: (i: number) => number): boolean;
  /** Whether two numbers are the same up to rounding; NaN is the same as any. */
  isNear(a: number, b: number): boolean;
  /** The numeric side for another gradient from above. */
  numericFor(upstream: (j: number) => number): Float64Array;
}

/** The words for a mistake, if it explains the numbers. */
export type Mistake = string | undefined;

export type FindMistake = (wrong: Case) => Mistake;

/** Looks at the gradient of an input whose layer has as many outputs. */
export function ofInput(
  find: (own: Case, x: Values, y: Values) => Mistake,
): FindMistake {
  return (own) => {
    const { subject, coordinates: { role, values } } = own;
    const { site } = subject;
    if (site === undefined || role !== "input") return;
    const x = site.inputs.find((each) => each === values);
    if (x === undefined || site.y.length !== values.length) return;
    // Differences have left other numbers in y.
    subject.forward(0);
    return find(own, x, site.y.slice());
  };
}
