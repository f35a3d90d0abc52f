// Sparsemax in the rows of a matrix, in doubles; see sparsemax.ts in `plain`.
import { largestOf } from "./largest";
import { present, sumOfTwo, two, writeTwo } from "../vectors/doubles";

/** The probabilities nearest to `x`, in rows `from … to - 1`. */
export function sparsemax<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let r = from; r < to; r++) {
    const row = x + r * columns * size;
    const most = f64x2.splat(<f64> largestOf<T>(row, columns));
    let threshold: f64 = -1;
    while (threshold == threshold) {
      const least = f64x2.splat(threshold);
      let sum = f64x2.splat(0);
      let count = i64x2.splat(0);
      for (let n = columns, at = row; n > 0; n -= 2, at += 2 * size) {
        const v = f64x2.sub(two<T>(at, n), most);
        // What is no number counts, so that all become none.
        const isOver = present(v128.not(f64x2.le(v, least)), n);
        sum = f64x2.add(sum, v128.and(v, isOver));
        count = i64x2.sub(count, isOver);
      }
      const all = i64x2.extract_lane(count, 0) + i64x2.extract_lane(count, 1);
      const next = (sumOfTwo(sum) - 1) / <f64> all;
      if (next <= threshold) break;
      threshold = next;
    }
    const least = f64x2.splat(threshold), zero = f64x2.splat(0);
    const into = y + r * columns * size;
    for (let i = 0; i < columns; i += 2) {
      const n = columns - i;
      const v = f64x2.sub(two<T>(row + i * size, n), most);
      writeTwo<T>(into + i * size, f64x2.pmax(f64x2.sub(v, least), zero), n);
    }
  }
}

/** `dx = dy − mean(dy)` over those with `y` not 0, in rows `from … to - 1`. */
export function sparsemaxBackward<T>(
  from: i32,
  to: i32,
  dx: usize,
  y: usize,
  dy: usize,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const zero = f64x2.splat(0);
  const first = from * columns * size;
  dx += first;
  y += first;
  dy += first;
  const pitch = columns * size;
  for (let r = from; r < to; r++, dx += pitch, y += pitch, dy += pitch) {
    let sum = zero;
    let count = i64x2.splat(0);
    for (let i = 0; i < columns; i += 2) {
      const n = columns - i;
      const isPart = f64x2.ne(two<T>(y + i * size, n), zero);
      sum = f64x2.add(sum, v128.and(two<T>(dy + i * size, n), isPart));
      count = i64x2.sub(count, isPart);
    }
    const all = i64x2.extract_lane(count, 0) + i64x2.extract_lane(count, 1);
    const mean = f64x2.splat(sumOfTwo(sum) / <f64> all);
    for (let i = 0; i < columns; i += 2) {
      const n = columns - i;
      const isPart = f64x2.ne(two<T>(y + i * size, n), zero);
      const apart = f64x2.sub(two<T>(dy + i * size, n), mean);
      writeTwo<T>(dx + i * size, v128.and(apart, isPart), n);
    }
  }
}
