/**
 * One pass over all examples, batch by batch, in an order that depends only on
 * the seed and the number of the epoch: so it can resume in the middle of an
 * epoch without a record of what came before.
 *
 * @module
 */

import { copyRow, widthsOf } from "../../data/examples/example_rows.ts";
import type { Block, Examples } from "../../data/examples/examples.ts";
import { inOrder, permutation } from "../../data/examples/shuffle.ts";
import type { Epoch, EpochOptions } from "./epoch_options.ts";
import { streamedEpoch } from "./streamed_epoch.ts";

export function beginEpoch(all: Examples, options: EpochOptions = {}): Epoch {
  const { memory } = all;
  return memory === undefined
    ? streamedEpoch(all, options)
    : memoryEpoch(all, memory, options);
}

function memoryEpoch(
  all: Examples,
  { length, x, target }: Block,
  { random, skip = 0, held }: EpochOptions,
): Epoch {
  const [inputWidth, targetWidth] = widthsOf(all);
  const order = random === undefined
    ? inOrder(length)
    : permutation(length, random);
  let at = skip;
  if (held !== undefined) {
    const { kernels, places } = held;
    places.set(order);
    return {
      next(toX, toTarget, count) {
        const own = places.subarray(at, at += count);
        kernels.takeRows(toX, held.x, own, count, inputWidth);
        kernels.takeRows(toTarget, held.target, own, count, targetWidth);
      },
      close() {},
    };
  }
  return {
    next(toX, toTarget, count) {
      for (let i = 0; i < count; i++, at++) {
        copyRow(toX, i, x, order[at], inputWidth);
        copyRow(toTarget, i, target, order[at], targetWidth);
      }
    },
    close() {},
  };
}
