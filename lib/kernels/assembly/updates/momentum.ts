// Steps by a running mean of the gradient alone.
import { lanes, loadSome, madd, nmadd, splat, storeSome } from "../vectors/simd";

// @ts-ignore: decorator
@inline
function momentumAt<T>(value: usize, gradient: usize, buffer: usize, r: v128, k: v128, s: v128, d: v128, looksAhead: bool, n: i32): void {
  const old = loadSome<T>(value, n);
  const g = madd<T>(d, old, loadSome<T>(gradient, n));
  const kept = v128.mul<T>(k, loadSome<T>(buffer, n));
  let move = madd<T>(s, g, kept);
  storeSome<T>(buffer, move, n);
  if (looksAhead) move = madd<T>(k, move, g);
  storeSome<T>(value, nmadd<T>(r, move, old), n);
}

/** A step with momentum for numbers `from … to - 1`. */
export function momentum<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  buffer: usize,
  rate: f64,
  momentum: f64,
  share: f64,
  decay: f64,
  looksAhead: bool,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  buffer += start;
  const r = splat<T>(rate);
  const k = splat<T>(momentum);
  const s = splat<T>(share);
  const d = splat<T>(decay);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    momentumAt<T>(value + i, gradient + i, buffer + i, r, k, s, d, looksAhead, lanes<T>());
  }
  if (n > 0) momentumAt<T>(value + i, gradient + i, buffer + i, r, k, s, d, looksAhead, n);
}

/** −1, 0 or 1; NaN for NaN. */
// @ts-ignore: decorator
@inline
function signOf<T>(x: v128): v128 {
  const zero = i32x4.splat(0);
  const one = splat<T>(1);
  const up = v128.and(one, v128.gt<T>(x, zero));
  const down = v128.and(one, v128.lt<T>(x, zero));
  return v128.bitselect(x, v128.sub<T>(up, down), v128.ne<T>(x, x));
}

// @ts-ignore: decorator
@inline
function lionAt<T>(value: usize, gradient: usize, mean: usize, r: v128, keep1: v128, share1: v128, keep2: v128, share2: v128, s: v128, n: i32): void {
  const g = loadSome<T>(gradient, n);
  const m = loadSome<T>(mean, n);
  const sign = signOf<T>(madd<T>(share1, g, v128.mul<T>(keep1, m)));
  const old = v128.mul<T>(s, loadSome<T>(value, n));
  storeSome<T>(value, nmadd<T>(r, sign, old), n);
  storeSome<T>(mean, madd<T>(share2, g, v128.mul<T>(keep2, m)), n);
}

/** A step of Lion for numbers `from … to - 1`. */
export function lion<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  shrink: f64,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  mean += start;
  const r = splat<T>(rate);
  const keep1 = splat<T>(beta1);
  const share1 = splat<T>(1 - beta1);
  const keep2 = splat<T>(beta2);
  const share2 = splat<T>(1 - beta2);
  const s = splat<T>(shrink);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    lionAt<T>(value + i, gradient + i, mean + i, r, keep1, share1, keep2, share2, s, lanes<T>());
  }
  if (n > 0) lionAt<T>(value + i, gradient + i, mean + i, r, keep1, share1, keep2, share2, s, n);
}
