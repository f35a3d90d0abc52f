import type { Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import type { Jacobian } from "./jacobian.ts";

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
  /** Those whose numeric side is known. */
  readonly known: readonly number[];
  /** Known numbers where both sides are not the same. */
  readonly off: readonly number[];
  /** The gradient from above. */
  readonly upstream: Float64Array;
  /** The outputs. */
  readonly y: Float64Array;
  /** The outputs' shape; with the batch axis first, if there is one. */
  readonly outputShape: Shape;
  /** How the array is called in words: `x`. */
  readonly name: string;
  /** All other arrays. */
  readonly others: readonly NamedArray[];
  /** Whether two numbers are the same up to rounding; NaN is not. */
  isNear(a: number, b: number): boolean;
  /** Whether numbers made from the analytic ones are all the numeric ones. */
  explains(candidate: (i: number) => number): boolean;
  /** Whether numbers are all the analytic ones, where the numeric ones are known. */
  isAnalytic(candidate: (i: number) => number): boolean;
  /** How outputs depend on this array; undefined if it is too large. */
  jacobian(): Jacobian | undefined;
}

/** An array that may have got into a gradient. */
export interface NamedArray {
  readonly name: string;
  readonly role: "input" | "parameter";
  /** Whether it has no gradient, as a target. */
  readonly isData?: boolean;
  readonly shape: Shape;
  readonly values: Values;
}

/** The words for a mistake, if it explains the numbers. */
export type Mistake = string | undefined;

export type FindMistake = (wrong: Case) => Mistake;
