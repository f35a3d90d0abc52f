/**
 * Mutants that no test can notice, as the program does the same with them: each was
 * looked at by hand. They are left out of the score.
 *
 * @module
 */

import { changeOf, type Mutant } from "./mutant.ts";

/** A change of a file, and why it changes nothing. */
interface Equivalent {
  readonly file: string;
  /** As the list of survivors prints it. */
  readonly change: string;
  readonly reason: string;
}

/** `isNear` treats both its numbers alike. */
const alike = "both numbers count alike";

export const equivalents: readonly Equivalent[] = [
  {
    file: "lib/gradcheck/mistakes/fit.ts",
    change:
      "isNear(analytic[i] - sum, numeric[i]) → isNear(numeric[i], analytic[i] - sum)",
    reason: alike,
  },
  {
    file: "lib/gradcheck/mistakes/partition.ts",
    change:
      "isNear(analytic[i], ratio * numeric[i]) → isNear(ratio * numeric[i], analytic[i])",
    reason: alike,
  },
  {
    file: "lib/gradcheck/mistakes/place.ts",
    change:
      "isNear( at(analytic, i, to), at(numeric, i, to) + at(numeric, i, from… → isNear( at(numeric, i, to) + at(numeric, i, from), at(analytic, i, to…",
    reason: alike,
  },
  {
    file: "lib/gradcheck/noise/noise.ts",
    change: "j < inner.length → j <= inner.length",
    reason: "a typed array keeps nothing beyond its end",
  },
  {
    file: "dsl/cli/world/reading.ts",
    change: "16 → 17",
    reason: "a file is read in pieces of any size",
  },
  {
    file: "dsl/syntax/words/lexer.ts",
    change:
      "scanner.match(untilLineEnd)?.length → scanner.match(untilLineEnd).length",
    reason: "the pattern matches no characters too",
  },
];

export function isEquivalent(mutant: Mutant): boolean {
  const change = changeOf(mutant);
  return equivalents.some((each) =>
    each.file === mutant.file && each.change === change
  );
}
