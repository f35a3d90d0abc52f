/**
 * How one number of a gradient came out.
 *
 * @module
 */

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

/** Why a number could not be compared. */
export const reasons: Readonly<Partial<Record<Outcome, string>>> = {
  kink: "the function has a kink there",
  outside: "the output is not a finite number there",
  unresolved: "the differences are too noisy to tell",
};
