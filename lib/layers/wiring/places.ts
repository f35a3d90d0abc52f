import { allocate } from "../../base/values.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";

/** In a table: a number of the output that is not taken from the input. */
const nowhere = -1;

/**
 * A choice of the input's numbers, by a table made at bind: `y[i] = x[from[i]]` in
 * each example, or `value` where `from[i]` is nowhere; `dx[from[i]] = dy[i]`, and 0
 * where nothing was taken. No number is taken twice.
 */
export function takePlaces(
  site: Site,
  from: Int32Array,
  value = 0,
): Pass {
  const { batch, x, dx, y, dy } = site;
  const length = from.length;
  const size = x.length / batch;
  const to = allocate("int32", size).fill(nowhere);
  for (let i = 0; i < length; i++) if (from[i] !== nowhere) to[from[i]] = i;
  return {
    forward() {
      for (let b = 0, i = 0; b < batch; b++) {
        const start = b * size;
        for (let k = 0; k < length; k++, i++) {
          y[i] = from[k] === nowhere ? value : x[start + from[k]];
        }
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let b = 0, i = 0; b < batch; b++) {
        const start = b * length;
        for (let k = 0; k < size; k++, i++) {
          dx[i] = to[k] === nowhere ? 0 : dy[start + to[k]];
        }
      }
    },
    perturb(_of, entry, outputs) {
      const example = Math.floor(entry / size);
      const place = to[entry - example * size];
      const isTaken = place !== nowhere;
      outputs.start = isTaken ? example * length + place : 0;
      outputs.count = isTaken ? 1 : 0;
      outputs.stride = 1;
      if (isTaken) y[outputs.start] = x[entry];
      return true;
    },
    ...linearOrder(site, (own) => takePlaces(own, from)),
  };
}

/**
 * The table of an output whose index along each axis is that of the input along
 * `axes[axis]`, counted from `starts[axis]` in steps of `steps[axis]`: permutations,
 * slices, pads and flips.
 */
export function tableOf(
  input: Shape,
  output: Shape,
  axes: readonly number[],
  starts: readonly number[],
  steps: readonly number[] = starts.map(() => 1),
): Int32Array {
  const strides = input.map((_, axis) => elementCount(input.slice(axis + 1)));
  const table = allocate("int32", elementCount(output));
  const index = output.map(() => 0);
  for (let i = 0; i < table.length; i++) {
    let place = 0;
    for (let axis = 0; axis < output.length && place !== nowhere; axis++) {
      const at = starts[axis] + index[axis] * steps[axis];
      const isInside = at >= 0 && at < input[axes[axis]];
      place = isInside ? place + at * strides[axes[axis]] : nowhere;
    }
    table[i] = place;
    for (let axis = output.length - 1; axis >= 0; axis--) {
      if (++index[axis] < output[axis]) break;
      index[axis] = 0;
    }
  }
  return table;
}

export function axesOf(shape: Shape): number[] {
  return shape.map((_, axis) => axis);
}
