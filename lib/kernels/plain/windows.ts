/**
 * Windows that slide over images, in their plain form: convolution as a product
 * of patches (Chellapilla, Puri and Simard, "High performance convolutional
 * neural networks for document processing", 2006), and pooling. Images are rows
 * of positions of channels; a batch is one image after the other, and rows are
 * counted through all of them.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";

/** Which windows a layer slides over which images. */
export interface WindowGeometry {
  /** Rows of an image. */
  readonly height: number;
  /** Positions of a row. */
  readonly width: number;
  /** Numbers at a position. */
  readonly channels: number;
  /** The first channel that patches hold. */
  readonly start: number;
  /** How many they hold. */
  readonly count: number;
  /** Rows of windows of an image. */
  readonly outHeight: number;
  /** Windows of a row. */
  readonly outWidth: number;
  /** The window's rows and columns. */
  readonly kernel: readonly [number, number];
  /** How far apart windows are. */
  readonly stride: readonly [number, number];
  /** How far the first window stands out over the top and the left. */
  readonly pad: readonly [number, number];
  /** How far apart the positions are that a window sees. */
  readonly dilation: readonly [number, number];
}

/** Loops over windows. */
export interface WindowKernels {
  /** What the windows of `rows` rows from `first` on see, window after window: taps, then channels. `y` begins with row `first`. */
  patches(y: Values, x: Values, first: number, rows: number): void;
  /** Adds such patches to where they came from. */
  addPatches(x: Values, y: Values, first: number, rows: number): void;
  /** The largest number of each window, and the tap that has it. NaN is the largest of all; among equals the first. */
  maxPool(y: Values, winner: Values, x: Values, images: number): void;
  /** `dx`: to the winners. */
  maxPoolBackward(
    dx: Values,
    winner: Values,
    dy: Values,
    images: number,
  ): void;
  /** The mean of each window, zeros beyond the edge counted where `isWhole`. */
  meanPool(y: Values, x: Values, images: number, isWhole: boolean): void;
  /** `dx`: to all alike. */
  meanPoolBackward(
    dx: Values,
    dy: Values,
    images: number,
    isWhole: boolean,
  ): void;
}

/** The plain loops. */
export function plainWindows(geometry: WindowGeometry): WindowKernels {
  const { height, width, channels, start, count, outHeight, outWidth } =
    geometry;
  const [kernelHeight, kernelWidth] = geometry.kernel;
  const taps = kernelHeight * kernelWidth;

  /** Calls `visit` for each tap of the windows of some rows that lies in its image. */
  function eachTap(
    first: number,
    rows: number,
    visit: (window: number, tap: number, position: number) => void,
  ): void {
    const { stride, pad, dilation } = geometry;
    for (let row = first; row < first + rows; row++) {
      const image = Math.floor(row / outHeight);
      const top = (row - image * outHeight) * stride[0] - pad[0];
      for (let column = 0; column < outWidth; column++) {
        const left = column * stride[1] - pad[1];
        const window = row * outWidth + column;
        for (let tap = 0; tap < taps; tap++) {
          const i = Math.floor(tap / kernelWidth);
          const h = top + i * dilation[0];
          const w = left + (tap - i * kernelWidth) * dilation[1];
          if (h < 0 || h >= height || w < 0 || w >= width) continue;
          visit(window, tap, (image * height + h) * width + w);
        }
      }
    }
  }

  /** How many numbers each window's mean is of. */
  function sizes(images: number, isWhole: boolean): Uint32Array {
    const found = new Uint32Array(images * outHeight * outWidth);
    if (isWhole) return found.fill(taps);
    eachTap(0, images * outHeight, (window) => found[window]++);
    return found;
  }

  return {
    patches(y, x, first, rows) {
      y.fill(0, 0, rows * outWidth * taps * count);
      eachTap(first, rows, (window, tap, position) => {
        const to = ((window - first * outWidth) * taps + tap) * count;
        const from = position * channels + start;
        for (let c = 0; c < count; c++) y[to + c] = x[from + c];
      });
    },
    addPatches(x, y, first, rows) {
      eachTap(first, rows, (window, tap, position) => {
        const from = ((window - first * outWidth) * taps + tap) * count;
        const to = position * channels + start;
        for (let c = 0; c < count; c++) x[to + c] += y[from + c];
      });
    },
    maxPool(y, winner, x, images) {
      winner.fill(-1);
      eachTap(0, images * outHeight, (window, tap, position) => {
        for (let c = 0; c < channels; c++) {
          const to = window * channels + c;
          const value = x[position * channels + c];
          if (winner[to] < 0 || value > y[to] || Number.isNaN(value)) {
            y[to] = value;
            winner[to] = tap;
          }
        }
      });
    },
    maxPoolBackward(dx, winner, dy, images) {
      dx.fill(0);
      eachTap(0, images * outHeight, (window, tap, position) => {
        for (let c = 0; c < channels; c++) {
          const from = window * channels + c;
          if (winner[from] === tap) dx[position * channels + c] += dy[from];
        }
      });
    },
    meanPool(y, x, images, isWhole) {
      y.fill(0);
      eachTap(0, images * outHeight, (window, _tap, position) => {
        for (let c = 0; c < channels; c++) {
          y[window * channels + c] += x[position * channels + c];
        }
      });
      const all = sizes(images, isWhole);
      for (let i = 0; i < y.length; i++) y[i] /= all[Math.floor(i / channels)];
    },
    meanPoolBackward(dx, dy, images, isWhole) {
      dx.fill(0);
      const all = sizes(images, isWhole);
      eachTap(0, images * outHeight, (window, _tap, position) => {
        for (let c = 0; c < channels; c++) {
          dx[position * channels + c] += dy[window * channels + c] /
            all[window];
        }
      });
    },
  };
}
