import { checkSubject, finish } from "./check.ts";
import { emptyEntries, type Entries } from "./comparison/entries.ts";
import type { Prepared } from "./comparison/prepared.ts";
import { checkSettings } from "./mode.ts";
import type { Plan } from "./plan.ts";
import { prepare } from "./prepare.ts";
import { type Check, type GradcheckReport, reportOf } from "./report.ts";
import type { Subject } from "./subjects/subject.ts";

/** How far a check has come. */
export interface GradcheckProgress {
  /** The step that is being checked, or `network`. */
  readonly name: string;
  /** How many numbers were compared so far. */
  readonly done: number;
  /** How many there are in all. */
  readonly total: number;
  /** The report of what was compared so far. */
  report(): GradcheckReport;
}

/** A subject whose numbers are being compared. */
interface SubjectCheck {
  readonly plan: Plan;
  /** The checks of the subjects before it. */
  readonly before: readonly Check[];
  /** How many numbers these compared. */
  readonly done: number;
  readonly prepared: Prepared;
  /** The results so far. */
  readonly entries: readonly Entries[];
}

export function beginSubject(
  plan: Plan,
  subject: Subject,
  before: readonly Check[],
): SubjectCheck {
  const prepared = prepareSubject(plan, subject, before);
  const entries = subject.coordinates.map(({ values }) =>
    emptyEntries(values.length)
  );
  prepared.probe.begin();
  const done = entriesChecked(before);
  return { plan, before: [...before], done, prepared, entries };
}

/** Runs a subject of a plan and measures what its comparisons need. */
export function prepareSubject(
  { settings, counter, random }: Plan,
  subject: Subject,
  before: readonly Check[],
  asksBehavior = true,
): Prepared {
  return prepare(
    subject,
    checkSettings(subject, settings, before),
    counter,
    random.fork(`${subject.scope} ${subject.name}`),
    asksBehavior,
  );
}

/** Compares all of a subject's numbers; yields after each. */
export function* compareSubject(
  own: SubjectCheck,
): Generator<GradcheckProgress, Check> {
  const steps = checkSubject(own.prepared, own.entries);
  for (let compared = 1;; compared++) {
    const { done, value } = steps.next();
    if (done) return value;
    yield progressAt(own, compared);
  }
}

/** The progress after so many of a subject's numbers. */
export function progressAt(
  { plan, before, done, prepared, entries }: SubjectCheck,
  compared: number,
): GradcheckProgress {
  const { total } = plan;
  return {
    name: prepared.subject.name,
    done: done + compared,
    total,
    report() {
      const isBegun = entries.some(({ outcome }) =>
        outcome.some((each) => each > 0)
      );
      const own = isBegun ? [finish(prepared, entries)] : [];
      return reportOf(plan, [...before, ...own], total);
    },
  };
}

/** The numbers of all gradients; those that are compared in two ways count once. */
function entriesChecked(checks: readonly Check[]): number {
  return checks.flatMap(({ gradients }) => gradients).reduce(
    (n, { entries, kind }) => kind === undefined ? n + entries : n,
    0,
  );
}
