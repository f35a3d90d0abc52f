// Losses of the angles between vectors, in doubles; see comparisons.ts in `plain`.
import { dot } from "../updates/vectors";
import { sumOfTwo, two, writeTwo } from "../vectors/doubles";
import { madd, nmadd } from "../vectors/simd";

/** PyTorch's 10⁻¹² is one of single precision. */
const leastSquare: f64 = 9.999999960041972e-13;

/** `1 − cos` of two vectors, from their lengths squared. */
function gapOf<T>(a: usize, b: usize, square: f64, otherSquare: f64, n: i32): f64 {
  const scale = f64x2.splat(1 / sqrt(square));
  const otherScale = f64x2.splat(1 / sqrt(otherSquare));
  let sum = f64x2.splat(0);
  const step = 2 * <i32> sizeof<T>();
  for (; n > 0; n -= 2, a += step, b += step) {
    const own = f64x2.mul(two<T>(a, n), scale);
    const apart = nmadd<f64>(two<T>(b, n), otherScale, own);
    sum = madd<f64>(apart, apart, sum);
  }
  const rest = leastSquare / square + leastSquare / otherSquare;
  return (rest + sumOfTwo(sum)) / 2;
}

/** The loss of the cosines in rows `from … to - 1`. */
export function cosine<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  target: usize,
  margin: f64,
  factor: f64,
  isPair: bool,
  length: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const width = columns * size;
  const pitch = isPair ? 2 * width : width;
  let k = from * length;
  for (let row = from; row < to; row++) {
    let sum: f64 = 0;
    for (const end = k + length; k < end; k++) {
      const a = x + k * pitch;
      const b = isPair ? a + width : target + k * pitch;
      const square = dot<T>(a, a, columns) + leastSquare;
      const other = dot<T>(b, b, columns) + leastSquare;
      if (isPair && load<T>(target + k * size) != <T> 1) {
        const cos = dot<T>(a, b, columns) / sqrt(square * other);
        sum += max<f64>(0, cos - margin);
      } else sum += gapOf<T>(a, b, square, other, columns);
    }
    store<T>(y + row * size, <T> (factor * sum));
  }
}

/** `to = scale·(b·share − a·part)` */
function writeTurned<T>(to: usize, a: usize, b: usize, share: f64, part: f64, scale: f64, n: i32): void {
  const all = f64x2.splat(scale), vshare = f64x2.splat(share);
  const vpart = f64x2.splat(part);
  const step = 2 * <i32> sizeof<T>();
  for (; n > 0; n -= 2, a += step, b += step, to += step) {
    const toward = f64x2.mul(two<T>(b, n), vshare);
    const turned = nmadd<f64>(two<T>(a, n), vpart, toward);
    writeTwo<T>(to, f64x2.mul(all, turned), n);
  }
}

/** Its gradient in rows `from … to - 1`. */
export function cosineBackward<T>(
  from: i32,
  to: i32,
  dx: usize,
  x: usize,
  target: usize,
  dy: usize,
  margin: f64,
  factor: f64,
  isPair: bool,
  length: i32,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const width = columns * size;
  const pitch = isPair ? 2 * width : width;
  let k = from * length;
  for (let row = from; row < to; row++) {
    const slope = factor * <f64> load<T>(dy + row * size);
    for (const end = k + length; k < end; k++) {
      const a = x + k * pitch, into = dx + k * pitch;
      const b = isPair ? a + width : target + k * pitch;
      const square = dot<T>(a, a, columns) + leastSquare;
      const other = dot<T>(b, b, columns) + leastSquare;
      const both = sqrt(square * other);
      const cos = dot<T>(a, b, columns) / both;
      const isAlike = !isPair || load<T>(target + k * size) == <T> 1;
      const scale = isAlike ? -slope : cos > margin ? slope : 0 * slope;
      writeTurned<T>(into, a, b, 1 / both, cos / square, scale, columns);
      if (isPair) writeTurned<T>(into + width, b, a, 1 / both, cos / other, scale, columns);
    }
  }
}
