/**
 * The report of a gradient check for a terminal of 80 columns.
 *
 * @module
 */

import type {
  Check,
  Comparison,
  GradcheckReport,
  GradientCheck,
  Verdict,
} from "../lib/gradcheck/report.ts";
import { formatCount } from "../lib/limits.ts";
import { type Look, type Paint, painter } from "./style.ts";

/** What {@linkcode renderReport} takes. */
export interface RenderReportOptions {
  /** Whether to use colours; the report reads the same without. */
  readonly color?: boolean;
}

const looks: Readonly<Record<Verdict, Look>> = {
  pass: "green",
  fail: "red",
  inconclusive: "yellow",
};

/**
 * Prints a report: a row a gradient, the verdict, and what it rests on.
 *
 * ```ts
 * import { gradcheck, nn, renderReport } from "@nabla/nabla";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const report = gradcheck(nn`fc(2,1) -> sigmoid`);
 * assertStringIncludes(renderReport(report), "PASS");
 * ```
 */
export function renderReport(
  report: GradcheckReport,
  options: RenderReportOptions = {},
): string {
  const paint = painter(options.color ?? false);
  return [
    ...renderTable(report, paint),
    "",
    ...renderVerdict(report, paint),
    "",
    ...renderBasis(report).map((line) => paint(line, "dim")),
  ].join("\n");
}

const header = [
  "",
  "gradient of",
  "shape",
  "wrong",
  "worst",
  "analytic",
  "numeric",
  "error",
];
const isRight = [false, false, false, true, false, true, true, true];

function renderTable(report: GradcheckReport, paint: Paint): string[] {
  const rows = report.checks.map(({ gradients }) => gradients.map(cells));
  const hasWrong = report.verdict !== "pass";
  const shown = header.map((title) => hasWrong || title !== "wrong");
  const widths = header.map((title, column) =>
    Math.max(
      column === 0 ? 4 : title.length,
      ...rows.flat().map((row) => row[column].length),
    )
  );
  const line = (row: readonly string[]) =>
    row.flatMap((cell, column) =>
      !shown[column] ? [] : [
        isRight[column]
          ? cell.padStart(widths[column])
          : cell.padEnd(widths[column]),
      ]
    ).join("  ").trimEnd();

  const lines = [paint(line(header), "dim")];
  for (const [i, check] of report.checks.entries()) {
    lines.push(paint(titleOf(check, i), "bold"));
    for (const [k, gradient] of check.gradients.entries()) {
      const text = line(rows[i][k]);
      const mark = text.slice(0, 4);
      lines.push(paint(mark, looks[gradient.verdict]) + text.slice(4));
    }
    if (check.gradients.length === 0) lines.push("      nothing to check");
  }
  return lines;
}

function titleOf({ scope, name, layer }: Check, index: number): string {
  if (scope === "network") return "the whole network";
  return name.replace(/\d+$/, "") === layer || name === layer
    ? `step ${index + 1}, ${name}`
    : `step ${index + 1}, ${name} (${layer})`;
}

const marks: Readonly<Record<Verdict, string>> = {
  pass: "ok",
  fail: "FAIL",
  inconclusive: "?",
};

function cells(gradient: GradientCheck): string[] {
  const { path, shape, wrong, checked, worst, verdict } = gradient;
  return [
    marks[verdict],
    path,
    shape.length === 0 ? "1" : shape.join("×"),
    wrong === 0 ? "" : `${wrong}/${checked}`,
    worst === undefined ? "" : `[${worst.index.join()}]`,
    worst === undefined ? "" : formatNumber(worst.analytic),
    worst === undefined ? "" : formatNumber(worst.numeric),
    worst === undefined ? "" : formatError(worst.error),
  ];
}

