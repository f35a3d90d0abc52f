import { say } from "../../words/say.ts";
import { formatCount, plural } from "../../lib/base/words.ts";
import type {
  GradientCheck,
  Verdict,
} from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check, GradcheckReport } from "../../lib/gradcheck/report.ts";
import { formatSizes } from "../typesetting/arrays.ts";
import {
  type Color,
  type Look,
  type Paint,
  painter,
} from "../typesetting/style.ts";
import { padded, renderTable, type TableColumn } from "../typesetting/table.ts";
import { textWidth } from "../typesetting/width.ts";
import { wrapCommand, wrapLine } from "../typesetting/wrap.ts";
import { basisOf } from "./gradcheck_basis.ts";
import { findingsOf } from "./gradcheck_findings.ts";
import {
  checkTitle,
  formatError,
  formatGradient,
  formatIndex,
  gradientName,
  markWidth,
  type ReportSource,
  verdictMark,
  worstOf,
} from "./gradcheck_words.ts";

/** What {@linkcode renderReport} takes. */
export interface RenderReportOptions extends ReportSource {
  /** Whether to use colours; the report reads the same without. */
  readonly color?: Color;
  /** The columns of the terminal; default: 80. A sentence takes at most 80. A row that does not fit takes several lines. */
  readonly columns?: number | undefined;
}

const looks: Readonly<Record<Verdict, Look>> = {
  pass: "green",
  fail: "red",
  inconclusive: "yellow",
};

/** With more rows of gradients, a step that is right has one row. */
const mostRows = 40;

/**
 * Renders a report: a row for each gradient, the verdict with each fault explained,
 * and how the numbers were compared. Faults come first.
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
  const width = Math.min(options.columns ?? 80, 80);
  const wrapped = (line: string, hanging: string) =>
    wrapLine(line, hanging, width);
  const { word, summary, items, notes, waysOut, reproduce } = findingsOf(
    report,
    options,
  );
  return [
    ...renderRows(report, paint, options),
    "",
    ...wrapped(`${word}  ${summary}`, "      ").map((line, i) =>
      i > 0 ? line : line.replace(
        word,
        paint(word, "bold", looks[report.verdict]),
      )
    ),
    ...items.flatMap(({ title, lines }) => [
      ...wrapped(`      ${title}`, "        "),
      ...lines.flatMap((line) => wrapped(`        ${line}`, "          ")),
    ]),
    ...[...notes, ...waysOut].flatMap((note) =>
      wrapped(`      ${note}`, "        ")
    ),
    ...reproduce === undefined ? [] : wrapCommand(
      `      ${say("reproduce: {command}", { command: reproduce })}`,
      "        ",
      options.columns ?? Infinity,
    ),
    "",
    ...basisOf(report, options).flatMap((line) => wrapped(line, "  "))
      .map((line) => paint(line, "dim")),
  ].join("\n");
}

/** The columns of a row of {@linkcode reportGroups}. */
export function reportColumns(): readonly TableColumn[] {
  return [
    "",
    say("gradient of"),
    say("shape"),
    { title: say("wrong"), align: "right" },
    { title: say("unseen"), align: "right" },
    say("worst"),
    { title: say("analytic"), align: "right" },
    { title: say("numeric"), align: "right" },
    { title: say("error"), align: "right" },
  ];
}

/** The rows of one check under its title, each with its verdict. */
interface ReportGroup {
  readonly title: string;
  readonly verdicts: readonly Verdict[];
  readonly rows: readonly (readonly string[])[];
}

/** The rows of a report: faults first; of a long one, a row for each step that is right. */
export function reportGroups(
  { checks, verdict }: GradcheckReport,
  { formulas }: ReportSource = {},
): readonly ReportGroup[] {
  const isLong = checks.flatMap(({ gradients }) => gradients).length > mostRows;
  const order: readonly Verdict[] = ["fail", "inconclusive", "pass"];
  const numbered = checks.map((check, i) => ({
    check,
    title: checkTitle(check, i, formulas?.get(check.name)),
  }));
  if (verdict !== "pass") {
    numbered.sort((a, b) =>
      order.indexOf(a.check.verdict) - order.indexOf(b.check.verdict) ||
      Number(a.check.scope === "network") -
        Number(b.check.scope === "network") ||
      (a.check.verdict === "pass" ? 0 : worstOf(b.check) - worstOf(a.check))
    );
  }
  return numbered.map(({ check, title }) => ({
    title,
    verdicts: isLong && check.verdict === "pass"
      ? [check.verdict]
      : check.gradients.map((each) => each.verdict),
    rows: isLong && check.verdict === "pass"
      ? [summaryCells(check)]
      : check.gradients.map(cells),
  }));
}

