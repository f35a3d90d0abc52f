import { elementCount, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";

/**
 * Numbers of the input, some of them several times, by a table made at bind:
 * `y[i] = x[from[i]]` in each example, and each number of `dx` is the sum of `dy`
 * where it was taken.
 */
export function repeatPlaces(site: Site, from: Int32Array): Pass {
  const { batch, x, dx, y, dy } = site;
  const size = x.length / batch;
  return {
    forward() {
      for (let b = 0, i = 0; b < batch; b++) {
        for (let k = 0; k < from.length; k++) y[i++] = x[b * size + from[k]];
      }
    },
    backward() {
      if (dx.length === 0) return;
      dx.fill(0);
      for (let b = 0, i = 0; b < batch; b++) {
        for (let k = 0; k < from.length; k++) dx[b * size + from[k]] += dy[i++];
      }
    },
    ...linearOrder(site, (own) => repeatPlaces(own, from)),
  };
}

/** The table of an output whose index along an axis is that of the input which `fold` says. */
export function foldedTable(
  input: Shape,
  output: Shape,
  fold: (index: number, axis: number) => number,
): Int32Array {
  const table = allocate("int32", elementCount(output));
  let inner = 1;
  // From the last axis to the first: the places so far, for each index before them.
  for (let axis = output.length - 1, length = 1; axis >= 0; axis--) {
    const rest = table.slice(0, length);
    for (let i = 0; i < output[axis]; i++) {
      const start = fold(i, axis) * inner;
      for (let k = 0; k < length; k++) table[i * length + k] = start + rest[k];
    }
    inner *= input[axis];
    length *= output[axis];
  }
  return table;
}
