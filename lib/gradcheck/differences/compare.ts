/**
 * The comparison of one number of a gradient with differences of the function.
 *
 * @module
 */

import {
  type Evidence,
  speakAgainst,
  speakFor,
  weigh,
  withLowStairs,
  withStairs,
} from "./evidence.ts";
import { climb, type Ladders, type Rung } from "./ladder.ts";
import type { Difference } from "./probe.ts";
import type { Answer, EntryOutcome, Measure, Question } from "./question.ts";
import { defaultStep } from "./step.ts";

/** How closely analytic and numeric must agree. */
export interface Closeness {
  /** Relative to the larger of the two. */
  readonly relative: number;
  /** Added to what is derived. */
  readonly absolute: number;
  /** Whether agreement at the first step is not enough. */
  readonly strict: boolean;
}

/** Where noise is a larger part of a number, the number is not resolved: 1 %, or 30 % of single precision. */
function leastResolution({ unit }: Question): number {
  return unit > 2 ** -53 ? 0.3 : 1e-2;
}

/** So many steps of a ladder are taken before noise ends it. */
const fewRungs = 5;

/** Where the first step tells nothing, agreement of steps above this part of the scale is not trusted. */
const surelySmall = 2 ** -13;

/**
 * Compares one number with a single central difference; if that is not enough, with
 * differences at shrinking steps, extrapolated.
 */
export function compare(
  question: Question,
  measure: Measure,
  closeness: Closeness,
): Answer {
  const { analytic, scale, unit, value } = question;
  // Of a number among large ones, no larger than its own size asks for; and of a
  // large one no more than its root, as functions bend over lengths of 1.
  const own = Math.abs(value);
  const size = own > 1 ? Math.sqrt(own) : Math.max(own, Math.min(scale, 1));
  const step = defaultStep(size, unit);
  const first = measure(step);
  const numeric = first.central;
  const close = closeness.relative * largerOf(analytic, numeric);
  const isUsable = first.isFinite && first.isClean;
  const isSettled = isUsable && !closeness.strict &&
    Number.isFinite(analytic) && Math.abs(analytic - numeric) <= close &&
    first.noise <= close * step;
  if (isSettled) {
    const estimate = first.noise / step;
    const tolerance = toleranceOf(question, numeric, 0, closeness);
    return { outcome: "agrees", numeric, step, estimate, tolerance };
  }
  if (analytic === 0 && isFlat(first)) {
    // Small steps may vanish in rounding.
    const wide = 2 ** -4 * scale;
    const far = measure(wide);
    if (!far.isClean || !far.isFinite || isFlat(far)) {
      const estimate = far.noise / wide;
      const tolerance = 10 * estimate;
      return { outcome: "agrees", numeric: 0, step: wide, estimate, tolerance };
    }
  }
  const near = isUsable
    ? { numeric, slack: 3 * first.noise / step }
    : undefined;
  let ladders: Ladders | undefined;
  let answer: Answer | undefined;
  const scales = scalesOf(question);
  for (const [n, size] of scales.entries()) {
    ladders = climb(
      measure,
      size,
      ladders,
      (found, rungs) => isEnough(question, found, closeness, size, near, rungs),
    );
    answer = judge(question, withStairs(ladders, measure), closeness, measure);
    const mayOverstep = scales.slice(n + 1).some((other) => other < size);
    if (isFound(answer.outcome, mayOverstep)) break;
  }
  return answer ?? unanswered("unresolved");
}

/** Whether an outcome needs no other steps; what is wrong, or at a kink, at large ones may agree at small ones. */
function isFound(outcome: EntryOutcome, mayOverstep: boolean): boolean {
  return ["agrees", "cancelled", "unbounded"].includes(outcome) ||
    (["differs", "between"].includes(outcome) && !mayOverstep);
}

/** A ladder reaches steps of about this part of where it begins. */
const reach = 2 ** -20;

/**
 * Sizes to begin steps from: what numbers of this array are like, 1, as a number
 * may be small for the function, and the number itself, as it may be a small one
 * among large.
 */
