/**
 * A trace step by step: each node as it is computed, and then, on the way back, each
 * gradient.
 *
 * @module
 */

import { say, translated } from "../../words/say.ts";
import { formatComputed } from "../typesetting/numbers.ts";
import { wrap } from "../typesetting/wrap.ts";
import { inline, localText, nodeNames, operationText } from "./phrases.ts";
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
  const step = (words: string): WalkStep => {
    return { phase: "forward", node, from, words, sums };
  };
  if (from.length === 0) {
    return step(say("{name} is {operation}: {result}.", {
      name: nodeNames(node),
      operation: operationText(node),
      result,
    }));
  }
  const facts = {
    name: node.name,
    operation,
    inputs: from.join(say(" and ")),
    summary: translated(summary),
  };
  const what = node.isGate
    ? summary === ""
      ? say("{name} is `{operation}`.", facts)
      : say("{name} is `{operation}`: {summary}.", facts)
    : summary === ""
    ? say("{name} is `{operation}` of {inputs}.", facts)
    : say("{name} is `{operation}` of {inputs}: {summary}.", facts);
  const numbers = arithmetic === undefined ? "" : `${arithmetic} = `;
  return step(
    joined(what, say("Its value is {result}.", { result: numbers + result })),
  );
}

/** Sentences one after the other. */
function joined(...sentences: readonly string[]): string {
  return sentences.reduce((first, second) =>
    say("{first} {second}", { first, second })
  );
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
    return step(
      say("Backward starts at {name}: its gradient is {gradient}.", {
        name,
        gradient: result,
      }),
    );
  }
  const ways = uses.map((use) => wayBack(name, use));
  if (uses.length === 1) {
    const so = say("So the gradient of {name} is {gradient}.", {
      name,
      gradient: result,
    });
    return step(joined(ways[0], so), uses[0].sums);
  }
  return step(joined(
    say("{name} is used {count} times.", { name, count: uses.length }),
    ...ways,
    say("Gradients of several uses are added: {sum}.", { sum: sumText(node) }),
  ));
}

function wayBack(name: string, use: TraceUse): string {
  const { node, local, above, product, rule, shapes } = use;
  if (local !== undefined) {
    return say(
      "Through {node}, the local derivative of {node} by {name} is {local}; the gradient from above is {above}; their product is {product}.",
      {
        node,
        name,
        local: localText(use),
        above: formatComputed(above),
        product: formatComputed(product?.[0]),
      },
    );
  }
  const facts = { node, rule: rule ?? say("what its layer says") };
  return shapes === undefined
    ? say("Back through {node} comes {rule}.", facts)
    : say("Back through {node} comes {rule}, in shapes {shapes}.", {
      ...facts,
      shapes,
    });
}
