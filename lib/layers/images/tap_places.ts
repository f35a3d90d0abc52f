import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import { tapsOf } from "../../kernels/plain/windows.ts";

/** For a window, counted through all images: at which position of the input each of its taps lies, undefined beyond the edge. */
export function tapPlaces(
  geometry: WindowGeometry,
  window: number,
): (tap: number) => number | undefined {
  const { size, out, kernel, dilation } = geometry;
  const row = Math.floor(window / out[2]);
  const plane = Math.floor(row / out[1]);
  const image = Math.floor(plane / out[0]);
  const fronts = tapsOf(geometry, 0, plane % out[0]);
  const tops = tapsOf(geometry, 1, row % out[1]);
  const lefts = tapsOf(geometry, 2, window % out[2]);
  return (tap) => {
    const line = Math.floor(tap / kernel[2]);
    const [i, j, k] = [
      Math.floor(line / kernel[1]),
      line % kernel[1],
      tap % kernel[2],
    ];
    if (i < fronts.low || i >= fronts.high || j < tops.low) return;
    if (j >= tops.high || k < lefts.low || k >= lefts.high) return;
    const d = image * size[0] + fronts.start + i * dilation[0];
    const h = d * size[1] + tops.start + j * dilation[1];
    return h * size[2] + lefts.start + k * dilation[2];
  };
}
