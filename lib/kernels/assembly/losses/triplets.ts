// The loss of triplets of vectors, in doubles; see comparisons.ts in `plain`.
import { present, sumOfTwo, two, writeTwo } from "../vectors/doubles";
import { madd } from "../vectors/simd";

/** PyTorch adds it to each difference. */
const leastDifference: f64 = 1e-6;

/** `‖a − b + ε‖` */
function distanceOf<T>(a: usize, b: usize, n: i32): f64 {
  const least = f64x2.splat(leastDifference);
  let sum = f64x2.splat(0);
  const step = 2 * <i32> sizeof<T>();
  for (; n > 0; n -= 2, a += step, b += step) {
    const apart = f64x2.sub(two<T>(a, n), two<T>(b, n));
    const own = present(f64x2.add(apart, least), n);
    sum = madd<f64>(own, own, sum);
  }
  return sqrt(sumOfTwo(sum));
}

/** What a triplet exceeds its margin by, from its two distances. */
function excessOf<T>(a: usize, second: f64, third: f64, target: T, margin: f64, columns: i32): f64 {
  const both = second + third;
  const twice = f64x2.splat(2 * leastDifference);
  const step = 2 * <i32> sizeof<T>();
  let sum = f64x2.splat(0);
  let b = a + columns * sizeof<T>();
  let c = b + columns * sizeof<T>();
  for (let n = columns; n > 0; n -= 2, a += step, b += step, c += step) {
    const x = two<T>(a, n), y = two<T>(b, n), z = two<T>(c, n);
    const toBoth = f64x2.add(f64x2.sub(x, y), f64x2.sub(x, z));
    sum = madd<f64>(f64x2.sub(z, y), f64x2.add(toBoth, twice), sum);
  }
  return margin + <f64> target * (both == 0 ? 0 : sumOfTwo(sum) / both);
}

/** The loss of the triplets in rows `from … to - 1`. */
export function triplet<T>(
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
  const width = columns * size;
  let k = from * length;
  for (let row = from; row < to; row++) {
    let sum: f64 = 0;
    for (const end = k + length; k < end; k++) {
      const a = x + 3 * k * width;
      const second = distanceOf<T>(a, a + width, columns);
      const third = distanceOf<T>(a, a + 2 * width, columns);
      const own = load<T>(target + k * size);
      sum += max<f64>(0, excessOf<T>(a, second, third, own, margin, columns));
    }
    store<T>(y + row * size, <T> (factor * sum));
  }
}

/** Their gradient in rows `from … to - 1`. */
export function tripletBackward<T>(
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
  const width = columns * size;
  const least = f64x2.splat(leastDifference);
  let k = from * length;
  for (let row = from; row < to; row++) {
    const slope = factor * <f64> load<T>(dy + row * size);
    for (const end = k + length; k < end; k++) {
      let a = x + 3 * k * width, into = dx + 3 * k * width;
      const second = distanceOf<T>(a, a + width, columns);
      const third = distanceOf<T>(a, a + 2 * width, columns);
      const own = load<T>(target + k * size);
      const excess = excessOf<T>(a, second, third, own, margin, columns);
      const scale = f64x2.splat(excess > 0 ? <f64> own * slope : 0);
      const bySecond = f64x2.splat(second), byThird = f64x2.splat(third);
      const step = 2 * size;
      for (let n = columns; n > 0; n -= 2, a += step, into += step) {
        const v = two<T>(a, n);
        // In this order, to keep the difference of two large numbers.
        const apart = f64x2.sub(v, two<T>(a + width, n));
        const other = f64x2.sub(v, two<T>(a + 2 * width, n));
        const toSecond = f64x2.div(f64x2.add(apart, least), bySecond);
        const toThird = f64x2.div(f64x2.add(other, least), byThird);
        writeTwo<T>(into, f64x2.mul(scale, f64x2.sub(toSecond, toThird)), n);
        writeTwo<T>(into + width, f64x2.mul(f64x2.neg(scale), toSecond), n);
        writeTwo<T>(into + 2 * width, f64x2.mul(scale, toThird), n);
      }
    }
  }
}
