/**
 * What a gradient check found, as data. The terminal's report and `--json` are
 * printers of this one record.
 *
 * @module
 */

import type { Shape } from "../shape.ts";

/**
 * `pass`: all that was compared agrees. `fail`: something differs.
 * `inconclusive`: nothing differs, but something could not be compared.
 */
export type Verdict = "pass" | "fail" | "inconclusive";

/** One number of a gradient, computed in both ways. */
export interface Comparison {
  /** The index along each axis; for an input the batch axis is the first. */
  readonly index: readonly number[];
  /** What the backward pass computed. */
  readonly analytic: number;
  /** What the difference of two forward passes gives. */
  readonly numeric: number;
  /** The distance of the two in multiples of the tolerance: above 1 it is a fault. */
  readonly error: number;
}

/** The check of one gradient: that of a parameter or of an input. */
export interface GradientCheck {
  /** Of what: `fc1.weight`, or `x` for the input. */
  readonly path: string;
  /** Its shape; for an input the batch axis is the first. */
  readonly shape: Shape;
  /** How many numbers it has. */
  readonly entries: number;
  /** How many were compared. */
  readonly checked: number;
  /** How many of those differ. */
  readonly wrong: number;
  /** How many could not be compared. */
  readonly skipped: number;
  /** Why they could not be compared; absent where all were. */
  readonly reason?: string;
  /** The comparison with the largest error; absent where none could be made. */
  readonly worst?: Comparison;
  /** What follows for this gradient. */
  readonly verdict: Verdict;
}

/** Numbers that have no gradient, and so none to check. */
export interface NotDifferentiated {
  /** What they are: `target`. */
  readonly path: string;
  /** How many numbers. */
  readonly entries: number;
  /** Why. */
  readonly reason: string;
}

/** The check of one step alone, or of the whole network. */
export interface Check {
  /** A `step` is checked alone, at the numbers that reach it in the network. */
  readonly scope: "step" | "network";
  /** The step's name, or `network`. */
  readonly name: string;
  /** The layer of the step. */
  readonly layer?: string;
  /** Each gradient. */
  readonly gradients: readonly GradientCheck[];
  /** What has no gradient. */
  readonly notDifferentiated: readonly NotDifferentiated[];
  /** What follows for all of them. */
  readonly verdict: Verdict;
}

/** Numbers in all. */
export interface Totals {
  /** How many numbers the gradients have. */
  readonly entries: number;
  /** How many were compared. */
  readonly checked: number;
  /** How many differ. */
  readonly wrong: number;
  /** How many could not be compared. */
  readonly skipped: number;
}

/** The result of `gradcheck`. */
export interface GradcheckReport {
  /** The form of this record; a later form has a larger number. */
  readonly version: 1;
  /** What follows from all checks. */
  readonly verdict: Verdict;
  /** The steps that fail alone: the fault is in them. */
  readonly culprits: readonly string[];
  /** Where chance began. */
  readonly seed: number;
  /** The number of examples. */
  readonly batch: number;
  /** The half-width of each difference; absent where it follows each number's size. */
  readonly step?: number;
  /** How far two numbers may lie apart, relative to the larger. */
  readonly relativeTolerance: number;
  /** How far they may lie apart besides; absent where it is 10⁻⁹ of the largest gradient of the check. */
  readonly absoluteTolerance?: number;
  /** Each step alone, in order, then the network as a whole. */
  readonly checks: readonly Check[];
  /** The sums over all checks. */
  readonly totals: Totals;
  /** How often each way was gone. */
  readonly evaluations: Evaluations;
}

/** How often each way was gone. */
export interface Evaluations {
  /** Forward passes, of a step or of the network. */
  readonly forward: number;
  /** Backward passes. */
  readonly backward: number;
}

/** The verdict that follows from several. */
export function combine(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}
