/**
 * The numbers that every library fills the networks with, so that all of them
 * compute the same losses.
 *
 * @module
 */

import type { BoundNetwork } from "../../mod.ts";
import type { BenchNetwork } from "./networks.ts";

/** The input, batch × its shape: waves, or token numbers where an embedding begins. */
export function inputOf({ batch, input, steps }: BenchNetwork): Float32Array {
  const length = input.reduce((n, size) => n * size, batch);
  const [first] = steps;
  return first.kind === "embedding"
    ? Float32Array.from({ length }, (_, i) => (i + 1) ** 2 % first.count)
    : wave(1, 1, length);
}

/** Gives the weights of a network one after the other, in the order of its text, each outputs × inputs. What has one axis alone begins as 1 in layernorm, and elsewhere as 0. */
export function weights(): (outputs: number, inputs: number) => Float32Array {
  let frequency = 1;
  return (outputs, inputs) =>
    wave(++frequency, 2 / Math.sqrt(inputs), outputs * inputs);
}

/** A matrix of rows × columns, with rows and columns exchanged. */
export function transposed(
  matrix: Float32Array,
  rows: number,
  columns: number,
): Float32Array {
  return matrix.map((_, i) =>
    matrix[(i % rows) * columns + Math.floor(i / rows)]
  );
}

/** The target of each example, or of each position of a sequence: its class, or the number that mse compares with. */
export function targetOf(
  { batch, input, steps, classes }: BenchNetwork,
): Float32Array {
  const isSequence = steps[0].kind === "embedding";
  const length = isSequence ? batch * input[0] : batch;
  return Float32Array.from({ length }, (_, i) => i % classes);
}

/** The same target with a 1 at each class: batch × classes. */
export function oneHotTargetOf(network: BenchNetwork): Float32Array {
  const { classes } = network;
  const target = targetOf(network);
  const oneHot = new Float32Array(target.length * classes);
  target.forEach((target, i) => oneHot[i * classes + target] = 1);
  return oneHot;
}

/** Fills a network of ours. */
export function fill(bound: BoundNetwork, network: BenchNetwork): void {
  bound.x.set(inputOf(network));
  bound.target.set(targetOf(network));
  const next = weights();
  for (const { path, shape, value } of bound.parameters) {
    if (shape.length > 1) {
      value.set(next(shape[0], value.length / shape[0]));
    } else value.fill(/layernorm\d+\.weight$/.test(path) ? 1 : 0);
  }
}

/** `scale · sin(frequency · (i + 1)²)`: as good as chance, and the same in every language, since the squares are exact. */
function wave(frequency: number, scale: number, length: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, i) => scale * Math.sin(frequency * (i + 1) ** 2),
  );
}
