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

type EntryOutcome = typeof outcomes[number];

/** Whether analytic and numeric could be held to each other. */
export function isCompared(outcome: EntryOutcome): boolean {
  return outcome === "agrees" || outcome === "differs";
}

export const reasons: Partial<Record<EntryOutcome, string>> = {
  kink: "the function has a kink there",
  outside: "the output is not a finite number there",
  unresolved: "the differences are too noisy to tell",
};

export interface Question {
  readonly value: number;
  /** What backward computed. */
  readonly analytic: number;
  /** How far rounding may have moved that. */
  readonly backwardNoise: number;
  /** The largest gradient of the check. */
  readonly largest: number;
}

/** Takes the difference at a step to both sides of the number. */
export type Measure = (step: number) => Difference;

export interface Estimate {
  /** `agrees` if the differences give a derivative. */
  readonly outcome: EntryOutcome;
  /** The derivative; NaN if there is none. */
  readonly numeric: number;
  /** How far that may be off. */
  readonly estimate: number;
  /** The step that it was taken with, or from which it was extrapolated; 0 if there is none. */
  readonly step: number;
}

export interface Answer extends Estimate {
  /** How far analytic and numeric may lie apart. */
  readonly tolerance: number;
}
