/**
 * The check of one subject: every gradient that backward writes against
 * differences of forward passes.
 *
 * @module
 */

import type { Random } from "../random.ts";
import { indexOf } from "../shape.ts";
import type { Values } from "../values.ts";
import {
  defaultStep,
  type Difference,
  type Differentiate,
  differentiator,
  drawCotangent,
} from "./numeric.ts";
import {
  type Check,
  combine,
  type Comparison,
  type GradientCheck,
} from "./report.ts";
import type { Coordinates, Subject } from "./subject.ts";

/** How closely analytic and numeric must agree. */
export interface Tolerance {
  /** Relative to the larger of the two. */
  readonly relative: number;
  /** Added to it; where absent, 10⁻⁹ of the largest gradient of the subject, and at least 10⁻¹⁴ of the upstream gradient. */
  readonly absolute?: number;
  /** The half-width of a difference; chosen by {@linkcode defaultStep} where absent. */
  readonly step?: number;
}

/** How one entry came out. */
type Outcome = "agrees" | "differs" | "kink" | "not finite";

const reasons: Readonly<Record<"kink" | "not finite", string>> = {
  kink: "the function has a kink there",
  "not finite": "the output is not a finite number there",
};

/** Checks a subject; yields after each number, so that the caller can show progress or stop. */
export function* checkSubject(
  subject: Subject,
  tolerance: Tolerance,
  random: Random,
): Generator<void, Check> {
  drawCotangent(subject.upstream, random);
  subject.forward(0);
  subject.backward();
  // Copies: the arrays belong to the layer, which may write them again.
  const analytics = subject.coordinates.map(({ gradient }) => gradient.slice());
  // Where gradients cancel, what is left is rounding of the parts.
  const absolute = tolerance.absolute ??
    Math.max(
      1e-9 * largestOf(analytics),
      1e-14 * largestOf([subject.upstream]),
    );

  const gradients: GradientCheck[] = [];
  for (const [i, coordinates] of subject.coordinates.entries()) {
    // A new differentiator begins with a whole forward pass, so that the steps
    // before `from` have the numbers of the unmoved network.
    const difference = differentiator(subject);
    const compare = comparer(difference, { ...tolerance, absolute });
    gradients.push(yield* checkGradient(coordinates, analytics[i], compare));
  }
  return {
    scope: subject.scope,
    name: subject.name,
    ...(subject.layer === undefined ? {} : { layer: subject.layer }),
    gradients,
    notDifferentiated: subject.notDifferentiated,
    verdict: combine(gradients.map((gradient) => gradient.verdict)),
  };
}

type Compare = (
  coordinates: Coordinates,
  entry: number,
  analytic: number,
) => { outcome: Outcome; numeric: number; error: number };

function* checkGradient(
  coordinates: Coordinates,
  analytic: Values,
  compare: Compare,
): Generator<void, GradientCheck> {
  const { path, shape, values } = coordinates;
  let wrong = 0;
  let skipped = 0;
  let reason: string | undefined;
  let worst: Comparison | undefined;
  for (let entry = 0; entry < values.length; entry++) {
    const { outcome, numeric, error } = compare(
      coordinates,
      entry,
      analytic[entry],
    );
    if (outcome === "kink" || outcome === "not finite") {
      skipped++;
      reason ??= reasons[outcome];
    } else {
      if (outcome === "differs") wrong++;
      if (worst === undefined || error > worst.error) {
        const index = indexOf(entry, shape);
        worst = { index, analytic: analytic[entry], numeric, error };
      }
    }
    yield;
  }
  return {
    path,
    shape,
    entries: values.length,
    checked: values.length - skipped,
    wrong,
    skipped,
    ...(reason === undefined ? {} : { reason }),
    ...(worst === undefined ? {} : { worst }),
    verdict: wrong > 0 ? "fail" : skipped > 0 ? "inconclusive" : "pass",
  };
}

/** Compares one number of a gradient with differences, at smaller steps where the first does not agree. */
function comparer(
  difference: Differentiate,
  tolerance: Tolerance & { readonly absolute: number },
): Compare {
  const result: ReturnType<Compare> = {
    outcome: "agrees",
    numeric: 0,
    error: 0,
  };

  function judge(analytic: number, numeric: number): boolean {
    result.numeric = numeric;
    result.error = errorOf(analytic, numeric, tolerance);
    result.outcome = result.error <= 1 ? "agrees" : "differs";
    return result.error <= 1;
  }

  return (coordinates, entry, analytic) => {
    const step = tolerance.step ?? defaultStep(coordinates.values[entry]);
    const first = { ...difference(coordinates, entry, step) };
    if (!isFinite(first)) {
      result.outcome = "not finite";
      return result;
    }
    if (judge(analytic, first.central) || tolerance.step !== undefined) {
      return result;
    }
    if (!Number.isFinite(analytic)) return result;
    // A kink between t − h and t + h, but not at t, is left outside by a smaller step.
    const second = { ...difference(coordinates, entry, step / 8) };
    if (judge(analytic, second.central)) return result;
    const third = difference(coordinates, entry, step / 64);
    if (judge(analytic, third.central)) return result;
    if (isKink(first, second, third)) {
      const { left, right } = third;
      const slack = 1e-3 * Math.max(Math.abs(left), Math.abs(right));
      const between = analytic >= Math.min(left, right) - slack &&
        analytic <= Math.max(left, right) + slack;
      result.outcome = between ? "agrees" : "kink";
      result.error = 0;
      return result;
    }
    judge(analytic, first.central);
    return result;
  };
}

/** The distance in multiples of the tolerance. */
function errorOf(
  analytic: number,
  numeric: number,
  tolerance: Tolerance & { readonly absolute: number },
): number {
  const distance = Math.abs(analytic - numeric);
  if (distance === 0) return 0;
  const larger = Math.max(Math.abs(analytic), Math.abs(numeric));
  const error = distance /
    (tolerance.relative * larger + tolerance.absolute);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * Whether the slopes from the left and from the right differ at the point
 * itself: of a smooth function their gap shrinks with the step, at a kink it
 * stays.
 */
function isKink(...differences: readonly Difference[]): boolean {
  const gaps = differences.map(({ left, right }) => right - left);
  const last = differences[differences.length - 1];
  const slope = Math.max(Math.abs(last.left), Math.abs(last.right));
  return gaps.every((gap) =>
    Math.abs(gap - gaps[0]) <= 0.1 * Math.abs(gaps[0])
  ) && Math.abs(gaps[0]) > 1e-3 * slope;
}

function isFinite({ central, left, right }: Difference): boolean {
  return Number.isFinite(central) && Number.isFinite(left) &&
    Number.isFinite(right);
}

/** The largest size of a finite number. */
function largestOf(arrays: readonly Values[]): number {
  let largest = 0;
  for (const array of arrays) {
    for (const value of array) {
      const size = Math.abs(value);
      if (size > largest && size < Infinity) largest = size;
    }
  }
  return largest;
}
