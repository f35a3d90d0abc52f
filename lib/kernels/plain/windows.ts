/**
 * Windows that slide over images, in their plain form: convolution as a product
 * of patches (Chellapilla, Puri and Simard, "High performance convolutional
 * neural networks for document processing", 2006), and pooling. Images are rows
 * of positions of channels; a batch is one image after the other, and rows are
 * counted through all of them.
 *
 * @module
 */

import { allocate } from "../../base/values.ts";
import type { WindowGeometry, WindowKernels } from "../contract/windows.ts";

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

  /** How many numbers are in each window's mean. */
  function sizes(images: number, isWhole: boolean): Uint32Array {
    const found = allocate("uint32", images * outHeight * outWidth);
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
      const sums = allocate("float64", y.length);
      eachTap(0, images * outHeight, (window, _tap, position) => {
        for (let c = 0; c < channels; c++) {
          sums[window * channels + c] += x[position * channels + c];
        }
      });
      const all = sizes(images, isWhole);
      for (let i = 0; i < y.length; i++) {
        y[i] = sums[i] / all[Math.floor(i / channels)];
      }
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
