/**
 * The check of one subject: every gradient that backward writes against
 * differences of forward passes.
 *
 * @module
 */

import type { Random } from "../random.ts";
import { indexOf } from "../shape.ts";
import { precisionOf, type Values } from "../values.ts";
import { checkBehavior, checkShortcut } from "./behavior.ts";
import { negligible, type Outcome, outcomes } from "./compare.ts";
import {
  type CheckSettings,
  comparer,
  emptyEntries,
  type Entries,
  errorOf,
  type Prepared,
} from "./entries.ts";
import { nameMistake } from "./mistake.ts";
import { largestOf, measureNoise } from "./noise.ts";
import { createProbe, drawCotangent } from "./probe.ts";
import type { Check, Comparison, GradientCheck, Verdict } from "./report.ts";
import { combine } from "./report.ts";
import { search } from "./search.ts";
import { compareSecond } from "./second_order.ts";
import { compareSingly } from "./single.ts";
import type { Subject } from "./subject.ts";

/** How often each way was gone. */
export interface Counter {
  forward: number;
  partial: number;
  backward: number;
}

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

/** What is compared besides gradients in double precision with differences of forward. */
function besides(prepared: Prepared): GradientCheck[] {
  const { settings, subject } = prepared;
  const kinds = [
    ["float32", settings.precision === "float32", compareSingly],
    ["order 2", settings.order === 2, compareSecond],
  ] as const;
  return kinds.flatMap(([kind, isWanted, compareAll]) => {
    const found = isWanted ? compareAll(prepared) : undefined;
    if (found === undefined) return [];
    const { analytics, all } = found;
    return subject.coordinates.map((_, k) => ({
      ...summarize({ ...prepared, analytics }, k, all[k]),
      kind,
    }));
  });
}

/** What was wanted but cannot be checked. */
function notDifferentiatedOf({ subject, settings }: Prepared) {
  const { name, layer, pass, notDifferentiated, scope } = subject;
  if (settings.order !== 2 || scope === "network") return notDifferentiated;
  if (pass?.second !== undefined) return notDifferentiated;
  return [...notDifferentiated, {
    path: `second order of ${name}`,
    entries: 0,
    reason: `as ${layer ?? "a function"} has no \`second\``,
  }];
}

/** The most numbers of an array that are looked at again elsewhere: each costs whole new points. */
const mostMoved = 64;

/**
 * At a kink no slope between those beside it can be called wrong, and where a
 * function is saturated its differences are rounding. So such a number is moved,
 * to both sides of the kink or nearer to 0, and compared there: a real fault
 * shows there as well.
 */
function moveAway(prepared: Prepared, k: number, entries: Entries): void {
  const { subject, probe, random } = prepared;
  const coordinates = subject.coordinates[k];
  const { values, gradient, path } = coordinates;
  const outcomeOf = (entry: number) => outcomes[entries.outcome[entry]];
  const open = [...entries.outcome.keys()].filter((entry) =>
    ["kink", "between", "unresolved"].includes(outcomeOf(entry))
  );
  if (open.length === 0) return;
  const own = random.fork(`beside ${path}`);
  for (const entry of open.slice(0, mostMoved)) {
    const t = values[entry];
    const jitter = own.uniform() * 2 ** -6 * Math.max(Math.abs(t), 1);
    const isNoise = outcomeOf(entry) === "unresolved";
    for (
      const place of isNoise
        ? [t / 4, t / 16, t + jitter]
        : [t + jitter, t - jitter]
    ) {
      values[entry] = place;
      subject.forward(0);
      subject.backward();
      const analytics = [...prepared.analytics];
      analytics[k] = Float64Array.from(gradient);
      probe.begin();
      const beside = emptyEntries(values.length);
      comparer({ ...prepared, analytics }, coordinates, k)(entry, beside);
      values[entry] = t;
      const outcome = outcomes[beside.outcome[entry]];
      if (outcome !== "agrees" && outcome !== "differs") continue;
      entries.outcome[entry] = beside.outcome[entry];
      entries.tolerance[entry] = beside.tolerance[entry];
      // The distance found there, shown at the number's own gradient.
      entries.numeric[entry] = prepared.analytics[k][entry] +
        (beside.numeric[entry] - analytics[k][entry]);
      entries.moved.add(entry);
      if (isNoise || outcome === "differs") break;
    }
  }
  subject.forward(0);
  probe.begin();
}

const reasons: Readonly<Partial<Record<Outcome, string>>> = {
  kink: "the function has a kink there",
  outside: "the output is not a finite number there",
  unresolved: "the differences are too noisy to tell",
};

