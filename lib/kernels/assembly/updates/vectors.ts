// What surrounds the steps of optimizers, over parameters as vectors.
import { sumOfTwo, two } from "../vectors/doubles";
import { lanes, loadSome, madd, splat, storeSome } from "../vectors/simd";

/** `Σ x·y` in doubles; the order follows from the length alone. */
export function dot<T>(x: usize, y: usize, length: i32): f64 {
  const size = <i32> sizeof<T>();
  const step = 8 * size;
  const end = (length & -8) * size;
  let a = i32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let i = 0; i < end; i += step) {
    const j = i + 2 * size;
    const k = i + 4 * size;
    const l = i + 6 * size;
    a = madd<f64>(two<T>(x + i, 2), two<T>(y + i, 2), a);
    b = madd<f64>(two<T>(x + j, 2), two<T>(y + j, 2), b);
    c = madd<f64>(two<T>(x + k, 2), two<T>(y + k, 2), c);
    d = madd<f64>(two<T>(x + l, 2), two<T>(y + l, 2), d);
  }
  let sum = sumOfTwo(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)));
  for (let i = end; i < length * size; i += size) {
    sum += <f64> load<T>(x + i) * <f64> load<T>(y + i);
  }
  return sum;
}

// @ts-ignore: decorator
@inline
function scaleAt<T>(y: usize, factor: v128, n: i32): void {
  storeSome<T>(y, v128.mul<T>(factor, loadSome<T>(y, n)), n);
}

/** `y = c·y` for numbers `from … to - 1`. */
export function scale<T>(from: i32, to: i32, y: usize, c: f64): void {
  y += from * sizeof<T>();
  const factor = splat<T>(c);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    scaleAt<T>(y + i, factor, lanes<T>());
  }
  if (n > 0) scaleAt<T>(y + i, factor, n);
}

// @ts-ignore: decorator
@inline
function clampAt<T>(y: usize, low: v128, high: v128, n: i32): void {
  const v = v128.max<T>(low, v128.min<T>(high, loadSome<T>(y, n)));
  storeSome<T>(y, v, n);
}

/** `y` cut off on both sides, for numbers `from … to - 1`. */
export function clamp<T>(from: i32, to: i32, y: usize, bound: f64): void {
  y += from * sizeof<T>();
  const low = splat<T>(-bound);
  const high = splat<T>(bound);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    clampAt<T>(y + i, low, high, lanes<T>());
  }
  if (n > 0) clampAt<T>(y + i, low, high, n);
}

// @ts-ignore: decorator
@inline
function approachAt<T>(y: usize, x: usize, share: v128, n: i32): void {
  const old = loadSome<T>(y, n);
  const apart = v128.sub<T>(loadSome<T>(x, n), old);
  storeSome<T>(y, madd<T>(share, apart, old), n);
}

/** `y = y + c·(x − y)` for numbers `from … to - 1`. */
export function approach<T>(
  from: i32,
  to: i32,
  y: usize,
  x: usize,
  c: f64,
): void {
  y += from * sizeof<T>();
  x += from * sizeof<T>();
  const share = splat<T>(c);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    approachAt<T>(y + i, x + i, share, lanes<T>());
  }
  if (n > 0) approachAt<T>(y + i, x + i, share, n);
}
