/**
 * What a check could not tell, and where to look instead.
 *
 * @module
 */

import { type Phrase, say } from "../../words/say.ts";
import { clauses, formatCount, list, plural } from "../../lib/base/words.ts";
import type {
  Doubt,
  GradientCheck,
} from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check, GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  checkName,
  gradientName,
  numberPlace,
  type ReportSource,
  some,
} from "./gradcheck_words.ts";

/** What each kind of doubt means for where to look. */
const meanings: Readonly<Record<Doubt, Phrase>> = {
  noise:
    "noise hides a slope where the function is flat, or its outputs are large beside what moves them",
  kink: "at a kink a number has two slopes, beside it one",
  growth: "where a slope grows without bound there is no derivative",
  contradiction:
    "an inner value is rounded where it is float32, or where digits cancel",
  outside: "differences need finite outputs, so numbers within the domain",
};

/** The gradients with numbers that could not be compared, those of one reason together. */
export function doubtsOf(check: Check) {
  const { gradients } = check;
  const name = checkName(check);
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
    ...[...alike].map(([reason = "", group]) => ({
      title: say("{doubt}: {reason}", {
        doubt: group.length === 1
          ? withPlace(openOf(name, group), group[0])
          : openOf(name, group),
        reason,
      }),
      lines: [],
    })),
  ];
}

function openOf(name: string, gradients: readonly GradientCheck[]): string {
  const sum = (of: (gradient: GradientCheck) => number) =>
    gradients.reduce((n, gradient) => n + of(gradient), 0);
  return say("{name}: {count} of {numbers} of {gradients} not compared", {
    name,
    count: formatCount(sum(({ skipped }) => skipped)),
    numbers: plural(sum(({ entries }) => entries), "number"),
    gradients: list(some(gradients.map(gradientName)), "and"),
  });
}

/** `3 numbers, the first x[0,1]: the function has a kink there`, for each reason. */
export function reasonsOf(gradient: GradientCheck): string[] {
  const { skippedFor = [] } = gradient;
  return skippedFor.map((each) =>
    say("{doubt}: {reason}", {
      doubt: withPlace(plural(each.count, "number"), gradient, each),
      reason: each.reason,
    })
  );
}

/** Words with `, x[0,1]` or `, the first x[0,1]`: where the numbers are that could not be compared; nothing where that is all. */
export function withPlace(
  words: string,
  gradient: GradientCheck,
  { first, count } = gradient.skippedFor?.at(0) ??
    { first: undefined, count: 0 },
): string {
  if (first === undefined || count === gradient.entries) return words;
  const place = numberPlace(gradient, first);
  return count === 1
    ? say("{words}, {place}", { words, place })
    : say("{words}, the first {place}", { words, place });
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
    ...[...new Set(kinds)].map((kind) => {
      const names = kind === "outside" ? namesOutside(report) : [];
      return names.length === 0 ? say(meanings[kind]) : say(
        "differences need finite outputs, so numbers within the domain of {names}",
        { names: list(some(names), "and") },
      );
    }),
    elsewhere(report, source),
  ];
}

/** `recip1`: whose domains were left; nothing where no step is to blame alone. */
function namesOutside({ checks }: GradcheckReport): readonly string[] {
  return checks.filter(({ scope, gradients }) =>
    scope !== "network" &&
    gradients.some(({ skippedFor = [] }) =>
      skippedFor.some(({ doubt }) => doubt === "outside")
    )
  ).map(({ name }) => name);
}

/** Whose numbers these are, and how to look at others, as it is written where the check was started. */
function elsewhere(
  { checks, given, drawn = [], seed }: GradcheckReport,
  { command, origins, isDrawable = false, elsewhere }: ReportSource,
): string {
  if (elsewhere !== undefined) {
    return say("to look elsewhere, {ways}", { ways: elsewhere });
  }
  const isFunction = checks.some(({ scope }) => scope === "function");
  // A network has both lists; a layer alone is drawn whole.
  const isLayer = !isFunction && given === undefined;
  const isGiven = given !== undefined && given.length > 0;
  const isSeeded = !isFunction && (!isGiven || drawn.length > 0);
  const ways = [
    ...isFunction ? [say("give other arguments in `at`")] : [],
    ...isGiven ? [say("give other numbers")] : [],
    ...isDrawable ? [say("add {option}", { option: "--drawn" })] : [],
    ...isSeeded
      ? [
        command === undefined
          ? say("set {option}", { option: `seed: ${seed + 1}` })
          : say("add {option}", { option: `--seed ${seed + 1}` }),
      ]
      : [],
    ...isLayer ? [say("set {option}", { option: "scale: 0.1" })] : [],
  ];
  const owners = [...new Set(origins?.values())];
  const look = say("to look elsewhere, {ways}", { ways: list(ways, "or") });
  return owners.length === 0 ? look : clauses([
    say("the place is that of {owners}", { owners: list(owners, "and") }),
    look,
  ]);
}
