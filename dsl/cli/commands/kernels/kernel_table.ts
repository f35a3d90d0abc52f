/**
 * A survey of kernels as a table, with words on each kind.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import type { Precision } from "../../../../lib/base/values.ts";
import { formatCount, plural } from "../../../../lib/base/words.ts";
import { productSize, sigmoidLength } from "../../../../lib/kernels/speeds.ts";
import { type Color, painter } from "../../../typesetting/style.ts";
import {
  renderTable,
  type TableColumn,
  tableLines,
} from "../../../typesetting/table.ts";
import { textWidth } from "../../../typesetting/width.ts";
import { wrap } from "../../../typesetting/wrap.ts";
import type { FoundKernels, KernelSurvey } from "./kernel_survey.ts";

const precisions: readonly Precision[] = ["float32", "float64"];

/** The survey, within so many columns; default: 80. */
export function renderKernels(
  { kernels, auto, runtime }: KernelSurvey,
  options: { readonly color?: Color; readonly columns?: number | undefined } =
    {},
): string {
  const { columns: width = 80 } = options;
  const paint = painter(options.color ?? false);
  const speeds = speedTable(kernels, width);
  const kinds = renderTable(
    [{ title: "" }, { title: "" }],
    kernels.map((each) => [each.kind, wrap(wordsOn(each, runtime), width - 7)]),
  );
  const choice = auto.small === auto.large
    ? say("auto takes {kind}", { kind: auto.large })
    : say("auto takes {small} for tiny networks, {large} for all others", auto);
  return [
    ...tableLines(speeds, (line) => paint(line, "dim")),
    "",
    ...kinds.rows,
    ...kernels.flatMap((each) => tried(each, width)),
    "",
    paint(choice, "bold"),
  ].join("\n");
}

function speedTable(kernels: readonly FoundKernels[], width: number) {
  const measured = kernels.flatMap(({ kind, speeds }) =>
    speeds === undefined ? [] : [{ kind, speeds }]
  );
  const columns: TableColumn[] = [
    { title: say("the middle of several runs") },
    ...measured.map(({ kind }): TableColumn => ({
      title: kind,
      align: "right",
    })),
    { title: "" },
  ];
  const n = productSize;
  const rowsOf = (title: string, name: "product" | "sigmoid", unit: string) =>
    precisions.map((precision) => [
      pair(title, precision),
      ...measured.map(({ speeds }) => figure(speeds[precision][name])),
      unit,
    ]);
  const rows = [
    ...rowsOf(
      say("product of {size}", { size: `${n}×${n}×${n}` }),
      "product",
      "GFLOP/s",
    ),
    ...rowsOf(
      say("sigmoid of {count}", { count: formatCount(sigmoidLength) }),
      "sigmoid",
      say("ns a number"),
    ),
  ];
  const wide = renderTable(columns, rows);
  if ([wide.header, ...wide.rows].every((line) => textWidth(line) <= width)) {
    return wide;
  }
  // A unit that would stand below its numbers stands above them.
  const titled = rows.map(([title, ...rest]) => [
    say("{place}: {problem}", { place: title, problem: rest.at(-1) ?? "" }),
    ...rest.slice(0, -1),
  ]);
  return renderTable(columns.slice(0, -1), titled, { width });
}

/** A number with three digits. */
function figure(value: number): string {
  return value < 100 ? value.toPrecision(3) : formatCount(Math.round(value));
}

function wordsOn(found: FoundKernels, runtime: string): string {
  const { kind, isAvailable, reason, build, library } = found;
  if (!isAvailable) return reason ?? "";
  if (kind === "plain") return say("TypeScript, always there");
  const threads = threadsOf(found);
  if (library !== undefined) {
    return pair(pair(library.name, threads), library.path);
  }
  const instructions = build === "relaxed"
    ? say("WebAssembly SIMD with relaxed multiply-add")
    : say(
      "WebAssembly SIMD without relaxed multiply-add, which {runtime} lacks",
      {
        runtime,
      },
    );
  return pair(instructions, threads);
}

function pair(first: string, second: string): string {
  return say("{first}, {second}", { first, second });
}

function threadsOf({ threads = 1, speeds }: FoundKernels): string {
  const isLate = precisions.some((each) =>
    speeds?.[each].areThreadsReady === false
  );
  const count = plural(threads, "thread");
  return isLate
    ? say("{threads}, which did not all start within a second", {
      threads: count,
    })
    : count;
}

/** The files in which no library was found. */
function tried(
  { isAvailable, files = [] }: FoundKernels,
  width: number,
): string[] {
  if (isAvailable || files.length === 0) return [];
  const { rows } = renderTable(
    [{ title: "" }, { title: "" }],
    files.map(({ path, state, detail }) => [
      say(state),
      [path, ...detail === undefined ? [] : wrap(detail, width - 15)],
    ]),
    { indent: "  " },
  );
  return ["", say("blas was looked for in"), ...rows];
}
