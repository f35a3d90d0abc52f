import type { WindowGeometry } from "../../kernels/contract/windows.ts";

/** For a window, counted through all images: at which position of the input each of its taps lies, undefined beyond the edge. */
export function tapPlaces(
  { size, out, kernel, stride, pad, dilation }: WindowGeometry,
  window: number,
): (tap: number) => number | undefined {
  const at = (index: number, axis: number) =>
    (index % out[axis]) * stride[axis] - pad[axis];
  const row = Math.floor(window / out[2]);
  const plane = Math.floor(row / out[1]);
  const image = Math.floor(plane / out[0]);
  const [front, top, left] = [at(plane, 0), at(row, 1), at(window, 2)];
  return (tap) => {
    const line = Math.floor(tap / kernel[2]);
    const d = front + Math.floor(line / kernel[1]) * dilation[0];
    const h = top + (line % kernel[1]) * dilation[1];
    const w = left + (tap % kernel[2]) * dilation[2];
    if (d < 0 || d >= size[0] || h < 0 || h >= size[1]) return;
    if (w < 0 || w >= size[2]) return;
    return ((image * size[0] + d) * size[1] + h) * size[2] + w;
  };
}
