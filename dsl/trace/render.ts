import { plural } from "../../lib/base/words.ts";
import { type Phrase, say, translated } from "../../words/say.ts";
import { showArray } from "../typesetting/arrays.ts";
import { formatComputed, formatNumber } from "../typesetting/numbers.ts";
import { type Color, painter } from "../typesetting/style.ts";
import { renderTable, tableLines } from "../typesetting/table.ts";
import { textWidth } from "../typesetting/width.ts";
import { wrap, wrapLine } from "../typesetting/wrap.ts";
import {
  inline,
  localText,
  nodeNames,
  ruleText,
  sumOf,
  withNumbers,
} from "./phrases.ts";
import { renderSums } from "./sums.ts";
import { isCircuit, type Trace, type TraceNode } from "./trace.ts";
import type { TraceUse } from "./uses.ts";

/** What the renderers of a trace take. */
export interface RenderTraceOptions {
  /** Whether to use colours; the tables read the same without. */
  readonly color?: Color;
  /** The columns of the terminal; default: 80. */
  readonly columns?: number | undefined;
}

/** Renders both passes: forward from the first node to the last, then backward. */
export function renderTrace(
  trace: Trace,
  options: RenderTraceOptions = {},
): string {
  const { columns: width = 80, color = false } = options;
  const paint = painter(color);
  const dim = (line: string) => paint(line, "dim");
  const sums = trace.nodes.flatMap(({ name, sums, value }) =>
    renderSums(`  ${name}`, sums, value.length, width)
  );
  const lines = [
    paint(say("forward"), "bold"),
    ...tableLines(forwardTable(trace.nodes, width), dim),
    ...sums.length === 0 ? [] : ["", ...sums],
    "",
    paint(say("backward"), "bold"),
  ];
  if (!trace.ranBackward) {
    return [...lines, ...trace.noStart.map((line) => `  ${line}`)].join("\n");
  }
  const nodes = backwardNodes(trace);
  if (isCircuit(trace)) {
    return [...lines, ...tableLines(circuitTable(nodes, width), dim)]
      .join("\n");
  }
  const rows = nodes.flatMap((node) => arrayRows(node, width));
  const explained = wrap(traceLegend(trace), width);
  return [...lines, ...rows, "", ...explained].join("\n");
}

/** The nodes that have a gradient, in the order in which it is computed. */
export function backwardNodes({ nodes }: Trace): readonly TraceNode[] {
  return nodes.toReversed().filter(({ gradient }) => gradient);
}

/** The columns of the way forward. */
export function forwardColumns(): readonly string[] {
  return say("node|operation|input|shape|value").split("|");
}

/** The columns before the values of rows that are stacked. */
const stackedMargin = 15;
/** With less room beside the names, rows are stacked. */
const leastRoom = 24;

/** Each value with as many digits as fit beside the names. */
function forwardTable(nodes: readonly TraceNode[], width: number) {
  const names = nodes.map(forwardNames);
  const indent = "  ";
  const columns = forwardColumns();
  const { header, rows } = renderTable(columns, names, { indent });
  const beside = width - 2 - Math.max(...[header, ...rows].map(textWidth));
  const room = beside < leastRoom ? width - stackedMargin : beside;
  const filled = nodes.map(({ value, shape }, i) => [
    ...names[i],
    showArray(value, shape, room),
  ]);
  return renderTable(columns, filled, { indent, width });
}

/** The cells of a node before its value. */
export function forwardNames(node: TraceNode): readonly string[] {
  return [
    nodeNames(node),
    withNumbers(node),
    node.isGate ? "" : node.from.join(", "),
    node.shape.join("×"),
  ];
}

/** The columns of the way backward through a circuit. */
export function circuitColumns(): readonly string[] {
  return say(
    "node|through|local derivative|× above|= gradient|numeric|error",
  ).split("|");
}

/** A row for each use of a node of a circuit, and one for the sum if there are several. */
export function circuitRows(node: TraceNode): readonly string[][] {
  const { uses, gradient, numeric, error } = node;
  const end = [
    formatComputed(gradient?.[0]),
    formatComputed(numeric?.[0]),
    error === undefined ? "·" : formatNumber(error, 1),
  ];
  if (uses.length === 0) {
    const why = node.role === "loss" ? say("the loss") : say("the output");
    return [[node.name, why, "", "", ...end]];
  }
  const each = uses.map((use, i) => [
    i === 0 ? node.name : "",
    through(use),
    localText(use),
    `× ${formatComputed(use.above)}`,
    ...uses.length === 1
      ? [`= ${end[0]}`, ...end.slice(1)]
      : [`= ${formatComputed(use.product?.[0])}`, "", ""],
  ]);
  if (uses.length === 1) return each;
  return [
    ...each,
    ["", say("their sum"), "", "", `= ${end[0]}`, ...end.slice(1)],
  ];
}

