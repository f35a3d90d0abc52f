// Pools: the largest numbers or the means of windows. Rows are counted as those of
// patches. The loops are similar, but each skips what it does not need to look at.
import { threadScratch } from "./product";
import {
  lanes,
  least,
  loadPart,
  loadSome,
  most,
  storePart,
  storeSome,
} from "./vectors/simd";
import { Geometry } from "./windows";

/** The taps of a window that lie in the image: from `low` on, and where they end. */
// @ts-ignore: decorator
@inline
function firstTap(start: i32): i32 {
  return most(-start, 0);
}

// @ts-ignore: decorator
@inline
function endOfTaps(start: i32, kernel: i32, length: i32): i32 {
  return least(length - start, kernel);
}

/** Where window `i` of `m` along an axis of `n` positions begins. */
// @ts-ignore: decorator
@inline
function startOf(
  g: Geometry,
  i: i32,
  n: i32,
  m: i32,
  stride: i32,
  pad: i32,
): i32 {
  return g.isShared ? <i32> (<i64> i * n / m) : i * stride - pad;
}

/** Where the taps of such a window end that lie in the image. */
// @ts-ignore: decorator
@inline
function endOf(
  g: Geometry,
  i: i32,
  n: i32,
  m: i32,
  start: i32,
  kernel: i32,
): i32 {
  if (!g.isShared) return endOfTaps(start, kernel, n);
  return <i32> ((<i64> (i + 1) * n + m - 1) / m) - start;
}

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
  const taps = g.kernelHeight * g.kernelWidth;
  // To look at each tap of a window takes longer than to go to the winner.
  const isFlat = g.kernelDepth == 1 && g.outPlanes == g.planes &&
    g.padFront == 0;
  if (g.isShared || isFlat && taps >= manyTaps && taps <= mostTaps) {
    goToWinners<T>(from, to, g, isFlat, dx, winner, dy);
  } else poolBackward<T>(from, to, geometry, dx, winner, dy, true, false);
}

const manyTaps: i32 = 8;

/** Their distances fit into the scratch, as those of shares must. */
const mostTaps: i32 = 1 << 16;

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
function goToWinners<T>(
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
    for (let i = 0; i < g.kernelDepth * g.kernelHeight; i++) {
      const tap = i / g.kernelHeight;
      const back = plane - image * g.planes + g.padFront - tap;
      const down = h + g.padTop - (i - tap * g.kernelHeight);
      if (back < 0 || down < 0) continue;
      const outPlane = back / g.strideDepth, outRow = down / g.strideHeight;
      if (outPlane * g.strideDepth != back || outPlane >= g.outPlanes) continue;
      if (outRow * g.strideHeight != down || outRow >= g.outHeight) continue;
      isWritten = true;
      const front = outPlane * g.strideDepth - g.padFront;
      const top = outRow * g.strideHeight - g.padTop;
      const height =
        (endOfTaps(front, g.kernelDepth, g.planes) - firstTap(front)) *
        (endOfTaps(top, g.kernelHeight, g.height) - firstTap(top));
      const outLine = (image * g.outPlanes + outPlane) * g.outHeight + outRow;
      let at = outLine * g.outWidth * position;
      for (let column = 0; column < g.outWidth; column++, at += position) {
        const left = column * g.strideWidth - g.padLeft;
        const k0 = firstTap(left), k1 = endOfTaps(left, g.kernelWidth, width);
        const taps = isWhole ? whole : height * (k1 - k0);
        const count = v128.splat<T>(<T> taps);
        let place = target + (left + k0) * position;
        for (let k = k0; k < k1; k++, place += position) {
          const tap = v128.splat<T>(<T> (i * g.kernelWidth + k));
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
    if (isFull && !isWritten) memory.fill(target, 0, width * position);
  }
}
