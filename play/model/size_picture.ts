/**
 * Histograms of sizes over time as a picture: from left to right the time, from below
 * to above powers of two, the darker the more numbers. Layers are drawn on one scale,
 * so that one whose gradients vanish lies lower than the others.
 *
 * @module
 */

import { sizeBins } from "./size_bins.ts";

/** Histograms of several layers, one after another, and when they were. */
export type HistogramRow = readonly [place: number, histograms: Uint8Array];

/** The sizes that a picture spans. */
export interface SizeScale {
  /** The power of two at the lower end. */
  readonly from: number;
  /** The power of two at the upper end. */
  readonly to: number;
  /** Whether there are zeros: they have a row of their own at the bottom. */
  readonly hasZeros: boolean;
}

/** A picture shows at least so many powers of two: about three decades. */
const leastSpan = 10;

/** The scale that fits so many layers from a first one on. */
export function sizeScale(
  rows: readonly HistogramRow[],
  first: number,
  layers: number,
): SizeScale {
  const { least, count } = sizeBins;
  let [low, high, hasZeros] = [count, 0, false];
  for (const [, histograms] of rows) {
    for (let layer = first; layer < first + layers; layer++) {
      const start = layer * count;
      if (histograms[start] > 0) hasZeros = true;
      for (let bin = 1; bin < low; bin++) {
        if (histograms[start + bin] > 0) low = bin;
      }
      for (let bin = count - 1; bin > high; bin--) {
        if (histograms[start + bin] > 0) high = bin;
      }
    }
  }
  // There are zeros alone.
  if (low > high) [low, high] = [1 - least, 1 - least];
  const room = Math.max(0, leastSpan - (high - low + 1));
  const from = Math.max(least, low - 1 + least - Math.floor(room / 2));
  return { from, to: Math.max(from + leastSpan, high + least), hasZeros };
}

/** How many rows of a picture zeros take: theirs, and one that keeps them apart. */
const zeroRows = 2;

/** How many rows of cells a picture has. */
export function cellRows({ from, to, hasZeros }: SizeScale): number {
  return to - from + (hasZeros ? zeroRows : 0);
}

/** Where a size is, from 0 at the bottom of a picture to 1 at its top; 0 itself is in the middle of its row. */
export function heightOf(size: number, scale: SizeScale): number {
  const { from, hasZeros } = scale;
  const below = hasZeros ? zeroRows : 0;
  const at = size === 0 ? 0.5 : below + Math.log2(size) - from;
  return at / cellRows(scale);
}

/** The darkness of each cell of a layer's picture, from 0 to 255, row by row from the top; a column for each of the rows in time. */
export function shadesOf(
  rows: readonly HistogramRow[],
  layer: number,
  scale: SizeScale,
): Uint8ClampedArray {
  const { least, count } = sizeBins;
  const { to, hasZeros } = scale;
  const height = cellRows(scale);
  const shades = new Uint8ClampedArray(height * rows.length);
  for (const [column, [, histograms]] of rows.entries()) {
    const start = layer * count;
    for (let row = 0; row < height; row++) {
      const bin = hasZeros && row === height - 1
        ? 0
        : hasZeros && row === height - zeroRows
        ? undefined
        : to - least - row;
      const share = bin === undefined ? 0 : histograms[start + bin] ?? 0;
      // The root, so that a few numbers are still seen; a quarter of them is as dark as can be.
      shades[row * rows.length + column] = 2 * 255 * Math.sqrt(share / 255);
    }
  }
  return shades;
}

/** A size that about half of a layer's numbers are below; 0 where half of them are 0. */
export function medianOf(histograms: Uint8Array, layer: number): number {
  const { least, count } = sizeBins;
  const own = histograms.subarray(layer * count, (layer + 1) * count);
  const half = own.reduce((sum, share) => sum + share, 0) / 2;
  let below = 0;
  for (const [bin, share] of own.entries()) {
    if (below + share >= half && share > 0) {
      const inside = (half - below) / share;
      return bin === 0 ? 0 : 2 ** (bin - 1 + least + inside);
    }
    below += share;
  }
  return NaN;
}

/** Round sizes to print beside a picture, at most so many. */
export function sizeTicks({ from, to, hasZeros }: SizeScale, most = 4) {
  const [low, high] = [
    Math.ceil(from * Math.log10(2)),
    Math.floor(to * Math.log10(2)),
  ];
  const stride = Math.max(1, Math.ceil((high - low + 1) / most));
  const ticks = hasZeros ? [0] : [];
  for (let power = high; power >= low; power -= stride) {
    ticks.push(Number(`1e${power}`));
  }
  return ticks;
}
