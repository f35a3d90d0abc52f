// Kernels that treat each number alone.
import { applyBy, slopeBy } from "./maps"; // Made by .ci/kernel_sources.ts.
import { scratch } from "./product";
import { lanes, loadPart, madd, storePart } from "./simd";

/** `y = f(x)` for numbers `from … to - 1`. */
export function map<T>(
  from: i32,
  to: i32,
  name: i32,
  y: usize,
  x: usize,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
): void {
  const n = to - from;
  const bytes = (n & -lanes<T>()) * <i32> sizeof<T>();
  y += from * sizeof<T>();
  x += from * sizeof<T>();
  applyBy<T>(name, y, x, bytes, a, b, c, d);
  // What does not fill a vector is computed in one.
  const rest = n & (lanes<T>() - 1);
  if (rest == 0) return;
  v128.store(scratch, loadPart<T>(x + bytes, rest));
  applyBy<T>(name, scratch, scratch, 16, a, b, c, d);
  storePart<T>(y + bytes, v128.load(scratch), rest);
}

/** `dx = dy·f′` for numbers `from … to - 1`. */
export function mapBackward<T>(
  from: i32,
  to: i32,
  name: i32,
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
): void {
  const n = to - from;
  const bytes = (n & -lanes<T>()) * <i32> sizeof<T>();
  const start = from * sizeof<T>();
  dx += start;
  x += start;
  y += start;
  dy += start;
  slopeBy<T>(name, dx, x, y, dy, bytes, a, b, c, d, e);
  const rest = n & (lanes<T>() - 1);
  if (rest == 0) return;
  const at = scratch;
  v128.store(at, loadPart<T>(x + bytes, rest));
  v128.store(at, loadPart<T>(y + bytes, rest), 16);
  v128.store(at, loadPart<T>(dy + bytes, rest), 32);
  slopeBy<T>(name, at, at, at + 16, at + 32, 16, a, b, c, d, e);
  storePart<T>(dx + bytes, v128.load(at), rest);
}

/** `y = y + c·x` for numbers `from … to - 1`. */
export function addScaled<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: T,
): void {
  const size = <i32> sizeof<T>();
  const n = to - from;
  y += from * size;
  x += from * size;
  const factor = v128.splat<T>(c);
  const bytes = (n & -lanes<T>()) * size;
  for (let i = 0; i < bytes; i += 16) {
    v128.store(y + i, madd<T>(factor, v128.load(x + i), v128.load(y + i)));
  }
  const rest = n & (lanes<T>() - 1);
  if (rest > 0) {
    const sum = madd<T>(
      factor,
      loadPart<T>(x + bytes, rest),
      loadPart<T>(y + bytes, rest),
    );
    storePart<T>(y + bytes, sum, rest);
  }
}
