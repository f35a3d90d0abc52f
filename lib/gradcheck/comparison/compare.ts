/**
 * One number of a gradient against differences: the quotient that carries its
 * own error estimate, and the verdict that follows from it.
 *
 * @module
 */

import type { Difference } from "./probe.ts";

/** How one number came out; `between`: on a kink, and no farther than the slopes beside it. */
export const outcomes = [
  "not compared",
  "agrees",
  "differs",
  "unresolved",
  "kink",
  "between",
  "outside",
] as const;

/** How one number came out. */
export type Outcome = typeof outcomes[number];

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

/** How a number was compared. */
export interface Answer {
  /** How it came out. */
  outcome: Outcome;
  /** The derivative by differences. */
  numeric: number;
  /** How far that may be off. */
  estimate: number;
  /** The step that it was taken with, or from which it was extrapolated. */
  step: number;
  /** How far analytic and numeric may lie apart. */
  tolerance: number;
}

/** An answer that is to be filled. */
export function noAnswer(): Answer {
  return { outcome: "agrees", numeric: 0, estimate: 0, step: 0, tolerance: 0 };
}

/** How closely analytic and numeric must agree. */
export interface Closeness {
  /** Relative to the larger of the two. */
  readonly relative: number;
  /** Added to what is derived. */
  readonly absolute: number;
  /** Whether the first step's agreement is not enough. */
  readonly strict: boolean;
}

/** Of the largest gradient of a check: what is smaller need not be resolved, as its rounding alone may be 10⁻³ of it. */
export const negligible = 1e-8;

/** Half the bits of a double go to the step, half to the difference: ∛(3·2⁻⁵³). */
const baseStep = Math.cbrt(3 * 2 ** -53);

/**
 * The half-width of a central difference at `t`, a power of two: the one at
 * which truncation (∝ h²) and rounding (∝ 1/h) are about equal (Press et al.,
 * Numerical Recipes, 3rd edition, §5.7), 2⁻¹⁷ for numbers up to 1.
 */
export function defaultStep(t: number): number {
  return 2 ** Math.round(Math.log2(baseStep * scaleOf(t)));
}

function scaleOf(t: number): number {
  return Math.max(Math.abs(t), 1);
}

/** Where a difference is taken. */
export type Measure = (step: number) => Difference;

/**
 * Compares one number. First a single central difference; where that does not
 * settle it, differences at shrinking steps, extrapolated.
 *
 * @param settling how far both may lie apart, besides, for the first to settle it.
 */
export function compare(
  question: Question,
  measure: Measure,
  closeness: Closeness,
  answer: Answer,
  settling = 0,
): void {
  const { analytic, value, largest } = question;
  const step = defaultStep(value);
  const first = measure(step);
  const numeric = first.central;
  const larger = Math.max(Math.abs(analytic), Math.abs(numeric));
  const close = closeness.relative * larger + settling;
  const isSettled = first.isFinite && first.isClean && !closeness.strict &&
    Math.abs(analytic - numeric) <= close && first.noise <= close * step;
  const isNought = first.isFinite && analytic === 0 && first.right === 0 &&
    first.left === 0;
  if (isSettled || isNought) {
    answer.outcome = "agrees";
    answer.numeric = numeric;
    answer.step = step;
    answer.estimate = isNought ? 0 : first.noise / step;
    answer.tolerance = toleranceOf(question, numeric, 0, closeness);
    return;
  }
  const isUsable = first.isFinite && first.isClean;
  const near = isUsable
    ? { numeric, slack: 64 * first.noise / step }
    : undefined;
  extrapolate(question, measure, answer, near);
  if (answer.outcome !== "agrees") {
    answer.tolerance = toleranceOf(question, answer.numeric, 0, closeness);
    return;
  }
  judge(question, closeness, answer, largest);
}