function scalesOf({ scale, value }: Question): readonly number[] {
  const own = Math.abs(value);
  const scales = [scale];
  if (scale < 2 ** -4 || scale * reach > 1) scales.push(1);
  if (own > 0 && own < scale * reach) scales.push(own);
  return scales;
}

function isFlat({ isFinite, right, left }: Difference): boolean {
  return isFinite && right === 0 && left === 0;
}

interface Near {
  readonly numeric: number;
  readonly slack: number;
}

/** Whether rows agree with the number twice, or nothing more can be told. */
function isEnough(
  { analytic }: Question,
  { rows }: Ladders,
  { relative }: Closeness,
  scale: number,
  near: Near | undefined,
  rungs: number,
): boolean {
  const [before, last] = rows.slice(-2);
  if (last === undefined) return false;
  // Large steps may have stepped over what a small one has seen.
  const isTrusted = near === undefined
    ? last.step <= surelySmall * scale
    : Math.abs(last.numeric - near.numeric) <=
      near.slack + 1e-3 * Math.abs(near.numeric);
  if (!isTrusted) return false;
  const agrees = [before, last].every((row) =>
    Math.abs(row.numeric - analytic) + errorOf(row) <=
      relative / 2 * largerOf(row.numeric, analytic)
  );
  // Even where known noise is large, small steps may agree on another slope.
  return agrees || (rungs >= fewRungs && isExhausted(rows));
}

/** How far a rung may be off, as far as is known. */
function errorOf({ truncation, noise, step }: Rung): number {
  return truncation + noise / step;
}

/** Whether rounding has become larger than anything that smaller steps could tell. */
function isExhausted(rows: readonly Rung[]): boolean {
  const last = rows.at(-1);
  if (last === undefined) return false;
  const best = rows.reduce((a, b) => errorOf(b) < errorOf(a) ? b : a);
  return last.noise / last.step > 64 * errorOf(best) &&
    rows.slice(-3).every((row) =>
      Math.abs(row.numeric - best.numeric) <=
        3 * (errorOf(row) + errorOf(best))
    );
}

function judge(
  question: Question,
  ladders: Ladders,
  closeness: Closeness,
  measure?: Measure,
): Answer {
  const { analytic, backwardNoise, jump } = question;
  const { gaps, rows } = ladders;
  if (ladders.isUnbounded) return unanswered("unbounded");
  if (!ladders.isInside) return unanswered("outside");
  if (!ladders.isOpen || (rows.length === 0 && gaps.wasKink)) {
    return atKink(question, ladders);
  }
  const evidence = weigh(ladders);
  if (evidence === undefined) return unanswered("unresolved");
  if (!Number.isFinite(analytic)) return judgeInfinite(analytic, evidence);
  const { numeric, estimate, step } = evidence;
  const tolerance = toleranceOf(question, numeric, estimate, closeness);
  const answer = (outcome: EntryOutcome): Answer => ({
    outcome,
    numeric,
    estimate,
    step,
    tolerance,
  });
  const distance = Math.abs(analytic - numeric);
  const doubt = 10 * (estimate + backwardNoise);
  if (distance <= tolerance) {
    if (doubt <= leastResolution(question) * largerOf(analytic, numeric)) {
      return answer("agrees");
    }
    if (isCancelled(question, ladders, evidence)) return answer("cancelled");
    return answer(
      isTooSmall(question, numeric, doubt) ? "too small" : "unresolved",
    );
  }
  const [{ step: largest }] = evidence.rows;
  const isWrong = distance > 10 * jump && !isRough(ladders, evidence) &&
    !(distance <= tolerance + question.wholeNoise / largest) &&
    speakAgainst(analytic, evidence);
  if (isWrong && measure !== undefined) {
    const isLow = largerOf(analytic, numeric) <= question.negligible;
    const raised = isLow
      ? withLowStairs(ladders, measure, evidence, analytic)
      : ladders;
    if (raised !== ladders) return judge(question, raised, closeness);
  }
  if (isWrong) return answer("differs");
  return answer(speakFor(analytic, evidence) ? "contradicted" : "unresolved");
}

