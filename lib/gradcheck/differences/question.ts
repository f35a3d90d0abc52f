import type { Difference } from "./probe.ts";

/**
 * How one number came out. `between`: on a kink, and no farther than the slopes
 * beside it. `cancelled`: 0 up to the rounding of terms that cancel. `too small`:
 * below its rounding on both sides, where other numbers are not.
 */
export const outcomes = [
  "not compared",
  "agrees",
  "differs",
  "unresolved",
  "kink",
  "between",
  "outside",
  "cancelled",
  "too small",
  "unbounded",
  "contradicted",
] as const;

export type EntryOutcome = typeof outcomes[number];

/** Whether analytic and numeric could be held to each other. */
export function isCompared(outcome: EntryOutcome): boolean {
  return outcome === "agrees" || outcome === "differs" ||
    outcome === "cancelled";
}

export interface Question {
  readonly value: number;
  /** By how much it may be moved: its own size, or that of its neighbours. */
  readonly scale: number;
  /** The rounding of the function. */
  readonly unit: number;
  /** What backward computed. */
  readonly analytic: number;
  /** How far rounding may have moved that. */
  readonly backwardNoise: number;
  /** How far a choice of backward that rounding changes moves it. */
  readonly jump: number;
  /** The rounding of backward, relative to the terms of a sum. */
  readonly backwardUnit: number;
  /** How far rounding may move all outputs. */
  readonly wholeNoise: number;
  /** Numbers up to this may be too small to see. */
  readonly negligible: number;
  /**
   * Where a gradient is wrong outside of the slopes of a kink: `anywhere` if outputs
   * have a kink each; only `far` outside if it is not known how many they have, and
   * `nowhere` if they are known to have several, as these may add up to any slope.
   */
  readonly wrongOutside: "anywhere" | "far" | "nowhere";
}

/** A question about a sum of numbers along a direction, of which only rounding is known. */
export function plainQuestion(
  analytic: number,
  backwardNoise: number,
  more: Partial<Question> = {},
): Question {
  return {
    value: 0,
    scale: 1,
    unit: 2 ** -53,
    analytic,
    backwardNoise,
    jump: 0,
    backwardUnit: 2 ** -53,
    wholeNoise: 0,
    negligible: 0,
    wrongOutside: "far",
    ...more,
  };
}

/** Takes the difference at a step to both sides of the number. */
export type Measure = (step: number) => Difference;

export interface Answer {
  readonly outcome: EntryOutcome;
  /** The derivative; NaN if there is none. */
  readonly numeric: number;
  /** How far that may be off. */
  readonly estimate: number;
  /** The step that it was taken with, or from which it was extrapolated; 0 if there is none. */
  readonly step: number;
  /** How far analytic and numeric may lie apart. */
  readonly tolerance: number;
}
