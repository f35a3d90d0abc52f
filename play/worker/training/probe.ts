/**
 * A look into a network while it is trained: some examples go through it forward and
 * backward, so that every value and gradient has numbers.
 *
 * @module
 */

import { elementCount } from "../../../lib/base/shape.ts";
import type { Values } from "../../../lib/base/values.ts";
import type { Examples } from "../../../lib/data/examples/examples.ts";
import type { NetworkStep } from "../../../lib/network/graph.ts";
import type { Network } from "../../../lib/network/network.ts";
import type { Parameter, Parameters } from "../../../lib/network/parameters.ts";
import { parameterPath } from "../../../lib/layer/layer.ts";
import {
  feedOf,
  targetsToBind,
} from "../../../lib/training/evaluation/feed.ts";
import {
  innerNames,
  pathsOf,
  type Place,
} from "../../../dsl/compiler/paths.ts";
import { sizeBins } from "../../model/size_bins.ts";
import type { Watched } from "../messages.ts";
import { rootMeanSquare, sizesOf } from "./sizes.ts";

/** So many examples are looked at. */
const mostExamples = 32;

/** So many steps are drawn. */
const mostSteps = 24;

/** So many numbers of a path are drawn one by one. */
const mostNumbers = 6;

/** A look into a network. */
export interface Probe {
  readonly paths: readonly string[];
  /** The names of the steps whose outputs are measured. */
  readonly steps: readonly string[];
  /** Of those, the steps with parameters. */
  readonly layers: readonly string[];
  /** Runs the examples through the network as it is now. */
  run(): void;
  /** The root mean squares of the outputs of the steps, then of the parameters of the layers, then of their gradients. */
  sizes(): Float64Array;
  /** Of each of these layers a histogram of its gradients, then of each one of its parameters. */
  histograms(): Uint8Array<ArrayBuffer>;
  /** The numbers of some paths. */
  watch(paths: readonly string[]): readonly Watched[];
}

/** Looks into a network whose parameters are being trained. */
export function createProbe(
  network: Network,
  parameters: Parameters,
  { memory, ...examples }: Examples,
): Probe {
  const batch = Math.min(mostExamples, examples.length);
  // Nothing is dropped, and running statistics stay as they are.
  const net = network.bind({
    parameters,
    batch,
    mode: "infer",
    targetShape: targetsToBind(examples),
    leavesUndefined: true,
  });
  const feed = feedOf(net);
  if (memory !== undefined) {
    const stride = Math.floor(examples.length / batch);
    takeRows(feed.x, memory.x, batch, stride);
    takeRows(feed.target, memory.target, batch, stride);
  }
  feed.deliver();
  const places = pathsOf(network);
  const inner = innerNames(network);
  const losses = new Set(network.losses.map(({ step }) => step));
  const all = network.steps.filter((step) =>
    !inner.has(step.name) && !losses.has(step) && step.inputs.length > 0
  );
  const steps = all.slice(0, mostSteps);
  const layers = steps.flatMap((step) => {
    const own = trainable(step, parameters);
    return own.length === 0 ? [] : [{ name: step.name, own }];
  });

  function numbersAt(
    { kind, value, parameter, isGradient }: Place,
  ): Values | readonly number[] {
    switch (kind) {
      case "parameter": {
        const found = parameters.get(parameter);
        return isGradient ? found.gradient : found.value;
      }
      case "value":
        return (isGradient ? net.gradients : net.values)[value];
      case "loss":
        return [
          isGradient ? 1 : value < 0 ? net.loss : mean(net.values[value]),
        ];
    }
  }

  return {
    paths: [...places.keys()],
    steps: steps.map(({ name }) => name),
    layers: layers.map(({ name }) => name),
    run() {
      net.forward();
      net.backward();
    },
    sizes: () =>
      Float64Array.of(
        ...steps.map(({ output }) => rootMeanSquare([net.values[output]])),
        ...layers.map(({ own }) => rootMeanSquare(own.map((p) => p.value))),
        ...layers.map(({ own }) => rootMeanSquare(own.map((p) => p.gradient))),
      ),
    histograms() {
      const all = new Uint8Array(2 * layers.length * sizeBins.count);
      for (const [i, { own }] of layers.entries()) {
        const values = i + layers.length;
        all.set(sizesOf(own.map((p) => p.gradient)), i * sizeBins.count);
        all.set(sizesOf(own.map((p) => p.value)), values * sizeBins.count);
      }
      return all;
    },
    watch: (paths) =>
      paths.flatMap((path) => {
        const place = places.get(path);
        if (place === undefined) return [];
        const numbers = numbersAt(place);
        return [{ path, count: numbers.length, numbers: summary(numbers) }];
      }),
  };
}

/** Every `stride`th row. */
function takeRows(
  to: Values,
  from: Values,
  rows: number,
  stride: number,
): void {
  const width = to.length / rows;
  for (let row = 0; row < rows; row++) {
    const start = row * stride * width;
    to.set(from.subarray(start, start + width), row * width);
  }
}

function trainable(
  { name, parameters: specs }: NetworkStep,
  parameters: Parameters,
): readonly Parameter[] {
  return specs.map((spec) => parameters.get(parameterPath(name, spec.name)))
    .filter((each) => each.trainable && elementCount(each.shape) > 0);
}

function summary(numbers: ArrayLike<number>): readonly number[] {
  if (numbers.length <= mostNumbers) return Array.from(numbers);
  let [least, largest] = [Infinity, -Infinity];
  for (let i = 0; i < numbers.length; i++) {
    if (numbers[i] < least) least = numbers[i];
    if (numbers[i] > largest) largest = numbers[i];
  }
  return [least, rootMeanSquare([numbers]), largest];
}

function mean(numbers: Values): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum / numbers.length;
}
