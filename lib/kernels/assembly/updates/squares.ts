// Steps whose length is that of the gradient by the root of its squares, which are
// summed or kept as a running mean.
import { lanes, loadSome, madd, nmadd, splat, storeSome } from "../vectors/simd";

// @ts-ignore: decorator
@inline
function adamAt<T>(value: usize, gradient: usize, mean: usize, square: usize, most: usize, r: v128, keep1: v128, share1: v128, keep2: v128, share2: v128, e: v128, d: v128, hasMost: bool, isDecoupled: bool, n: i32): void {
  let old = loadSome<T>(value, n);
  let g = loadSome<T>(gradient, n);
  if (isDecoupled) old = v128.mul<T>(d, old);
  else g = madd<T>(d, old, g);
  const kept = v128.mul<T>(keep1, loadSome<T>(mean, n));
  const m = madd<T>(share1, g, kept);
  const rest = v128.mul<T>(keep2, loadSome<T>(square, n));
  let s = madd<T>(v128.mul<T>(share2, g), g, rest);
  storeSome<T>(mean, m, n);
  storeSome<T>(square, s, n);
  if (hasMost) {
    s = v128.max<T>(loadSome<T>(most, n), s);
    storeSome<T>(most, s, n);
  }
  const size = v128.add<T>(v128.sqrt<T>(s), e);
  const move = v128.div<T>(v128.mul<T>(r, m), size);
  storeSome<T>(value, v128.sub<T>(old, move), n);
}

/** Adam, where `decay` is added to the gradient or multiplies the value. */
function adamOf<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  decay: f64,
  isDecoupled: bool,
): void {
  const start = from * sizeof<T>();
  const hasMost = most != 0;
  value += start;
  gradient += start;
  mean += start;
  square += start;
  most += start;
  const r = splat<T>(rate);
  const keep1 = splat<T>(beta1);
  const share1 = splat<T>(1 - beta1);
  const keep2 = splat<T>(beta2);
  const share2 = splat<T>(1 - beta2);
  const e = splat<T>(epsilon);
  const d = splat<T>(decay);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    adamAt<T>(value + i, gradient + i, mean + i, square + i, most + i, r, keep1, share1, keep2, share2, e, d, hasMost, isDecoupled, lanes<T>());
  }
  if (n > 0) adamAt<T>(value + i, gradient + i, mean + i, square + i, most + i, r, keep1, share1, keep2, share2, e, d, hasMost, isDecoupled, n);
}

/** A step of Adam for numbers `from … to - 1`; `decay` is added to the gradient. */
export function adam<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  decay: f64,
): void {
  adamOf<T>(from, to, value, gradient, mean, square, most, rate, beta1, beta2, epsilon, decay, false);
}

/** The same, where the value is multiplied by `shrink`. */
export function adamw<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  most: usize,
  rate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  shrink: f64,
): void {
  adamOf<T>(from, to, value, gradient, mean, square, most, rate, beta1, beta2, epsilon, shrink, true);
}

// @ts-ignore: decorator
@inline
function rmspropAt<T>(value: usize, gradient: usize, square: usize, mean: usize, buffer: usize, r: v128, keep: v128, share: v128, e: v128, k: v128, d: v128, hasMean: bool, hasBuffer: bool, n: i32): void {
  const old = loadSome<T>(value, n);
  const g = madd<T>(d, old, loadSome<T>(gradient, n));
  const kept = v128.mul<T>(keep, loadSome<T>(square, n));
  let s = madd<T>(v128.mul<T>(share, g), g, kept);
  storeSome<T>(square, s, n);
  if (hasMean) {
    const rest = v128.mul<T>(keep, loadSome<T>(mean, n));
    const m = madd<T>(share, g, rest);
    storeSome<T>(mean, m, n);
    s = v128.max<T>(nmadd<T>(m, m, s), i32x4.splat(0));
  }
  let move = v128.div<T>(g, v128.add<T>(v128.sqrt<T>(s), e));
  if (hasBuffer) {
    move = madd<T>(k, loadSome<T>(buffer, n), move);
    storeSome<T>(buffer, move, n);
  }
  storeSome<T>(value, nmadd<T>(r, move, old), n);
}

/** A step of RMSprop for numbers `from … to - 1`. */
export function rmsprop<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  square: usize,
  mean: usize,
  buffer: usize,
  rate: f64,
  alpha: f64,
  epsilon: f64,
  momentum: f64,
  decay: f64,
): void {
  const start = from * sizeof<T>();
  const hasMean = mean != 0, hasBuffer = buffer != 0;
  value += start;
  gradient += start;
  square += start;
  mean += start;
  buffer += start;
  const r = splat<T>(rate);
  const keep = splat<T>(alpha);
  const share = splat<T>(1 - alpha);
  const e = splat<T>(epsilon);
  const k = splat<T>(momentum);
  const d = splat<T>(decay);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    rmspropAt<T>(value + i, gradient + i, square + i, mean + i, buffer + i, r, keep, share, e, k, d, hasMean, hasBuffer, lanes<T>());
  }
  if (n > 0) rmspropAt<T>(value + i, gradient + i, square + i, mean + i, buffer + i, r, keep, share, e, k, d, hasMean, hasBuffer, n);
}

// @ts-ignore: decorator
@inline
function adagradAt<T>(value: usize, gradient: usize, sum: usize, r: v128, e: v128, d: v128, n: i32): void {
  const old = loadSome<T>(value, n);
  const g = madd<T>(d, old, loadSome<T>(gradient, n));
  const s = madd<T>(g, g, loadSome<T>(sum, n));
  storeSome<T>(sum, s, n);
  const size = v128.add<T>(v128.sqrt<T>(s), e);
  const move = v128.div<T>(v128.mul<T>(r, g), size);
  storeSome<T>(value, v128.sub<T>(old, move), n);
}

/** A step of Adagrad for numbers `from … to - 1`. */
export function adagrad<T>(
  from: i32,
  to: i32,
  value: usize,
  gradient: usize,
  sum: usize,
  rate: f64,
  epsilon: f64,
  decay: f64,
): void {
  const start = from * sizeof<T>();
  value += start;
  gradient += start;
  sum += start;
  const r = splat<T>(rate);
  const e = splat<T>(epsilon);
  const d = splat<T>(decay);
  let i = 0, n = to - from;
  for (; n >= lanes<T>(); i += 16, n -= lanes<T>()) {
    adagradAt<T>(value + i, gradient + i, sum + i, r, e, d, lanes<T>());
  }
  if (n > 0) adagradAt<T>(value + i, gradient + i, sum + i, r, e, d, n);
}
