// The loss of labels whose scores are held against one another, in doubles; see
// comparisons.ts in `plain`.
import { present, sumOfTwo, two } from "../vectors/doubles";

/**
 * `Σ share·max(0, margin + d·(x[i] − x[own]))` over the other numbers of a vector,
 * or `Σ share` of those where that is above 0. The share is `1 − t[i]` where d is 1,
 * and `t[i]` where it is −1.
 */
// @ts-ignore: decorator
@inline
function sumOver<T>(x: usize, t: usize, own: i32, margin: f64, d: f64, isCount: bool, columns: i32): f64 {
  const zero = f64x2.splat(0);
  const from = f64x2.splat(<f64> load<T>(x + own * sizeof<T>()));
  const start = f64x2.splat(margin), way = f64x2.splat(d);
  const base = f64x2.splat(d > 0 ? 1 : 0);
  const self = f64x2.splat(<f64> own);
  let index = f64x2(0, 1);
  let sum = zero;
  const step = 2 * <i32> sizeof<T>();
  for (let n = columns; n > 0; n -= 2, x += step, t += step) {
    const apart = f64x2.mul(way, f64x2.sub(two<T>(x, n), from));
    const excess = f64x2.add(start, apart);
    const share = present(f64x2.sub(base, f64x2.mul(way, two<T>(t, n))), n);
    const part = isCount
      ? v128.and(share, f64x2.gt(excess, zero))
      : v128.and(
        f64x2.mul(share, f64x2.pmax(excess, zero)),
        f64x2.ne(share, zero),
      );
    sum = f64x2.add(sum, v128.and(part, f64x2.ne(index, self)));
    index = f64x2.add(index, f64x2.splat(2));
  }
  return sumOfTwo(sum);
}

/** The loss of labels in rows `from … to - 1`. */
export function labelHinge<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  target: usize,
  margin: f64,
  factor: f64,
  length: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  x += from * length * pitch;
  target += from * length * pitch;
  for (let row = from; row < to; row++) {
    let sum: f64 = 0;
    for (let k = 0; k < length; k++, x += pitch, target += pitch) {
      for (let j = 0; j < columns; j++) {
        const holds = load<T>(target + j * size);
        if (holds == 0) continue;
        sum += <f64> holds * sumOver<T>(x, target, j, margin, 1, false, columns);
      }
    }
    store<T>(y + row * size, <T> (factor * sum));
  }
}

/** Its gradient in rows `from … to - 1`. */
export function labelHingeBackward<T>(
  from: i32,
  to: i32,
  dx: usize,
  x: usize,
  target: usize,
  dy: usize,
  margin: f64,
  factor: f64,
  length: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const pitch = columns * size;
  const first = from * length * pitch;
  dx += first;
  x += first;
  target += first;
  for (let row = from; row < to; row++) {
    const slope = factor * <f64> load<T>(dy + row * size);
    for (let k = 0; k < length; k++, dx += pitch, x += pitch, target += pitch) {
      for (let j = 0; j < columns; j++) {
        const holds = <f64> load<T>(target + j * size);
        let sum: f64 = 0;
        if (holds != 0) sum = -holds * sumOver<T>(x, target, j, margin, 1, true, columns);
        if (holds != 1) sum += (1 - holds) * sumOver<T>(x, target, j, margin, -1, true, columns);
        // Where nothing counts, it is 0, whatever the slope.
        store<T>(dx + j * size, <T> (sum == 0 ? 0 : slope * sum));
      }
    }
  }
}
