import { indexOf } from "../base/shape.ts";
import { precisionOf, type Values } from "../base/values.ts";
import {
  combine,
  type Comparison,
  type GradientCheck,
} from "./comparison/comparison.ts";
import { type Entries, errorOf, outcomeOf } from "./comparison/entries.ts";
import type { Prepared } from "./comparison/prepared.ts";
import { type EntryOutcome, outcomes, reasons } from "./comparison/question.ts";
import { skippedNumbers } from "./comparison/doubts.ts";
import { compareSecond } from "./comparison/second_order.ts";
import { compareSingly } from "./comparison/single.ts";
import type { Check } from "./report.ts";

/** The check of a subject from those of its gradients. */
export function checkOf(
  prepared: Prepared,
  gradients: readonly GradientCheck[],
  mistakes:
    readonly (Pick<GradientCheck, "mistake" | "pattern"> | undefined)[] = [],
): Check {
  const { subject, behaviors, settings } = prepared;
  const { scope, name, layer, waivers } = subject;
  const named: GradientCheck[] = [
    ...gradients.map((gradient, k) => ({
      ...gradient,
      // A mistake is named where numbers are wrong, never where they cannot be told.
      ...gradient.verdict === "fail" ? mistakes[k] : {},
      vanishes: vanishes(gradient, prepared.analytics[k]),
    })),
    ...furtherChecks(prepared),
  ];
  const numbers = combine(named.map(({ verdict }) => verdict));
  const isWaived = waivers.gradient !== undefined && numbers !== "pass";
  const isMisbehaved = behaviors.some(({ verdict }) => verdict === "fail");
  return {
    scope,
    name,
    layer,
    gradients: named,
    notDifferentiated: notDifferentiatedOf(prepared),
    behaviors,
    waiver: isWaived ? waivers.gradient : undefined,
    precision: precisionOf(subject.upstream) === "float32"
      ? "float32"
      : undefined,
    mode: settings.mode,
    verdict: isMisbehaved ? "fail" : isWaived ? "pass" : numbers,
  };
}

function vanishes(
  { verdict }: GradientCheck,
  analytic: Values,
): true | undefined {
  return verdict === "pass" && analytic.length > 0 &&
      analytic.every((a) => a === 0)
    ? true
    : undefined;
}

/** Gradients in single precision and of second order, if asked for. */
function furtherChecks(prepared: Prepared): GradientCheck[] {
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

/** What cannot be checked. */
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

/** The check of one gradient. */
export function summarize(
  { subject, analytics, settings }: Prepared,
  k: number,
  entries: Entries,
): GradientCheck {
  const { path, shape, values } = subject.coordinates[k];
  const { outcome, numeric, tolerance, moved } = entries;
  let wrong = 0;
  let skipped = 0;
  let checked = 0;
  let tooSmall = 0;
  let bound = 0;
  let detectability = 0;
  const doubts = new Map<EntryOutcome, number>();
  let worst: Comparison | undefined;
  for (let entry = 0; entry < outcome.length; entry++) {
    const name = outcomeOf(entries, entry);
    if (name === "not compared") continue;
    if (reasons[name] !== undefined) {
      skipped++;
      doubts.set(name, (doubts.get(name) ?? 0) + 1);
      continue;
    }
    checked++;
    if (name === "differs") wrong++;
    // Where it was moved, both sides are those of the place beside.
    const analytic = moved.get(entry) ?? analytics[k][entry];
    if (name === "too small") {
      tooSmall++;
      bound = Math.max(bound, tolerance[entry]);
    } else if (name === "agrees" || name === "differs") {
      const isZero = analytic === 0 && numeric[entry] === 0;
      const share = isZero ? 0 : tolerance[entry] / Math.abs(numeric[entry]);
      detectability = Math.max(detectability, share);
    }
    const error = errorOf(analytic, numeric[entry], tolerance[entry]);
    if (worst === undefined || error > worst.error) {
      const index = indexOf(entry, shape);
      worst = { index, analytic, numeric: numeric[entry], error };
    }
  }
  const skippedFor = skippedNumbers(doubts);
  const isOpen = skipped > 0 || (settings.closeness.strict && tooSmall > 0);
  return {
    path,
    shape,
    entries: values.length,
    checked,
    wrong,
    skipped,
    reason: skippedFor.at(0)?.reason,
    skippedFor: skippedFor.length === 0 ? undefined : skippedFor,
    tooSmall: tooSmall === 0 ? undefined : tooSmall,
    bound: tooSmall === 0 ? undefined : bound,
    moved: moved.size === 0 ? undefined : moved.size,
    worst,
    detectability: checked === 0 ? Infinity : detectability,
    numbers: settings.keepNumbers
      ? numbersOf(analytics[k], entries)
      : undefined,
    verdict: wrong > 0 ? "fail" : isOpen ? "inconclusive" : "pass",
  };
}

/** All numbers; of those that were moved, both sides of the place beside. */
function numbersOf(given: Values, entries: Entries) {
  const { outcome, numeric, tolerance, moved } = entries;
  const analytic = given.map((value, i) => moved.get(i) ?? value);
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
