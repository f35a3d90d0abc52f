/**
 * The check of one subject: every gradient that backward writes against
 * differences of forward passes.
 *
 * @module
 */

import type { Random } from "../base/random.ts";
import { checkBehavior, checkShortcut } from "./behavior/behavior.ts";
import { moveAway } from "./comparison/beside.ts";
import {
  type CheckSettings,
  comparer,
  type Entries,
  type Prepared,
} from "./comparison/entries.ts";
import { largestOf, measureNoise } from "./comparison/noise.ts";
import { createProbe, drawCotangent } from "./comparison/probe.ts";
import { search } from "./comparison/search.ts";
import { nameMistake } from "./mistakes/mistake.ts";
import type { Check } from "./report.ts";
import {
  countedSubject,
  type Counter,
  restoring,
  withoutShortcuts,
} from "./subjects/decorated.ts";
import type { Subject } from "./subjects/subject.ts";
import { checkOf, summarize } from "./summary.ts";

/**
 * Runs both ways, measures the noise, looks at the behaviour.
 *
 * @param asksBehavior whether it does.
 */
export function prepare(
  given: Subject,
  settings: CheckSettings,
  counter: Counter,
  random: Random,
  asksBehavior = true,
): Prepared {
  const raw = countedSubject(given, counter);
  const counted = restoring(raw);
  drawCotangent(counted.upstream, random.fork("upstream"));
  counted.forward(0);
  counted.backward();
  const analytics = counted.coordinates.map(({ gradient }) =>
    Float64Array.from(gradient)
  );
  const isStep = counted.scope === "step" || counted.scope === "function";
  const shortcut = settings.plain
    ? undefined
    : checkShortcut(counted, random.fork("shortcut"));
  const subject = settings.plain || shortcut?.verdict === "fail"
    ? withoutShortcuts(counted)
    : counted;
  const noise = measureNoise(
    subject,
    analytics,
    random.fork("noise"),
    settings.mode === "search",
  );
  const single = settings.precision === "float32"
    ? subject.inSingle?.()
    : undefined;
  single?.upstream.set(subject.upstream);
  const behaviors = !isStep || !asksBehavior ? [] : [
    ...checkBehavior(
      single === undefined ? counted : restoring(single),
      single ?? raw,
      noise,
      random.fork("behavior"),
    ),
    ...shortcut === undefined ? [] : [shortcut],
  ];
  const probe = createProbe(subject, noise);
  return {
    subject,
    settings,
    analytics,
    noise,
    largest: largestOf(analytics),
    probe,
    behaviors,
    random,
  };
}

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
