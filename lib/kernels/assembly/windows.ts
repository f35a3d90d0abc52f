// Windows that slide over images: convolution as a product of patches, and
// pooling. Images are rows of positions of channels. Rows are counted through
// all images: those of the result, or those of x where x is written.
import { lanes, loadPart, storePart } from "./simd";

/** What a window does, as numbers in memory; see WindowGeometry in kernels.ts. */
@unmanaged
class Geometry {
  height: i32;
  width: i32;
  channels: i32;
  /** The channels that patches hold: `count` from `start` on. */
  start: i32;
  count: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  dilationHeight: i32;
  dilationWidth: i32;
}

// @ts-ignore: decorator
@inline
function least(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

// @ts-ignore: decorator
@inline
function most(a: i32, b: i32): i32 {
  return a > b ? a : b;
}

// @ts-ignore: decorator
@inline
function copy<T>(to: usize, from: usize, n: i32): void {
  const size = <i32> sizeof<T>();
  const bytes = (n & -lanes<T>()) * size;
  for (let i = 0; i < bytes; i += 16) v128.store(to + i, v128.load(from + i));
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) storePart<T>(to + bytes, loadPart<T>(from + bytes, rest), rest);
}

// @ts-ignore: decorator
@inline
function clear<T>(to: usize, n: i32): void {
  const size = <i32> sizeof<T>();
  const bytes = (n & -lanes<T>()) * size;
  const zero = i32x4.splat(0);
  for (let i = 0; i < bytes; i += 16) v128.store(to + i, zero);
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) storePart<T>(to + bytes, zero, rest);
}

// @ts-ignore: decorator
@inline
function addTo<T>(to: usize, from: usize, n: i32): void {
  const size = <i32> sizeof<T>();
  const bytes = (n & -lanes<T>()) * size;
  for (let i = 0; i < bytes; i += 16) {
    v128.store(to + i, v128.add<T>(v128.load(to + i), v128.load(from + i)));
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const sum = v128.add<T>(
      loadPart<T>(to + bytes, rest),
      loadPart<T>(from + bytes, rest),
    );
    storePart<T>(to + bytes, sum, rest);
  }
}

/** What the windows of rows `from … to - 1` of the result see, window after window; `y` begins with row `first`. */
export function patches<T>(
  from: i32,
  to: i32,
  geometry: usize,
  y: usize,
  x: usize,
  first: i32,
): void {
  const g = changetype<Geometry>(geometry);
  const size = <i32> sizeof<T>();
  const channels = g.channels, count = g.count, width = g.width;
  const line = g.kernelWidth * count;
  const patch = g.kernelHeight * line;
  const isDense = count == channels && g.dilationWidth == 1;
  let at = y + (from - first) * g.outWidth * patch * size;
  for (let row = from; row < to; row++) {
    const image = row / g.outHeight;
    const top = (row - image * g.outHeight) * g.strideHeight - g.padTop;
    const start = x + image * g.height * width * channels * size;
    for (let column = 0; column < g.outWidth; column++) {
      const left = column * g.strideWidth - g.padLeft;
      // Of a dense line, taps low … high - 1 lie in the image.
      const low = least(most(-left, 0), g.kernelWidth);
      const high = most(least(width - left, g.kernelWidth), low);
      for (let i = 0; i < g.kernelHeight; i++, at += line * size) {
        const h = top + i * g.dilationHeight;
        if (h < 0 || h >= g.height) {
          clear<T>(at, line);
          continue;
        }
        const source = start + h * width * channels * size;
        if (isDense) {
          if (low > 0) clear<T>(at, low * channels);
          copy<T>(
            at + low * channels * size,
            source + (left + low) * channels * size,
            (high - low) * channels,
          );
          if (high < g.kernelWidth) {
            clear<T>(
              at + high * channels * size,
              (g.kernelWidth - high) * channels,
            );
          }
          continue;
        }
        for (let k = 0; k < g.kernelWidth; k++) {
          const w = left + k * g.dilationWidth;
          const tap = at + k * count * size;
          if (w < 0 || w >= width) clear<T>(tap, count);
          else copy<T>(tap, source + (w * channels + g.start) * size, count);
        }
      }
    }
  }
}

