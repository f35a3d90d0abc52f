import { precisionOf } from "../../base/values.ts";
import type { Coordinates } from "../subjects/subject.ts";
import { type Closeness, compare, compareSingle } from "./compare.ts";
import type { Prepared } from "./prepared.ts";
import { outcomes } from "./question.ts";
import type { Answer, Measure, Question } from "./question.ts";
import { defaultStep } from "./step.ts";

export interface Entries {
  readonly outcome: Uint8Array;
  readonly numeric: Float64Array;
  readonly tolerance: Float64Array;
  /** Those on a kink or in noise that were compared beside it. */
  readonly moved: Set<number>;
}

export function emptyEntries(length: number): Entries {
  return {
    outcome: new Uint8Array(length),
    numeric: new Float64Array(length).fill(NaN),
    tolerance: new Float64Array(length),
    moved: new Set(),
  };
}

export function writeEntry(
  entries: Entries,
  entry: number,
  { outcome, numeric, tolerance }: Omit<Answer, "estimate" | "step">,
): void {
  entries.outcome[entry] = outcomes.indexOf(outcome);
  entries.numeric[entry] = numeric;
  entries.tolerance[entry] = tolerance;
}

/** Compares one number and writes the result. */
export function comparer(
  { subject, analytics, noise, largest, settings, probe }: Prepared,
  coordinates: Coordinates,
  k: number,
): (entry: number, entries: Entries) => void {
  const { scheme, closeness, step } = settings;
  const isSingle = precisionOf(subject.upstream) === "float32";
  const adaptive = { ...closeness, absolute: closeness.absolute ?? 0 };
  const fixed = {
    ...closeness,
    absolute: closeness.absolute ??
      (scheme === "forward" ? 1e-5 : 1e-9) * largest,
  };
  return (entry, entries) => {
    const question = {
      value: coordinates.values[entry],
      analytic: analytics[k][entry],
      backwardNoise: noise.backward[k][entry],
      largest,
    };
    const measure = (step: number) => probe.entry(coordinates, entry, step);
    writeEntry(
      entries,
      entry,
      !probe.isFinite
        ? { outcome: "outside", numeric: NaN, tolerance: 0 }
        : scheme !== "adaptive"
        ? compareAtStep(question, measure, scheme, fixed, step)
        : isSingle
        ? compareSingle(question, measure)
        : compare(question, measure, adaptive),
    );
  };
}

function compareAtStep(
  { value, analytic }: Question,
  measure: Measure,
  scheme: "central" | "forward",
  { relative, absolute }: Closeness,
  step = scheme === "forward" ? 1e-6 : defaultStep(value),
): Omit<Answer, "estimate" | "step"> {
  const { right, central, isFinite } = measure(step);
  const numeric = scheme === "forward" ? right : central;
  const larger = Math.max(Math.abs(analytic), Math.abs(numeric));
  const tolerance = relative * larger + absolute;
  const isNear = Math.abs(analytic - numeric) <= tolerance;
  const outcome = !isFinite ? "outside" : isNear ? "agrees" : "differs";
  return { outcome, numeric, tolerance };
}

/** The distance in multiples of the tolerance. */
export function errorOf(
  analytic: number,
  numeric: number,
  tolerance: number,
): number {
  const distance = Math.abs(analytic - numeric);
  if (distance === 0) return 0;
  const error = distance / tolerance;
  return Number.isNaN(error) ? Infinity : error;
}
