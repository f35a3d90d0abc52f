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

const equivalents: readonly Equivalent[] = [];

export function isEquivalent(mutant: Mutant): boolean {
  const change = changeOf(mutant);
  return equivalents.some((each) =>
    each.file === mutant.file && each.change === change
  );
}
