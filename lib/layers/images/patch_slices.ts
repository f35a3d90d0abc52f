/**
 * Convolutions run slice by slice, so that what they lay out for a product stays
 * small at any batch size: rows of windows, of one image or of several.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";

/** Some rows of windows, counted through all images. */
export interface PatchSlice {
  /** The first row. */
  readonly first: number;
  readonly rows: number;
  /** How many windows the rows have. */
  readonly windows: number;
  /** Their part of an array that has an entry for each window. */
  readonly at: Values;
  /** The same part of its gradient; empty if no gradient is needed. */
  readonly grad: Values;
}

/** The numbers in a slice's patches: they fit into a processor's cache. */
const sliceLength = 2 ** 18;

/** Cuts an array of windows, and its gradient, into slices; into one if nothing is laid out (`patchLength` 0). */
export function patchSlices(
  values: Values,
  gradient: Values,
  rows: number,
  rowWindows: number,
  patchLength: number,
): readonly PatchSlice[] {
  const size = patchLength === 0
    ? rows
    : Math.max(1, Math.floor(sliceLength / (rowWindows * patchLength)));
  const width = values.length / rows;
  const slices: PatchSlice[] = [];
  for (let first = 0; first < rows; first += size) {
    const own = Math.min(size, rows - first);
    const part = (all: Values) =>
      all.length === 0
        ? all
        : all.subarray(first * width, (first + own) * width);
    slices.push({
      first,
      rows: own,
      windows: own * rowWindows,
      at: part(values),
      grad: part(gradient),
    });
  }
  return slices;
}