function renderVerdict(report: GradcheckReport, paint: Paint): string[] {
  const { verdict, totals, checks, culprits } = report;
  const word = paint(verdict.toUpperCase(), "bold", looks[verdict]);
  const gradients = checks.flatMap((check) => check.gradients);
  if (verdict === "pass") {
    return [
      `${word}  all ${formatCount(totals.checked)} numbers of ${
        plural(gradients.length, "gradient")
      } agree`,
    ];
  }
  const lines: string[] = [];
  if (verdict === "inconclusive") {
    lines.push(
      `${word}  ${formatCount(totals.skipped)} of ${
        plural(totals.entries, "number")
      } could not be compared; all others agree`,
    );
  } else if (culprits.length === 0) {
    lines.push(
      `${word}  every step is right alone, so the fault is in how they are joined`,
    );
  } else {
    const names = culprits.map((name) => `\`${name}\``).join(", ");
    lines.push(
      `${word}  the fault is in ${names}, which ${
        culprits.length === 1 ? "is" : "are"
      } wrong alone`,
    );
  }
  for (const check of checks) {
    const isCause = check.scope === "step" || culprits.length === 0;
    for (const gradient of check.gradients) {
      if (isCause && gradient.wrong > 0) {
        lines.push(...wrongLines(gradient, check));
      }
      if (gradient.skipped > 0) lines.push(skippedLine(gradient, check));
    }
  }
  return lines;
}

function wrongLines(gradient: GradientCheck, check: Check): string[] {
  const { path, wrong, checked, worst } = gradient;
  const line = `      ${check.name}: the gradient of ${path} is wrong in ${
    formatCount(wrong)
  } of ${plural(checked, "number")}`;
  return worst === undefined
    ? [line]
    : [line, `      ${describe(worst, path)}`];
}

function describe(worst: Comparison, path: string): string {
  const { index, analytic, numeric, error } = worst;
  return `worst at ${path}[${index.join()}]: analytic ${
    formatNumber(analytic)
  }, numeric ${formatNumber(numeric)}, ${
    formatError(error)
  } times the tolerance`;
}

function skippedLine(gradient: GradientCheck, check: Check): string {
  const { path, skipped, entries, reason } = gradient;
  return `      ${check.name}: ${formatCount(skipped)} of ${
    plural(entries, "number")
  } of ${path} not compared: ${reason}`;
}

function renderBasis(report: GradcheckReport): string[] {
  const { seed, batch, evaluations, relativeTolerance, step } = report;
  const absolute = report.absoluteTolerance === undefined
    ? "1e-9 of the largest gradient"
    : formatTolerance(report.absoluteTolerance);
  const lines = [
    `seed ${seed}, batch ${batch}, float64${
      step === undefined ? "" : `, step ${step}`
    }; ${
      plural(evaluations.forward, "forward pass", "es")
    } for the numeric side,`,
    `${
      plural(evaluations.backward, "backward pass", "es")
    } for the analytic one`,
    `tolerance: ${
      formatTolerance(relativeTolerance)
    } of the larger + ${absolute};`,
    "an error of 1 is just within it",
  ];
  const others = new Map<string, number>();
  for (const { notDifferentiated } of report.checks) {
    for (const { path, entries } of notDifferentiated) {
      others.set(path, Math.max(entries, others.get(path) ?? 0));
    }
  }
  for (const [path, entries] of others) {
    lines.push(
      `not checked: ${path} (${
        plural(entries, "number")
      }), data has no gradient`,
    );
  }
  return lines;
}

function plural(count: number, noun: string, ending = "s"): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : ending}`;
}

/** Eight digits, enough to see where two numbers part. */
function formatNumber(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e6
    ? value.toPrecision(8)
    : value.toExponential(6);
}

/** `1e-6` rather than `0.000001`. */
function formatTolerance(tolerance: number): string {
  const short = tolerance.toExponential();
  return short.length < String(tolerance).length ? short : String(tolerance);
}

/** Two digits: what counts is which side of 1 it is on. */
function formatError(error: number): string {
  if (error === 0 || !Number.isFinite(error)) return String(error);
  return error >= 1e-3 && error < 1e4
    ? String(Number(error.toPrecision(2)))
    : error.toExponential(0);
}
