// Sums of normalizations whose statistics go down rows. What threads share are bands
// of channels in pieces of rows. In such a band eight channels go down a few rows at a
// time, with their sums in registers: so memory is read almost in order.

import { lanes, least, madd } from "../vectors/simd";
import {
  bandsOf,
  bandVectors,
  endOf,
  firstOf,
  firstTwo,
  Grouping,
  lastTwo,
  rowOf,
  stepRows,
} from "./grouping";

/** So many channels go down together: two numbers in each of four vectors of doubles. */
const atOnce: i32 = 8;

/** Numbers 2k and 2k + 1 of eight, as doubles. */
// @ts-ignore: decorator
@inline
function second<T>(at: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(at, 16) : lastTwo<T>(at);
}

// @ts-ignore: decorator
@inline
function third<T>(at: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(at, 32);
  return f64x2.promote_low_f32x4(v128.load64_zero(at, 16));
}

// @ts-ignore: decorator
@inline
function fourth<T>(at: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(at, 48);
  return f64x2.promote_low_f32x4(v128.load64_zero(at, 24));
}

/** The mean of each channel of a band, one beside the other. */
// @ts-ignore: decorator
@inline
function spreadMeans(
  to: usize,
  mean: usize,
  g: Grouping,
  block: i32,
  start: i32,
  behind: i32,
): void {
  let s = block * g.groups + start / g.width;
  let k = start % g.width;
  for (let c = start; c < behind; c++) {
    store<f64>(to + c * 8, load<f64>(mean + s * 8));
    if (++k == g.width) {
      k = 0;
      s++;
    }
  }
}

/**
 * Of each channel in a piece `sums = Σ dy` and `products = Σ dy·(x − mean)`; where
 * there is no `dy`, `Σ (x − mean)` and `Σ (x − mean)²`. Of floats `products = Σ dy·x`: doubles hold such
 * products, and what is lost where `mean` is taken away later is less than floats
 * hold, however far from 0 it is.
 */
export function columnSums<T>(
  from: i32,
  to: i32,
  grouping: usize,
  x: usize,
  dy: usize,
  mean: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const sums: usize = g.sums, products: usize = g.products;
  const means: usize = g.means;
  const size = <i32> sizeof<T>();
  const channels = g.groups * g.width;
  const pitch = channels * size;
  const bands = bandsOf<T>(g);
  for (let i = from; i < to; i++) {
    const piece = i / bands;
    const start = firstOf<T>(i % bands);
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const place = piece * g.pitch * 8;
    // A call of memory.fill takes longer.
    const zero = f64x2.splat(0);
    for (let c = place + start * 8; c < place + behind * 8; c += 16) {
      v128.store(sums + c, zero);
      v128.store(products + c, zero);
    }
    const block = piece / g.pieces;
    if (isCentred<T>(dy)) {
      spreadMeans(means + place, mean, g, block, start, behind);
    }
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      const n = least(stepRows, end - row);
      for (let c = start; c < behind;) {
        const own = place + c * 8;
        const at = x + row * pitch + c * size;
        // Without dy the same numbers are read in its place.
        const other = dy == 0 ? at : dy + (at - x);
        const count = least(behind - c, atOnce);
        const pairs = count == atOnce ? n & -2 : 0;
        if (pairs > 0) {
          const to = sums + own, second = products + own;
          const middles = means + own;
          if (dy == 0) {
            sumEight<T>(to, second, at, at, middles, pairs, pitch, true);
          } else {
            sumEight<T>(to, second, at, other, middles, pairs, pitch, false);
          }
        }
        for (let k = 0; k < count && pairs < n; k++) {
          const to = own + k * 8;
          const m = isCentred<T>(dy) ? load<f64>(means + to) : 0;
          let sum = load<f64>(sums + to), product = load<f64>(products + to);
          let i = pairs * pitch + k * size;
          for (let r = pairs; r < n; r++, i += pitch) {
            const v = <f64> load<T>(at + i) - m;
            const d = dy == 0 ? v : <f64> load<T>(other + i);
            sum += d;
            product += d * v;
          }
          store<f64>(sums + to, sum);
          store<f64>(products + to, product);
        }
        c += count;
      }
    }
  }
}

