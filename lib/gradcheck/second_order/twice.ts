/**
 * Comparisons and estimates of second order, taken on two ladders of steps: where the
 * numbers are steep, the columns of one may converge by accident.
 *
 * @module
 */

import {
  type Closeness,
  compare,
  estimateSlope,
} from "../differences/compare.ts";
import type { Answer, Measure, Question } from "../differences/question.ts";

/** The steps of the second ladder, in those of the first. */
const ratio = 0.7;

/**
 * Compares. What differs must do so on both ladders, by the same; and not two steps may
 * come near, as before the stairs of lost digits begin. Numbers below 10⁻¹¹ of the
 * largest are too small to see: saturated gradients go in stairs as high.
 */
export function compareTwice(
  question: Question,
  measure: Measure,
  closeness: Closeness,
): Answer {
  const { analytic } = question;
  const seen: number[] = [];
  const watched: Measure = (step) => {
    const difference = measure(step);
    seen.push(difference.central);
    return difference;
  };
  const first = compare(question, watched, closeness);
  const size = Math.max(Math.abs(analytic), Math.abs(first.numeric));
  const floor = 1e-5 * question.negligible;
  if (first.outcome === "differs" && size <= floor) {
    return { ...first, outcome: "too small", tolerance: floor };
  }
  const isKnown = Number.isFinite(analytic);
  if (first.outcome !== "differs" || !isKnown) return first;
  const distance = Math.abs(analytic - first.numeric);
  const near = seen.filter((each) => Math.abs(analytic - each) < distance / 10);
  const again = compare(question, (step) => measure(ratio * step), closeness);
  if (again.outcome !== "differs") return again;
  const isSame = Math.abs(again.numeric - first.numeric) <= distance / 10;
  return isSame && near.length < 2
    ? first
    : { ...first, outcome: "unresolved" };
}

/** A derivative from differences alone; how far it may be off is at least what the ladders lie apart. */
export function estimateTwice(measure: Measure): Answer {
  const first = estimateSlope(measure);
  if (first.outcome !== "agrees") return first;
  const again = estimateSlope((step) => measure(ratio * step));
  if (again.outcome !== "agrees") return again;
  const apart = Math.abs(first.numeric - again.numeric);
  return { ...first, estimate: Math.max(first.estimate, apart) };
}
