import { checkSubject, finish } from "./check.ts";
import { combine, type Verdict } from "./comparison/comparison.ts";
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

/** The checks of the subjects so far. */
export interface CheckedSubjects {
  readonly checks: readonly Check[];
  /** How many numbers they compared. */
  readonly done: number;
  readonly verdict: Verdict;
  add(check: Check): void;
}

export function noSubjects(): CheckedSubjects {
  const checks: Check[] = [];
  let done = 0;
  let verdict: Verdict = "pass";
  return {
    checks,
    get done() {
      return done;
    },
    get verdict() {
      return verdict;
    },
    add(check) {
      checks.push(check);
      done += entriesChecked(check);
      verdict = combine([verdict, check.verdict]);
    },
  };
}

/** A subject whose numbers are being compared. */
interface SubjectCheck {
  readonly plan: Plan;
  readonly before: CheckedSubjects;
  readonly prepared: Prepared;
  /** The results so far. */
  readonly entries: readonly Entries[];
}

export function beginSubject(
  plan: Plan,
  subject: Subject,
  before: CheckedSubjects,
): SubjectCheck {
  const prepared = prepareSubject(plan, subject, before.verdict);
  // A search keeps what it compares alone itself.
  const isSearched = prepared.settings.mode === "search";
  const entries = subject.coordinates.map(({ values }) =>
    emptyEntries(isSearched ? 0 : values.length)
  );
  prepared.probe.begin();
  return { plan, before, prepared, entries };
}

/**
 * Runs a subject of a plan and measures what its comparisons need.
 *
 * @param before the verdict on the subjects before it.
 */
export function prepareSubject(
  { settings, counter, random }: Plan,
  subject: Subject,
  before: Verdict,
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
  { plan, before, prepared, entries }: SubjectCheck,
  compared: number,
): GradcheckProgress {
  const { total } = plan;
  const { length } = before.checks;
  return {
    name: prepared.subject.name,
    done: before.done + compared,
    total,
    report() {
      const isBegun = entries.some(({ outcome }) =>
        outcome.some((each) => each > 0)
      );
      const own = isBegun ? [finish(prepared, entries)] : [];
      const all = [...before.checks.slice(0, length), ...own];
      return reportOf(plan, all, total);
    },
  };
}

/** The numbers of all gradients; those that are compared in two ways count once. */
function entriesChecked({ gradients }: Check): number {
  return gradients.reduce(
    (n, { entries, kind }) => kind === undefined ? n + entries : n,
    0,
  );
}
