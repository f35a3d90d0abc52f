import { say } from "../../words/say.ts";
import { indexOf } from "../base/shape.ts";
import { precisionOf, type Values } from "../base/values.ts";
import {
  combine,
  type Comparison,
  type GradientCheck,
} from "./comparison/comparison.ts";
import { type Entries, errorOf, outcomeOf } from "./comparison/entries.ts";
import type { Prepared } from "./comparison/prepared.ts";
import { isSkipped, skippedNumbers } from "./comparison/doubts.ts";
import { type EntryOutcome, outcomes } from "./differences/question.ts";
import { compareSecond, type Further } from "./second_order/second_order.ts";
import { compareSingly } from "./comparison/single.ts";
import type { Check } from "./report.ts";
import type { Coordinates } from "./subjects/subject.ts";

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
    notDifferentiated: subject.notDifferentiated,
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
  const { coordinates } = subject;
  const single = settings.precision === "float32"
    ? compareSingly(prepared)
    : undefined;
  const further: readonly Further[] = [
    ...single === undefined
      ? []
      : [{ kind: "float32" as const, coordinates, ...single }],
    ...settings.order === 2 ? compareSecond(prepared) : [],
  ];
  const checks = further.flatMap(({ kind, coordinates, analytics, all }) => {
    const own = { ...subject, coordinates };
    return coordinates.map((_, k) => ({
      ...summarize({ ...prepared, subject: own, analytics }, k, all[k]),
      kind,
    }));
  });
  const isMissing = settings.order === 2 && coordinates.length > 0 &&
    checks.every(({ kind }) => kind === "float32");
  return isMissing ? [...checks, ...coordinates.map(notSecond)] : checks;
}

/** What of second order was not checked is not passed in silence. */
function notSecond({ path, shape, values }: Coordinates): GradientCheck {
  return {
    path,
    kind: "order 2",
    shape,
    entries: values.length,
    checked: 0,
    wrong: 0,
    skipped: values.length,
    reason: say(
      "differences of single precision cannot tell second derivatives",
    ),
    detectability: Infinity,
    verdict: "inconclusive",
  };
}

/** The check of one gradient. */
export function summarize(
  { subject, analytics, settings }:
    & Pick<Prepared, "analytics" | "settings">
    & { readonly subject: Pick<Further, "coordinates"> },
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
  const firsts = new Map<EntryOutcome, readonly number[]>();
  let worst: Comparison | undefined;
  for (let entry = 0; entry < outcome.length; entry++) {
    const name = outcomeOf(entries, entry);
    if (name === "not compared") continue;
    if (isSkipped(name)) {
      skipped++;
      if (!doubts.has(name)) firsts.set(name, indexOf(entry, shape));
      doubts.set(name, (doubts.get(name) ?? 0) + 1);
      continue;
    }
    checked++;
    if (name === "differs") wrong++;
    // Where it was moved, both sides are those of the place beside.
    const analytic = moved.get(entry) ?? analytics[k][entry];
    if (name === "too small") {
      tooSmall++;
      bound = Math.max(bound, Math.abs(numeric[entry]) + tolerance[entry]);
    } else if (name !== "cancelled") {
      // Between the slopes of a kink every number is right, 0 as well.
      const isZero = analytic === 0 &&
        (numeric[entry] === 0 || name === "between");
      const share = isZero ? 0 : tolerance[entry] / Math.abs(numeric[entry]);
      detectability = Math.max(detectability, share);
    }
    const error = errorOf(analytic, numeric[entry], tolerance[entry]);
    if (worst === undefined || error > worst.error) {
      const index = indexOf(entry, shape);
      worst = { index, analytic, numeric: numeric[entry], error };
    }
  }
  const skippedFor = skippedNumbers(doubts, firsts);
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
  const isTold = (i: number) =>
    isCompared(i) && !isSkipped(outcomes[outcome[i]]);
  const list = (of: (i: number) => number) =>
    Array.from(analytic, (_, i) => isCompared(i) ? of(i) : null);
  return {
    analytic: list((i) => analytic[i]),
    numeric: list((i) => numeric[i]),
    error: Array.from(
      analytic,
      (a, i) => isTold(i) ? errorOf(a, numeric[i], tolerance[i]) : null,
    ),
  };
}
