/**
 * Comparisons and estimates of second order, taken on two ladders of steps: where the
 * numbers are steep, the columns of one may converge by accident.
 *
 * @module
 */

import { type Closeness, compare } from "./compare.ts";
import { extrapolate } from "./extrapolate.ts";
import type { Answer, Estimate, Measure, Question } from "./question.ts";

/** The steps of the second ladder, in those of the first. */
const ratio = 0.7;

/** Compares; what differs must do so on both ladders, by the same. */
export function compareTwice(
  question: Question,
  measure: Measure,
  closeness: Closeness,
): Answer {
  const first = compare(question, measure, closeness);
  const isKnown = Number.isFinite(question.analytic);
  if (first.outcome !== "differs" || !isKnown) return first;
  const again = compare(question, (step) => measure(ratio * step), closeness);
  if (again.outcome !== "differs") return again;
  const distance = Math.abs(question.analytic - first.numeric);
  const isSame = Math.abs(again.numeric - first.numeric) <= 0.1 * distance;
  return isSame ? first : { ...first, outcome: "unresolved" };
}

/** A derivative from differences alone; how far it may be off is at least what the ladders lie apart. */
export function estimateTwice(measure: Measure, largest: number): Estimate {
  const question = { value: 0, analytic: 0, backwardNoise: 0, largest };
  const first = extrapolate(question, measure);
  if (first.outcome !== "agrees") return first;
  const again = extrapolate(question, (step) => measure(ratio * step));
  if (again.outcome !== "agrees") return again;
  const apart = Math.abs(first.numeric - again.numeric);
  return { ...first, estimate: Math.max(first.estimate, apart) };
}