/** The derivative from differences alone; `agrees` if there is one. */
export function estimateSlope(measure: Measure): Answer {
  const ladders = climb(measure, 1, undefined, ({ rows }) => isExhausted(rows));
  if (ladders.isUnbounded) return unanswered("unbounded");
  if (!ladders.isInside) return unanswered("outside");
  const evidence = weigh(withStairs(ladders, measure));
  if (evidence === undefined) return unanswered("kink");
  const { numeric, estimate, step } = evidence;
  return { outcome: "agrees", numeric, estimate, step, tolerance: 0 };
}

/** A gradient that is not finite is wrong where the slopes are. */
function judgeInfinite(analytic: number, evidence: Evidence): Answer {
  const { numeric, estimate, step } = evidence;
  const isWrong = speakAgainst(analytic, evidence);
  const outcome = isWrong ? "differs" : "unresolved";
  return { outcome, numeric, estimate, step, tolerance: 10 * estimate };
}

/** Whether only the rounding of terms that cancel is left on both sides. */
function isCancelled(
  { analytic, backwardNoise, jump, backwardUnit }: Question,
  { steepest }: Ladders,
  { numeric, estimate }: Evidence,
): boolean {
  const terms = Math.max(steepest, backwardNoise / (8 * backwardUnit));
  return Math.abs(numeric) <= 10 * estimate &&
    Math.abs(analytic) <= 10 * Math.max(backwardNoise, jump) &&
    10 * (estimate + backwardNoise) <= 1e-6 * terms;
}

/** Whether a number is below its noise, or near it, where that is next to nothing. */
function isTooSmall(
  { analytic, negligible }: Question,
  numeric: number,
  doubt: number,
): boolean {
  const isBelow = largerOf(analytic, numeric) <= doubt;
  return doubt <= (isBelow ? negligible : 1e-3 * negligible);
}

/** Whether noise of more than a thousand roundings is all that can be seen. */
function isRough(
  { rounding, amplitude }: Ladders,
  { noise }: Evidence,
): boolean {
  return amplitude > 0 && noise > 250 * rounding && noise > 1e-2 * amplitude;
}

/**
 * One-sided slopes bound what the derivative may be called at a kink: those of each
 * output by itself, as each may choose its own, and what they choose need not
 * cancel where the slopes do. Where several kinks add up to one output, right layers
 * may give a slope outside of these bounds.
 */
function atKink(
  { analytic, backwardNoise, wrongOutside }: Question,
  { gaps: { least, most, error, wasKink } }: Ladders,
): Answer {
  const steepest = Math.max(Math.abs(least), Math.abs(most));
  const tolerance = 10 * backwardNoise +
    Math.min(1e-3 * steepest, 1e-6 * steepest + 10 * error);
  const numeric = Math.min(Math.max(analytic, least), most);
  const distance = Math.abs(analytic - numeric);
  const isOutside = wrongOutside === "anywhere" ||
    (wrongOutside === "far" && distance > 10 * (steepest + most - least));
  const outcome = distance <= tolerance
    ? "between"
    : Number.isFinite(distance) && wasKink && isOutside
    ? "differs"
    : "kink";
  const estimate = (most - least) / 2;
  return { outcome, numeric, estimate, step: 0, tolerance };
}

function unanswered(outcome: EntryOutcome): Answer {
  return { outcome, numeric: NaN, estimate: Infinity, step: 0, tolerance: 0 };
}

/** `10·E + 10·N + ρ·max(|a|, |n|)` */
function toleranceOf(
  { analytic, backwardNoise }: Question,
  numeric: number,
  estimate: number,
  { relative, absolute }: Closeness,
): number {
  const larger = largerOf(analytic, numeric);
  return 10 * (estimate + backwardNoise) + relative * larger + absolute;
}

function largerOf(analytic: number, numeric: number): number {
  return Math.max(Math.abs(analytic), Math.abs(numeric));
}
