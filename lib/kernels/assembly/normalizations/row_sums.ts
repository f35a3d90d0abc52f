// Statistics and sums of normalizations along rows: each group of a row has its own.

import { firstTwo, Grouping, lastTwo } from "./grouping";
import { lanes, least, madd } from "../vectors/simd";

// @ts-ignore: decorator
@inline
function sumOf(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** The sum of the squares of `n` numbers. */
function squaresOf<T>(at: usize, n: i32): f64 {
  const size = <i32> sizeof<T>();
  const whole = at + (n * size & -32), end = at + n * size;
  let a = f64x2.splat(0), b = a, c = a, d = a;
  for (; at < whole; at += 32) {
    const v = firstTwo<T>(at), w = firstTwo<T>(at + 16);
    a = madd<f64>(v, v, a);
    b = madd<f64>(w, w, b);
    if (sizeof<T>() == 4) {
      const v = lastTwo<T>(at), w = lastTwo<T>(at + 16);
      c = madd<f64>(v, v, c);
      d = madd<f64>(w, w, d);
    }
  }
  let sum = sumOf(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
  for (; at < end; at += size) {
    const v = <f64> load<T>(at);
    sum += v * v;
  }
  return sum;
}

/** Means and variances of groups `from … to - 1`; without `isCentred`, the squares' means instead of variances, and no means. */
export function rowMoments<T>(
  from: i32,
  to: i32,
  grouping: usize,
  mean: usize,
  variance: usize,
  x: usize,
  isCentred: i32,
): void {
  const width = changetype<Grouping>(grouping).width;
  const size = <i32> sizeof<T>();
  const count = <f64> width;
  for (let s = from; s < to; s++) {
    const start = x + s * width * size;
    if (!isCentred) {
      store<f64>(variance + s * 8, squaresOf<T>(start, width) / count);
      continue;
    }
    const whole = start + (width * size & -32);
    // Distances to a number among them keep their digits in one sweep: those that
    // an outlier costs, doubles have beyond floats. Doubles take a second, around
    // the mean.
    let middle = <f64> load<T>(start);
    let average: f64 = 0;
    let squares: f64 = 0;
    for (let sweeps = sizeof<T>() == 8 ? 2 : 1; sweeps > 0; sweeps--) {
      middle += average;
      const pivot = f64x2.splat(middle);
      let sum = f64x2.splat(0), otherSum = sum;
      let square = sum, otherSquare = sum;
      // Four or eight numbers at a time: a turn of the loop costs as much as two.
      let at = start;
      for (; at < whole; at += 32) {
        const d = f64x2.sub(firstTwo<T>(at), pivot);
        const e = f64x2.sub(firstTwo<T>(at + 16), pivot);
        sum = f64x2.add(sum, f64x2.add(d, e));
        square = madd<f64>(e, e, madd<f64>(d, d, square));
        if (sizeof<T>() == 4) {
          const d = f64x2.sub(lastTwo<T>(at), pivot);
          const e = f64x2.sub(lastTwo<T>(at + 16), pivot);
          otherSum = f64x2.add(otherSum, f64x2.add(d, e));
          otherSquare = madd<f64>(e, e, madd<f64>(d, d, otherSquare));
        }
      }
      average = sumOf(f64x2.add(sum, otherSum));
      squares = sumOf(f64x2.add(square, otherSquare));
      for (; at < start + width * size; at += size) {
        const d = <f64> load<T>(at) - middle;
        average += d;
        squares += d * d;
      }
      average /= count;
    }
    store<f64>(mean + s * 8, middle + average);
    const rest = squares / count - average * average;
    store<f64>(variance + s * 8, max<f64>(rest, 0));
  }
}

/**
 * Of pieces `from … to - 1`, each of some blocks: for each channel `Σ dy·h` and
 * `Σ dy` over the blocks of a piece, with `h = (x − mean)·scale`; for each group
 * `sums = Σ dy·weight` and `products = Σ dy·weight·h`.
 */
export function rowSums<T>(
  from: i32,
  to: i32,
  grouping: usize,
  dWeight: usize,
  dBias: usize,
  sums: usize,
  products: usize,
  x: usize,
  dy: usize,
  mean: usize,
  scale: usize,
  weight: usize,
): void {
  const g = changetype<Grouping>(grouping);
  const size = <i32> sizeof<T>();
  const groups = g.groups, width = g.width;
  const bytes = (width & -lanes<T>()) * size;
  for (let piece = from; piece < to; piece++) {
    const place = piece * g.pitch * 8;
    memory.fill(dWeight + place, 0, g.pitch * 8);
    memory.fill(dBias + place, 0, g.pitch * 8);
    const end = least((piece + 1) * g.pieceRows, g.blocks);
    // Two blocks at a time, as what they add to is read and written.
    for (let block = piece * g.pieceRows; block < end; block += 2) {
      const isTwo = block + 1 < end;
      const mask = i32x4.splat(isTwo ? -1 : 0);
      for (let group = 0; group < groups; group++) {
        const s = block * groups + group;
        const s2 = isTwo ? s + groups : s;
        const own = group * width;
        const to = place + own * 8;
        const m = v128.load64_splat(mean + s * 8);
        const m2 = v128.load64_splat(mean + s2 * 8);
        const f = v128.load64_splat(scale + s * 8);
        const f2 = v128.load64_splat(scale + s2 * 8);
        const at = s * width * size, at2 = s2 * width * size;
        let sum = f64x2.splat(0), product = sum, sum2 = sum, product2 = sum;
        let i = 0;
        for (; i < bytes; i += 16) {
          const v = x + at + i, v2 = x + at2 + i;
          const slopes = dy + at + i, slopes2 = dy + at2 + i;
          const weights = weight + own * size + i;
          const target = to + (i << (sizeof<T>() == 4 ? 1 : 0));
          {
            const d = firstTwo<T>(slopes), d2 = v128.and(firstTwo<T>(slopes2), mask);
            const h = f64x2.mul(f64x2.sub(firstTwo<T>(v), m), f);
            const h2 = f64x2.mul(f64x2.sub(firstTwo<T>(v2), m2), f2);
            const w = firstTwo<T>(weights);
            const u = f64x2.mul(d, w), u2 = f64x2.mul(d2, w);
            sum = f64x2.add(sum, u);
            product = madd<f64>(u, h, product);
            sum2 = f64x2.add(sum2, u2);
            product2 = madd<f64>(u2, h2, product2);
            const both = f64x2.add(v128.load(dBias + target), d);
            v128.store(dBias + target, f64x2.add(both, d2));
            const one = madd<f64>(d, h, v128.load(dWeight + target));
            v128.store(dWeight + target, madd<f64>(d2, h2, one));
          }
          if (sizeof<T>() == 4) {
            const d = lastTwo<T>(slopes), d2 = v128.and(lastTwo<T>(slopes2), mask);
            const h = f64x2.mul(f64x2.sub(lastTwo<T>(v), m), f);
            const h2 = f64x2.mul(f64x2.sub(lastTwo<T>(v2), m2), f2);
            const w = lastTwo<T>(weights);
            const u = f64x2.mul(d, w), u2 = f64x2.mul(d2, w);
            sum = f64x2.add(sum, u);
            product = madd<f64>(u, h, product);
            sum2 = f64x2.add(sum2, u2);
            product2 = madd<f64>(u2, h2, product2);
            const both = f64x2.add(v128.load(dBias + target, 16), d);
            v128.store(dBias + target, f64x2.add(both, d2), 16);
            const one = madd<f64>(d, h, v128.load(dWeight + target, 16));
            v128.store(dWeight + target, madd<f64>(d2, h2, one), 16);
          }
        }
        // The end of a group in both blocks: the number of either in a lane.
        let ends = f64x2.splat(0), endProducts = ends;
        const middles = f64x2.replace_lane(m, 1, f64x2.extract_lane(m2, 0));
        const factors = f64x2.replace_lane(f, 1, f64x2.extract_lane(f2, 0));
        for (; i < width * size; i += size) {
          const target = to + (i << (sizeof<T>() == 4 ? 1 : 0));
          const d = f64x2(
            <f64> load<T>(dy + at + i),
            isTwo ? <f64> load<T>(dy + at2 + i) : 0,
          );
          const v = f64x2(
            <f64> load<T>(x + at + i),
            <f64> load<T>(x + at2 + i),
          );
          const h = f64x2.mul(f64x2.sub(v, middles), factors);
          const w = f64x2.splat(<f64> load<T>(weight + own * size + i));
          const u = f64x2.mul(d, w);
          ends = f64x2.add(ends, u);
          endProducts = madd<f64>(u, h, endProducts);
          store<f64>(dBias + target, load<f64>(dBias + target) + sumOf(d));
          const both = sumOf(f64x2.mul(d, h));
          store<f64>(dWeight + target, load<f64>(dWeight + target) + both);
        }
        store<f64>(sums + s * 8, sumOf(sum) + f64x2.extract_lane(ends, 0));
        store<f64>(
          products + s * 8,
          sumOf(product) + f64x2.extract_lane(endProducts, 0),
        );
        if (isTwo) {
          store<f64>(sums + s2 * 8, sumOf(sum2) + f64x2.extract_lane(ends, 1));
          store<f64>(
            products + s2 * 8,
            sumOf(product2) + f64x2.extract_lane(endProducts, 1),
          );
        }
      }
    }
  }
}
