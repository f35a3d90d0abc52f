/**
 * Windows that slide over images, in their plain form: convolution as a product
 * of patches (Chellapilla, Puri and Simard, "High performance convolutional
 * neural networks for document processing", 2006), and pooling. Images are planes
 * of rows of positions of channels; a batch is one image after the other, and rows
 * are counted through all of them.
 *
 * @module
 */

import { allocate } from "../../base/values.ts";
import {
  shareOf,
  type WindowGeometry,
  type WindowKernels,
} from "../contract/windows.ts";

export function plainWindows(geometry: WindowGeometry): WindowKernels {
  const { channels, start, count, out, kernel, dilation } = geometry;
  const taps = kernel[0] * kernel[1] * kernel[2];
  /** How far apart the numbers of two taps are. */
  const gap = dilation[2] * channels;

  const eachLine = linesOf(geometry);

  /** Calls `visit` for each tap of the windows of some rows that lies in its image. */
  function eachTap(
    first: number,
    rows: number,
    visit: (window: number, tap: number, position: number) => void,
  ): void {
    eachLine(first, rows, (window, tap, position, length) => {
      for (let k = 0; k < length; k++) {
        visit(window, tap + k, position + k * dilation[2]);
      }
    });
  }

  /** How many numbers are in each window's mean. */
  function sizes(images: number, isWhole: boolean): Uint32Array {
    const [planes, rows, columns] = tapCounts(geometry, isWhole);
    const found = allocate("uint32", images * out[0] * out[1] * out[2]);
    for (let i = 0, window = 0; i < images; i++) {
      for (const plane of planes) {
        for (const row of rows) {
          for (const column of columns) {
            found[window++] = plane * row * column;
          }
        }
      }
    }
    return found;
  }

  return {
    patches(y, x, first, rows) {
      y.fill(0, 0, rows * out[2] * taps * count);
      eachLine(first, rows, (window, tap, position, length) => {
        const to = ((window - first * out[2]) * taps + tap) * count;
        const from = position * channels + start;
        if (gap === count) {
          for (let c = 0; c < length * count; c++) y[to + c] = x[from + c];
          return;
        }
        for (let k = 0; k < length; k++) {
          for (let c = 0; c < count; c++) {
            y[to + k * count + c] = x[from + k * gap + c];
          }
        }
      });
    },
    addPatches(x, y, first, rows) {
      eachLine(first, rows, (window, tap, position, length) => {
        const from = ((window - first * out[2]) * taps + tap) * count;
        const to = position * channels + start;
        for (let k = 0; k < length; k++) {
          for (let c = 0; c < count; c++) {
            x[to + k * gap + c] += y[from + k * count + c];
          }
        }
      });
    },
    maxPool(y, winner, x, images) {
      winner.fill(-1);
      eachTap(0, images * out[0] * out[1], (window, tap, position) => {
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
      eachTap(0, images * out[0] * out[1], (window, tap, position) => {
        for (let c = 0; c < channels; c++) {
          const from = window * channels + c;
          if (winner[from] === tap) dx[position * channels + c] += dy[from];
        }
      });
    },
    meanPool(y, x, images, isWhole) {
      const sums = allocate("float64", y.length);
      eachTap(0, images * out[0] * out[1], (window, _tap, position) => {
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
      eachTap(0, images * out[0] * out[1], (window, _tap, position) => {
        for (let c = 0; c < channels; c++) {
          dx[position * channels + c] += dy[window * channels + c] /
            all[window];
        }
      });
    },
  };
}

/** Calls `visit` for what each line of the windows of some rows sees of its image: `length` taps from `tap` on, at `position` and after it. */
type EachLine = (
  first: number,
  rows: number,
  visit: (
    window: number,
    tap: number,
    position: number,
    length: number,
  ) => void,
) => void;

function linesOf(geometry: WindowGeometry): EachLine {
  const { size, out, kernel, dilation } = geometry;
  const step = dilation[2];
  return (first, rows, visit) => {
    for (let row = first; row < first + rows; row++) {
      const plane = Math.floor(row / out[1]);
      const image = Math.floor(plane / out[0]);
      const fronts = tapsOf(geometry, 0, plane % out[0]);
      const tops = tapsOf(geometry, 1, row % out[1]);
      for (let column = 0; column < out[2]; column++) {
        const { start, low, high } = tapsOf(geometry, 2, column);
        if (high <= low) continue;
        const window = row * out[2] + column;
        for (let i = fronts.low; i < fronts.high; i++) {
          const d = fronts.start + i * dilation[0];
          for (let j = tops.low; j < tops.high; j++) {
            const h = tops.start + j * dilation[1];
            const line = ((image * size[0] + d) * size[1] + h) * size[2];
            const tap = (i * kernel[1] + j) * kernel[2] + low;
            visit(window, tap, line + start + low * step, high - low);
          }
        }
      }
    }
  };
}

/** Along an axis, where a window starts, and that its taps `low … high - 1` lie in the image. */
export function tapsOf(
  { size, out, kernel, stride, pad, dilation, isShared }: WindowGeometry,
  axis: number,
  window: number,
): { readonly start: number; readonly low: number; readonly high: number } {
  const length = size[axis], gap = dilation[axis];
  if (isShared) {
    const [start, end] = shareOf(length, out[axis], window);
    return { start, low: 0, high: end - start };
  }
  const start = window * stride[axis] - pad[axis];
  const low = Math.max(Math.ceil(-start / gap), 0);
  const high = Math.min(Math.ceil((length - start) / gap), kernel[axis]);
  return { start, low, high };
}

/** Along each axis, how many taps of each window lie in the image, or where `isWhole` in what it counts as. */
export function tapCounts(
  { size, out, kernel, stride, pad, after, dilation }: WindowGeometry,
  isWhole: boolean,
): readonly (readonly number[])[] {
  return out.map((windows, axis) => {
    const least = isWhole ? -pad[axis] : 0;
    const end = size[axis] + (isWhole ? after[axis] : 0);
    return Array.from({ length: windows }, (_, window) => {
      const first = window * stride[axis] - pad[axis];
      const low = Math.ceil((least - first) / dilation[axis]);
      const high = Math.ceil((end - first) / dilation[axis]);
      return Math.max(Math.min(high, kernel[axis]) - Math.max(low, 0), 0);
    });
  });
}
