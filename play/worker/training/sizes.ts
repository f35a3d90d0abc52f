/**
 * How large the numbers of an array are: by one number, and as a histogram.
 *
 * @module
 */

import { sizeBins } from "../../model/size_bins.ts";

/** So many numbers are counted, evenly apart: enough for a picture, at no cost. */
const mostCounted = 4096;

/** The root of the mean square of all numbers; NaN of none. */
export function rootMeanSquare(arrays: readonly ArrayLike<number>[]): number {
  let [sum, count] = [0, 0];
  for (const numbers of arrays) {
    count += numbers.length;
    for (let i = 0; i < numbers.length; i++) sum += numbers[i] * numbers[i];
  }
  return count === 0 ? NaN : Math.sqrt(sum / count);
}

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The exponent of a number as the bits of a float32 hold it is that of a power of two, and this. */
const bias = 127;

/**
 * Counts how many numbers have which size.
 *
 * @returns a byte for each of {@linkcode sizeBins}: the share of the numbers in it, of
 * 255; at least 1 where there are any.
 */
export function sizesOf(arrays: readonly ArrayLike<number>[]): Uint8Array {
  const { least, count } = sizeBins;
  const counts = new Uint32Array(count);
  const all = arrays.reduce((sum, { length }) => sum + length, 0);
  // An odd stride meets every column of a matrix whose width is a power of two.
  const stride = Math.floor(all / mostCounted) | 1;
  let counted = 0;
  for (const numbers of arrays) {
    for (let i = 0; i < numbers.length; i += stride) {
      single[0] = numbers[i];
      const exponent = bits[0] >>> 23 & 0xff;
      const bin = exponent === 0
        ? 0
        : Math.max(1, Math.min(count - 1, exponent - bias - least + 1));
      counts[bin]++;
      counted++;
    }
  }
  return Uint8Array.from(
    counts,
    (each) => Math.ceil(255 * each / Math.max(1, counted)),
  );
}