function circuitTable(nodes: readonly TraceNode[], width: number) {
  const rows = nodes.flatMap(circuitRows);
  const columns = circuitColumns();
  const table = renderTable(columns, rows, { indent: "  " });
  if (table.rows.every((row) => textWidth(row) <= width)) return table;
  // With long names there is only room for the numbers of formulas.
  const short = rows.map((row) =>
    row.map((cell, i) => i === 2 ? cell.split(" = ").at(-1) ?? cell : cell)
  );
  const narrow = renderTable(columns.with(2, say("local")), short, {
    indent: "  ",
  });
  return narrow.rows.every((row) => textWidth(row) <= width)
    ? narrow
    : { header: "", rows: rows.flatMap((row) => circuitLines(row, width)) };
}

/** A row of a circuit below one another: its node and use, their product, how it was checked. */
function circuitLines(row: readonly string[], width: number): string[] {
  const [node, through, local, above, gradient, numeric, error] = row;
  const product = [local, above, gradient].filter((cell) => cell !== "");
  return [
    ...node === "" ? [] : [`  ${node}`],
    `    ${local === "" ? through : say("through {use}", { use: through })}`,
    `      ${product.join(" ")}`,
    ...numeric === "" ? [] : [
      `      ${say("numeric {numeric}, error {error}", { numeric, error })}`,
    ],
  ].flatMap((line) => wrapLine(line, " ".repeat(8), width));
}

/** The node that uses another, and its layer if that is not in its name. */
export function through({ node, operation, isGate }: TraceUse): string {
  const isAutomatic =
    node.replace(/^.*\./, "").replace(/_?\d+$/, "") === operation;
  return isAutomatic || isGate
    ? node
    : say("{name}: {words}", { name: node, words: translated(operation) });
}

/** A node of a network of arrays: a line for each use, then the numbers. */
function arrayRows(node: TraceNode, width: number): string[] {
  const { name, uses, shape, gradient, error } = node;
  const lines = uses.length === 0
    ? [
      `  ${
        say("{name}: {words}", {
          name,
          words: node.role === "loss"
            ? say("the loss itself")
            : say("where backward starts"),
        })
      }`,
    ]
    : uses.flatMap((use) => [
      ...ruleLines(
        `  ${say("{name} through {node}: ", { name, node: use.node })}`,
        use,
        width,
      ),
      ...renderSums(`    ${name}.grad`, use.sums, node.value.length, width),
    ]);
  const sums = uses.length > 1
    ? [
      `  ${
        say("{name}: {words}", {
          name,
          words: sumOf(uses.map((use) => inline(use.product, shape))),
        })
      }`,
    ]
    : [];
  const numbers = showArray(gradient, shape, width - 6).map((line, i) =>
    i === 0 ? `    = ${line}` : `      ${line}`
  );
  const check = error === undefined ? [] : [
    `    ${
      error === 0
        ? say("equals the numeric one")
        : say("differs from the numeric one by {most} at most", {
          most: formatNumber(error, 1),
        })
    }`,
  ].flatMap((line) => wrapLine(line, " ".repeat(6), width));
  return [...lines, ...sums, ...numbers, ...check];
}

/** The rule, with its shapes below it where the line is too long. */
function ruleLines(lead: string, use: TraceUse, width: number): string[] {
  const line = lead + ruleText(use);
  const { rule, shapes } = use;
  return textWidth(line) <= width || rule === undefined || shapes === undefined
    ? [line]
    : [lead + rule, `      ${shapes}`];
}

/** What stands in formulas, in the order in which it is explained. */
const symbols: readonly (readonly [symbol: string, meaning: Phrase])[] = [
  ["dy", "the gradient of the step's output, from above"],
  ["x", "its input"],
  ["t", "its target"],
  ["y", "its output"],
  ["W", "its weight"],
  ["n", "how many are averaged"],
  ["ᵀ", "transposed"],
  ["Σ", "the sum over all rows"],
];

/** The symbols of a trace's formulas, each explained once. */
export function traceLegend({ nodes, batch }: Trace): string {
  const rules = nodes.flatMap(({ uses }) =>
    uses.map(({ rule = "", local, isGate }) =>
      // Where the names of nodes stand in a formula, they are no symbols.
      local === undefined && !isGate
        ? rule
        : (rule.match(isGate ? /\bdy\b|\/n\b/g : /\/n\b/g) ?? []).join(" ")
    )
  );
  const found = new Set(rules.join(" ").match(/[A-Za-z]+|[ᵀΣ]/g));
  return [
    `N = ${plural(batch, "example")}`,
    ...symbols.filter(([symbol]) => found.has(symbol))
      .map(([symbol, meaning]) =>
        symbol + say(": {words}", { words: say(meaning) })
      ),
  ].join(say("; "));
}
