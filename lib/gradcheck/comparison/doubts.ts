import type { Doubt, SkippedNumbers } from "./comparison.ts";
import { type EntryOutcome, reasons } from "../differences/question.ts";

const doubtOf: Partial<Record<EntryOutcome, Doubt>> = {
  unresolved: "noise",
  kink: "kink",
  outside: "outside",
  unbounded: "growth",
  contradicted: "contradiction",
};

/** Why numbers could not be compared, the most frequent reason first. */
export function skippedNumbers(
  doubts: ReadonlyMap<EntryOutcome, number>,
): SkippedNumbers[] {
  return [...doubts].toSorted(([, a], [, b]) => b - a)
    .map(([outcome, count]) => ({
      doubt: doubtOf[outcome] ?? "noise",
      reason: reasons[outcome] ?? "",
      count,
    }));
}
