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
 * there is no `dy`, `Σ (x − mean)` and `Σ (x − mean)²`. `means` is room for a number
 * of each channel of each piece.
 */
export function columnSums<T>(
  from: i32,
  to: i32,
  grouping: usize,
  sums: usize,
  products: usize,
  x: usize,
  dy: usize,
  mean: usize,
  means: usize,
): void {
  const g = changetype<Grouping>(grouping);
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
    memory.fill(sums + place + start * 8, 0, (behind - start) * 8);
    memory.fill(products + place + start * 8, 0, (behind - start) * 8);
    const block = piece / g.pieces;
    spreadMeans(means + place, mean, g, block, start, behind);
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
          const m = load<f64>(means + to);
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
    const v0 = f64x2.sub(firstTwo<T>(at), m0);
    const w0 = f64x2.sub(firstTwo<T>(next), m0);
    const d0 = isAlone ? v0 : firstTwo<T>(other);
    const e0 = isAlone ? w0 : firstTwo<T>(otherNext);
    s0 = f64x2.add(s0, f64x2.add(d0, e0));
    p0 = madd<f64>(e0, w0, madd<f64>(d0, v0, p0));
    const v1 = f64x2.sub(second<T>(at), m1);
    const w1 = f64x2.sub(second<T>(next), m1);
    const d1 = isAlone ? v1 : second<T>(other);
    const e1 = isAlone ? w1 : second<T>(otherNext);
    s1 = f64x2.add(s1, f64x2.add(d1, e1));
    p1 = madd<f64>(e1, w1, madd<f64>(d1, v1, p1));
    const v2 = f64x2.sub(third<T>(at), m2);
    const w2 = f64x2.sub(third<T>(next), m2);
    const d2 = isAlone ? v2 : third<T>(other);
    const e2 = isAlone ? w2 : third<T>(otherNext);
    s2 = f64x2.add(s2, f64x2.add(d2, e2));
    p2 = madd<f64>(e2, w2, madd<f64>(d2, v2, p2));
    const v3 = f64x2.sub(fourth<T>(at), m3);
    const w3 = f64x2.sub(fourth<T>(next), m3);
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

/**
 * Of groups `from … to - 1` in all blocks, from the sums of each channel in a piece:
 * `sums = Σ dy·weight` and `products = Σ dy·weight·h`, and of each of their channels
 * `dWeight = Σ dy·h` and `dBias = Σ dy`, with `h = (x − mean)·scale`.
 */
export function columnTotals<T>(
  from: i32,
  to: i32,
  grouping: usize,
  dWeight: usize,
  dBias: usize,
  sums: usize,
  products: usize,
  pieceSums: usize,
  pieceProducts: usize,
  scale: usize,
  weight: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const width = g.width;
  const first = from * width * 8, bytes = (to - from) * width * 8;
  memory.fill(dWeight + first, 0, bytes);
  memory.fill(dBias + first, 0, bytes);
  for (let block = 0; block < g.blocks; block++) {
    for (let group = from; group < to; group++) {
      const s = (block * g.groups + group) * 8;
      const factor = load<f64>(scale + s);
      let sum: f64 = 0, product: f64 = 0;
      for (let c = group * width; c < (group + 1) * width; c++) {
        let own: f64 = 0, second: f64 = 0;
        let at = (block * g.pieces * g.pitch + c) * 8;
        for (let piece = 0; piece < g.pieces; piece++, at += g.pitch * 8) {
          own += load<f64>(pieceSums + at);
          second += load<f64>(pieceProducts + at);
        }
        second *= factor;
        const w = <f64> load<T>(weight + c * <i32> sizeof<T>());
        sum += own * w;
        product += second * w;
        store<f64>(dBias + c * 8, load<f64>(dBias + c * 8) + own);
        store<f64>(dWeight + c * 8, load<f64>(dWeight + c * 8) + second);
      }
      store<f64>(sums + s, sum);
      store<f64>(products + s, product);
    }
  }
}
