import type { Shape } from "../../base/shape.ts";
import type { Behavior } from "../../layer/layer.ts";

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
  /**
   * What is compared; default: a gradient in double precision with differences of
   * forward.
   *
   * - `float32`: the gradient in single precision with that in double.
   * - `order 2`: the derivative of the gradient along a direction, as the layers give
   *   it, with differences of backward.
   * - `order 2, symmetry`, `order 2, forward`: one number for each direction, how the
   *   gradient changes along it, with that of the directions swapped, and with second
   *   differences of forward.
   * - `tangent`: the derivative of the outputs along a direction, as the layers give
   *   it, with differences of forward.
   */
  readonly kind?:
    | "float32"
    | "order 2"
    | "order 2, symmetry"
    | "order 2, forward"
    | "tangent";
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
  /** Why they could not be compared; if for several reasons, that of the most. */
  readonly reason?: string;
  /** Each reason with how many numbers it kept from being compared, the most first; absent in a search. */
  readonly skippedFor?: readonly SkippedNumbers[];
  /** How many are too small to be seen: both sides lie below ten times their noise, while the outputs are resolved otherwise. */
  readonly tooSmall?: number;
  /** The largest size that one of those could have had. */
  readonly bound?: number;
  /** Present if backward gives 0 for every number, and nothing contradicts it. */
  readonly vanishes?: true;
  /** How many lie on a kink, or where differences are only rounding, and were compared beside that place. */
  readonly moved?: number;
  /** The comparison with the largest error; absent if none could be made. */
  readonly worst?: Comparison;
  /** In a search: how many numbers lie in blocks that differ and were not followed further. */
  readonly unfollowed?: number;
  /** In a search: the wrong numbers that were found, worst first. */
  readonly found?: readonly Comparison[];
  /** The largest fault that could have stayed unseen, relative to the number itself, those left out that are too small to be seen; Infinity if nothing was compared. */
  readonly detectability: number;
  /** The likely mistake in words, if one explains the numbers to 10⁻⁶. */
  readonly mistake?: string;
  /** What the wrong numbers have in common, if no known mistake explains them. */
  readonly pattern?: string;
  /** All numbers, if they were asked for. */
  readonly numbers?: ComparedNumbers;
  /** What follows for this gradient. */
  readonly verdict: Verdict;
}

/**
 * Why a number could not be compared: `noise` of its differences; a `kink`; slopes
 * that grow as the step shrinks (`growth`); large and small steps that differ, as
 * some inner value is rounded (`contradiction`); outputs that are not finite
 * (`outside`).
 */
export type Doubt = "noise" | "kink" | "growth" | "contradiction" | "outside";

/** Numbers that could not be compared for the same reason. */
export interface SkippedNumbers {
  /** The kind of reason. */
  readonly doubt: Doubt;
  /** The reason in words. */
  readonly reason: string;
  /** How many numbers. */
  readonly count: number;
  /** The index of the first of them; absent in a search. */
  readonly first?: readonly number[];
}

/** All numbers of a gradient, row-major; `null` if not looked at. */
export interface ComparedNumbers {
  /** What backward computed. */
  readonly analytic: readonly (number | null)[];
  /** What differences give. */
  readonly numeric: readonly (number | null)[];
  /** The distance of the two in multiples of the tolerance; `null` also where they could not be compared. */
  readonly error: readonly (number | null)[];
}

/** The result of one check of a layer's behaviour, apart from right numbers. */
export interface BehaviorCheck {
  /** What was checked. */
  readonly name: Behavior;
  /** `waived`: it fails, and the layer says why it may. `remark`: something was found that may be right. */
  readonly verdict: "pass" | "fail" | "waived" | "remark";
  /** What was found, if it does not pass. */
  readonly detail?: string;
  /** Why it may fail. */
  readonly reason?: string;
}

/** `exhaustive`: each number alone. `search`: blocks of numbers at once, down to the wrong ones. `sampled`: some. */
export type CheckMode = "exhaustive" | "search" | "sampled";

/** How the numeric side is computed: with a step that adapts, or by central or one-sided differences of one step. */
export type Scheme = "adaptive" | "central" | "forward";

/** The verdict that follows from several. */
export function combine(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("inconclusive") ? "inconclusive" : "pass";
}
