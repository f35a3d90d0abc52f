// What normalizations compute of each number where their statistics go down rows.
// What threads share are bands of channels in pieces of rows, as for the sums; the
// numbers of each channel are made once for a piece.

import { threadScratch } from "../product";
import { lanes, least, loadSome, madd, storeSome } from "../vectors/simd";
import {
  bandsOf,
  bandVectors,
  endOf,
  firstOf,
  Grouping,
  isInRange,
  rowOf,
  sizeUnlessZero,
  stepRows,
} from "./grouping";
import { beyond, pairOf, storeTwo, twoOf } from "./pairs";

/** The group of a channel; a division takes longer than a look. */
// @ts-ignore: decorator
@inline
function groupOf(g: Grouping, channel: i32): i32 {
  return g.width == 1 ? channel : channel / g.width;
}

// @ts-ignore: decorator
@inline
function standardized<T>(v: v128, middle: v128, factor: v128, base: v128): v128 {
  return madd<T>(v128.sub<T>(v, middle), factor, base);
}

/** `y = (x − mean)·scale·weight + bias`. From the last row, which was read last. */
export function standardizeColumns<T>(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  bias: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const channels = g.groups * g.width;
  const pitch = channels * size;
  const plane = bandVectors * 16;
  const bands = bandsOf<T>(g);
  const own = threadScratch();
  for (let i = to - 1; i >= from; i--) {
    const piece = i / bands;
    const start = firstOf<T>(i % bands);
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const block = piece / g.pieces * g.groups;
    let largest = f64x2.splat(0), smallest = f64x2.splat(1);
    for (let c = start; c < behind; c += 2) {
      const next = least(c + 1, behind - 1);
      const s = (block + groupOf(g, c)) * 8, s2 = (block + groupOf(g, next)) * 8;
      const m = pairOf(mean + s, mean + s2);
      const w = twoOf<T>(weight + c * size, next - c);
      const f = f64x2.mul(pairOf(scale + s, scale + s2), w);
      const at = own + (c - start) * size;
      storeTwo<T>(at, m);
      storeTwo<T>(at + plane, f);
      // What the mean has beyond a float.
      const b = twoOf<T>(bias + c * size, next - c);
      storeTwo<T>(at + 2 * plane, madd<f64>(beyond<T>(m), f, b));
      largest = f64x2.max(largest, f64x2.max(f64x2.abs(m), f64x2.abs(f)));
      smallest = f64x2.min(smallest, sizeUnlessZero(f));
    }
    const isSafe = isInRange<T>(largest, smallest);
    if (!isSafe) {
      standardizeInDoubles<T>(
        piece, start, behind, g, y, x, mean, scale, weight, bias,
      );
      continue;
    }
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      for (let c = start; c < behind; c += lanes<T>()) {
        const count = channels - c;
        const place = own + (c - start) * size;
        const m = v128.load(place), f = v128.load(place + plane);
        const b = v128.load(place + 2 * plane);
        let at = x + row * pitch + c * size;
        let to = y + at - x;
        let n = least(stepRows, end - row);
        for (; n > 3 && count >= lanes<T>(); n -= 4) {
          const v0 = v128.load(at), v1 = v128.load(at + pitch);
          const v2 = v128.load(at + 2 * pitch), v3 = v128.load(at + 3 * pitch);
          v128.store(to, standardized<T>(v0, m, f, b));
          v128.store(to + pitch, standardized<T>(v1, m, f, b));
          v128.store(to + 2 * pitch, standardized<T>(v2, m, f, b));
          v128.store(to + 3 * pitch, standardized<T>(v3, m, f, b));
          at += 4 * pitch;
          to += 4 * pitch;
        }
        for (; n > 0; n--) {
          const v = loadSome<T>(at, count);
          storeSome<T>(to, standardized<T>(v, m, f, b), count);
          at += pitch;
          to += pitch;
        }
      }
    }
  }
}

/** The same of a band in a piece whose numbers floats do not hold. */
function standardizeInDoubles<T>(
  piece: i32,
  start: i32,
  behind: i32,
  g: Grouping,
  y: usize,
  x: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  bias: usize,
): void {
  const size = <i32> sizeof<T>();
  const channels = g.groups * g.width;
  const end = endOf(g, piece);
  for (let row = rowOf(g, piece); row < end; row++) {
    for (let c = start; c < behind; c++) {
      const at = (row * channels + c) * size;
      const s = (piece / g.pieces * g.groups + c / g.width) * 8;
      const h = (<f64> load<T>(x + at) - load<f64>(mean + s)) * load<f64>(scale + s);
      const all = h * <f64> load<T>(weight + c * size);
      store<T>(y + at, <T> (all + <f64> load<T>(bias + c * size)));
    }
  }
}

/**
 * `dx = scale·(dy·weight − (sums + h·products) / n)` with `h = (x − mean)·scale`, as
 * `(dy·weight − average)·factor + (x − middle)·slope + base`; in the order
 * of `standardizeColumns`.
 */
