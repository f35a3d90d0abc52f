/**
 * Convolutions run slice by slice, so that what they lay out for a product stays
 * small at any batch size: rows of windows, of one image or of several.
 *
 * @module
 */

/** Some rows of windows, counted through all images. */
export interface PatchSlice {
  /** The first row. */
  readonly first: number;
  readonly rows: number;
  /** How many windows the rows have. */
  readonly windows: number;
}

/** The numbers in a slice's patches: they fit into a processor's cache. */
const sliceLength = 2 ** 18;

/** Cuts rows of windows into slices; into one if nothing is laid out (`patchLength` 0). */
export function patchSlices(
  rows: number,
  rowWindows: number,
  patchLength: number,
): readonly PatchSlice[] {
  const size = patchLength === 0
    ? rows
    : Math.max(1, Math.floor(sliceLength / (rowWindows * patchLength)));
  const slices: PatchSlice[] = [];
  for (let first = 0; first < rows; first += size) {
    const own = Math.min(size, rows - first);
    slices.push({ first, rows: own, windows: own * rowWindows });
  }
  return slices;
}