/** Passes, fails or leaves open what has a numeric side. */
function judge(
  question: Question,
  closeness: Closeness,
  answer: Answer,
  largest: number,
): void {
  const { analytic, backwardNoise } = question;
  const { numeric, estimate } = answer;
  const larger = Math.max(Math.abs(analytic), Math.abs(numeric));
  const tolerance = toleranceOf(question, numeric, estimate, closeness);
  answer.tolerance = tolerance;
  if (!(Math.abs(analytic - numeric) <= tolerance)) {
    answer.outcome = "differs";
  } else {
    const beyond = tolerance - closeness.relative * larger - closeness.absolute;
    // Where parts cancel, rounding is all that is left on the analytic side.
    const isCancelled = backwardNoise > 0 &&
      Math.abs(analytic) <= 10 * backwardNoise;
    const isBlurred = beyond > 1e-2 * larger && larger > negligible * largest &&
      !isCancelled;
    answer.outcome = isBlurred ? "unresolved" : "agrees";
  }
}

function toleranceOf(
  { analytic, backwardNoise, largest }: Question,
  numeric: number,
  estimate: number,
  { relative, absolute }: Closeness,
): number {
  const larger = Math.max(Math.abs(analytic), Math.abs(numeric));
  const rounding = Math.max(10 * backwardNoise, 1e-11 * largest);
  const tolerance = 10 * estimate + rounding + relative * larger + absolute;
  return Number.isFinite(tolerance) ? tolerance : 0;
}

/** Steps of `0.5·s·4⁻ᵏ`, as exponents of 2. */
const shrinking = Array.from({ length: 24 }, (_, k) => -1 - 2 * k);
const mostColumns = 4;

/** Without a small step's word, no agreement of steps above this power of two is believed alone. */
const surelySmall = -13;

/**
 * The comparison for layers that compute in single precision alone: few steps,
 * of some 2⁻⁷, and what such differences can show.
 */
export function compareSingle(
  question: Question,
  measure: Measure,
  answer: Answer,
): void {
  const { analytic, backwardNoise, largest, value } = question;
  const near = measure(2 ** -7 * scaleOf(value));
  const isNought = near.isFinite && analytic === 0 && near.right === 0 &&
    near.left === 0;
  extrapolate(question, measure, answer, undefined, [-3, -5, -7, -9]);
  if (isNought) {
    answer.outcome = "agrees";
    answer.numeric = answer.estimate = 0;
  }
  const larger = Math.max(Math.abs(analytic), Math.abs(answer.numeric));
  answer.tolerance = 10 * answer.estimate +
    Math.max(10 * backwardNoise, 1e-4 * largest) + 1e-3 * larger;
  if (answer.outcome !== "agrees") return;
  if (!(Math.abs(analytic - answer.numeric) <= answer.tolerance)) {
    answer.outcome = "differs";
  } else if (10 * answer.estimate > 0.1 * larger && larger > 0.1 * largest) {
    answer.outcome = "unresolved";
  }
}

/** One step of the extrapolation. */
interface Row {
  readonly step: number;
  readonly numeric: number;
  readonly estimate: number;
  readonly noise: number;
}

/** What a small step gave: large ones that contradict it have stepped over something. */
interface Near {
  readonly numeric: number;
  readonly slack: number;
}

/**
 * Richardson's extrapolation of differences at `0.5·s·4⁻ᵏ` (Ridders, "Accurate
 * computation of F′(x) and F′(x)F″(x)", 1982), over those steps that cross no
 * choice and stay finite. A step that a smaller one contradicts is dropped:
 * extrapolation alone may converge by accident where the steps are too large.
 */
