/**
 * What a check could not tell, and where to look instead.
 *
 * @module
 */

import { formatCount, list, plural } from "../../lib/base/words.ts";
import type {
  Doubt,
  GradientCheck,
} from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check, GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  gradientName,
  numberPlace,
  type ReportSource,
  some,
} from "./gradcheck_words.ts";

/** What each kind of doubt means for where to look. */
const meanings: Readonly<Record<Doubt, string>> = {
  noise:
    "noise hides a slope where the function is flat, or its outputs are large beside what moves them",
  kink: "at a kink a number has two slopes, beside it one",
  growth: "where a slope grows without bound there is no derivative",
  contradiction:
    "an inner value is rounded where it is float32, or where digits cancel",
  outside: "differences need finite outputs, so numbers within the domain",
};

/** The gradients with numbers that could not be compared, those of one reason together. */
export function doubtsOf({ name, gradients }: Check) {
  const open = gradients.filter(({ skipped }) => skipped > 0);
  const isMixed = ({ skippedFor = [] }: GradientCheck) => skippedFor.length > 1;
  const alike = Map.groupBy(
    open.filter((gradient) => !isMixed(gradient)),
    ({ reason }) => reason,
  );
  return [
    ...open.filter(isMixed).map((gradient) => ({
      title: openOf(name, [gradient]),
      lines: reasonsOf(gradient),
    })),
    ...[...alike].map(([reason, group]) => ({
      title: `${openOf(name, group)}${
        group.length === 1 ? firstOf(group[0]) : ""
      }: ${reason}`,
      lines: [],
    })),
  ];
}

function openOf(name: string, gradients: readonly GradientCheck[]): string {
  const sum = (of: (gradient: GradientCheck) => number) =>
    gradients.reduce((n, gradient) => n + of(gradient), 0);
  return `${name}: ${formatCount(sum(({ skipped }) => skipped))} of ${
    plural(sum(({ entries }) => entries), "number")
  } of ${list(some(gradients.map(gradientName)), "and")} not compared`;
}

/** `3 numbers, the first x[0,1]: the function has a kink there`, for each reason. */
export function reasonsOf(gradient: GradientCheck): string[] {
  const { skippedFor = [] } = gradient;
  return skippedFor.map((each) =>
    `${plural(each.count, "number")}${firstOf(gradient, each)}: ${each.reason}`
  );
}

/** `, x[0,1]` or `, the first x[0,1]`: where the numbers are that could not be compared; nothing where that is all. */
export function firstOf(
  gradient: GradientCheck,
  { first, count } = gradient.skippedFor?.at(0) ??
    { first: undefined, count: 0 },
): string {
  if (first === undefined || count === gradient.entries) return "";
  const place = numberPlace(gradient, first);
  return count === 1 ? `, ${place}` : `, the first ${place}`;
}

/** What the reasons mean, and how to look at other numbers. */
export function waysOut(
  report: GradcheckReport,
  source: ReportSource,
): string[] {
  if (report.verdict !== "inconclusive") return [];
  const kinds = report.checks.flatMap(({ gradients }) =>
    gradients.flatMap(({ skippedFor = [] }) =>
      skippedFor.map(({ doubt }) => doubt)
    )
  );
  return [
    ...[...new Set(kinds)].map((kind) =>
      meanings[kind] + (kind === "outside" ? domainsOf(report) : "")
    ),
    elsewhere(report, source),
  ];
}

/** ` of recip1`: whose domains were left; nothing where no step is to blame alone. */
function domainsOf({ checks }: GradcheckReport): string {
  const names = checks.filter(({ scope, gradients }) =>
    scope !== "network" &&
    gradients.some(({ skippedFor = [] }) =>
      skippedFor.some(({ doubt }) => doubt === "outside")
    )
  ).map(({ name }) => name);
  return names.length === 0 ? "" : ` of ${list(some(names), "and")}`;
}

/** Whose numbers these are, and how to look at others, as it is written where the check was started. */
function elsewhere(
  { checks, given, drawn = [], seed }: GradcheckReport,
  { command, origins, isDrawable = false, elsewhere }: ReportSource,
): string {
  if (elsewhere !== undefined) return `to look elsewhere, ${elsewhere}`;
  const isFunction = checks.some(({ scope }) => scope === "function");
  // A network has both lists; a layer alone is drawn whole.
  const isLayer = !isFunction && given === undefined;
  const isGiven = given !== undefined && given.length > 0;
  const isSeeded = !isFunction && (!isGiven || drawn.length > 0);
  const ways = [
    ...isFunction ? ["give other arguments in `at`"] : [],
    ...isGiven ? ["give other numbers"] : [],
    ...isDrawable ? ["add --drawn"] : [],
    ...isSeeded
      ? [
        command === undefined
          ? `set seed: ${seed + 1}`
          : `add --seed ${seed + 1}`,
      ]
      : [],
    ...isLayer ? ["set scale: 0.1"] : [],
  ];
  const owners = [...new Set(origins?.values())];
  const whose = owners.length === 0
    ? ""
    : `the place is that of ${list(owners, "and")}; `;
  return `${whose}to look elsewhere, ${list(ways, "or")}`;
}
