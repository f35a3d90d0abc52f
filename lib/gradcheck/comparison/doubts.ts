import { type Phrase, say } from "../../../words/say.ts";
import type { EntryOutcome } from "../differences/question.ts";
import type { Doubt, SkippedNumbers } from "./comparison.ts";

/** Outcomes of numbers that could not be compared, and why. */
const doubts: Partial<
  Record<EntryOutcome, { readonly doubt: Doubt; readonly reason: Phrase }>
> = {
  unresolved: {
    doubt: "noise",
    reason: "the differences are too noisy to tell",
  },
  kink: { doubt: "kink", reason: "the function has a kink there" },
  outside: {
    doubt: "outside",
    reason: "the output is not a finite number there",
  },
  unbounded: { doubt: "growth", reason: "the slope grows without bound" },
  contradicted: {
    doubt: "contradiction",
    reason:
      "large and small steps contradict each other: some inner value is rounded",
  },
};

/** Whether a number of this outcome could not be compared. */
export function isSkipped(outcome: EntryOutcome): boolean {
  return doubts[outcome] !== undefined;
}

/** Why numbers could not be compared, the most frequent reason first. */
export function skippedNumbers(
  counts: ReadonlyMap<EntryOutcome, number>,
  firsts: ReadonlyMap<EntryOutcome, readonly number[]> = new Map(),
): SkippedNumbers[] {
  return [...counts].toSorted(([, a], [, b]) => b - a)
    .flatMap(([outcome, count]) => {
      const found = doubts[outcome];
      if (found === undefined) return [];
      const { doubt, reason } = found;
      const first = firsts.get(outcome);
      return [{ doubt, reason: say(reason), count, first }];
    });
}
