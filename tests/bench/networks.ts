/**
 * The networks that are measured, and the numbers that every library fills them
 * with, so that all of them compute the same losses.
 *
 * @module
 */

import type { BoundNetwork } from "../../mod.ts";

/** A chain of fully connected layers with relu between them. */
export interface BenchNetwork {
  /** What tables call it. */
  readonly name: string;
  /** The same as a text of ours. */
  readonly text: string;
  /** The number of examples in a step. */
  readonly batch: number;
  /** The width of the input, and of what each fully connected layer gives. */
  readonly widths: readonly number[];
  /** What stands behind the last of them. */
  readonly loss: "sigmoid and mse" | "cross_entropy";
  /** Whether a step that is timed ends with SGD, after forward and backward. */
  readonly isTrained: boolean;
  /** Large enough that a wrong gradient shows in the loss after few steps. */
  readonly learningRate: number;
  /** How many training steps are taken before losses are compared. */
  readonly steps: number;
}

export const networks: readonly BenchNetwork[] = [
  {
    name: "tiny",
    text: "fc(2,1) -> sigmoid -> mse",
    batch: 1,
    widths: [2, 1],
    loss: "sigmoid and mse",
    isTrained: false,
    learningRate: 1,
    steps: 5,
  },
  {
    name: "mlp-s",
    text: "fc(784,128) -> relu -> fc(10) -> cross_entropy",
    batch: 64,
    widths: [784, 128, 10],
    loss: "cross_entropy",
    isTrained: true,
    learningRate: 0.01,
    steps: 5,
  },
  {
    name: "mlp-l",
    text:
      "input(1024) -> fc(1024) -> relu -> fc(1024) -> relu -> fc(1024) -> relu -> fc(10) -> cross_entropy",
    batch: 256,
    widths: [1024, 1024, 1024, 1024, 10],
    loss: "cross_entropy",
    isTrained: true,
    learningRate: 0.01,
    steps: 3,
  },
];

/** The network with this name. */
export function networkOf(name: string): BenchNetwork {
  const found = networks.find((network) => network.name === name);
  if (found !== undefined) return found;
  throw new RangeError(
    `Cannot measure a network as its name must be one of ${
      networks.map(({ name }) => name).join(", ")
    }: current value is ${JSON.stringify(name)}`,
  );
}

/** The floating-point operations of a step in its matrix products; the gradient of the input is none of them. */
export function operationsOf({ batch, widths }: BenchNetwork): number {
  let operations = 0;
  for (let layer = 1; layer < widths.length; layer++) {
    const product = 2 * batch * widths[layer - 1] * widths[layer];
    operations += layer === 1 ? 2 * product : 3 * product;
  }
  return operations;
}

/** The input: batch × width. */
export function inputOf({ batch, widths }: BenchNetwork): Float32Array {
  return wave(1, 1, batch * widths[0]);
}

/** The weight of the `layer`-th fully connected layer, counted from 1: outputs × inputs. Biases begin at 0. */
export function weightOf({ widths }: BenchNetwork, layer: number) {
  const fanIn = widths[layer - 1];
  return wave(layer + 1, 2 / Math.sqrt(fanIn), fanIn * widths[layer]);
}

/** The transpose of that weight, inputs × outputs, as other libraries keep it. */
export function transposedWeightOf(network: BenchNetwork, layer: number) {
  const weight = weightOf(network, layer);
  const inputs = network.widths[layer - 1];
  const outputs = network.widths[layer];
  return weight.map((_, i) =>
    weight[(i % outputs) * inputs + Math.floor(i / outputs)]
  );
}

/** The target of each example: its class, or the number that mse compares with. */
export function targetOf({ batch }: BenchNetwork): Float32Array {
  return Float32Array.from({ length: batch }, (_, example) => example % 10);
}

/** The same target as batch × classes, with a 1 at each class. */
export function oneHotTargetOf(network: BenchNetwork): Float32Array {
  const classes = network.widths.at(-1) ?? 0;
  const oneHot = new Float32Array(network.batch * classes);
  targetOf(network).forEach((target, example) => {
    oneHot[example * classes + target] = 1;
  });
  return oneHot;
}

/** Fills a network of ours. */
export function fill(bound: BoundNetwork, network: BenchNetwork): void {
  bound.x.set(inputOf(network));
  bound.target.set(targetOf(network));
  for (let layer = 1; layer < network.widths.length; layer++) {
    const { parameters } = bound;
    parameters.get(`fc${layer}.weight`).value.set(weightOf(network, layer));
    parameters.get(`fc${layer}.bias`).value.fill(0);
  }
}

/** `scale · sin(frequency · (i + 1)²)`: as good as chance, and the same in every language, since the squares are exact. */
function wave(frequency: number, scale: number, length: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, i) => scale * Math.sin(frequency * (i + 1) ** 2),
  );
}