/** Whether the mean is taken away before numbers are multiplied. */
// @ts-ignore: decorator
@inline
export function isCentred<T>(dy: usize): bool {
  return sizeof<T>() == 8 || dy == 0;
}

/** Two numbers, without their mean where that is taken away at once. */
// @ts-ignore: decorator
@inline
function centred<T>(v: v128, mean: v128, isAlone: bool): v128 {
  return sizeof<T>() == 8 || isAlone ? f64x2.sub(v, mean) : v;
}

/** Adds to the sums of eight channels those of an even number of rows. */
// @ts-ignore: decorator
@inline
function sumEight<T>(
  sums: usize,
  products: usize,
  at: usize,
  other: usize,
  means: usize,
  n: i32,
  pitch: i32,
  isAlone: bool,
): void {
  const m0 = v128.load(means), m1 = v128.load(means, 16);
  const m2 = v128.load(means, 32), m3 = v128.load(means, 48);
  let s0 = v128.load(sums), s1 = v128.load(sums, 16);
  let s2 = v128.load(sums, 32), s3 = v128.load(sums, 48);
  let p0 = v128.load(products), p1 = v128.load(products, 16);
  let p2 = v128.load(products, 32), p3 = v128.load(products, 48);
  // Two rows at a time: a turn of the loop costs as much as a vector.
  for (; n > 0; n -= 2) {
    const next = at + pitch, otherNext = other + pitch;
    const v0 = centred<T>(firstTwo<T>(at), m0, isAlone);
    const w0 = centred<T>(firstTwo<T>(next), m0, isAlone);
    const d0 = isAlone ? v0 : firstTwo<T>(other);
    const e0 = isAlone ? w0 : firstTwo<T>(otherNext);
    s0 = f64x2.add(s0, f64x2.add(d0, e0));
    p0 = madd<f64>(e0, w0, madd<f64>(d0, v0, p0));
    const v1 = centred<T>(second<T>(at), m1, isAlone);
    const w1 = centred<T>(second<T>(next), m1, isAlone);
    const d1 = isAlone ? v1 : second<T>(other);
    const e1 = isAlone ? w1 : second<T>(otherNext);
    s1 = f64x2.add(s1, f64x2.add(d1, e1));
    p1 = madd<f64>(e1, w1, madd<f64>(d1, v1, p1));
    const v2 = centred<T>(third<T>(at), m2, isAlone);
    const w2 = centred<T>(third<T>(next), m2, isAlone);
    const d2 = isAlone ? v2 : third<T>(other);
    const e2 = isAlone ? w2 : third<T>(otherNext);
    s2 = f64x2.add(s2, f64x2.add(d2, e2));
    p2 = madd<f64>(e2, w2, madd<f64>(d2, v2, p2));
    const v3 = centred<T>(fourth<T>(at), m3, isAlone);
    const w3 = centred<T>(fourth<T>(next), m3, isAlone);
    const d3 = isAlone ? v3 : fourth<T>(other);
    const e3 = isAlone ? w3 : fourth<T>(otherNext);
    s3 = f64x2.add(s3, f64x2.add(d3, e3));
    p3 = madd<f64>(e3, w3, madd<f64>(d3, v3, p3));
    at = next + pitch;
    other = otherNext + pitch;
  }
  v128.store(sums, s0);
  v128.store(sums, s1, 16);
  v128.store(sums, s2, 32);
  v128.store(sums, s3, 48);
  v128.store(products, p0);
  v128.store(products, p1, 16);
  v128.store(products, p2, 32);
  v128.store(products, p3, 48);
}
