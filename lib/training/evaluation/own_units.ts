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
import type { HeadMetrics } from "../../metrics/head_metrics.ts";
import type { Metric } from "../../metrics/metric.ts";
import { bindNetwork, type BoundNetwork } from "../../network/bound.ts";
import { type Graph, headsOf, type NetworkStep } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { outputsOf } from "../../network/outputs.ts";
import { outputLayer } from "./output_layer.ts";

/**
 * Adds the first examples of a batch to metrics, after forward, and gives the mean loss
 * of all; adds the part of each loss, times their number, to `sums`, and their sum as it
 * is trained.
 */
export type MeasureBatch = (
  net: BoundNetwork,
  metrics: HeadMetrics,
  count: number,
  sums?: Float64Array,
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

/** The network with the losses that it has for normalized targets; itself for others. */
export function networkInUnits(network: Network, all: Examples): Network {
  const others = new Map<NetworkStep, NetworkStep>();
  for (const { name, network: { loss } } of headsOf(network)) {
    const normalization = normalizationOf(all, name);
    const inUnits = loss?.layer.loss?.differences?.inUnits;
    if (!loss || !inUnits || !normalization) continue;
    others.set(loss, { ...loss, layer: inUnits(normalization.scale[0]) });
  }
  if (others.size === 0) return network;
  const own = (step: NetworkStep) => others.get(step) ?? step;
  const changed: Network = {
    ...network,
    loss: network.loss && own(network.loss),
    losses: network.losses.map((each) => ({ ...each, step: own(each.step) })),
    steps: network.steps.map(own),
    bind: (options) => bindNetwork(changed, options),
  };
  return changed;
}

/** How the targets of a loss were normalized. */
function normalizationOf(
  { targets, targetNormalization }: Examples,
  loss: string,
): Normalization | undefined {
  return targets === undefined
    ? targetNormalization
    : targets.find(({ name }) => name === loss)?.normalization;
}

/** Measures in the units that the targets had before they were normalized. */
export function measureIn(network: Network, all: Examples): MeasureBatch {
  const heads = headsOf(network).map(({ name, network }) => ({
    name,
    measure: measureHead(network, normalizationOf(all, name)),
  }));
  return (net, metrics, count, sums) => {
    let loss = 0;
    for (const [i, { name, measure }] of heads.entries()) {
      const own = measure(net, metrics.get(name) ?? [], count);
      if (sums !== undefined) sums[i] += own * count;
      loss += own;
    }
    if (sums !== undefined) sums[heads.length] += net.loss * count;
    return loss;
  };
}

/** The same for one loss. */
function measureHead(
  network: Network,
  normalization: Normalization | undefined,
) {
  const { losses: [{ step, prediction, target }] } = network;
  const measured = new Map<number, OwnNumbers>();
  const inOwnUnits = (net: BoundNetwork, normalization: Normalization) => {
    const known = measured.get(net.batch) ?? ownNumbers(network, net);
    measured.set(net.batch, known);
    restoreValues(net.values[prediction], normalization, known.y);
    restoreValues(net.values[target], normalization, known.target);
    return known;
  };
  const asTheyAre = (net: BoundNetwork) => ({
    y: net.values[prediction],
    target: net.values[target],
    loss: net.network.losses.length === 1
      ? net.loss
      : meanOf(net.values[step.output]),
  });
  return (net: BoundNetwork, metrics: readonly Metric[], count: number) => {
    const { y, target, loss } = normalization === undefined
      ? asTheyAre(net)
      : inOwnUnits(net, normalization);
    for (const metric of metrics) metric.add(y, target, count);
    return loss;
  };
}

/** The mean loss of each of several losses, in the order of the network. */
export function partsOf(net: BoundNetwork): readonly number[] {
  return net.network.losses.map(({ step }) => meanOf(net.values[step.output]));
}

function meanOf(numbers: Values): number {
  let sum = 0;
  for (const each of numbers) sum += each;
  return sum / numbers.length;
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
  { loss, output }: Network,
  { batch, values }: BoundNetwork,
): OwnNumbers {
  const { length } = values[output];
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
