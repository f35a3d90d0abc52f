import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";

export function unitOf(values: Values): number {
  return values instanceof Float32Array ? 2 ** -24 : 2 ** -53;
}

/** Numbers of U(-1, 1), a power of two of them, to reuse. */
export function drawsOf(random: Random): Float64Array {
  return Float64Array.from({ length: 1024 }, () => 2 * random.uniform() - 1);
}

/** The largest absolute value of a finite number. */
export function largestOf(arrays: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      const size = Math.abs(array[i]);
      if (size > largest && size < Infinity) largest = size;
    }
  }
  return largest;
}
