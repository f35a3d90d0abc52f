/**
 * The check of one subject: every gradient that backward writes against
 * differences of forward passes.
 *
 * @module
 */

import { moveAway } from "./comparison/beside.ts";
import { comparer, type Entries } from "./comparison/entries.ts";
import type { Prepared } from "./comparison/prepared.ts";
import { search } from "./comparison/search.ts";
import { nameMistake } from "./mistakes/mistake.ts";
import type { Check } from "./report.ts";
import type { Subject } from "./subjects/subject.ts";
import { checkOf, summarize } from "./summary.ts";

/** Checks a subject; yields after each number, so that the caller can show progress or stop. */
export function* checkSubject(
  prepared: Prepared,
  all: readonly Entries[],
): Generator<void, Check> {
  const { subject, settings } = prepared;
  if (settings.mode === "search") {
    return checkOf(prepared, yield* search(prepared));
  }
  for (const { gradient, start, end } of rangesOf(subject)) {
    yield* compareRange(prepared, gradient, start, end, all[gradient]);
  }
  return finish(prepared, all);
}

/** Some numbers of one gradient. */
export interface Range {
  /** Which gradient. */
  readonly gradient: number;
  /** The first number. */
  readonly start: number;
  /** The number after the last. */
  readonly end: number;
}

const rangeLength = 256;

/** All numbers of a subject, in pieces that may be compared apart. */
export function rangesOf({ coordinates }: Subject): Range[] {
  return coordinates.flatMap(({ values }, gradient) =>
    Array.from({ length: Math.ceil(values.length / rangeLength) }, (_, n) => ({
      gradient,
      start: n * rangeLength,
      end: Math.min((n + 1) * rangeLength, values.length),
    }))
  );
}

/** Compares some numbers of one gradient. */
export function* compareRange(
  prepared: Prepared,
  k: number,
  start: number,
  end: number,
  entries: Entries,
): Generator<void, void> {
  const { subject, settings, probe } = prepared;
  const { coordinates } = subject;
  // A forward from the beginning, so that the steps before `from` have the
  // numbers of the unmoved network.
  if (coordinates[k].from > 0) probe.begin();
  const one = comparer(prepared, coordinates[k], k);
  const isChosen = chooser(prepared, k);
  for (let entry = start; entry < end; entry++) {
    if (settings.mode === "sampled" && !isChosen(entry)) continue;
    one(entry, entries);
    yield;
  }
}

/** For `sampled`: the corners, and numbers drawn from the seed. */
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

/** What follows from all numbers: those on kinks and in noise are looked at again beside them, mistakes are named. */
export function finish(prepared: Prepared, all: readonly Entries[]): Check {
  const { settings } = prepared;
  if (settings.scheme === "adaptive") {
    for (const [k, entries] of all.entries()) moveAway(prepared, k, entries);
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
