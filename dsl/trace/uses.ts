import type { Values } from "../../lib/base/values.ts";
import { isGate } from "../../lib/network/gates.ts";
import { parameterPath, type Site } from "../../lib/layer/layer.ts";
import type { NetworkStep } from "../../lib/network/graph.ts";
import { localDerivative } from "../exercise/local_derivative.ts";
import {
  formulaOf,
  localOf,
  named,
  rowCount,
  shapeEquation,
  symbolOf,
} from "./formula.ts";
import { backwardSums, type TraceSum } from "./sums.ts";
import { operationOf, type Tracing } from "./tracing.ts";

/** One use of a node by a step: one path of the gradient back to it. */
export interface TraceUse {
  /** The node that the step computes. */
  readonly node: string;
  /** The step's layer as it is written. */
  readonly operation: string;
  /** Whether the step is a gate of a formula. */
  readonly isGate?: boolean | undefined;
  /** What backward computes, as a formula: `dy·W`. */
  readonly rule?: string | undefined;
  /** The same as shapes: `N×2 = N×1 · 1×2`. */
  readonly shapes?: string | undefined;
  /** The local derivative as a formula with the names of nodes. */
  readonly formula?: string | undefined;
  /** The local derivative, if both nodes are one number. */
  readonly local?: number | undefined;
  /** The gradient from above, if both nodes are one number. */
  readonly above?: number | undefined;
  /** The gradient that comes back, row-major; absent if no backward pass ran. */
  readonly product?: Values | undefined;
  /** How its numbers are summed, where the layer sums products and they are few. */
  readonly sums?: readonly TraceSum[] | undefined;
}

export function usesOf(tracing: Tracing, value: number): TraceUse[] {
  const { network: { steps }, takers } = tracing;
  return (takers.get(value) ?? []).map(([i, k]) => {
    const symbol = symbolOf(steps[i].layer, k, steps[i].inputs.length);
    return useOf(tracing, steps[i], i, symbol, k);
  });
}

/** How a step uses one of its inputs, or the parameter of that name. */
export function useOf(
  tracing: Tracing,
  step: NetworkStep,
  i: number,
  symbol: string,
  input: number | undefined,
): TraceUse {
  const { network, batch, exercise: { bound, ranBackward }, names } = tracing;
  const { layer, inputs, output } = step;
  const site = bound.sites[i];
  const rule = formulaOf(layer, symbol, inputs.length);
  const product = input === undefined
    ? site.gradients[symbol]
    : site.dinputs[input];
  const isScalar = site.y.length === 1 && product.length === 1;
  const target = input === undefined
    ? bound.parameters.get(parameterPath(step.shares ?? step.name, symbol))
      .shape
    : site.inputShapes[input];
  const shape = input !== undefined && batch > 1 ? [batch, ...target] : target;
  const symbols = symbolsOf(step, tracing);
  return {
    node: step === network.loss && network.losses.length === 1
      ? "loss"
      : names[output][0],
    operation: operationOf(step, tracing),
    isGate: isGate(step) || undefined,
    // A gate speaks of the values by their names.
    rule: rule && isGate(step) ? named(rule, symbols) : rule,
    shapes: rule && shapeEquation(rule, target, matricesOf(site)),
    formula: rule && named(localOf(rule), symbols),
    local: localDerivative(bound, i, product),
    above: isScalar && ranBackward ? site.dy[0] : undefined,
    product: ranBackward ? product : undefined,
    sums: ranBackward
      ? backwardSums(layer, site, input ?? symbol, product, shape)
      : undefined,
  };
}

/** What the symbols of a formula are called in the network. */
function symbolsOf(
  { layer, inputs, output }: NetworkStep,
  { names }: Tracing,
): ReadonlyMap<string, string> {
  const values = Object.entries(layer.arguments ?? {});
  return new Map([
    ["y", names[output][0]],
    ...inputs.map((value, k) =>
      [symbolOf(layer, k, inputs.length), names[value][0]] as const
    ),
    ...values.map(([name, value]) => [name, String(value)] as const),
  ]);
}

/** Rows and columns of the matrices in a formula. */
function matricesOf(
  { inputShapes: [input], outputShape }: Site,
): ReadonlyMap<string, readonly [rows: string, columns: string]> {
  const columns = String(input.at(-1) ?? 1);
  const outputs = String(outputShape.at(-1) ?? 1);
  return new Map([
    ["dy", [rowCount(input), outputs]],
    ["x", [rowCount(input), columns]],
    ["W", [outputs, columns]],
  ]);
}
