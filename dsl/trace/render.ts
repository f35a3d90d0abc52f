import type { Shape } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import { formatSizes, showArray } from "../typesetting/arrays.ts";
import { formatComputed, formatNumber } from "../typesetting/numbers.ts";
import { painter } from "../typesetting/style.ts";
import { renderTable } from "../typesetting/table.ts";
import { textWidth } from "../typesetting/width.ts";
import { wrap } from "../typesetting/wrap.ts";
import { isCircuit, type Trace, type TraceNode } from "./trace.ts";
import type { TraceUse } from "./uses.ts";

const maxWidth = 80;

/** The numbers of arrays up to 4×4: larger ones do not fit beside the names. */
const show = (values: Values | undefined, shape: Shape, digits = 5) =>
  showArray(values, shape, digits, 4);

/** What the renderers of a trace take. */
export interface RenderTraceOptions {
  /** Whether to use colours; the tables read the same without. */
  readonly color?: boolean;
}

/** Renders both passes: forward from the first node to the last, then backward. */
export function renderTrace(
  trace: Trace,
  options: RenderTraceOptions = {},
): string {
  const paint = painter(options.color ?? false);
  const forward = forwardTable(trace.nodes);
  const lines = [
    paint("forward", "bold"),
    paint(forward.header, "dim"),
    ...forward.rows,
    "",
    paint("backward", "bold"),
  ];
  if (!trace.ranBackward) {
    lines.push(...trace.noStart.map((line) => `  ${line}`));
    return lines.join("\n");
  }
  const nodes = trace.nodes.toReversed().filter(({ gradient }) => gradient);
  const backward = isCircuit(trace)
    ? circuitTable(nodes)
    : { header: "", rows: nodes.flatMap(arrayRows) };
  if (backward.header !== "") lines.push(paint(backward.header, "dim"));
  lines.push(...backward.rows);
  const size = trace.batch === 1 ? "1 example" : `${trace.batch} examples`;
  if (!isCircuit(trace)) lines.push("", `N = ${size}`);
  return lines.join("\n");
}

const forwardColumns = ["node", "operation", "of", "shape", "value"];

/** Each value with as many digits as fit beside the names. */
function forwardTable(nodes: readonly TraceNode[]) {
  const names = nodes.map(forwardNames);
  const { header, rows } = renderTable(forwardColumns, names, "  ");
  const room = maxWidth - 2 - Math.max(...[header, ...rows].map(textWidth));
  const value = ({ value, shape }: TraceNode) => {
    const fitting = [5, 4, 3].map((digits) => show(value, shape, digits))
      .find((lines) => lines.every((line) => textWidth(line) <= room));
    return fitting ?? show(value, shape, 2);
  };
  const filled = nodes.map((node, i) => [...names[i], value(node)]);
  return renderTable(forwardColumns, filled, "  ");
}

/** The row of a node without its value. */
function forwardNames(node: TraceNode): readonly string[] {
  const { operation, from, shape } = node;
  return [namesOf(node), operation, from.join(", "), shape.join("×")];
}

/** `A = x` for a node with a label and a name. */
function namesOf({ names, role }: TraceNode): string {
  return role === "input" || role === "given" ? names.join(" = ") : names[0];
}

const circuitColumns = [
  "node",
  "through",
  "local derivative",
  "× above",
  "= gradient",
  "numeric",
  "error",
];

/** A row for each use of a node, and one for the sum if there are several. */
function circuitTable(nodes: readonly TraceNode[]) {
  const rows = nodes.flatMap((node) => {
    const { uses, gradient, numeric, error } = node;
    const end = [
      formatComputed(gradient?.[0]),
      formatComputed(numeric?.[0]),
      error === undefined ? "·" : formatNumber(error, 1),
    ];
    if (uses.length === 0) {
      const why = node.role === "loss" ? "the loss" : "the output";
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
      ["", "their sum", "", "", `= ${end[0]}`, ...end.slice(1)],
    ];
  });
  const table = renderTable(circuitColumns, rows, "  ");
  if (table.rows.every((row) => textWidth(row) <= maxWidth)) return table;
  // With long names there is only room for the numbers of formulas.
  const short = rows.map((row) =>
    row.map((cell, i) => i === 2 ? cell.split(" = ").at(-1) ?? cell : cell)
  );
  return renderTable(circuitColumns.with(2, "local"), short, "  ");
}

/** The node that uses another, and its layer if that is not in its name. */
function through({ node, operation }: TraceUse): string {
  const isAutomatic =
    node.replace(/^.*\./, "").replace(/_?\d+$/, "") === operation;
  return isAutomatic ? node : `${node}: ${operation}`;
}

/** `-1/E² = -0.25`, or only the number if the formula is a number. */
function localText({ formula, local }: TraceUse): string {
  const number = formatComputed(local);
  return formula === undefined || formula === number
    ? number
    : `${formula} = ${number}`;
}

