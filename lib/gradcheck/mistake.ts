import type { Entries, Prepared } from "./entries.ts";
import type { GradientCheck } from "./report.ts";
import type { Subject } from "./subject.ts";
export function nameMistake(
  _p: Prepared,
  all: readonly Entries[],
  _subject: Subject,
): readonly (Pick<GradientCheck, "mistake" | "pattern"> | undefined)[] {
  return all.map(() => undefined);
}
