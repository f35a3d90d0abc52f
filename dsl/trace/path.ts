import { NablaError } from "../../lib/base/nabla_error.ts";
import { say } from "../../words/say.ts";
import { formatNumber } from "../typesetting/numbers.ts";
import { wrap } from "../typesetting/wrap.ts";
import { sumOf } from "./phrases.ts";
import type { Trace, TraceNode } from "./trace.ts";
import type { TraceUse } from "./uses.ts";

/** A step of a path: from a node to one that uses it. */
export interface PathEdge {
  /** The name of the node. */
  readonly from: string;
  /** Its use; {@linkcode TraceUse.local} is the derivative along this edge. */
  readonly use: TraceUse;
}

/** The paths from one node to another. */
export interface TracePaths {
  /** Each path, edge by edge; empty where the node is the other one itself. */
  readonly paths: readonly (readonly PathEdge[])[];
  /** Whether there are more: 20 are found. */
  readonly isCut: boolean;
}

const maxPaths = 20;

export function nodeNamed(trace: Trace, name: string): TraceNode | undefined {
  return trace.nodes.find(({ names }) => names.includes(name));
}

/**
 * The product of the local derivatives along every path from one node to
 * another, as formula and as numbers, and the sum over the paths.
 *
 * @throws {NablaError} if there is no path.
 */
export function renderPath(
  trace: Trace,
  from: TraceNode,
  to: TraceNode,
  width = 80,
): string {
  const { paths, isCut } = pathsBetween(trace, from, to);
  if (paths.length === 0) {
    throw new NablaError("call", {
      action: say("show a path"),
      rule: say("none leads from {from} to {to}", {
        from: from.name,
        to: to.name,
      }),
    });
  }
  const isNumeric = paths.every((path) =>
    path.every(({ use }) => use.local !== undefined)
  );
  const lines = paths.flatMap((path, i) => {
    const title = paths.length === 1 ? [] : [
      say("path {number}: {nodes}", {
        number: i + 1,
        nodes: [...path.map((edge) => edge.from), to.name].join(" → "),
      }),
    ];
    return [...title, ...productLines(path, from, to)];
  });
  const totals = paths.map(productOf);
  const sum = totals.reduce((a, b) => a + b, 0);
  const terms = `${sumOf(totals.map((each) => formatNumber(each)))} = ${
    formatNumber(sum)
  }`;
  const total = paths.length === 1 || !isNumeric ? [] : isCut
    ? [
      "",
      say("there are more paths; the sum over these {count}:", {
        count: paths.length,
      }),
      `  ${terms}`,
    ]
    : [
      "",
      say("the sum over all {count} paths:", { count: paths.length }),
      `  ${derivative(to.name, from.name)} = ${terms}`,
    ];
  const note = isNumeric ? [] : [
    "",
    ...wrap(
      say(
        "not every node here is one number, so local derivatives are matrices; `nabla trace --node NAME` shows what each step computes backward",
      ),
      width,
    ),
  ];
  return [...lines, ...total, ...note].join("\n");
}

function productLines(
  path: readonly PathEdge[],
  from: TraceNode,
  to: TraceNode,
): string[] {
  const backward = path.toReversed();
  const lines = [
    `${derivative(to.name, from.name)} = ${
      backward.map(({ from, use }) => derivative(use.node, from)).join(" · ") ||
      "1"
    }`,
  ];
  const indent = " ".repeat(derivative(to.name, from.name).length);
  const formulas = backward.map(({ use }) => use.formula ?? "?");
  if (path.length > 0) {
    lines.push(`${indent} = ${formulas.map(bracketed).join(" · ")}`);
  }
  if (backward.some(({ use }) => use.local === undefined)) return lines;
  if (path.length > 1) {
    const numbers = backward.map(({ use }) => formatNumber(use.local ?? NaN));
    lines.push(`${indent} = ${numbers.map(bracketed).join(" · ")}`);
  }
  lines.push(`${indent} = ${formatNumber(productOf(path))}`);
  return lines;
}

/** `dF/dA` */
function derivative(of: string, by: string): string {
  return `d${of}/d${by}`;
}

/** The product of the local derivatives along a path; NaN where one is no single number. */
export function productOf(path: readonly PathEdge[]): number {
  return path.reduce((product, { use }) => product * (use.local ?? NaN), 1);
}

/** A factor in brackets, unless it is one word or has them. */
function bracketed(text: string): string {
  return /^([\p{L}\p{N}_.]+|\([^()]*\))$/u.test(text) ? text : `(${text})`;
}

/** Every path from one node to another, up to 20. */
export function pathsBetween(
  trace: Trace,
  from: TraceNode,
  to: TraceNode,
): TracePaths {
  const paths: PathEdge[][] = [];
  let isCut = false;
  const reaching = nodesReaching(trace, to);
  walk(from, []);
  return { paths, isCut };

  function walk(node: TraceNode, path: readonly PathEdge[]) {
    if (paths.length >= maxPaths) {
      isCut = true;
      return;
    }
    if (node === to) {
      paths.push([...path]);
      return;
    }
    for (const use of node.uses) {
      const next = nodeNamed(trace, use.node);
      if (next === undefined || !reaching.has(next.name)) continue;
      walk(next, [...path, { from: node.name, use }]);
    }
  }
}

/** Every node with a path to `to`: only these are walked. */
function nodesReaching({ nodes }: Trace, to: TraceNode): Set<string> {
  const reaching = new Set([to.name]);
  for (const node of nodes.toReversed()) {
    if (node.uses.some((use) => reaching.has(use.node))) {
      reaching.add(node.name);
    }
  }
  return reaching;
}
