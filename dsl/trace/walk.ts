/**
 * A trace step by step: each node as it is computed, and then, on the way back, each
 * gradient.
 *
 * @module
 */

import { formatComputed } from "../typesetting/numbers.ts";
import { wrap } from "../typesetting/wrap.ts";
import { inline, localText, nodeNames } from "./phrases.ts";
import { renderSums, type TraceSum } from "./sums.ts";
import { sumText } from "./telling.ts";
import type { Trace, TraceNode } from "./trace.ts";
import type { TraceUse } from "./uses.ts";

/** One step of a walk through a trace. */
export interface WalkStep {
  /** Which way the walk goes. */
  readonly phase: "forward" | "backward";
  /** The node whose value, or whose gradient, is computed. */
  readonly node: TraceNode;
  /** The names of the nodes that it is computed from: operands, or on the way back the nodes that use it. */
  readonly from: readonly string[];
  /** What happens, in a sentence or some. */
  readonly words: string;
  /** Its arithmetic, where its layer sums products and they are few. */
  readonly sums?: readonly TraceSum[] | undefined;
}

/**
 * The steps through a trace: forward in the order in which nodes are computed, then
 * backward, if a backward pass ran.
 *
 * ```ts
 * import { compile, isCompiled, runExercise, traceOf, walkOf } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("given x = 0\nA: x -> E: exp -> F: shift(1)");
 * if (!isCompiled(compiled)) throw new Error();
 * const walk = walkOf(traceOf(compiled, runExercise(compiled)));
 * assertEquals(
 *   walk.map(({ phase, node }) => `${phase} ${node.name}`),
 *   ["A", "E", "F"].map((name) => `forward ${name}`).concat(
 *     ["F", "E", "A"].map((name) => `backward ${name}`),
 *   ),
 * );
 * ```
 */
export function walkOf({ nodes, ranBackward }: Trace): readonly WalkStep[] {
  const forward = nodes.map(forwardStep);
  if (!ranBackward) return forward;
  const backward = nodes.toReversed()
    .filter(({ gradient }) => gradient !== undefined)
    .map(backwardStep);
  return [...forward, ...backward];
}

/** Each step of a walk as it is printed, within so many columns. */
export function sentences(trace: Trace, width = 80): readonly string[] {
  const steps = walkOf(trace).map(({ phase, node, words, sums }) => {
    const name = `  ${node.name}${phase === "backward" ? ".grad" : ""}`;
    return [
      ...wrap(words, width),
      ...renderSums(name, sums, node.value.length, width),
    ].join("\n");
  });
  return trace.ranBackward ? steps : [...steps, trace.noStart.join("\n")];
}

function forwardStep(node: TraceNode): WalkStep {
  const { operation, arithmetic, from, summary, value, shape, sums } = node;
  const result = inline(value, shape);
  const of = node.isGate ? "" : ` of ${from.join(" and ")}`;
  const what = summary === "" ? "" : `: ${summary}`;
  const numbers = arithmetic === undefined ? "" : `${arithmetic} = `;
  const words = from.length === 0
    ? `${nodeNames(node)} is ${operation}: ${result}.`
    : `${node.name} is \`${operation}\`${of}${what}. Its value is ${numbers}${result}.`;
  return { phase: "forward", node, from, words, sums };
}

function backwardStep(node: TraceNode): WalkStep {
  const { name, uses, gradient, shape } = node;
  const from = uses.map((use) => use.node);
  const step = (words: string, sums?: readonly TraceSum[]): WalkStep => ({
    phase: "backward",
    node,
    from,
    words,
    sums,
  });
  const result = inline(gradient, shape);
  if (uses.length === 0) {
    return step(`Backward starts at ${name}: its gradient is ${result}.`);
  }
  const ways = uses.map((use) => wayBack(name, use));
  if (uses.length === 1) {
    const so = `So the gradient of ${name} is ${result}.`;
    return step(`${ways[0]} ${so}`, uses[0].sums);
  }
  return step(
    `${name} is used ${uses.length} times. ${
      ways.join(" ")
    } Gradients of several uses are added: ${sumText(node)}.`,
  );
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
