/**
 * A trace in words: all about one node, and each event as a sentence.
 *
 * @module
 */

import type { Values } from "../../lib/base/values.ts";
import { formatSizes, showArray } from "../typesetting/arrays.ts";
import { formatComputed } from "../typesetting/numbers.ts";
import { wrap, wrapLine } from "../typesetting/wrap.ts";
import {
  inline,
  localText,
  nodeNames,
  ruleText,
  sumOf,
  withNumbers,
} from "./phrases.ts";
import { renderSums, type TraceSum } from "./sums.ts";
import type { Trace, TraceNode } from "./trace.ts";
import type { TraceUse } from "./uses.ts";

/** All about one node, within so many columns. */
export function renderNode(
  node: TraceNode,
  trace: Trace,
  width = 80,
): string {
  const { from, summary, shape, value, gradient, numeric, uses } = node;
  const margin = 12;
  const row = (title: string, text: string) =>
    wrapLine(`  ${title.padEnd(10)}${text}`, " ".repeat(margin), width);
  const array = (title: string, values: Values | undefined) =>
    showArray(values, shape, width - margin).map((line, i) =>
      `  ${(i === 0 ? title : "").padEnd(10)}${line}`
    );
  const sums = (name: string, sums: readonly TraceSum[] | undefined) =>
    renderSums(name, sums, value.length, width - margin)
      .map((line) => " ".repeat(margin) + line);
  const others = node.names.slice(1);
  return [
    node.name + (others.length === 0 ? "" : `, also ${others.join(", ")}`),
    ...row(
      "is",
      withNumbers(node) +
        (from.length === 0 || node.isGate ? "" : ` of ${from.join(", ")}`),
    ),
    ...summary === "" ? [] : row("computes", summary),
    ...row("shape", formatSizes(shape)),
    ...array("value", value),
    ...sums(node.name, node.sums),
    ...uses.flatMap((use) => [
      ...row("used by", `${use.node} = ${use.operation}: ${ruleText(use)}`),
      ...sums(`${node.name}.grad`, use.sums),
    ]),
    ...array("gradient", gradient),
    ...uses.length > 1 && gradient !== undefined ? row("", sumText(node)) : [],
    ...trace.ranBackward ? array("numeric", numeric) : [],
  ].join("\n");
}

/** `x: 0.12 + 0.30 = 0.42` */
function sumText({ name, uses, gradient, shape }: TraceNode): string {
  return `${name}: ${sumOf(uses.map((use) => inline(use.product, shape)))} = ${
    inline(gradient, shape)
  }`;
}

/** Each event of a trace in words, to show one after another. */
export function sentences(trace: Trace, width = 80): readonly string[] {
  const say = (text: string) => wrap(text, width).join("\n");
  const withSums = (
    text: string,
    name: string,
    sums: readonly TraceSum[] | undefined,
    { value: { length } }: TraceNode,
  ) => [say(text), ...renderSums(`  ${name}`, sums, length, width)].join("\n");
  const forward = trace.nodes.map((node) => {
    const { operation, arithmetic, from, summary, value, shape } = node;
    const result = inline(value, shape);
    if (from.length === 0) {
      return say(`${nodeNames(node)} is ${operation}: ${result}.`);
    }
    return withSums(
      `${node.name} is \`${operation}\`${
        node.isGate ? "" : ` of ${from.join(" and ")}`
      }${summary === "" ? "" : `: ${summary}`}. Its value is ${
        arithmetic === undefined ? "" : `${arithmetic} = `
      }${result}.`,
      node.name,
      node.sums,
      node,
    );
  });
  if (!trace.ranBackward) return [...forward, trace.noStart.join("\n")];
  const backward = trace.nodes.toReversed().flatMap((node) => {
    const { name, uses, gradient, shape } = node;
    if (gradient === undefined) return [];
    const result = inline(gradient, shape);
    if (uses.length === 0) {
      return [say(`Backward starts at ${name}: its gradient is ${result}.`)];
    }
    const ways = uses.map((use) => wayBack(name, use));
    return uses.length === 1
      ? [withSums(
        `${ways[0]} So the gradient of ${name} is ${result}.`,
        `${name}.grad`,
        uses[0].sums,
        node,
      )]
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
