/**
 * What a gradient check found, as data. The terminal's report and `--json` are
 * printers of this one record.
 *
 * @module
 */

import type { Shape } from "../base/shape.ts";
import type { Precision } from "../base/values.ts";
import type { Behavior } from "../layer/layer.ts";

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
  /** What is compared where it is not a gradient in double precision with differences of forward. */
  readonly kind?: "float32" | "order 2";
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
  /** How many lie on a kink, or where differences are all rounding, and were compared beside that place. */
  readonly moved?: number;
  /** The comparison with the largest error; absent where none could be made. */
  readonly worst?: Comparison;
  /** In a search: how many numbers lie in blocks that differ and were not followed further. */
  readonly unfollowed?: number;
  /** In a search: the wrong numbers that were found, worst first. */
  readonly found?: readonly Comparison[];
  /** The largest fault that could have stayed unseen, relative to the number itself; Infinity where nothing was compared. */
  readonly detectability: number;
  /** The likely mistake in words, where one explains the numbers to 10⁻⁶. */
  readonly mistake?: string;
  /** What the wrong numbers have in common, where no mistake is known that explains them. */
  readonly pattern?: string;
  /** All numbers, where they were asked for. */
  readonly numbers?: ComparedNumbers;
  /** What follows for this gradient. */
  readonly verdict: Verdict;
}

/** All numbers of a gradient, row-major; `null` where one was not compared. */
export interface ComparedNumbers {
  /** What backward computed. */
  readonly analytic: readonly (number | null)[];
  /** What differences give. */
  readonly numeric: readonly (number | null)[];
  /** The distance of the two in multiples of the tolerance. */
  readonly error: readonly (number | null)[];
}

/** How one thing came out that is asked of a layer besides right numbers. */
export interface BehaviorCheck {
  /** What was asked. */
  readonly name: Behavior;
  /** `waived`: it fails, and the layer says why it may. */
  readonly verdict: "pass" | "fail" | "waived";
  /** What was found, where it fails. */
  readonly detail?: string;
  /** Why it may fail. */
  readonly reason?: string;
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
  readonly scope: "step" | "network" | "function";
  /** The step's name, or `network`. */
  readonly name: string;
  /** The layer of the step. */
  readonly layer?: string;
  /** Each gradient. */
  readonly gradients: readonly GradientCheck[];
  /** What has no gradient. */
  readonly notDifferentiated: readonly NotDifferentiated[];
  /** How the layer behaves besides; empty for the network. */
  readonly behaviors: readonly BehaviorCheck[];
  /** Why wrong numbers are accepted here, where they are. */
  readonly waiver?: string;
  /** Present where the layer computes in single precision alone: faults below some 1% of the largest gradient may be invisible then. */
  readonly precision?: "float32";
  /** How its numbers were compared. */
  readonly mode: CheckMode;
  /** What follows for all of them. */
  readonly verdict: Verdict;
}

/** `exhaustive`: each number alone. `search`: blocks of numbers at once, down to the wrong ones. `sampled`: some. */
export type CheckMode = "exhaustive" | "search" | "sampled";

/** How the numeric side is computed: with a step that adapts, or by central or one-sided differences of one step. */
export type Scheme = "adaptive" | "central" | "forward";

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
  readonly version: 2;
  /** What follows from all checks. */
  readonly verdict: Verdict;
  /** The steps that fail alone, by numbers or by behaviour: the fault is in them. */
  readonly culprits: readonly string[];
  /** Where chance began. */
  readonly seed: number;
  /** The number of examples. */
  readonly batch: number;
  /** The precision whose gradients were checked. */
  readonly precision: Precision;
  /** How the numeric side was computed. */
  readonly scheme: Scheme;
  /** The step of each difference; absent where it follows each number. */
  readonly step?: number;
  /** How far two numbers may lie apart, relative to the larger. */
  readonly relativeTolerance: number;
  /** How far they may lie apart besides what is derived from measured rounding. */
  readonly absoluteTolerance?: number;
  /** Present where the check was stopped before its end. */
  readonly partial?: true;
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
  /** Shortcuts of layers that recompute only what one number changes. */
  readonly partial: number;
  /** Backward passes. */
  readonly backward: number;
}

/** The verdict that follows from several. */
export function combine(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}