function renderRows(
  report: GradcheckReport,
  paint: Paint,
  options: RenderReportOptions,
) {
  const { columns: width = 80 } = options;
  const groups = reportGroups(report, options);
  const indent = " ".repeat(markWidth() + 2);
  const table = tableWithin(width, groups.flatMap(({ rows }) => rows), indent);
  const lines = table.header.map((line) => paint(line, "dim"));
  let next = 0;
  for (const { title, verdicts } of groups) {
    lines.push(paint(title, "bold"));
    for (const verdict of verdicts) {
      const [text, ...rest] = table.rows[next++];
      const { length } = markCell(verdict);
      lines.push(
        paint(text.slice(0, length), looks[verdict]) + text.slice(length),
        ...rest,
      );
    }
    if (verdicts.length === 0) lines.push(indent + say("nothing to check"));
  }
  return lines;
}

/** Where the columns of a row may begin another line: first the numbers, then also the places, then the error. */
const breaks: readonly (readonly number[])[] = [[], [6], [2, 6], [2, 6, 8]];

/** The lines of the header and of each row: one, or as few as fit the terminal. */
function tableWithin(
  width: number,
  cells: readonly (readonly string[])[],
  indent: string,
) {
  const columns = reportColumns();
  const layouts = breaks.map((places) => {
    const starts = [0, ...places];
    return starts.map((start, i) =>
      renderTable(
        columns.slice(start, starts[i + 1]),
        cells.map((row) => row.slice(start, starts[i + 1])),
        { indent: start === 0 ? "" : indent },
      )
    );
  });
  const parts =
    layouts.find((parts) =>
      parts.every(({ header, rows }) =>
        [header, ...rows].every((line) => textWidth(line) <= width)
      )
    ) ?? layouts[layouts.length - 1];
  const isFilled = (line: string, i: number) => i === 0 || line.trim() !== "";
  return {
    header: parts.map(({ header }) => header).filter(isFilled),
    rows: cells.map((_, row) =>
      parts.map(({ rows }) => rows[row]).filter(isFilled)
    ),
  };
}

/** The mark of a verdict, as wide as the longest. */
function markCell(verdict: Verdict): string {
  return padded(verdictMark(verdict), markWidth());
}

function cells(gradient: GradientCheck): string[] {
  const { shape, wrong, checked, worst, verdict, tooSmall = 0 } = gradient;
  return [
    markCell(verdict),
    gradientName(gradient),
    formatSizes(shape),
    wrong === 0 ? "" : `${wrong}/${checked}`,
    tooSmall === 0 ? "" : `${tooSmall}/${checked}`,
    worst === undefined ? "" : formatIndex(worst.index),
    worst === undefined ? "" : formatGradient(worst.analytic),
    worst === undefined ? "" : formatGradient(worst.numeric),
    worst === undefined ? "" : formatError(worst.error),
  ];
}

/** A step that is right, in one row. */
function summaryCells({ gradients, verdict }: Check): string[] {
  const numbers = gradients.reduce((n, { checked }) => n + checked, 0);
  const tooSmall = gradients.reduce((n, { tooSmall = 0 }) => n + tooSmall, 0);
  const worst = Math.max(...gradients.map(({ worst }) => worst?.error ?? 0));
  return [
    markCell(verdict),
    plural(gradients.length, "gradient"),
    formatCount(numbers),
    "",
    tooSmall === 0 ? "" : formatCount(tooSmall),
    "",
    "",
    "",
    gradients.length === 0 ? "" : formatError(worst),
  ];
}
