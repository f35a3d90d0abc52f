// The gradients of pools. The loops are similar, but each skips what it does not need
// to look at.
import { lanes, loadPart, storePart } from "../vectors/simd";
import { Geometry } from "../windows";
import { endOfTaps, firstTap } from "./taps";
import { goToWinners } from "./winners";

/** `dx` of rows `from … to - 1` of `x`: `dy` of the windows that a number won. */
export function maxPoolBackward<T>(
  from: i32,
  to: i32,
  geometry: usize,
  dx: usize,
  winner: usize,
  dy: usize,
): void {
  const g = changetype<Geometry>(geometry);
  const taps = g.kernelDepth * g.kernelHeight * g.kernelWidth;
  // To look at each tap of a window takes longer than to go to the winner.
  const isLong = taps >= manyTaps || g.channels <= fewChannels;
  if (g.isShared || isLong && taps <= mostTaps) {
    goToWinners<T>(from, to, g, dx, winner, dy);
  } else poolBackward<T>(from, to, geometry, dx, winner, dy, true, false);
}

const manyTaps: i32 = 8;
const fewChannels: i32 = 8;

/** Their distances fit into the scratch, as those of shares must. */
const mostTaps: i32 = 1 << 16;

/** `dx` of rows `from … to - 1` of `x`: each window's `dy` divided among its numbers. */
export function meanPoolBackward<T>(
  from: i32,
  to: i32,
  geometry: usize,
  dx: usize,
  dy: usize,
  isWhole: bool,
): void {
  poolBackward<T>(from, to, geometry, dx, 0, dy, false, isWhole);
}

/** Adds up, for each number of `x`, what it gets from the windows that see it. */
// @ts-ignore: decorator
@inline
function poolBackward<T>(
  from: i32,
  to: i32,
  geometry: usize,
  dx: usize,
  winner: usize,
  dy: usize,
  isMax: bool,
  isWhole: bool,
): void {
  const g = changetype<Geometry>(geometry);
  const size = <i32> sizeof<T>();
  const channels = g.channels, width = g.width;
  const position = channels * size;
  const bytes = (channels & -lanes<T>()) * size;
  const rest = channels & (lanes<T>() - 1);
  const whole = g.kernelDepth * g.kernelHeight * g.kernelWidth;
  // Of windows that do not overlap each number gets from one at most.
  const isApart = g.strideDepth >= g.kernelDepth &&
    g.strideHeight >= g.kernelHeight && g.strideWidth >= g.kernelWidth;
  const end = (g.outWidth - 1) * g.strideWidth - g.padLeft + g.kernelWidth;
  const isFull = isApart && g.strideWidth == g.kernelWidth && end >= width;
  for (let row = from; row < to; row++) {
    const plane = row / g.height;
    const image = plane / g.planes;
    const h = row - plane * g.height;
    const target = dx + row * width * position;
    let isWritten = false;
    if (!isFull) memory.fill(target, 0, width * position);
    // Of the taps that see the row, windows repeat with the stride.
    const back = plane - image * g.planes + g.padFront, down = h + g.padTop;
    const depth = g.strideDepth, turn = g.strideHeight;
    for (let d = back % depth; d < g.kernelDepth && d <= back; d += depth) {
      let i = down % turn;
      for (; i < g.kernelHeight && i <= down; i += turn) {
        const outPlane = (back - d) / depth;
        const outRow = (down - i) / turn;
        if (outPlane >= g.outPlanes || outRow >= g.outHeight) continue;
        isWritten = true;
        const front = outPlane * depth - g.padFront;
        const top = outRow * g.strideHeight - g.padTop;
        const height =
          (endOfTaps(front, g.kernelDepth, g.planes) - firstTap(front)) *
          (endOfTaps(top, g.kernelHeight, g.height) - firstTap(top));
        const outLine = (image * g.outPlanes + outPlane) * g.outHeight + outRow;
        let at = outLine * g.outWidth * position;
        const line = (d * g.kernelHeight + i) * g.kernelWidth;
        for (let column = 0; column < g.outWidth; column++, at += position) {
          const left = column * g.strideWidth - g.padLeft;
          const k0 = firstTap(left), k1 = endOfTaps(left, g.kernelWidth, width);
          const taps = isWhole ? whole : height * (k1 - k0);
          const count = v128.splat<T>(<T> taps);
          let place = target + (left + k0) * position;
          for (let k = k0; k < k1; k++, place += position) {
            const tap = v128.splat<T>(<T> (line + k));
            const own = dy + at, won = winner + at;
            let c = 0;
            // Loads before stores: after one the engine looks anew where memory ends.
            for (; c + 16 < bytes; c += 32) {
              let v = v128.load(own + c);
              let w = v128.load(own + c, 16);
              if (isMax) {
                v = v128.and(v, v128.eq<T>(v128.load(won + c), tap));
                w = v128.and(w, v128.eq<T>(v128.load(won + c, 16), tap));
              } else {
                v = v128.div<T>(v, count);
                w = v128.div<T>(w, count);
              }
              if (!isApart) {
                v = v128.add<T>(v, v128.load(place + c));
                w = v128.add<T>(w, v128.load(place + c, 16));
              }
              v128.store(place + c, v);
              v128.store(place + c, w, 16);
            }
            if (c < bytes) {
              let v = v128.load(own + c);
              if (isMax) v = v128.and(v, v128.eq<T>(v128.load(won + c), tap));
              else v = v128.div<T>(v, count);
              if (!isApart) v = v128.add<T>(v, v128.load(place + c));
              v128.store(place + c, v);
            }
            if (rest > 0) {
              let v = loadPart<T>(own + bytes, rest);
              if (isMax) {
                const at = loadPart<T>(won + bytes, rest);
                v = v128.and(v, v128.eq<T>(at, tap));
              } else v = v128.div<T>(v, count);
              if (!isApart) {
                v = v128.add<T>(v, loadPart<T>(place + bytes, rest));
              }
              storePart<T>(place + bytes, v, rest);
            }
          }
        }
      }
    }
    if (isFull && !isWritten) memory.fill(target, 0, width * position);
  }
}