/** Adds patches to where they came from: those of rows `first … end - 1` of the result, to rows `from … to - 1` of `x`. */
export function addPatches<T>(
  from: i32,
  to: i32,
  geometry: usize,
  x: usize,
  y: usize,
  first: i32,
  end: i32,
): void {
  const g = changetype<Geometry>(geometry);
  const size = <i32> sizeof<T>();
  const channels = g.channels, count = g.count, width = g.width;
  const line = g.kernelWidth * count;
  const patch = g.kernelHeight * line;
  const isDense = count == channels && g.dilationWidth == 1;
  for (let row = from; row < to; row++) {
    const image = row / g.height;
    const h = row - image * g.height;
    const target = x + row * width * channels * size;
    for (let i = 0; i < g.kernelHeight; i++) {
      const down = h + g.padTop - i * g.dilationHeight;
      if (down < 0) continue;
      const outRow = down / g.strideHeight;
      if (outRow * g.strideHeight != down || outRow >= g.outHeight) continue;
      const place = image * g.outHeight + outRow;
      if (place < first || place >= end) continue;
      let at = y + ((place - first) * g.outWidth * patch + i * line) * size;
      for (let column = 0; column < g.outWidth; column++, at += patch * size) {
        const left = column * g.strideWidth - g.padLeft;
        if (isDense) {
          const low = least(most(-left, 0), g.kernelWidth);
          const high = most(least(width - left, g.kernelWidth), low);
          addTo<T>(
            target + (left + low) * channels * size,
            at + low * channels * size,
            (high - low) * channels,
          );
          continue;
        }
        for (let k = 0; k < g.kernelWidth; k++) {
          const w = left + k * g.dilationWidth;
          if (w < 0 || w >= width) continue;
          addTo<T>(
            target + (w * channels + g.start) * size,
            at + k * count * size,
            count,
          );
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function loadSome<T>(at: usize, n: i32): v128 {
  return n >= lanes<T>() ? v128.load(at) : loadPart<T>(at, n);
}

// @ts-ignore: decorator
@inline
function storeSome<T>(at: usize, v: v128, n: i32): void {
  if (n >= lanes<T>()) v128.store(at, v);
  else storePart<T>(at, v, n);
}

/** The largest number that each window of rows `from … to - 1` sees, and which tap has it; NaN is the largest of all. */
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
  for (let row = from; row < to; row++) {
    const image = row / g.outHeight;
    const top = (row - image * g.outHeight) * g.strideHeight - g.padTop;
    const start = x + image * g.height * width * channels * size;
    for (let column = 0; column < g.outWidth; column++) {
      const left = column * g.strideWidth - g.padLeft;
      const at = (row * g.outWidth + column) * channels * size;
      for (let c = 0; c < channels; c += lanes<T>()) {
        const rest = channels - c;
        let best = v128.splat<T>(<T> -Infinity);
        let index = v128.splat<T>(<T> -1);
        for (let i = 0, tap = 0; i < g.kernelHeight; i++) {
          const h = top + i * g.dilationHeight;
          for (let k = 0; k < g.kernelWidth; k++, tap++) {
            const w = left + k * g.dilationWidth;
            if (h < 0 || h >= g.height || w < 0 || w >= width) continue;
            const place = start + ((h * width + w) * channels + c) * size;
            const v = loadSome<T>(place, rest);
            // Larger, no number, or the first of all.
            const wins = v128.or(
              v128.or(v128.gt<T>(v, best), v128.ne<T>(v, v)),
              v128.lt<T>(index, i32x4.splat(0)),
            );
            best = v128.bitselect(v, best, wins);
            index = v128.bitselect(v128.splat<T>(<T> tap), index, wins);
          }
        }
        storeSome<T>(y + at + c * size, best, rest);
        storeSome<T>(winner + at + c * size, index, rest);
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
  pooled<T>(from, to, geometry, dx, winner, dy, true, false);
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
  for (let row = from; row < to; row++) {
    const image = row / g.outHeight;
    const top = (row - image * g.outHeight) * g.strideHeight - g.padTop;
    const start = x + image * g.height * width * channels * size;
    for (let column = 0; column < g.outWidth; column++) {
      const left = column * g.strideWidth - g.padLeft;
      const at = y + (row * g.outWidth + column) * channels * size;
      const count = v128.splat<T>(<T> tapsOf(g, top, left, isWhole));
      for (let c = 0; c < channels; c += lanes<T>()) {
        const rest = channels - c;
        let sum = i32x4.splat(0);
        for (let i = 0; i < g.kernelHeight; i++) {
          const h = top + i * g.dilationHeight;
          if (h < 0 || h >= g.height) continue;
          for (let k = 0; k < g.kernelWidth; k++) {
            const w = left + k * g.dilationWidth;
            if (w < 0 || w >= width) continue;
            const place = start + ((h * width + w) * channels + c) * size;
            sum = v128.add<T>(sum, loadSome<T>(place, rest));
          }
        }
        storeSome<T>(at + c * size, v128.div<T>(sum, count), rest);
      }
    }
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
  pooled<T>(from, to, geometry, dx, 0, dy, false, isWhole);
}

/** How many numbers a window's mean is of. */
function tapsOf(g: Geometry, top: i32, left: i32, isWhole: bool): i32 {
  if (isWhole) return g.kernelHeight * g.kernelWidth;
  let rows = 0;
  for (let i = 0; i < g.kernelHeight; i++) {
    const h = top + i * g.dilationHeight;
    if (h >= 0 && h < g.height) rows++;
  }
  let columns = 0;
  for (let k = 0; k < g.kernelWidth; k++) {
    const w = left + k * g.dilationWidth;
    if (w >= 0 && w < g.width) columns++;
  }
  return rows * columns;
}

/** Sums for each number of `x` over the windows that see it. */
// @ts-ignore: decorator
@inline
function pooled<T>(
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
  for (let row = from; row < to; row++) {
    const image = row / g.height;
    const h = row - image * g.height;
    for (let w = 0; w < width; w++) {
      const at = dx + (row * width + w) * channels * size;
      for (let c = 0; c < channels; c += lanes<T>()) {
        const rest = channels - c;
        let sum = i32x4.splat(0);
        for (let i = 0; i < g.kernelHeight; i++) {
          const down = h + g.padTop - i * g.dilationHeight;
          const outRow = down / g.strideHeight;
          if (
            down < 0 || outRow * g.strideHeight != down ||
            outRow >= g.outHeight
          ) continue;
          for (let k = 0; k < g.kernelWidth; k++) {
            const right = w + g.padLeft - k * g.dilationWidth;
            const column = right / g.strideWidth;
            if (
              right < 0 || column * g.strideWidth != right ||
              column >= g.outWidth
            ) continue;
            const window = (image * g.outHeight + outRow) * g.outWidth + column;
            const place = (window * channels + c) * size;
            let v = loadSome<T>(dy + place, rest);
            if (isMax) {
              const tap = v128.splat<T>(<T> (i * g.kernelWidth + k));
              const own = loadSome<T>(winner + place, rest);
              v = v128.and(v, v128.eq<T>(own, tap));
            } else {
              const taps = tapsOf(
                g,
                outRow * g.strideHeight - g.padTop,
                column * g.strideWidth - g.padLeft,
                isWhole,
              );
              v = v128.div<T>(v, v128.splat<T>(<T> taps));
            }
            sum = v128.add<T>(sum, v);
          }
        }
        storeSome<T>(at + c * size, sum, rest);
      }
    }
  }
}
