import { say } from "../../words/say.ts";
import { formatCount, list, plural, series } from "../../lib/base/words.ts";
import type { GradientCheck } from "../../lib/gradcheck/comparison/comparison.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { CheckedPlace } from "../../lib/gradcheck/subjects/given_numbers.ts";
import { checkName, type ReportSource } from "./gradcheck_words.ts";

/**
 * How the numbers were compared, for the end of a report.
 *
 * @param asksBehavior whether it counts the questions of behaviour.
 */
export function basisOf(
  report: GradcheckReport,
  source: ReportSource = {},
  asksBehavior = true,
): string[] {
  const { seed, batch, evaluations, step, precision, scheme } = report;
  const { forward, partial, backward } = evaluations;
  const isFunction = report.checks.some(({ scope }) => scope === "function");
  const lines = [
    series([
      say("seed {seed}", { seed }),
      ...isFunction ? [] : [say("batch {batch}", { batch })],
      precision,
      say(schemes[scheme]),
      ...step === undefined ? [] : [say("step {size}", { size: step })],
    ]),
    ...placeLines(report, source),
    say("numeric side: {numeric}; analytic side: {analytic}", {
      numeric: series([
        plural(forward, "forward pass", "es"),
        ...partial === 0 ? [] : [shortcuts(partial)],
      ]),
      analytic: plural(backward, "backward pass", "es"),
    }),
    toleranceOf(report),
  ];
  if (asksBehavior) lines.push(...behaviorLines(report));
  for (const check of report.checks) {
    const { mode, gradients } = check;
    if (mode === "exhaustive") continue;
    const name = checkName(check);
    const sum = (of: (gradient: GradientCheck) => number) =>
      formatCount(gradients.reduce((n, each) => n + of(each), 0));
    lines.push(
      mode === "search"
        ? say("{name}: {count} numbers compared in blocks", {
          name,
          count: sum(({ entries }) => entries),
        })
        : say("{name}: a sample of {count} of {total} numbers", {
          name,
          count: sum(({ checked }) => checked),
          total: sum(({ entries }) => entries),
        }),
    );
  }
  const others = new Map<string, string>();
  for (const { notDifferentiated } of report.checks) {
    for (const { path, entries, reason } of notDifferentiated) {
      if (others.has(path)) continue;
      others.set(
        path,
        entries === 0
          ? say("not checked: {path}, {reason}", { path, reason })
          : say("not checked: {path} ({numbers}), {reason}", {
            path,
            numbers: plural(entries, "number"),
            reason,
          }),
      );
    }
  }
  return [...lines, ...others.values()];
}

/** How often layers recomputed only what one number changes; no shortcut of a network. */
function shortcuts(count: number): string {
  return count === 1
    ? say("{count} shortcut", { count })
    : say("{count} shortcuts", { count: formatCount(count) });
}

const schemes = {
  adaptive: "adaptive steps",
  central: "central differences",
  forward: "forward differences",
} as const;

/** How many questions of behaviour were answered well; none where there are none. */
function behaviorLines({ checks }: GradcheckReport): string[] {
  const behaviors = checks.flatMap((check) => check.behaviors);
  if (behaviors.length === 0) return [];
  const countOf = (word: typeof behaviors[number]["verdict"]) =>
    behaviors.filter(({ verdict }) => verdict === word).length;
  const [waived, remarks] = [countOf("waived"), countOf("remark")];
  return [
    series([
      behaviorsPassed(countOf("pass"), behaviors.length),
      ...waived === 0 ? [] : [say("{count} waived", { count: waived })],
      ...remarks === 0 ? [] : [plural(remarks, "remark")],
    ]),
  ];
}

export function behaviorsPassed(passed: number, total: number): string {
  return say("behaviour checks: {passed} of {total} passed", {
    passed,
    total: formatCount(total),
  });
}

function toleranceOf(report: GradcheckReport): string {
  const { scheme, relativeTolerance, absoluteTolerance } = report;
  const relative = say("{share} of the larger", {
    share: formatTolerance(relativeTolerance),
  });
  const absolute = absoluteTolerance === undefined
    ? []
    : [formatTolerance(absoluteTolerance)];
  const own = scheme === "adaptive"
    ? [say("10 × measured error and rounding"), ...absolute]
    : absolute.length > 0
    ? absolute
    : [
      say("{share} of the largest", {
        share: scheme === "forward" ? "1e-5" : "1e-9",
      }),
    ];
  return say("tolerance: {tolerance}", {
    tolerance: [relative, ...own].join(" + "),
  });
}

/** `1e-6` rather than `0.000001`. */
function formatTolerance(tolerance: number): string {
  const short = tolerance.toExponential();
  return short.length < String(tolerance).length ? short : String(tolerance);
}

/** More paths are counted. */
const mostPaths = 8;

/** Which numbers were given, by what, and which were drawn; nothing where all were drawn. */
export function placeLines(
  { given = [], drawn = [] }: Partial<CheckedPlace>,
  { origins, unused = [] }: ReportSource = {},
): string[] {
  const groups = Map.groupBy(given, (path) => origins?.get(path));
  return [
    ...[...groups].map(([origin, all]) => {
      const paths = namesOf(all);
      return origin === undefined
        ? say("given: {paths}", { paths })
        : say("given by {origin}: {paths}", { origin, paths });
    }),
    ...given.length > 0 && drawn.length > 0
      ? [say("drawn: {paths}", { paths: namesOf(drawn) })]
      : [],
    ...unused.map((path) =>
      say("not used: {path}, as a gradient is drawn for every output", { path })
    ),
  ];
}

function namesOf(paths: readonly string[]): string {
  return paths.length <= mostPaths ? list(paths, "and") : list([
    ...paths.slice(0, mostPaths - 1),
    say("{arrays} more", {
      arrays: plural(paths.length - mostPaths + 1, "array"),
    }),
  ], "and");
}
