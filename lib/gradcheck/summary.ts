import { indexOf } from "../base/shape.ts";
import { precisionOf, type Values } from "../base/values.ts";
import { negligible } from "./comparison/compare.ts";
import {
  combine,
  type Comparison,
  type GradientCheck,
} from "./comparison/comparison.ts";
import { type Entries, errorOf } from "./comparison/entries.ts";
import type { Prepared } from "./comparison/prepared.ts";
import { outcomes, reasons } from "./comparison/question.ts";
import { compareSecond, type Further } from "./comparison/second_order.ts";
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
    ...gradients.map((gradient, k) => ({ ...gradient, ...mistakes[k] })),
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
    reason: "differences of single precision cannot tell second derivatives",
    detectability: Infinity,
    verdict: "inconclusive",
  };
}

/** The check of one gradient. */
export function summarize(
  { subject, analytics, largest, settings }:
    & Pick<Prepared, "analytics" | "largest" | "settings">
    & { readonly subject: Pick<Further, "coordinates"> },
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
    const isZero = analytic[entry] === 0 && numeric[entry] === 0;
    if (size > 0 && !isZero) {
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
    reason,
    moved: entries.moved.size === 0 ? undefined : entries.moved.size,
    worst,
    detectability: checked === 0 ? Infinity : detectability,
    numbers: settings.keepNumbers ? numbersOf(analytic, entries) : undefined,
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
