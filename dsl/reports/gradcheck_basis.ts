import { formatCount, list, plural } from "../../lib/base/words.ts";
import type { GradientCheck } from "../../lib/gradcheck/comparison/comparison.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { CheckedPlace } from "../../lib/gradcheck/subjects/given_numbers.ts";
import type { ReportSource } from "./gradcheck_words.ts";

/** How the numbers were compared, for the end of a report. */
export function basisOf(
  report: GradcheckReport,
  source: ReportSource = {},
): string[] {
  const { seed, batch, evaluations, step, precision, scheme } = report;
  const { forward, partial, backward } = evaluations;
  const shortcuts = partial === 0 ? "" : `, ${plural(partial, "shortcut")}`;
  const isFunction = report.checks.some(({ scope }) => scope === "function");
  const lines = [
    `seed ${seed}, ${isFunction ? "" : `batch ${batch}, `}${precision}, ${
      scheme === "adaptive" ? "adaptive steps" : `${scheme} differences`
    }${step === undefined ? "" : `, step ${step}`}`,
    ...placeLines(report, source),
    `numeric side: ${
      plural(forward, "forward pass", "es")
    }${shortcuts}; analytic side: ${plural(backward, "backward pass", "es")}`,
    toleranceOf(report),
  ];
  const behaviors = report.checks.flatMap((check) => check.behaviors);
  const passed = behaviors.filter(({ verdict }) => verdict === "pass").length;
  if (behaviors.length > 0) {
    const others = (["waived", "remark"] as const).flatMap((word) => {
      const count = behaviors.filter((each) => each.verdict === word).length;
      if (count === 0) return [];
      return word === "waived"
        ? [`${count} waived`]
        : [plural(count, "remark")];
    });
    lines.push(
      [
        `behaviour checks: ${passed} of ${
          formatCount(behaviors.length)
        } passed`,
        ...others,
      ].join(", "),
    );
  }
  for (const { name, mode, gradients } of report.checks) {
    if (mode === "exhaustive") continue;
    const sum = (of: (gradient: GradientCheck) => number) =>
      formatCount(gradients.reduce((n, each) => n + of(each), 0));
    lines.push(
      mode === "search"
        ? `${name}: ${sum(({ entries }) => entries)} numbers compared in blocks`
        : `${name}: a sample of ${sum(({ checked }) => checked)} of ${
          sum(({ entries }) => entries)
        } numbers`,
    );
  }
  const others = new Map<string, string>();
  for (const { notDifferentiated } of report.checks) {
    for (const { path, entries, reason } of notDifferentiated) {
      const numbers = entries === 0 ? "" : ` (${plural(entries, "number")})`;
      if (!others.has(path)) {
        others.set(path, `not checked: ${path}${numbers}, ${reason}`);
      }
    }
  }
  return [...lines, ...others.values()];
}

function toleranceOf(report: GradcheckReport): string {
  const { scheme, relativeTolerance, absoluteTolerance } = report;
  const relative = `${formatTolerance(relativeTolerance)} of the larger`;
  const absolute = absoluteTolerance === undefined
    ? ""
    : ` + ${formatTolerance(absoluteTolerance)}`;
  if (scheme === "adaptive") {
    return `tolerance: ${relative} + 10 × measured error and rounding${absolute}`;
  }
  const share = scheme === "forward" ? "1e-5" : "1e-9";
  return `tolerance: ${relative}${absolute || ` + ${share} of the largest`}`;
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
    ...[...groups].map(([origin, paths]) =>
      `given${origin === undefined ? "" : ` by ${origin}`}: ${namesOf(paths)}`
    ),
    ...given.length > 0 && drawn.length > 0 ? [`drawn: ${namesOf(drawn)}`] : [],
    ...unused.map((path) =>
      `not used: ${path}, as a gradient is drawn for every output`
    ),
  ];
}

function namesOf(paths: readonly string[]): string {
  return paths.length <= mostPaths ? list(paths, "and") : list([
    ...paths.slice(0, mostPaths - 1),
    `${plural(paths.length - mostPaths + 1, "array")} more`,
  ], "and");
}
