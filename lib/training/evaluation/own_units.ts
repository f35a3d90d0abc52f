/**
 * Networks that learn normalized targets, measured in the units of the targets.
 *
 * @module
 */

import { createRandom } from "../../base/random.ts";
import { elementCount } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { Examples, Normalization } from "../../data/examples/examples.ts";
import { plainKernels } from "../../kernels/plain/plain.ts";
import type { Metric } from "../../metrics/metric.ts";
import { bindNetwork, type BoundNetwork } from "../../network/bound.ts";
import type { Graph, NetworkStep } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { outputsOf } from "../../network/outputs.ts";
import { outputLayer } from "./output_layer.ts";

/** Adds the first examples of a batch to metrics, after forward, and gives the mean loss of all. */
export type MeasureBatch = (
  net: BoundNetwork,
  metrics: readonly Metric[],
  count: number,
) => number;

/**
 * Whether the targets of a network may be normalized: its loss is one of differences,
 * and its last step can give numbers of any size. `each` output may have a scale of its
 * own, or there is `one` for all, as the loss demands.
 */
export function targetUnits(
  network: Graph,
  { targetShape }: Pick<Examples, "targetShape">,
): "each" | "one" | undefined {
  const differences = network.loss?.layer.loss?.differences;
  if (differences === undefined || targetShape === undefined) return undefined;
  if (outputsOf(network, targetShape)?.predicts !== "numbers") return undefined;
  const last = outputLayer(network);
  if (
    last?.weight === undefined || elementCount(targetShape) !== last.width
  ) return undefined;
  return differences.inUnits === undefined ? "each" : "one";
}

/** The network with the loss that it has for normalized targets; itself for others. */
export function networkInUnits(
  network: Network,
  { targetNormalization }: Pick<Examples, "targetNormalization">,
): Network {
  const { loss } = network;
  const inUnits = loss?.layer.loss?.differences?.inUnits;
  if (
    loss === undefined || inUnits === undefined ||
    targetNormalization === undefined
  ) return network;
  const layer = inUnits(targetNormalization.scale[0]);
  const own: NetworkStep = { ...loss, layer };
  const changed: Network = {
    ...network,
    loss: own,
    steps: network.steps.map((step) => step === loss ? own : step),
    bind: (options) => bindNetwork(changed, options),
  };
  return changed;
}

/** Measures in the units that the targets had before they were normalized. */
export function measureIn(
  network: Network,
  { targetNormalization }: Pick<Examples, "targetNormalization">,
): MeasureBatch {
  const measured = new Map<number, OwnNumbers>();
  const inOwnUnits = (net: BoundNetwork, normalization: Normalization) => {
    const known = measured.get(net.batch) ?? ownNumbers(network, net);
    measured.set(net.batch, known);
    restoreValues(net.y, normalization, known.y);
    restoreValues(net.target, normalization, known.target);
    return known;
  };
  return (net, metrics, count) => {
    const { y, target, loss } = targetNormalization === undefined
      ? net
      : inOwnUnits(net, targetNormalization);
    for (const metric of metrics) metric.add(y, target, count);
    return loss;
  };
}

/** The numbers `x·scale + offset`, which normalization made `x` of, in double precision. */
export function restoreValues(
  x: Values,
  { offset, scale }: Normalization,
  to: Float64Array = allocate("float64", x.length),
): Float64Array {
  for (let i = 0, k = 0; i < x.length; i++) {
    to[i] = x[i] * scale[k] + offset[k];
    if (++k === offset.length) k = 0;
  }
  return to;
}

interface OwnNumbers {
  readonly y: Float64Array;
  readonly target: Float64Array;
  readonly loss: number;
}

/** Room for outputs and targets in their own units, with the loss bound to it. */
function ownNumbers(
  { loss }: Network,
  { batch, y: { length } }: BoundNetwork,
): OwnNumbers {
  const y = allocate("float64", length);
  const target = allocate("float64", length);
  const losses = allocate("float64", batch);
  const none = allocate("float64", 0);
  const shape = [length / batch];
  const pass = loss?.layer.bind({
    batch,
    x: y,
    dx: none,
    inputs: [y, target],
    dinputs: [none, none],
    inputShapes: [shape, shape],
    y: losses,
    dy: none,
    outputShape: [],
    parameters: {},
    gradients: {},
    mode: "infer",
    random: createRandom(0),
    kernels: plainKernels,
    scratch: (count) => allocate("float64", count),
  });
  return {
    y,
    target,
    get loss() {
      pass?.forward();
      return losses.reduce((sum, each) => sum + each, 0) / batch;
    },
  };
}
