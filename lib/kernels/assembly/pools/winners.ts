// The gradient of the largest numbers of windows, which goes to the winners.
import { threadScratch } from "../product";
import { least } from "../vectors/simd";
import { Geometry } from "../windows";
import { startOf } from "./taps";

/** A tap from its number: the last bits of what is 2²³ or 2⁵² more, as a conversion that heeds all numbers takes longer. */
// @ts-ignore: decorator
@inline
function tapOf<T>(at: usize): i32 {
  if (sizeof<T>() == 8) {
    return <i32> reinterpret<u64>(load<f64>(at) + 4503599627370496.0);
  }
  return reinterpret<i32>(load<f32>(at) + <f32> 8388608.0) & 0x7fffff;
}

/** Adds each number of `dy` to the winner's in `dx`, if that is of rows `from … to - 1`. Where it is flat, planes are images. */
export function goToWinners<T>(
  from: i32,
  to: i32,
  g: Geometry,
  isFlat: bool,
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
  const rows = isFlat ? g.height : g.planes * g.height;
  const outRows = isFlat ? g.outHeight : g.outPlanes * g.outHeight;
  for (let row = from; row < to;) {
    const image = row / rows;
    const end = least(to, (image + 1) * rows);
    // The rows of windows that see rows row … end - 1 of the image.
    let first = 0, last = outRows - 1;
    if (isFlat) {
      const top = row - image * rows, bottom = end - 1 - image * rows;
      if (g.isShared) {
        first = <i32> (<i64> top * outRows / rows);
        last = <i32> ((<i64> (bottom + 1) * outRows + rows - 1) / rows) - 1;
      } else {
        const low = top + g.padTop - g.kernelHeight + 1;
        if (low > 0) first = (low + g.strideHeight - 1) / g.strideHeight;
        last = least((bottom + g.padTop) / g.strideHeight, last);
      }
    }
    for (let outRow = first; outRow <= last; outRow++) {
      const plane = outRow / g.outHeight, r = outRow - plane * g.outHeight;
      const front = startOf(g, plane, g.planes, g.outPlanes, g.strideDepth, 0);
      const top = startOf(g, r, g.height, g.outHeight, g.strideHeight, g.padTop);
      const corner = dx + (image * rows + front * g.height + top) * line;
      let at = (image * outRows + outRow) * g.outWidth * position;
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
