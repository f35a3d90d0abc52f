// Pools: the largest numbers or the means of windows. Rows are counted as those of
// patches.
import { lanes, loadSome, storeSome } from "../vectors/simd";
import { Geometry } from "../windows";
import { endOf, endOfTaps, firstTap, startOf } from "./taps";

/**
 * The largest number that each window of rows `from … to - 1` sees, and which
 * tap has it; NaN is the largest of all. Windows of pools have no gaps.
 */
export function maxPool<T>(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  winner: usize,
  x: usize,
): void {
  const g = changetype<Geometry>(geometry);
  const size = <i32> sizeof<T>();
  const channels = g.channels, width = g.width;
  const position = channels * size;
  const line = width * position;
  const face = g.height * line;
  const kernelHeight = g.kernelHeight, kernelWidth = g.kernelWidth;
  for (let row = from; row < to; row++) {
    const plane = row / g.outHeight;
    const image = plane / g.outPlanes;
    const p = plane - image * g.outPlanes, r = row - plane * g.outHeight;
    const front = startOf(g, p, g.planes, g.outPlanes, g.strideDepth, g.padFront);
    const top = startOf(g, r, g.height, g.outHeight, g.strideHeight, g.padTop);
    const d0 = firstTap(front), i0 = firstTap(top);
    const d1 = endOf(g, p, g.planes, g.outPlanes, front, g.kernelDepth);
    const i1 = endOf(g, r, g.height, g.outHeight, top, g.kernelHeight);
    const start = x + ((image * g.planes + front) * g.height + top) * line;
    let at = row * g.outWidth * position;
    for (let column = 0; column < g.outWidth; column++, at += position) {
      const left = startOf(g, column, width, g.outWidth, g.strideWidth, g.padLeft);
      const k0 = firstTap(left);
      const k1 = endOf(g, column, width, g.outWidth, left, g.kernelWidth);
      const corner = start + left * position;
      const first = (d0 * kernelHeight + i0) * kernelWidth + k0;
      let c = 0;
      for (; c + 2 * lanes<T>() <= channels; c += 2 * lanes<T>()) {
        let best = v128.splat<T>(<T> -Infinity), second = best;
        let index = v128.splat<T>(<T> first), other = index;
        for (let d = d0; d < d1; d++) {
          for (let i = i0; i < i1; i++) {
            const taps = (d * kernelHeight + i) * kernelWidth;
            let place = corner + d * face + i * line + k0 * position + c * size;
            for (let k = k0; k < k1; k++, place += position) {
              const v = v128.load(place), w = v128.load(place, 16);
              const tap = v128.splat<T>(<T> (taps + k));
              const wins = v128.or(v128.gt<T>(v, best), v128.ne<T>(v, v));
              const too = v128.or(v128.gt<T>(w, second), v128.ne<T>(w, w));
              best = v128.bitselect(v, best, wins);
              index = v128.bitselect(tap, index, wins);
              second = v128.bitselect(w, second, too);
              other = v128.bitselect(tap, other, too);
            }
          }
        }
        v128.store(y + at + c * size, best);
        v128.store(y + at + c * size, second, 16);
        v128.store(winner + at + c * size, index);
        v128.store(winner + at + c * size, other, 16);
      }
      for (; c < channels; c += lanes<T>()) {
        const rest = channels - c;
        let best = v128.splat<T>(<T> -Infinity);
        let index = v128.splat<T>(<T> first);
        for (let d = d0; d < d1; d++) {
          for (let i = i0; i < i1; i++) {
            const taps = (d * kernelHeight + i) * kernelWidth;
            let place = corner + d * face + i * line + k0 * position + c * size;
            for (let k = k0; k < k1; k++, place += position) {
              const v = loadSome<T>(place, rest);
              const wins = v128.or(v128.gt<T>(v, best), v128.ne<T>(v, v));
              const tap = v128.splat<T>(<T> (taps + k));
              best = v128.bitselect(v, best, wins);
              index = v128.bitselect(tap, index, wins);
            }
          }
        }
        storeSome<T>(y + at + c * size, best, rest);
        storeSome<T>(winner + at + c * size, index, rest);
      }
    }
  }
}

/** The mean of what each window of rows `from … to - 1` sees, zeros beyond the edge counted where `isWhole`. */
export function meanPool<T>(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  x: usize,
  isWhole: bool,
): void {
  const g = changetype<Geometry>(geometry);
  const size = <i32> sizeof<T>();
  const channels = g.channels, width = g.width;
  const position = channels * size;
  const line = width * position;
  const face = g.height * line;
  const whole = g.kernelDepth * g.kernelHeight * g.kernelWidth;
  for (let row = from; row < to; row++) {
    const plane = row / g.outHeight;
    const image = plane / g.outPlanes;
    const front = (plane - image * g.outPlanes) * g.strideDepth - g.padFront;
    const top = (row - plane * g.outHeight) * g.strideHeight - g.padTop;
    const d0 = firstTap(front), d1 = endOfTaps(front, g.kernelDepth, g.planes);
    const i0 = firstTap(top), i1 = endOfTaps(top, g.kernelHeight, g.height);
    const start = x + ((image * g.planes + front) * g.height + top) * line;
    let at = y + row * g.outWidth * position;
    for (let column = 0; column < g.outWidth; column++, at += position) {
      const left = column * g.strideWidth - g.padLeft;
      const k0 = firstTap(left), k1 = endOfTaps(left, g.kernelWidth, width);
      const corner = start + left * position;
      const taps = isWhole ? whole : (d1 - d0) * (i1 - i0) * (k1 - k0);
      const count = v128.splat<T>(<T> taps);
      let c = 0;
      for (; c + 4 * lanes<T>() <= channels; c += 4 * lanes<T>()) {
        let s0 = i32x4.splat(0);
        let s1 = s0, s2 = s0, s3 = s0;
        for (let d = d0; d < d1; d++) {
          for (let i = i0; i < i1; i++) {
            // Row by row: a long sum of floats drops what is small beside it.
            let r0 = i32x4.splat(0);
            let r1 = r0, r2 = r0, r3 = r0;
            let place = corner + d * face + i * line + k0 * position + c * size;
            for (let k = k0; k < k1; k++, place += position) {
              r0 = v128.add<T>(r0, v128.load(place));
              r1 = v128.add<T>(r1, v128.load(place, 16));
              r2 = v128.add<T>(r2, v128.load(place, 32));
              r3 = v128.add<T>(r3, v128.load(place, 48));
            }
            s0 = v128.add<T>(s0, r0);
            s1 = v128.add<T>(s1, r1);
            s2 = v128.add<T>(s2, r2);
            s3 = v128.add<T>(s3, r3);
          }
        }
        const to = at + c * size;
        v128.store(to, v128.div<T>(s0, count));
        v128.store(to, v128.div<T>(s1, count), 16);
        v128.store(to, v128.div<T>(s2, count), 32);
        v128.store(to, v128.div<T>(s3, count), 48);
      }
      for (; c < channels; c += lanes<T>()) {
        const rest = channels - c;
        let sum = i32x4.splat(0);
        for (let d = d0; d < d1; d++) {
          for (let i = i0; i < i1; i++) {
            let own = i32x4.splat(0);
            let place = corner + d * face + i * line + k0 * position + c * size;
            for (let k = k0; k < k1; k++, place += position) {
              own = v128.add<T>(own, loadSome<T>(place, rest));
            }
            sum = v128.add<T>(sum, own);
          }
        }
        storeSome<T>(at + c * size, v128.div<T>(sum, count), rest);
      }
    }
  }
}
