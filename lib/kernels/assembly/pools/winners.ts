// The gradient of the largest numbers of windows, which goes to the winners.
import { threadScratch } from "../product";
import { least } from "../vectors/simd";
import { Geometry } from "../windows";
import { firstThatSees, lastThatSees, startOf } from "./taps";

/** A tap from its number: the last bits of what is 2²³ or 2⁵² more, as a conversion that heeds all numbers takes longer. */
// @ts-ignore: decorator
@inline
function tapOf<T>(at: usize): i32 {
  if (sizeof<T>() == 8) {
    return <i32> reinterpret<u64>(load<f64>(at) + 4503599627370496.0);
  }
  return reinterpret<i32>(load<f32>(at) + <f32> 8388608.0) & 0x7fffff;
}

/** Adds each number of `dy` to the winner's in `dx`, if that is of rows `from … to - 1`. */
export function goToWinners<T>(
  from: i32,
  to: i32,
  g: Geometry,
  dx: usize,
  winner: usize,
  dy: usize,
): void {
  const size = <i32> sizeof<T>();
  const position = g.channels * size;
  const line = g.width * position;
  const distances = threadScratch();
  let at = distances;
  for (let d = 0; d < g.kernelDepth; d++) {
    for (let i = 0; i < g.kernelHeight; i++) {
      for (let k = 0; k < g.kernelWidth; k++, at += 4) {
        store<i32>(at, (d * g.height + i) * line + k * position);
      }
    }
  }
  const start = dx + from * line;
  const bytes = <usize> ((to - from) * line);
  memory.fill(start, 0, bytes);
  const isFlat = g.kernelDepth == 1 && g.outPlanes == g.planes &&
    g.padFront == 0;
  // Planes are images there.
  const planes = isFlat ? 1 : g.planes, outPlanes = isFlat ? 1 : g.outPlanes;
  const rows = planes * g.height;
  for (let row = from; row < to;) {
    const image = row / rows;
    const end = least(to, (image + 1) * rows);
    // The rows of windows that see rows top … bottom of the image, or its planes.
    const top = row - image * rows, bottom = end - 1 - image * rows;
    let first = 0, last = 0;
    if (isFlat) {
      first = firstThatSees(g, top, rows, g.outHeight, g.strideHeight, g.padTop, g.kernelHeight);
      last = lastThatSees(g, bottom, rows, g.outHeight, g.strideHeight, g.padTop);
    } else {
      const front = top / g.height, back = bottom / g.height;
      first = g.outHeight *
        firstThatSees(g, front, planes, outPlanes, g.strideDepth, g.padFront, g.kernelDepth);
      last = g.outHeight - 1 + g.outHeight *
          lastThatSees(g, back, planes, outPlanes, g.strideDepth, g.padFront);
    }
    for (let outRow = first; outRow <= last; outRow++) {
      const plane = outRow / g.outHeight, r = outRow - plane * g.outHeight;
      const front = startOf(g, plane, planes, outPlanes, g.strideDepth, g.padFront);
      const top = startOf(g, r, g.height, g.outHeight, g.strideHeight, g.padTop);
      const corner = dx + (image * rows + front * g.height + top) * line;
      let at = (image * outPlanes * g.outHeight + outRow) * g.outWidth * position;
      for (let column = 0; column < g.outWidth; column++) {
        const place = corner + position *
            startOf(g, column, g.width, g.outWidth, g.strideWidth, g.padLeft);
        for (let c = 0; c < position; c += size, at += size) {
          const to = place + c + load<i32>(distances + 4 * tapOf<T>(winner + at));
          if (to - start < bytes) {
            store<T>(to, load<T>(to) + load<T>(dy + at));
          }
        }
      }
    }
    row = end;
  }
}
