// Windows that slide over images, for convolution as a product of patches. Images
// are rows of positions of channels. Rows are counted through all images: those of
// the result, or those of x if x is written.
import { lanes, least, loadPart, most, storePart } from "./vectors/simd";

/** What a window does, as numbers in memory; see WindowGeometry in kernels.ts. */
@unmanaged
export class Geometry {
  planes: i32;
  height: i32;
  width: i32;
  channels: i32;
  /** The channels that patches hold: `count` from `start` on. */
  start: i32;
  count: i32;
  outPlanes: i32;
  outHeight: i32;
  outWidth: i32;
  kernelDepth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideDepth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padFront: i32;
  padTop: i32;
  padLeft: i32;
  dilationDepth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  isShared: i32;
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
  const patch = g.kernelDepth * g.kernelHeight * line;
  const isDense = count == channels && g.dilationWidth == 1;
  let at = y + (from - first) * g.outWidth * patch * size;
  for (let row = from; row < to; row++) {
    const plane = row / g.outHeight;
    const image = plane / g.outPlanes;
    const front = (plane - image * g.outPlanes) * g.strideDepth - g.padFront;
    const top = (row - plane * g.outHeight) * g.strideHeight - g.padTop;
    for (let column = 0; column < g.outWidth; column++) {
      const left = column * g.strideWidth - g.padLeft;
      // Of a dense line, taps low … high - 1 lie in the image.
      const low = least(most(-left, 0), g.kernelWidth);
      const high = most(least(width - left, g.kernelWidth), low);
      const lines = g.kernelDepth * g.kernelHeight;
      for (let i = 0, down = 0, d = front; i < lines; i++, down++, at += line * size) {
        if (down == g.kernelHeight) {
          down = 0;
          d += g.dilationDepth;
        }
        const h = top + down * g.dilationHeight;
        if (d < 0 || d >= g.planes || h < 0 || h >= g.height) {
          clear<T>(at, line);
          continue;
        }
        const place = (image * g.planes + d) * g.height + h;
        const source = x + place * width * channels * size;
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
  const lines = g.kernelDepth * g.kernelHeight;
  const patch = lines * line;
  const isDense = count == channels && g.dilationWidth == 1;
  for (let row = from; row < to; row++) {
    const plane = row / g.height;
    const image = plane / g.planes;
    const h = row - plane * g.height;
    const target = x + row * width * channels * size;
    for (let i = 0; i < lines; i++) {
      const tap = i / g.kernelHeight;
      const back = plane - image * g.planes + g.padFront - tap * g.dilationDepth;
      const down = h + g.padTop - (i - tap * g.kernelHeight) * g.dilationHeight;
      if (back < 0 || down < 0) continue;
      const outPlane = back / g.strideDepth, outRow = down / g.strideHeight;
      if (outPlane * g.strideDepth != back || outPlane >= g.outPlanes) continue;
      if (outRow * g.strideHeight != down || outRow >= g.outHeight) continue;
      const place = (image * g.outPlanes + outPlane) * g.outHeight + outRow;
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