export function columnsBackward<T>(
  from: i32,
  to: i32,
  grouping: usize,
  dx: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  sums: usize,
  products: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const channels = g.groups * g.width;
  const pitch = channels * size;
  const plane = bandVectors * 16;
  const share = f64x2.splat(-1 / <f64> (g.rows * g.width));
  const bands = bandsOf<T>(g);
  const own = threadScratch();
  for (let i = to - 1; i >= from; i--) {
    const piece = i / bands;
    const start = firstOf<T>(i % bands);
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const block = piece / g.pieces * g.groups;
    let largest = f64x2.splat(0), smallest = f64x2.splat(1);
    for (let c = start; c < behind; c += 2) {
      const next = least(c + 1, behind - 1);
      const s = (block + groupOf(g, c)) * 8, s2 = (block + groupOf(g, next)) * 8;
      const m = pairOf(mean + s, mean + s2), f = pairOf(scale + s, scale + s2);
      const a = f64x2.mul(pairOf(sums + s, sums + s2), share);
      const square = f64x2.mul(f64x2.mul(f, f), share);
      const t = f64x2.mul(square, pairOf(products + s, products + s2));
      const w = twoOf<T>(weight + c * size, next - c);
      const at = own + (c - start) * size;
      storeTwo<T>(at, m);
      storeTwo<T>(at + plane, t);
      storeTwo<T>(at + 2 * plane, w);
      storeTwo<T>(at + 3 * plane, a);
      storeTwo<T>(at + 4 * plane, f);
      // What mean and average have beyond a float.
      const rest = f64x2.mul(beyond<T>(a), f);
      storeTwo<T>(at + 5 * plane, f64x2.sub(f64x2.mul(beyond<T>(m), t), rest));
      const level = f64x2.max(f64x2.abs(m), f64x2.abs(a));
      const factor = f64x2.max(f64x2.abs(f), f64x2.abs(t));
      largest = f64x2.max(largest, f64x2.max(level, f64x2.max(factor, f64x2.abs(w))));
      const low = f64x2.min(sizeUnlessZero(f), sizeUnlessZero(t));
      smallest = f64x2.min(smallest, f64x2.min(low, sizeUnlessZero(w)));
    }
    const isSafe = isInRange<T>(largest, smallest);
    if (!isSafe) {
      backwardInDoubles<T>(
        piece, start, behind, g, dx, x, dy, mean, scale, weight, sums, products,
      );
      continue;
    }
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      for (let c = start; c < behind; c += lanes<T>()) {
        const count = channels - c;
        const place = own + (c - start) * size;
        const m = v128.load(place), slope = v128.load(place + plane);
        const w = v128.load(place + 2 * plane);
        const average = v128.load(place + 3 * plane);
        const factor = v128.load(place + 4 * plane);
        const base = v128.load(place + 5 * plane);
        let at = x + row * pitch + c * size;
        let from = dy + at - x, to = dx + at - x;
        let n = least(stepRows, end - row);
        // In this order, so that what all of dy share falls out first.
        for (; n > 3 && count >= lanes<T>(); n -= 4) {
          const v0 = standardized<T>(v128.load(at), m, slope, base);
          const v1 = standardized<T>(v128.load(at + pitch), m, slope, base);
          const v2 = standardized<T>(v128.load(at + 2 * pitch), m, slope, base);
          const v3 = standardized<T>(v128.load(at + 3 * pitch), m, slope, base);
          const u0 = madd<T>(v128.load(from), w, average);
          const u1 = madd<T>(v128.load(from + pitch), w, average);
          const u2 = madd<T>(v128.load(from + 2 * pitch), w, average);
          const u3 = madd<T>(v128.load(from + 3 * pitch), w, average);
          v128.store(to, madd<T>(u0, factor, v0));
          v128.store(to + pitch, madd<T>(u1, factor, v1));
          v128.store(to + 2 * pitch, madd<T>(u2, factor, v2));
          v128.store(to + 3 * pitch, madd<T>(u3, factor, v3));
          at += 4 * pitch;
          from += 4 * pitch;
          to += 4 * pitch;
        }
        for (; n > 0; n--) {
          const u = madd<T>(loadSome<T>(from, count), w, average);
          const v = standardized<T>(loadSome<T>(at, count), m, slope, base);
          storeSome<T>(to, madd<T>(u, factor, v), count);
          at += pitch;
          from += pitch;
          to += pitch;
        }
      }
    }
  }
}

/** The same of a band in a piece whose numbers floats do not hold. */
function backwardInDoubles<T>(
  piece: i32,
  start: i32,
  behind: i32,
  g: Grouping,
  dx: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  sums: usize,
  products: usize,
): void {
  const size = <i32> sizeof<T>();
  const channels = g.groups * g.width;
  const count = <f64> (g.rows * g.width);
  const end = endOf(g, piece);
  for (let row = rowOf(g, piece); row < end; row++) {
    for (let c = start; c < behind; c++) {
      const at = (row * channels + c) * size;
      const s = (piece / g.pieces * g.groups + c / g.width) * 8;
      const f = load<f64>(scale + s);
      const h = (<f64> load<T>(x + at) - load<f64>(mean + s)) * f;
      const d = <f64> load<T>(dy + at) * <f64> load<T>(weight + c * size);
      const rest = load<f64>(sums + s) + h * load<f64>(products + s);
      store<T>(dx + at, <T> (f * (d - rest / count)));
    }
  }
}
