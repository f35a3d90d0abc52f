/**
 * A survey of kernels as a table, with words on each kind.
 *
 * @module
 */

import type { Precision } from "../../../../lib/base/values.ts";
import { formatCount, plural } from "../../../../lib/base/words.ts";
import { productSize, sigmoidLength } from "../../../../lib/kernels/speeds.ts";
import { painter } from "../../../typesetting/style.ts";
import { renderTable, type TableColumn } from "../../../typesetting/table.ts";
import { wrap } from "../../../typesetting/wrap.ts";
import type { FoundKernels, KernelSurvey } from "./kernel_survey.ts";

/** The columns of a terminal. */
const width = 80;

const precisions: readonly Precision[] = ["float32", "float64"];

/** The survey, at most 80 columns wide. */
export function renderKernels(
  { kernels, auto }: KernelSurvey,
  options: { readonly color?: boolean } = {},
): string {
  const paint = painter(options.color ?? false);
  const speeds = speedTable(kernels);
  const kinds = renderTable(
    [{ title: "" }, { title: "" }],
    kernels.map((each) => [each.kind, wrap(wordsOn(each), width - 7)]),
  );
  const choice = auto.small === auto.large
    ? `auto takes ${auto.large}`
    : `auto takes ${auto.small} for tiny networks, ${auto.large} for all others`;
  return [
    paint(speeds.header, "dim"),
    ...speeds.rows,
    "",
    ...kinds.rows,
    ...kernels.flatMap(tried),
    "",
    paint(choice, "bold"),
  ].join("\n");
}

function speedTable(kernels: readonly FoundKernels[]) {
  const measured = kernels.flatMap(({ kind, speeds }) =>
    speeds === undefined ? [] : [{ kind, speeds }]
  );
  const columns: TableColumn[] = [
    { title: "the middle of several runs" },
    ...measured.map(({ kind }): TableColumn => ({
      title: kind,
      align: "right",
    })),
    { title: "" },
  ];
  const n = productSize;
  const rowsOf = (title: string, name: "product" | "sigmoid", unit: string) =>
    precisions.map((precision) => [
      `${title}, ${precision}`,
      ...measured.map(({ speeds }) => figure(speeds[precision][name])),
      unit,
    ]);
  return renderTable(columns, [
    ...rowsOf(`product of ${n}×${n}×${n}`, "product", "GFLOP/s"),
    ...rowsOf(
      `sigmoid of ${formatCount(sigmoidLength)}`,
      "sigmoid",
      "ns a number",
    ),
  ]);
}

/** A number with three digits. */
function figure(value: number): string {
  return value < 100 ? value.toPrecision(3) : formatCount(Math.round(value));
}

function wordsOn(found: FoundKernels): string {
  const { kind, isAvailable, reason, build, library } = found;
  if (!isAvailable) return reason ?? "";
  if (kind === "plain") return "TypeScript, always there";
  const threads = threadsOf(found);
  if (library !== undefined) {
    return `${library.name}, ${threads}, ${library.path}`;
  }
  const instructions = build === "relaxed"
    ? "with relaxed multiply-add"
    : "without relaxed multiply-add";
  return `WebAssembly SIMD ${instructions}, ${threads}`;
}

function threadsOf({ threads = 1, speeds }: FoundKernels): string {
  const isLate = precisions.some((each) =>
    speeds?.[each].areThreadsReady === false
  );
  return plural(threads, "thread") +
    (isLate ? ", which did not all start within a second" : "");
}

/** The files in which no library was found. */
function tried({ isAvailable, files = [] }: FoundKernels): string[] {
  if (isAvailable || files.length === 0) return [];
  const { rows } = renderTable(
    [{ title: "" }, { title: "" }],
    files.map(({ path, state, detail }) => [
      state,
      [path, ...detail === undefined ? [] : wrap(detail, width - 15)],
    ]),
    "  ",
  );
  return ["", "blas was looked for in", ...rows];
}
