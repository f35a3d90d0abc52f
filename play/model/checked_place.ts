/**
 * Which number of the network a checked number is, as See shows it.
 *
 * @module
 */

import { elementCount } from "../../lib/base/shape.ts";
import type { Check } from "../../lib/gradcheck/report.ts";
import type { Network } from "../../lib/network/network.ts";
import { nodeNamed } from "../../dsl/trace/path.ts";
import type { Trace } from "../../dsl/trace/trace.ts";
import { selectionText } from "./selection.ts";

/**
 * The path in the network of what a check differentiates by: a step that is checked
 * alone calls its inputs as its layer does.
 */
export function pathInNetwork(
  { steps, values }: Network,
  { scope, name }: Pick<Check, "scope" | "name">,
  path: string,
): string {
  const step = scope === "step"
    ? steps.find((each) => each.name === name)
    : undefined;
  if (step === undefined) return path;
  const input = step.inputs.findIndex((_, i) =>
    path === (step.layer.inputs?.[i]?.name ?? (i === 0 ? "x" : `x${i + 1}`))
  );
  return input === -1 ? path : values[step.inputs[input]].name;
}

/** The selection of a number in See, by a path as `expect` has it; undefined where See does not show it. */
export function selectionAt(
  trace: Trace,
  path: string,
  entry: number,
): string | undefined {
  const isGradient = path.endsWith(".grad");
  const name = isGradient ? path.slice(0, -".grad".length) : path;
  const node = nodeNamed(trace, name);
  return node === undefined || entry >= elementCount(node.shape)
    ? undefined
    : selectionText({ node: node.name, entry, isGradient }, node.shape);
}
