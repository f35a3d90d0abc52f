import { extrapolate } from "./extrapolate.ts";
import type { Difference } from "./probe.ts";
import type { Answer, Estimate, Measure, Question } from "./question.ts";
import { defaultStep, scaleAt } from "./step.ts";

/** How closely analytic and numeric must agree. */
export interface Closeness {
  /** Relative to the larger of the two. */
  readonly relative: number;
  /** Added to what is derived. */
  readonly absolute: number;
  /** Whether agreement at the first step is not enough. */
  readonly strict: boolean;
}

/** Relative to the largest gradient of a check: smaller numbers need not be resolved, as their rounding may be 10⁻³ of them. */
export const negligible = 1e-8;

/**
 * Compares one number with a single central difference; if that is not enough, with
 * differences at shrinking steps, extrapolated.
 */
export function compare(
  question: Question,
  measure: Measure,
  closeness: Closeness,
): Answer {
  const { analytic, value } = question;
  const step = defaultStep(value);
  const first = measure(step);
  const numeric = first.central;
  const close = closeness.relative * largerOf(analytic, numeric);
  const isUsable = first.isFinite && first.isClean;
  const isSettled = isUsable && !closeness.strict &&
    Math.abs(analytic - numeric) <= close && first.noise <= close * step;
  const isZero = isFlat(first) && analytic === 0;
  if (isSettled || isZero) {
    return {
      outcome: "agrees",
      numeric,
      step,
      estimate: isZero ? 0 : first.noise / step,
      tolerance: toleranceOf(question, numeric, 0, closeness),
    };
  }
  const near = isUsable
    ? { numeric, slack: 64 * first.noise / step }
    : undefined;
  const found = extrapolate(question, measure, near);
  return found.outcome === "agrees" ? judge(question, found, closeness) : {
    ...found,
    tolerance: toleranceOf(question, found.numeric, 0, closeness),
  };
}

function judge(
  question: Question,
  found: Estimate,
  closeness: Closeness,
): Answer {
  const { analytic, backwardNoise, largest } = question;
  const { numeric, estimate } = found;
  const larger = largerOf(analytic, numeric);
  const tolerance = toleranceOf(question, numeric, estimate, closeness);
  if (!(Math.abs(analytic - numeric) <= tolerance)) {
    return { ...found, outcome: "differs", tolerance };
  }
  const beyond = tolerance - closeness.relative * larger - closeness.absolute;
  // If terms cancel, only rounding is left on the analytic side.
  const isCancelled = backwardNoise > 0 &&
    Math.abs(analytic) <= 10 * backwardNoise;
  const isBlurred = beyond > 1e-2 * larger && larger > negligible * largest &&
    !isCancelled;
  return { ...found, outcome: isBlurred ? "unresolved" : "agrees", tolerance };
}

function toleranceOf(
  { analytic, backwardNoise, largest }: Question,
  numeric: number,
  estimate: number,
  { relative, absolute }: Closeness,
): number {
  const larger = largerOf(analytic, numeric);
  const rounding = Math.max(10 * backwardNoise, 1e-11 * largest);
  const tolerance = 10 * estimate + rounding + relative * larger + absolute;
  return Number.isFinite(tolerance) ? tolerance : 0;
}

function largerOf(analytic: number, numeric: number): number {
  return Math.max(Math.abs(analytic), Math.abs(numeric));
}

function isFlat({ isFinite, right, left }: Difference): boolean {
  return isFinite && right === 0 && left === 0;
}

/**
 * The comparison for layers that have only single precision: few steps, of about
 * 2⁻⁷, and tolerances for such differences.
 */
export function compareSingle(question: Question, measure: Measure): Answer {
  const { analytic, backwardNoise, largest, value } = question;
  const isZero = isFlat(measure(2 ** -7 * scaleAt(value))) && analytic === 0;
  const found = extrapolate(question, measure, undefined, [-3, -5, -7, -9]);
  const { outcome, numeric, estimate } = isZero
    ? { outcome: "agrees" as const, numeric: 0, estimate: 0 }
    : found;
  const larger = largerOf(analytic, numeric);
  const tolerance = 10 * estimate +
    Math.max(10 * backwardNoise, 1e-4 * largest) + 1e-3 * larger;
  const isFar = !(Math.abs(analytic - numeric) <= tolerance);
  const isBlurred = 10 * estimate > 0.1 * larger && larger > 0.1 * largest;
  return {
    outcome: outcome !== "agrees"
      ? outcome
      : isFar
      ? "differs"
      : isBlurred
      ? "unresolved"
      : "agrees",
    numeric,
    estimate,
    step: found.step,
    tolerance,
  };
}
