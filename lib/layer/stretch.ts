/**
 * Arrays of different shapes, number by number: NumPy's rule, over the axes of an
 * example and never over the batch.
 *
 * @module
 */

import { elementCount, type Shape } from "../base/shape.ts";
import { allocate } from "../base/values.ts";
import type { Kernels } from "../kernels/contract/kernels.ts";
import type { Detour } from "./rearranged.ts";

/**
 * The shape that all of them stretch to: axes are counted from the right, one of
 * size 1 or that is missing takes the size of the others. Undefined if two sizes of
 * an axis differ and neither is 1.
 */
export function stretchedShape(shapes: readonly Shape[]): Shape | undefined {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const stretched: number[] = [];
  for (let axis = -rank; axis < 0; axis++) {
    const sizes = shapes.map((shape) => shape.at(axis) ?? 1);
    const size = Math.max(...sizes);
    if (!sizes.every((each) => each === 1 || each === size)) return undefined;
    stretched.push(size);
  }
  return stretched;
}

/**
 * The way from one shape to another that it stretches to, if that is another: `back`
 * adds up over what a number went to. The numbers of the larger lie in runs of
 * `run` from places `starts` of the smaller: one number again and again where the
 * last axis stretches, else numbers in order.
 */
export function stretch(
  from: Shape,
  to: Shape,
  batch: number,
  { spreadEach }: Kernels,
): Detour | undefined {
  if (elementCount(from) === elementCount(to)) return undefined;
  const stretching = stretchingOf(from, to, batch);
  const size = elementCount(from);
  const own = [...Array(to.length - from.length).fill(1), ...from];
  const isStretched = to.map((size, axis) => own[axis] !== size);
  const isRepeat = isStretched.at(-1) ?? false;
  // The last axes that all stretch, or all do not, are one run.
  let outer = to.length;
  while (
    outer > 0 && (isStretched[outer - 1] === isRepeat || to[outer - 1] === 1)
  ) outer--;
  const run = elementCount(to.slice(outer));
  const starts = allocate("int32", elementCount(to.slice(0, outer)));
  const index = to.slice(0, outer).map(() => 0);
  for (let i = 0; i < starts.length; i++) {
    let place = 0;
    for (let axis = 0; axis < outer; axis++) {
      place = place * own[axis] + (isStretched[axis] ? 0 : index[axis]);
    }
    starts[i] = place * elementCount(own.slice(outer));
    for (let axis = outer - 1; axis >= 0; axis--) {
      if (++index[axis] < to[axis]) break;
      index[axis] = 0;
    }
  }
  const step = isRepeat ? 0 : 1;
  // In double precision, as they are sums over many numbers.
  const sums = allocate("float64", size);
  return {
    length: batch * elementCount(to),
    own: stretching && ((y, x) => {
      const { rows, columns, repeat, step } = stretching;
      if (step === 0) spreadEach(y, x, 1, rows, columns, 1);
      else spreadEach(y, x, 1, rows / repeat, repeat, columns);
    }),
    there(y, x) {
      for (let b = 0, i = 0; b < batch; b++) {
        for (let r = 0; r < starts.length; r++) {
          let j = b * size + starts[r];
          for (const end = i + run; i < end; i++, j += step) y[i] = x[j];
        }
      }
    },
    back(dx, dy) {
      for (let b = 0, i = 0; b < batch; b++) {
        sums.fill(0);
        for (let r = 0; r < starts.length; r++) {
          let j = starts[r];
          if (isRepeat) {
            let sum = 0;
            for (const end = i + run; i < end; i++) sum += dy[i];
            sums[j] += sum;
          } else {
            for (const end = i + run; i < end; i++) sums[j++] += dy[i];
          }
        }
        dx.set(sums, b * size);
      }
    },
  };
}

/** Where one array stretches over another: `rows × columns` in all, and where its numbers lie. */
export interface Stretching {
  readonly rows: number;
  readonly columns: number;
  readonly pitch: number;
  readonly repeat: number;
  readonly step: 0 | 1;
}

/** Whether numbers repeat. */
export function isStretched({ step, repeat }: Stretching): boolean {
  return step === 0 || repeat > 1;
}

/** How a shape stretches to another: not at all, over the last axes, or over the first ones of each example; undefined if in between. */
export function stretchingOf(
  from: Shape,
  to: Shape,
  batch: number,
): Stretching | undefined {
  const length = batch * elementCount(to);
  if (elementCount(from) === elementCount(to)) {
    return { rows: 1, columns: length, pitch: length, repeat: 1, step: 1 };
  }
  const own = [...Array(to.length - from.length).fill(1), ...from];
  const stretches = to.map((size, axis) => size !== own[axis]);
  const first = stretches.indexOf(true);
  const last = stretches.lastIndexOf(true);
  if (own.slice(first, last + 1).some((size) => size !== 1)) return;
  const columns = elementCount(to.slice(last + 1));
  const repeat = elementCount(to.slice(first, last + 1));
  const outer = batch * elementCount(to.slice(0, first));
  return columns === 1
    ? { rows: outer, columns: repeat, pitch: 1, repeat: 1, step: 0 }
    : { rows: outer * repeat, columns, pitch: columns, repeat, step: 1 };
}