function extrapolate(
  { value, analytic }: Question,
  measure: Measure,
  answer: Answer,
  near?: Near,
  exponents: readonly number[] = shrinking,
): void {
  let rows: Row[] = [];
  let columns: number[] = [];
  let best = Infinity;
  let isOutside = true;
  let isBlocked = true;
  const gaps = new Gaps();
  for (const exponent of exponents) {
    const step = scaleOf(value) * 2 ** exponent;
    const { central, left, right, noise, isClean, isFinite } = measure(step);
    if (isFinite) {
      isOutside = false;
      gaps.add(left, right, noise / step);
    }
    if (gaps.isHidden) break;
    if (gaps.isKink) {
      // These steps reach over a kink; smaller ones may not.
      rows = [];
      columns = [];
      best = Infinity;
      continue;
    }
    if (!isFinite || !isClean) {
      columns = [];
      continue;
    }
    isBlocked = false;
    const row = [central];
    let numeric = central;
    let error = Infinity;
    for (let j = 1; j <= columns.length && j <= mostColumns; j++) {
      const power = 16 ** j;
      row.push((power * row[j - 1] - columns[j - 1]) / (power - 1));
      const distance = Math.max(
        Math.abs(row[j] - row[j - 1]),
        Math.abs(row[j] - columns[j - 1]),
      );
      if (distance < error) {
        error = distance;
        numeric = row[j];
      }
    }
    columns = row;
    const rounding = noise / step;
    const estimate = error + rounding;
    if (error < Infinity) {
      rows.push({ step, numeric, estimate, noise: rounding });
    }
    best = Math.min(best, estimate);
    const isStepped = near !== undefined &&
      !(Math.abs(numeric - near.numeric) <=
        1e-3 * Math.abs(near.numeric) + near.slack);
    if (isStepped && rounding <= near.slack) {
      rows = [];
      best = Infinity;
    }
    if (near === undefined && exponent > surelySmall) continue;
    if (rows.length > 0 && rounding > 64 * best) break;
    if (rows.length > 2 && best === 0) break;
  }

  if (isOutside) answer.outcome = "outside";
  else if (isBlocked || (rows.length === 0 && gaps.wasKink)) {
    // One-sided slopes bound what the derivative may be called at a kink.
    const { left, right } = gaps;
    const slack = 1e-3 * Math.max(Math.abs(left), Math.abs(right));
    const isBetween = analytic >= Math.min(left, right) - slack &&
      analytic <= Math.max(left, right) + slack;
    answer.outcome = "kink";
    answer.numeric = isBetween ? analytic : (left + right) / 2;
    answer.estimate = isBetween ? 0 : Math.abs(right - left) / 2;
    if (isBetween) answer.outcome = "between";
  } else settle(rows, answer);
}

/** The row with the least error among those that no later one contradicts. */
function settle(rows: readonly Row[], answer: Answer): void {
  let chosen: Row | undefined;
  for (const [k, row] of rows.entries()) {
    const isContradicted = rows.slice(k + 1).some((later) =>
      Math.abs(row.numeric - later.numeric) >
        3 * (row.estimate + later.estimate)
    );
    if (isContradicted) continue;
    if (chosen === undefined || row.estimate < chosen.estimate) chosen = row;
  }
  if (chosen === undefined) {
    answer.outcome = "unresolved";
    answer.numeric = NaN;
    answer.estimate = Infinity;
    return;
  }
  answer.outcome = "agrees";
  answer.numeric = chosen.numeric;
  answer.estimate = chosen.estimate;
  answer.step = chosen.step;
}

/**
 * Whether the slopes from the left and from the right differ at the point
 * itself: of a smooth function their gap shrinks with the step, at a kink it
 * stays.
 */
class Gaps {
  left = NaN;
  right = NaN;
  /** Whether it ever was so: there is a kink, at the point or beside it. */
  wasKink = false;
  /** Whether rounding has become as large as the gap, so that smaller steps tell nothing of it. */
  isHidden = false;
  #steady = NaN;
  #last = NaN;
  #streak = 0;

  /** Whether the last three steps say so; a kink beside the point is outgrown by smaller ones. */
  get isKink(): boolean {
    return this.#streak >= 3;
  }

  add(left: number, right: number, noise: number): void {
    const gap = right - left;
    const isSteady = Math.abs(this.#last - gap) <= 0.1 * Math.abs(this.#last) &&
      Math.abs(gap) > 16 * noise;
    this.#streak = isSteady ? this.#streak + 1 : 0;
    if (this.isKink) {
      this.wasKink = true;
      this.#steady = Math.abs(gap);
    }
    this.isHidden = this.wasKink && !this.isKink && 32 * noise > this.#steady;
    this.#last = gap;
    // Later slopes are of smaller steps, as long as they are more than noise.
    if (
      Number.isNaN(this.left) ||
      noise <= 1e-4 * Math.max(Math.abs(left), Math.abs(right))
    ) {
      this.left = left;
      this.right = right;
    }
  }
}
