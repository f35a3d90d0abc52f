// What normalizations compute of each number where their statistics go down rows.
// What threads share are bands of channels in pieces of rows, as for the sums; the
// numbers of each channel are made once for a piece.

import { lanes, least, loadSome, madd, storeSome } from "../vectors/simd";
import {
  bandsOf,
  bandVectors,
  endOf,
  firstOf,
  Grouping,
  isNear,
  isTame,
  rowOf,
  stepRows,
} from "./grouping";

// @ts-ignore: decorator
@inline
function standardized<T>(v: v128, middle: v128, factor: v128, base: v128): v128 {
  return madd<T>(v128.sub<T>(v, middle), factor, base);
}

/**
 * `y = (x − mean)·scale·weight + bias`; `numbers` is room for six numbers of each
 * channel of each piece. From the last row, which was read last.
 */
export function standardizeColumns<T>(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  numbers: usize,
  mean: usize,
  scale: usize,
  weight: usize,
  bias: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const channels = g.groups * g.width;
  const pitch = channels * size;
  const plane = g.pitch * size;
  const bands = bandsOf<T>(g);
  for (let i = to - 1; i >= from; i--) {
    const piece = i / bands;
    const start = firstOf<T>(i % bands);
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const own = numbers + piece * 6 * plane;
    let isSafe = true;
    let s = (piece / g.pieces * g.groups + start / g.width) * 8;
    let k = start % g.width;
    for (let c = start; c < behind; c++) {
      const m = load<f64>(mean + s);
      const f = load<f64>(scale + s) * <f64> load<T>(weight + c * size);
      const at = own + c * size;
      store<T>(at, <T> m);
      store<T>(at + plane, <T> f);
      // What the mean has beyond a float.
      const base = <f64> load<T>(bias + c * size) + (<f64> <T> m - m) * f;
      store<T>(at + 2 * plane, <T> base);
      isSafe = isSafe && isTame<T>(f) && isNear<T>(m);
      if (++k == g.width) {
        k = 0;
        s += 8;
      }
    }
    if (!isSafe) {
      standardizeInDoubles<T>(
        piece, start, behind, g, y, x, mean, scale, weight, bias,
      );
      continue;
    }
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      for (let c = start; c < behind; c += lanes<T>()) {
        const count = channels - c;
        const place = own + c * size;
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
 * `(dy·weight − average)·factor + (x − middle)·slope + base`; `numbers` and the order
 * as for `standardizeColumns`.
 */
export function columnsBackward<T>(
  from: i32,
  to: i32,
  grouping: usize,
  dx: usize,
  x: usize,
  dy: usize,
  numbers: usize,
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
  const plane = g.pitch * size;
  const count = <f64> (g.rows * g.width);
  const bands = bandsOf<T>(g);
  for (let i = to - 1; i >= from; i--) {
    const piece = i / bands;
    const start = firstOf<T>(i % bands);
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const own = numbers + piece * 6 * plane;
    let isSafe = true;
    let s = (piece / g.pieces * g.groups + start / g.width) * 8;
    let k = start % g.width;
    for (let c = start; c < behind; c++) {
      const m = load<f64>(mean + s), f = load<f64>(scale + s);
      const a = -load<f64>(sums + s) / count;
      const t = -f * f * load<f64>(products + s) / count;
      const w = load<T>(weight + c * size);
      const at = own + c * size;
      store<T>(at, <T> m);
      store<T>(at + plane, <T> t);
      store<T>(at + 2 * plane, w);
      store<T>(at + 3 * plane, <T> a);
      store<T>(at + 4 * plane, <T> f);
      // What mean and average have beyond a float.
      const base = (<f64> <T> m - m) * t + (a - <f64> <T> a) * f;
      store<T>(at + 5 * plane, <T> base);
      isSafe = isSafe && isTame<T>(<f64> w) && isTame<T>(f) && isTame<T>(t) &&
        isNear<T>(m) && isNear<T>(a);
      if (++k == g.width) {
        k = 0;
        s += 8;
      }
    }
    if (!isSafe) {
      backwardInDoubles<T>(
        piece, start, behind, g, dx, x, dy, mean, scale, weight, sums, products,
      );
      continue;
    }
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      for (let c = start; c < behind; c += lanes<T>()) {
        const count = channels - c;
        const place = own + c * size;
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
