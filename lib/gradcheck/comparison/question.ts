/**
 * One number of a gradient before and after it is compared.
 *
 * @module
 */

import type { Outcome } from "./outcome.ts";
import type { Difference } from "./probe.ts";

/** What is known of one number of a gradient before it is compared. */
export interface Question {
  /** The number itself. */
  readonly value: number;
  /** What backward computed. */
  readonly analytic: number;
  /** How far rounding may have moved that. */
  readonly backwardNoise: number;
  /** The largest gradient of the check. */
  readonly largest: number;
}

/** Takes the difference at a step to both sides of the number. */
export type Measure = (step: number) => Difference;

/** A derivative by differences. */
export interface Estimate {
  /** How the differences came out; `agrees` where they give a derivative. */
  readonly outcome: Outcome;
  /** The derivative; NaN where there is none. */
  readonly numeric: number;
  /** How far that may be off. */
  readonly estimate: number;
  /** The step that it was taken with, or from which it was extrapolated; 0 where there is none. */
  readonly step: number;
}

/** How a number was compared. */
export interface Answer extends Estimate {
  /** How far analytic and numeric may lie apart. */
  readonly tolerance: number;
}
