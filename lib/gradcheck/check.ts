/**
 * The check of one subject: every gradient that backward writes against
 * differences of forward passes.
 *
 * @module
 */

import { moveAway } from "./comparison/beside.ts";
import { comparer, type Entries, leaveOpen } from "./comparison/entries.ts";
import { compareJointly } from "./comparison/joint.ts";
import type { Prepared } from "./comparison/prepared.ts";
import { search } from "./comparison/search.ts";
import { nameMistake } from "./mistakes/mistake.ts";
import type { Check } from "./report.ts";
import type { Subject } from "./subjects/subject.ts";
import { checkOf, summarize } from "./summary.ts";

export function* checkSubject(
  prepared: Prepared,
  all: readonly Entries[],
): Generator<void, Check> {
  const { subject, settings } = prepared;
  if (settings.mode === "search") {
    return checkOf(prepared, yield* search(prepared));
  }
  for (const range of rangesOf(subject)) {
    yield* compareRange(prepared, range, all[range.gradient]);
  }
  return finish(prepared, all);
}

/** Numbers `start` … `end - 1` of one gradient. */
export interface Range {
  readonly gradient: number;
  readonly start: number;
  readonly end: number;
}

const rangeLength = 256;

/** All numbers of a subject, in ranges that may be compared separately. */
export function rangesOf({ coordinates }: Subject): Range[] {
  return coordinates.flatMap(({ values }, gradient) =>
    Array.from({ length: Math.ceil(values.length / rangeLength) }, (_, n) => ({
      gradient,
      start: n * rangeLength,
      end: Math.min((n + 1) * rangeLength, values.length),
    }))
  );
}

export function* compareRange(
  prepared: Prepared,
  { gradient: k, start, end }: Range,
  entries: Entries,
): Generator<void, void> {
  const { subject, settings, probe } = prepared;
  const { coordinates } = subject;
  // So that the steps before `from` have the numbers of the unmoved network.
  if (coordinates[k].from > 0) probe.begin();
  const one = comparer(prepared, coordinates[k], k);
  const isChosen = chooser(prepared, k);
  for (let entry = start; entry < end; entry++) {
    if (settings.mode === "sampled" && !isChosen(entry)) continue;
    one(entry, entries);
    yield;
  }
}

/** Whether a number is compared; for `sampled`, the corners and random ones. */
function chooser(prepared: Prepared, k: number): (entry: number) => boolean {
  const { subject, settings, random } = prepared;
  const { values, shape, path } = subject.coordinates[k];
  const { length } = values;
  if (settings.mode !== "sampled" || length <= settings.samples) {
    return () => true;
  }
  const own = random.fork(`sample ${path}`);
  const last = shape.at(-1) ?? 1;
  const chosen = new Set([0, last - 1, length - last, length - 1]);
  while (chosen.size < settings.samples) chosen.add(own.integer(length));
  return (entry) => chosen.has(entry);
}

/** Whether forward or backward gives other numbers at each run. */
function changes({ behaviors }: Prepared): boolean {
  return behaviors.some(({ name, verdict }) =>
    name === "deterministic" && verdict === "fail"
  );
}

/** The check of all numbers: those on kinks and in noise are compared again beside them, and mistakes are named. */
export function finish(prepared: Prepared, all: readonly Entries[]): Check {
  const { settings } = prepared;
  if (settings.scheme === "adaptive") {
    compareJointly(prepared, all);
    for (const [k, entries] of all.entries()) moveAway(prepared, k, entries);
    for (const entries of all) {
      if (settings.isDoubtful) leaveOpen(entries, ["differs"]);
      // Next to nothing beside noise of chance says nothing, other than rounding.
      if (changes(prepared)) leaveOpen(entries, ["cancelled", "too small"]);
    }
  }
  return checkOf(
    prepared,
    all.map((entries, k) => summarize(prepared, k, entries)),
    settings.scheme === "adaptive" &&
      all.every(({ outcome }) => outcome.every((each) => each > 0))
      ? nameMistake(prepared, all)
      : [],
  );
}
