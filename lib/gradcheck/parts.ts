/**
 * A check whose numbers are compared elsewhere, as in workers.
 *
 * @module
 */

import { compareRange, finish, type Range, rangesOf } from "./check.ts";
import { emptyEntries, type Entries } from "./comparison/entries.ts";
import type { Prepared } from "./comparison/prepared.ts";
import type { GradcheckOptions } from "./options.ts";
import { type Checkable, planOf } from "./plan.ts";
import {
  beginSubject,
  compareSubject,
  type GradcheckProgress,
  noSubjects,
  prepareSubject,
  progressAt,
} from "./progress.ts";
import { type GradcheckReport, reportOf } from "./report.ts";

/** Some numbers of one gradient of one step, to compare anywhere. */
export interface GradcheckPart extends Range {
  /** Which step; the network is the last. */
  readonly subject: number;
}

export interface ComparedPart extends Omit<Entries, "moved"> {
  /** Forward passes, of the whole and of shortcuts. */
  readonly forwards: readonly [whole: number, partial: number];
}

/**
 * A check with its numbers compared elsewhere; the result does not depend on where.
 *
 * @param compare compares parts, by {@linkcode partComparer} over the same
 * network and options, and yields each part's result in order.
 */
export async function* gradcheckParts(
  subject: Checkable,
  options: GradcheckOptions,
  compare: (parts: readonly GradcheckPart[]) => AsyncIterable<ComparedPart>,
): AsyncGenerator<GradcheckProgress, GradcheckReport> {
  const plan = planOf(subject, options);
  const checked = noSubjects();
  for (const [index, each] of plan.subjects.entries()) {
    const own = beginSubject(plan, each, checked);
    const { prepared, entries } = own;
    if (prepared.settings.mode !== "exhaustive") {
      checked.add(yield* compareSubject(own));
      continue;
    }
    const parts = rangesOf(each).map((range) => ({ ...range, subject: index }));
    let next = 0;
    let compared = 0;
    for await (const found of compare(parts)) {
      const { gradient, start, end } = parts[next++];
      entries[gradient].outcome.set(found.outcome, start);
      entries[gradient].numeric.set(found.numeric, start);
      entries[gradient].tolerance.set(found.tolerance, start);
      plan.counter.forward += found.forwards[0];
      plan.counter.partial += found.forwards[1];
      compared += end - start;
      yield progressAt(own, compared);
    }
    checked.add(finish(prepared, entries));
  }
  return reportOf(plan, checked.checks);
}

/** Compares parts of a check; see {@linkcode gradcheckParts}. */
export function partComparer(
  subject: Checkable,
  options: GradcheckOptions,
): (part: GradcheckPart) => ComparedPart {
  const plan = planOf(subject, options);
  const { counter } = plan;
  let last: { readonly index: number; readonly prepared: Prepared } | undefined;
  return (part) => {
    const { subject, gradient, start, end } = part;
    const each = plan.subjects[subject];
    if (last?.index !== subject) {
      const prepared = prepareSubject(plan, each, "pass", false);
      prepared.probe.begin();
      last = { index: subject, prepared };
    }
    const before = [counter.forward, counter.partial];
    const entries = emptyEntries(each.coordinates[gradient].values.length);
    const steps = compareRange(last.prepared, part, entries);
    while (!steps.next().done);
    return {
      outcome: entries.outcome.slice(start, end),
      numeric: entries.numeric.slice(start, end),
      tolerance: entries.tolerance.slice(start, end),
      forwards: [counter.forward - before[0], counter.partial - before[1]],
    };
  };
}
