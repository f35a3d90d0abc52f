// Normalizations whose statistics go down rows. What threads share are bands of
// channels in pieces of rows. In such a band each vector of channels goes down a
// few rows at a time, with what it needs in registers: so memory is read almost in
// order.

import { firstTwo, Grouping, high, lastTwo, loadUpTo, low } from "./grouping";
import { lanes, least, madd, storePart } from "../vectors/simd";

/** How many vectors a band has, and how many rows they go down. */
const bandVectors: i32 = 16;
const stepRows: i32 = 32;

/** How many bands the channels are. */
// @ts-ignore: decorator
@inline
function bandsOf<T>(g: Grouping): i32 {
  const width = bandVectors * lanes<T>();
  return (g.groups * g.width + width - 1) / width;
}

/** The first row of a piece, counted through all blocks. */
// @ts-ignore: decorator
@inline
function rowOf(g: Grouping, piece: i32): i32 {
  return piece / g.pieces * g.rows + piece % g.pieces * g.pieceRows;
}

/** The row behind its last. */
// @ts-ignore: decorator
@inline
function endOf(g: Grouping, piece: i32): i32 {
  const block = piece / g.pieces;
  return least(rowOf(g, piece) + g.pieceRows, (block + 1) * g.rows);
}

/** A vector of channels of a row. */
// @ts-ignore: decorator
@inline
function standardized<T>(v: v128, middle: v128, factor: v128, base: v128): v128 {
  return madd<T>(v128.sub<T>(v, middle), factor, base);
}

/** Stores as many numbers of a vector as there are channels. */
// @ts-ignore: decorator
@inline
function storeUpTo<T>(at: usize, v: v128, count: i32): void {
  if (count >= lanes<T>()) v128.store(at, v);
  else storePart<T>(at, v, count);
}

/**
 * Of each channel in a piece `sums = Σ dy` and `products = Σ dy·(x − pivot)`; where
 * there is no `dy`, `Σ (x − pivot)` and `Σ (x − pivot)²`.
 */
export function columnSums<T>(
  from: i32,
  to: i32,
  grouping: usize,
  sums: usize,
  products: usize,
  x: usize,
  dy: usize,
  pivots: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const channels = g.groups * g.width;
  const pitch = channels * <i32> sizeof<T>();
  const bands = bandsOf<T>(g);
  // Without dy the same numbers are read in its place.
  const other = dy == 0 ? x : dy;
  for (let i = from; i < to; i++) {
    const piece = i / bands;
    const start = i % bands * bandVectors * lanes<T>();
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const place = piece * g.pitch * 8;
    memory.fill(sums + place + start * 8, 0, (behind - start) * 8);
    memory.fill(products + place + start * 8, 0, (behind - start) * 8);
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      for (let c = start; c < behind; c += lanes<T>()) {
        const count = channels - c;
        const pivot = pivots + (piece / g.pieces * g.pitch + c) * 8;
        const own = sums + place + c * 8, second = products + place + c * 8;
        const m = v128.load(pivot), m2 = v128.load(pivot, 16);
        let sum = v128.load(own), sum2 = v128.load(own, 16);
        let product = v128.load(second), product2 = v128.load(second, 16);
        let at = x + row * pitch + c * <i32> sizeof<T>();
        let atOther = other + (at - x);
        let n = least(stepRows, end - row);
        // Two rows at a time: a turn of the loop costs as much as a row.
        if (count >= lanes<T>() && dy != 0) {
          for (; n > 1; n -= 2) {
            const vs = f64x2.sub(firstTwo<T>(at), m);
            const ws = f64x2.sub(firstTwo<T>(at + pitch), m);
            const ds = firstTwo<T>(atOther), es = firstTwo<T>(atOther + pitch);
            sum = f64x2.add(sum, f64x2.add(ds, es));
            product = madd<f64>(es, ws, madd<f64>(ds, vs, product));
            if (sizeof<T>() == 4) {
              const vs = f64x2.sub(lastTwo<T>(at), m2);
              const ws = f64x2.sub(lastTwo<T>(at + pitch), m2);
              const ds = lastTwo<T>(atOther), es = lastTwo<T>(atOther + pitch);
              sum2 = f64x2.add(sum2, f64x2.add(ds, es));
              product2 = madd<f64>(es, ws, madd<f64>(ds, vs, product2));
            }
            at += 2 * pitch;
            atOther += 2 * pitch;
          }
        } else if (count >= lanes<T>()) {
          for (; n > 1; n -= 2) {
            const vs = f64x2.sub(firstTwo<T>(at), m);
            const ws = f64x2.sub(firstTwo<T>(at + pitch), m);
            sum = f64x2.add(sum, f64x2.add(vs, ws));
            product = madd<f64>(ws, ws, madd<f64>(vs, vs, product));
            if (sizeof<T>() == 4) {
              const vs = f64x2.sub(lastTwo<T>(at), m2);
              const ws = f64x2.sub(lastTwo<T>(at + pitch), m2);
              sum2 = f64x2.add(sum2, f64x2.add(vs, ws));
              product2 = madd<f64>(ws, ws, madd<f64>(vs, vs, product2));
            }
            at += 2 * pitch;
          }
          atOther = at;
        }
        for (; n > 0; n--) {
          const v = loadUpTo<T>(at, count), d = loadUpTo<T>(atOther, count);
          const vs = f64x2.sub(low<T>(v), m);
          const ds = dy == 0 ? vs : low<T>(d);
          sum = f64x2.add(sum, ds);
          product = madd<f64>(ds, vs, product);
          if (sizeof<T>() == 4) {
            const vs = f64x2.sub(high<T>(v), m2);
            const ds = dy == 0 ? vs : high<T>(d);
            sum2 = f64x2.add(sum2, ds);
            product2 = madd<f64>(ds, vs, product2);
          }
          at += pitch;
          atOther += pitch;
        }
        v128.store(own, sum);
        v128.store(second, product);
        if (sizeof<T>() == 4) {
          v128.store(own, sum2, 16);
          v128.store(second, product2, 16);
        }
      }
    }
  }
}

