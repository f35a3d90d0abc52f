import { allocate } from "../../base/values.ts";
import { gradientRoughness } from "../noise/gradient_roughness.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";
import { type Closeness, compare } from "../differences/compare.ts";
import type { Prepared } from "./prepared.ts";
import {
  type Answer,
  type EntryOutcome,
  type Measure,
  outcomes,
  type Question,
} from "../differences/question.ts";
import { defaultStep, scaleAt } from "../differences/step.ts";

/** The results of the numbers of one gradient. */
export interface Entries {
  readonly outcome: Uint8Array;
  readonly numeric: Float64Array;
  readonly tolerance: Float64Array;
  /** The gradients of those on a kink or in noise, which were compared beside it. */
  readonly moved: Map<number, number>;
  /** Numbers on kinks that are wrong together, in words. */
  together?: string;
}

export function emptyEntries(length: number): Entries {
  return {
    outcome: allocate("uint8", length),
    numeric: allocate("float64", length).fill(NaN),
    tolerance: allocate("float64", length),
    moved: new Map(),
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

export function outcomeOf(entries: Entries, entry: number): EntryOutcome {
  return outcomes[entries.outcome[entry]];
}

/** The numbers that came out so. */
export function entriesWith(
  entries: Entries,
  outcomes: readonly EntryOutcome[],
): number[] {
  const found: number[] = [];
  for (let entry = 0; entry < entries.outcome.length; entry++) {
    if (outcomes.includes(outcomeOf(entries, entry))) found.push(entry);
  }
  return found;
}

/** Takes back what was told of the numbers that came out so. */
export function leaveOpen(
  entries: Entries,
  told: readonly EntryOutcome[],
): void {
  for (const entry of entriesWith(entries, told)) {
    entries.outcome[entry] = outcomes.indexOf("unresolved");
  }
}

/** A gradient that is off by no more deviations of those around may be rounded; few places tell them, and the lesser of two sides. */
const mostDeviations = 64;

/** Compares one number and writes the result. */
export function comparer(
  prepared: Prepared,
  coordinates: Coordinates,
  k: number,
): (entry: number, entries: Entries) => void {
  const { settings, probe, largest, subject } = prepared;
  const { scheme, closeness, step } = settings;
  const adaptive = { ...closeness, absolute: closeness.absolute ?? 0 };
  const fixed = {
    ...closeness,
    absolute: closeness.absolute ??
      (scheme === "forward" ? 1e-5 : 1e-9) * largest,
  };
  let roughness: readonly Float64Array[] | undefined;
  const isStair = ({ outcome, numeric }: Answer, entry: number) => {
    // In single precision noise is looked for at such distances as it is.
    const isSingle = subject.upstream instanceof Float32Array;
    if (outcome !== "differs" || isSingle) return false;
    roughness ??= gradientRoughness(subject);
    const distance = Math.abs(prepared.analytics[k][entry] - numeric);
    return distance <= mostDeviations * roughness[k][entry];
  };
  const isComposed = ({ outcome, step }: Answer, entry: number) => {
    // What has a step is no kink.
    if (outcome !== "differs" || step > 0) return false;
    const signs = { length: entry + 1, [entry]: 1 };
    const direction = { coordinates, start: entry, end: entry + 1, signs };
    return probe.isComposed([direction], kinkStep(prepared, k));
  };
  return (entry, entries) => {
    const question = questionOf(prepared, k, entry);
    const measure = (step: number) => probe.entry(coordinates, entry, step);
    if (!probe.isFinite) {
      const outside = {
        outcome: "outside",
        numeric: NaN,
        tolerance: 0,
      } as const;
      writeEntry(entries, entry, outside);
    } else if (scheme !== "adaptive") {
      const answer = compareAtStep(question, measure, scheme, fixed, step);
      writeEntry(entries, entry, answer);
    } else {
      const answer = compare(question, measure, adaptive);
      const { outcome } = answer;
      writeEntry(entries, entry, {
        ...answer,
        outcome: isStair(answer, entry)
          ? "unresolved"
          : isComposed(answer, entry)
          ? "kink"
          : outcome,
      });
    }
  };
}

/** A step to both sides of a number on a kink: nothing else is so near. */
export function kinkStep({ scales }: Prepared, k: number): number {
  return defaultStep(Math.min(scales[k], 1));
}

/** What is asked of one number. */
export function questionOf(
  { subject, analytics, noise, scales, largestEffect }: Prepared,
  k: number,
  entry: number,
): Question {
  const value = subject.coordinates[k].values[entry];
  const scale = Math.max(Math.abs(value), scales[k]);
  const share = Math.max(1e-6, 2 ** 14 * noise.unit);
  return {
    value,
    scale,
    unit: noise.unit,
    analytic: analytics[k][entry],
    backwardNoise: noise.backward[k][entry],
    jump: noise.jumps[k][entry],
    backwardUnit: noise.backwardUnit,
    wholeNoise: noise.forward,
    negligible: share * largestEffect / scale,
    wrongOutside: wrongOutside[subject.scope],
  };
}

/** A layer is held to each of its kinks, a function to its results as they are given; a network is made of many. */
const wrongOutside = {
  step: "anywhere",
  function: "far",
  network: "nowhere",
} as const satisfies Record<Subject["scope"], Question["wrongOutside"]>;

function compareAtStep(
  { value, analytic }: Question,
  measure: Measure,
  scheme: "central" | "forward",
  { relative, absolute }: Closeness,
  step = scheme === "forward" ? 1e-6 : defaultStep(scaleAt(value)),
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
