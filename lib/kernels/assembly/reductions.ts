// What rows are reduced to: sums, and where the largest stands.
import { largestLane } from "./rows";
import { lanes, least, sumLanes } from "./simd";

/** So many bytes of a row are added up before their sum is added: a long sum of floats drops what is small beside it. */
const blockBytes: i32 = 1024;

/** The sum of `n` numbers, in four chains. */
function sumOfRow<T>(x: usize, n: i32): f64 {
  const size = <i32> sizeof<T>();
  const end = x + n * size;
  let total: f64 = 0;
  const whole = x + (n * size & -64);
  while (x < whole) {
    const stop = x + least(blockBytes, <i32> (whole - x));
    let a = i32x4.splat(0), b = a, c = a, d = a;
    for (; x < stop; x += 64) {
      a = v128.add<T>(a, v128.load(x));
      b = v128.add<T>(b, v128.load(x, 16));
      c = v128.add<T>(c, v128.load(x, 32));
      d = v128.add<T>(d, v128.load(x, 48));
    }
    const both = v128.add<T>(v128.add<T>(a, b), v128.add<T>(c, d));
    total += <f64> sumLanes<T>(both);
  }
  for (; x < end; x += size) total += <f64> load<T>(x);
  return total;
}

/** `y[r] = c·Σ x[r, ·]` for rows `from … to - 1`. */
export function sumColumns<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  for (let r = from; r < to; r++) {
    const sum = sumOfRow<T>(x + r * columns * size, columns);
    store<T>(y + r * size, <T> (c * sum));
  }
}

/** Where in a row the largest number first stands, or the first that is none; of the smallest with the sign −1: in rows `from … to - 1`. */
export function largestPlaces<T>(
  from: i32,
  to: i32,
  places: usize,
  x: usize,
  sign: T,
  columns: i32,
): void {
  const size = <i32> sizeof<T>();
  const bytes = (columns & -lanes<T>()) * size;
  const factor = v128.splat<T>(sign);
  for (let r = from; r < to; r++) {
    const at = x + r * columns * size;
    let most = v128.splat<T>(<T> -Infinity), second = most;
    // What is no number differs from itself.
    let odd = i32x4.splat(0);
    let i = 0;
    for (; i + 16 < bytes; i += 32) {
      const v = v128.mul<T>(v128.load(at + i), factor);
      const w = v128.mul<T>(v128.load(at + i, 16), factor);
      most = v128.pmax<T>(most, v);
      second = v128.pmax<T>(second, w);
      odd = v128.or(odd, v128.or(v128.ne<T>(v, v), v128.ne<T>(w, w)));
    }
    most = v128.pmax<T>(most, second);
    let isOdd = v128.any_true(odd);
    let value = largestLane<T>(most);
    for (; i < columns * size; i += size) {
      const next = load<T>(at + i) * sign;
      if (next > value) value = next;
      if (next != next) isOdd = true;
    }
    const wanted = v128.splat<T>(value);
    i = 0;
    for (; i < bytes && !isOdd; i += 16) {
      const v = v128.mul<T>(v128.load(at + i), factor);
      if (v128.any_true(v128.eq<T>(v, wanted))) break;
    }
    for (; i < columns * size; i += size) {
      const next = load<T>(at + i) * sign;
      if (isOdd ? next != next : next == value) break;
    }
    store<T>(places + r * size, <T> (i / size));
  }
}
