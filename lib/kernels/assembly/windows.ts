// Windows that slide over images: convolution as a product of patches, and
// pooling. Images are rows of positions of channels. Rows are counted through
// all images: those of the result, or those of x if x is written. The loops are
// similar, but each skips what it does not need to look at.
import { lanes, least, loadPart, most, storePart } from "./simd";

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
export function copy<T>(to: usize, from: usize, n: i32): void {
  const size = <i32> sizeof<T>();
  const bytes = (n & -lanes<T>()) * size;
  for (let i = 0; i < bytes; i += 16) v128.store(to + i, v128.load(from + i));
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) storePart<T>(to + bytes, loadPart<T>(from + bytes, rest), rest);
}

// @ts-ignore: decorator
@inline
export function clear<T>(to: usize, n: i32): void {
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
  for (let row = from; row < to; row++) {
    const image = row / g.outHeight;
    const top = (row - image * g.outHeight) * g.strideHeight - g.padTop;
    const i0 = firstTap(top), i1 = endOfTaps(top, g.kernelHeight, g.height);
    const start = x + (image * g.height + top) * line;
    let at = row * g.outWidth * position;
    for (let column = 0; column < g.outWidth; column++, at += position) {
      const left = column * g.strideWidth - g.padLeft;
      const k0 = firstTap(left), k1 = endOfTaps(left, g.kernelWidth, width);
      const corner = start + left * position;
      for (let c = 0; c < channels; c += lanes<T>()) {
        const rest = channels - c;
        let best = v128.splat<T>(<T> -Infinity);
        let index = v128.splat<T>(<T> (i0 * g.kernelWidth + k0));
        for (let i = i0; i < i1; i++) {
          let place = corner + i * line + k0 * position + c * size;
          for (let k = k0; k < k1; k++, place += position) {
            const v = loadSome<T>(place, rest);
            const wins = v128.or(v128.gt<T>(v, best), v128.ne<T>(v, v));
            const tap = v128.splat<T>(<T> (i * g.kernelWidth + k));
            best = v128.bitselect(v, best, wins);
            index = v128.bitselect(tap, index, wins);
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
  const whole = g.kernelHeight * g.kernelWidth;
  for (let row = from; row < to; row++) {
    const image = row / g.outHeight;
    const top = (row - image * g.outHeight) * g.strideHeight - g.padTop;
    const i0 = firstTap(top), i1 = endOfTaps(top, g.kernelHeight, g.height);
    const start = x + (image * g.height + top) * line;
    let at = y + row * g.outWidth * position;
    for (let column = 0; column < g.outWidth; column++, at += position) {
      const left = column * g.strideWidth - g.padLeft;
      const k0 = firstTap(left), k1 = endOfTaps(left, g.kernelWidth, width);
      const corner = start + left * position;
      const taps = isWhole ? whole : (i1 - i0) * (k1 - k0);
      const count = v128.splat<T>(<T> taps);
      for (let c = 0; c < channels; c += lanes<T>()) {
        const rest = channels - c;
        let sum = i32x4.splat(0);
        for (let i = i0; i < i1; i++) {
          // Row by row: a long sum of floats drops what is small beside it.
          let own = i32x4.splat(0);
          let place = corner + i * line + k0 * position + c * size;
          for (let k = k0; k < k1; k++, place += position) {
            own = v128.add<T>(own, loadSome<T>(place, rest));
          }
          sum = v128.add<T>(sum, own);
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
  poolBackward<T>(from, to, geometry, dx, winner, dy, true, false);
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
  const whole = g.kernelHeight * g.kernelWidth;
  for (let row = from; row < to; row++) {
    const image = row / g.height;
    const h = row - image * g.height;
    const target = dx + row * width * position;
    memory.fill(target, 0, width * position);
    for (let i = 0; i < g.kernelHeight; i++) {
      const down = h + g.padTop - i;
      if (down < 0) continue;
      const outRow = down / g.strideHeight;
      if (outRow * g.strideHeight != down || outRow >= g.outHeight) continue;
      const top = outRow * g.strideHeight - g.padTop;
      const height = endOfTaps(top, g.kernelHeight, g.height) - firstTap(top);
      let at = (image * g.outHeight + outRow) * g.outWidth * position;
      for (let column = 0; column < g.outWidth; column++, at += position) {
        const left = column * g.strideWidth - g.padLeft;
        const k0 = firstTap(left), k1 = endOfTaps(left, g.kernelWidth, width);
        const taps = isWhole ? whole : height * (k1 - k0);
        for (let c = 0; c < channels; c += lanes<T>()) {
          const rest = channels - c;
          let own = loadSome<T>(dy + at + c * size, rest);
          let won = own;
          if (isMax) won = loadSome<T>(winner + at + c * size, rest);
          else own = v128.div<T>(own, v128.splat<T>(<T> taps));
          let place = target + (left + k0) * position + c * size;
          for (let k = k0; k < k1; k++, place += position) {
            let v = own;
            if (isMax) {
              const tap = v128.splat<T>(<T> (i * g.kernelWidth + k));
              v = v128.and(own, v128.eq<T>(won, tap));
            }
            storeSome<T>(place, v128.add<T>(loadSome<T>(place, rest), v), rest);
          }
        }
      }
    }
  }
}