function summarize(
  { subject, analytics, largest, settings }: Prepared,
  k: number,
  entries: Entries,
): GradientCheck {
  const { path, shape, values } = subject.coordinates[k];
  const { outcome, numeric, tolerance } = entries;
  const analytic = analytics[k];
  let wrong = 0;
  let skipped = 0;
  let checked = 0;
  let detectability = 0;
  let reason: string | undefined;
  let worst: Comparison | undefined;
  for (let entry = 0; entry < outcome.length; entry++) {
    const name = outcomes[outcome[entry]];
    if (name === "not compared") continue;
    if (reasons[name] !== undefined) {
      skipped++;
      reason ??= reasons[name];
      continue;
    }
    checked++;
    if (name === "differs") wrong++;
    const size = Math.max(Math.abs(numeric[entry]), negligible * largest);
    const isNought = analytic[entry] === 0 && numeric[entry] === 0;
    if (size > 0 && !isNought) {
      detectability = Math.max(detectability, tolerance[entry] / size);
    }
    const error = errorOf(analytic[entry], numeric[entry], tolerance[entry]);
    if (worst === undefined || error > worst.error) {
      worst = {
        index: indexOf(entry, shape),
        analytic: analytic[entry],
        numeric: numeric[entry],
        error,
      };
    }
  }
  return {
    path,
    shape,
    entries: values.length,
    checked,
    wrong,
    skipped,
    ...(reason === undefined ? {} : { reason }),
    ...(entries.moved.size === 0 ? {} : { moved: entries.moved.size }),
    ...(worst === undefined ? {} : { worst }),
    detectability: checked === 0 ? Infinity : detectability,
    ...(settings.keepNumbers ? { numbers: numbersOf(analytic, entries) } : {}),
    verdict: wrong > 0 ? "fail" : skipped > 0 ? "inconclusive" : "pass",
  };
}

function numbersOf(analytic: Values, entries: Entries) {
  const { outcome, numeric, tolerance } = entries;
  const isCompared = (i: number) => outcomes[outcome[i]] !== "not compared";
  const list = (of: (i: number) => number) =>
    Array.from(analytic, (_, i) => isCompared(i) ? of(i) : null);
  return {
    analytic: list((i) => analytic[i]),
    numeric: list((i) => numeric[i]),
    error: list((i) => errorOf(analytic[i], numeric[i], tolerance[i])),
    outcome: Array.from(outcome, (o) => outcomes[o]),
  };
}

/** The check of a subject from those of its gradients. */
function checkOf(
  prepared: Prepared,
  gradients: readonly GradientCheck[],
  mistakes:
    readonly (Pick<GradientCheck, "mistake" | "pattern"> | undefined)[] = [],
): Check {
  const { subject, behaviors, settings } = prepared;
  const { scope, name, layer, waivers } = subject;
  const named: GradientCheck[] = [
    ...gradients.map((gradient, k) => ({ ...gradient, ...mistakes[k] })),
    ...besides(prepared),
  ];
  const numbers = combine(named.map(({ verdict }) => verdict));
  const isWaived = waivers.gradient !== undefined && numbers !== "pass";
  const behavior: Verdict = behaviors.some(({ verdict }) => verdict === "fail")
    ? "fail"
    : "pass";
  return {
    scope,
    name,
    ...(layer === undefined ? {} : { layer }),
    gradients: named,
    notDifferentiated: notDifferentiatedOf(prepared),
    behaviors,
    ...(isWaived ? { waiver: waivers.gradient } : {}),
    ...(precisionOf(subject.upstream) === "float32"
      ? { precision: "float32" as const }
      : {}),
    mode: settings.mode,
    verdict: combine([isWaived ? "pass" : numbers, behavior]),
  };
}

/** The subject, with its numbers put back where a pass changes them; that is a fault of its own. */
function restoring(subject: Subject): Subject {
  const { coordinates, upstream, site } = subject;
  const arrays = new Set([
    upstream,
    ...coordinates.map(({ values }) => values),
    ...site?.inputs ?? [],
  ]);
  return {
    ...subject,
    backward() {
      const saved = [...arrays].map((values) => values.slice());
      subject.backward();
      for (const [k, values] of [...arrays].entries()) values.set(saved[k]);
    },
  };
}

/** The subject, with its passes counted. */
function countedSubject(subject: Subject, counter: Counter): Subject {
  const { rebind, inSingle } = subject;
  return {
    ...subject,
    coordinates: subject.coordinates.map((each) => {
      const { perturb } = each;
      return perturb === undefined ? each : {
        ...each,
        perturb(entry, outputs) {
          counter.partial++;
          return perturb(entry, outputs);
        },
      };
    }),
    forward(from) {
      counter.forward++;
      subject.forward(from);
    },
    backward() {
      counter.backward++;
      subject.backward();
    },
    ...(rebind === undefined ? {} : {
      rebind: (options) => countedSubject(rebind(options), counter),
    }),
    ...(inSingle === undefined ? {} : {
      inSingle: () => countedSubject(inSingle(), counter),
    }),
  };
}

function withoutShortcuts(subject: Subject): Subject {
  return {
    ...subject,
    coordinates: subject.coordinates.map((each) => {
      const { perturb: _, ...plain } = each;
      return plain;
    }),
  };
}
