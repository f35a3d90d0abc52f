/**
 * The floating-point operations of matrix products: what does not multiply
 * matrices counts as nothing.
 *
 * @module
 */

import type { BenchNetwork, Block } from "./networks.ts";

/** Of a step: forward, and the gradients of all parameters and values, but for that of the input. */
export function operationsOf({ batch, input, steps }: BenchNetwork): number {
  let operations = 0;
  let isFirst = true;
  // Positions of a sequence, each of which goes through what is fully connected.
  let rows = batch;
  for (const step of steps) {
    let product = 0;
    if (step.kind === "fc") {
      product = productOf(rows, step.inputs, step.outputs);
    } else if (step.kind === "conv") {
      const { kernel, inputs, outputs, positions } = step;
      product = productOf(batch * positions, kernel ** 2 * inputs, outputs);
    } else if (step.kind === "embedding") {
      rows = batch * input[0];
      isFirst = false;
    } else if (step.kind === "block") {
      product = blockOf(batch, step);
    }
    operations += isFirst ? 2 * product : 3 * product;
    if (product > 0) isFirst = false;
  }
  return operations;
}

/** Of a matrix product. */
export function productOf(rows: number, inner: number, columns: number) {
  return 2 * rows * inner * columns;
}

/** Of attention, forward: the projections, the scores and what they mix. Scores that a mask hides count too. */
export function attentionOf(batch: number, time: number, width: number) {
  return productOf(batch * time, width, 4 * width) +
    2 * productOf(batch * time, width, time);
}

function blockOf(batch: number, { time, width, hidden }: Block): number {
  return attentionOf(batch, time, width) +
    2 * productOf(batch * time, width, hidden);
}