/** A node of a network of arrays: a line for each use, then the numbers. */
function arrayRows(node: TraceNode): string[] {
  const { name, uses, shape, gradient, error } = node;
  const lines = uses.length === 0
    ? [
      `  ${name}: ${
        node.role === "loss" ? "the loss itself" : "where backward starts"
      }`,
    ]
    : uses.map((use) => `  ${name} through ${use.node}: ${ruleText(use)}`);
  const sums = uses.length > 1
    ? [
      `  ${name}: ${uses.map((use) => inline(use.product, shape)).join(" + ")}`,
    ]
    : [];
  const numbers = show(gradient, shape).map((line, i) =>
    i === 0 ? `    = ${line}` : `      ${line}`
  );
  const check = error === undefined ? [] : [
    error === 0
      ? "    equals the numeric one"
      : `    differs from the numeric one by ${formatNumber(error, 1)} at most`,
  ];
  return [...lines, ...sums, ...numbers, ...check];
}

function inline(values: Values | undefined, shape: readonly number[]): string {
  const lines = show(values, shape);
  return lines.length === 1 ? lines[0] : `${shape.join("×")} numbers`;
}

/** `dy·W   N×2 = N×1 · 1×2`, or with numbers if there is one of each. */
function ruleText(use: TraceUse): string {
  const { rule, shapes, local, above } = use;
  if (local !== undefined) {
    return `${localText(use)} × ${formatComputed(above)}`;
  }
  if (rule === undefined) return "as its layer says";
  return shapes === undefined ? rule : `${rule}   ${shapes}`;
}

export function renderNode(node: TraceNode, trace: Trace): string {
  const { operation, from, summary, shape, value, gradient, numeric, uses } =
    node;
  const array = (title: string, values: Values | undefined) =>
    show(values, shape).map((line, i) =>
      `  ${(i === 0 ? title : "").padEnd(10)}${line}`
    );
  const used = uses.map((use) =>
    `  ${"used by".padEnd(10)}${use.node} = ${use.operation}: ${ruleText(use)}`
  );
  const others = node.names.slice(1);
  return [
    node.name + (others.length === 0 ? "" : `, also ${others.join(", ")}`),
    `  ${"is".padEnd(10)}${operation}${
      from.length === 0 ? "" : ` of ${from.join(", ")}`
    }`,
    ...summary === "" ? [] : [`  ${"computes".padEnd(10)}${summary}`],
    `  ${"shape".padEnd(10)}${formatSizes(shape)}`,
    ...array("value", value),
    ...used,
    ...array("gradient", gradient),
    ...uses.length > 1 && gradient !== undefined
      ? [`  ${"".padEnd(10)}${sumText(node)}`]
      : [],
    ...trace.ranBackward ? array("numeric", numeric) : [],
  ].join("\n");
}

/** `x: 0.12 + 0.30 = 0.42` */
function sumText({ name, uses, gradient, shape }: TraceNode): string {
  return `${name}: ${
    uses.map((use) => inline(use.product, shape)).join(" + ")
  } = ${inline(gradient, shape)}`;
}

/** Each event of a trace in words, to show one after another. */
export function sentences(trace: Trace): readonly string[] {
  const say = (text: string) => wrap(text).join("\n");
  const forward = trace.nodes.map((node) => {
    const { operation, from, summary, value, shape } = node;
    const result = inline(value, shape);
    if (from.length === 0) {
      return say(`${namesOf(node)} is ${operation}: ${result}.`);
    }
    return say(
      `${node.name} is \`${operation}\` of ${from.join(" and ")}${
        summary === "" ? "" : `: ${summary}`
      }. Its value is ${result}.`,
    );
  });
  if (!trace.ranBackward) return forward;
  const backward = trace.nodes.toReversed().flatMap((node) => {
    const { name, uses, gradient, shape } = node;
    if (gradient === undefined) return [];
    const result = inline(gradient, shape);
    if (uses.length === 0) {
      return [say(`Backward starts at ${name}: its gradient is ${result}.`)];
    }
    const ways = uses.map((use) => wayBack(name, use));
    return uses.length === 1
      ? [say(`${ways[0]} So the gradient of ${name} is ${result}.`)]
      : [say(
        `${name} is used ${uses.length} times. ${
          ways.join(" ")
        } Gradients of several uses are added: ${sumText(node)}.`,
      )];
  });
  return [...forward, ...backward];
}

function wayBack(name: string, use: TraceUse): string {
  const { node, local, above, product, rule, shapes } = use;
  if (local !== undefined) {
    return `Through ${node}, the local derivative of ${node} by ${name} is ${
      localText(use)
    }; the gradient from above is ${formatComputed(above)}; their product is ${
      formatComputed(product?.[0])
    }.`;
  }
  return `Back through ${node} comes ${rule ?? "what its layer says"}${
    shapes === undefined ? "" : `, in shapes ${shapes}`
  }.`;
}