/** `y = (x − middle)·factor + base`, each with a number for each block and channel: `numbers` has three such arrays. From the last row, which was read last. */
export function standardizeColumns<T>(
  from: i32,
  to: i32,
  grouping: usize,
  y: usize,
  x: usize,
  numbers: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const channels = g.groups * g.width;
  const pitch = channels * <i32> sizeof<T>();
  const bands = bandsOf<T>(g);
  for (let i = to - 1; i >= from; i--) {
    const piece = i / bands;
    const start = i % bands * bandVectors * lanes<T>();
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const own = numbers + piece / g.pieces * g.pitch * <i32> sizeof<T>();
    const plane = g.blocks * g.pitch * <i32> sizeof<T>();
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      for (let c = start; c < behind; c += lanes<T>()) {
        const count = channels - c;
        const place = own + c * <i32> sizeof<T>();
        const m = v128.load(place), f = v128.load(place + plane);
        const b = v128.load(place + 2 * plane);
        let at = x + row * pitch + c * <i32> sizeof<T>();
        let to = y + at - x;
        let n = least(stepRows, end - row);
        for (; n > 3 && count >= lanes<T>(); n -= 4) {
          v128.store(to, standardized<T>(v128.load(at), m, f, b));
          at += pitch;
          to += pitch;
          v128.store(to, standardized<T>(v128.load(at), m, f, b));
          at += pitch;
          to += pitch;
          v128.store(to, standardized<T>(v128.load(at), m, f, b));
          at += pitch;
          to += pitch;
          v128.store(to, standardized<T>(v128.load(at), m, f, b));
          at += pitch;
          to += pitch;
        }
        for (; n > 0; n--) {
          const v = loadUpTo<T>(at, count);
          storeUpTo<T>(to, standardized<T>(v, m, f, b), count);
          at += pitch;
          to += pitch;
        }
      }
    }
  }
}

/** `dx = (dy·weight − average)·factor + (x − middle)·slope + base`, each with a number for each block and channel: `numbers` has `middle` and `slope`, `weight`, `average` with the other sign and `factor`, and `base`. From the last row, which was read last. */
export function columnsBackward<T>(
  from: i32,
  to: i32,
  grouping: usize,
  dx: usize,
  x: usize,
  dy: usize,
  numbers: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const channels = g.groups * g.width;
  const pitch = channels * <i32> sizeof<T>();
  const bands = bandsOf<T>(g);
  for (let i = to - 1; i >= from; i--) {
    const piece = i / bands;
    const start = i % bands * bandVectors * lanes<T>();
    const behind = least(start + bandVectors * lanes<T>(), channels);
    const end = endOf(g, piece);
    const own = numbers + piece / g.pieces * g.pitch * <i32> sizeof<T>();
    const plane = g.blocks * g.pitch * <i32> sizeof<T>();
    for (let row = rowOf(g, piece); row < end; row += stepRows) {
      for (let c = start; c < behind; c += lanes<T>()) {
        const count = channels - c;
        const place = own + c * <i32> sizeof<T>();
        const m = v128.load(place), slope = v128.load(place + plane);
        const w = v128.load(place + 2 * plane);
        const average = v128.load(place + 3 * plane);
        const factor = v128.load(place + 4 * plane);
        const base = v128.load(place + 5 * plane);
        let at = x + row * pitch + c * <i32> sizeof<T>();
        let from = dy + at - x, to = dx + at - x;
        let n = least(stepRows, end - row);
        for (; n > 1 && count >= lanes<T>(); n -= 2) {
          // In this order, so that what all of dy share falls out first.
          const u = madd<T>(v128.load(from), w, average);
          const v = standardized<T>(v128.load(at), m, slope, base);
          v128.store(to, madd<T>(u, factor, v));
          const u2 = madd<T>(v128.load(from + pitch), w, average);
          const v2 = standardized<T>(v128.load(at + pitch), m, slope, base);
          v128.store(to + pitch, madd<T>(u2, factor, v2));
          at += 2 * pitch;
          from += 2 * pitch;
          to += 2 * pitch;
        }
        for (; n > 0; n--) {
          const u = madd<T>(loadUpTo<T>(from, count), w, average);
          const v = standardized<T>(loadUpTo<T>(at, count), m, slope, base);
          storeUpTo<T>(to, madd<T>(u, factor, v), count);
          at += pitch;
          from += pitch;
          to += pitch;
        }
      }
    }
  }
}
