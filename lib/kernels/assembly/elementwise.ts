// Kernels that treat each number alone: what functions compute of a vector, the loops
// over them, and the kernels. Formulas and loops are inlined for each function, where
// its name is known (maps.ts, which is made).
import {
  atan,
  exp,
  expm1,
  log,
  log1p,
  logOnePlusExp,
  sigmoid,
  tanh,
} from "./vectors/functions";
import { applyBy, slopeBy } from "./maps"; // Made by .ci/kernel_sources.ts.
import { Name } from "./names"; // This too.
import { scratch } from "./product";
import { lanes, loadPart, madd, storePart } from "./vectors/simd";
import {
  errorFunction,
  errorSlope,
  mish,
  mishSlope,
  normal,
  normalSlope,
  silu,
  siluSlope,
  tanhGate,
  tanhShrink,
  tanhUnitSlope,
} from "./vectors/units";

/** The constants of a function, and what the first divides by. */
// @ts-ignore: decorator
@inline
function apply<T>(
  name: Name,
  x: v128,
  a: v128,
  inverse: v128,
  b: v128,
  c: v128,
  d: v128,
): v128 {
  const zero = i32x4.splat(0);
  const one = v128.splat<T>(<T> 1);
  if (name == Name.Sigmoid) return sigmoid<T>(x);
  if (name == Name.Tanh) return tanh<T>(x);
  if (name == Name.Exp) return exp<T>(x);
  if (name == Name.Expm1) return expm1<T>(x);
  if (name == Name.Log) return log<T>(x);
  if (name == Name.Log1p) return log1p<T>(x);
  if (name == Name.Silu) return silu<T>(x, a);
  if (name == Name.GeluTanh) return v128.mul<T>(x, tanhGate<T>(x));
  if (name == Name.Gelu) return v128.mul<T>(x, normal<T>(x));
  if (name == Name.Erf) return errorFunction<T>(x);
  if (name == Name.Mish) return mish<T>(x);
  if (name == Name.TanhShrink) return tanhShrink<T>(x);
  if (name == Name.Atan) return atan<T>(x);
  // max(−0, 0) is 0, as JavaScript has it, and NaN stays.
  if (name == Name.Relu) return v128.pmax<T>(v128.add<T>(x, zero), zero);
  if (name == Name.LeakyRelu) {
    return v128.bitselect(x, v128.mul<T>(a, x), v128.gt<T>(x, zero));
  }
  if (name == Name.Elu) {
    const t = v128.pmin<T>(v128.mul<T>(x, inverse), zero);
    const below = v128.mul<T>(c, expm1<T>(t));
    return v128.bitselect(v128.mul<T>(b, x), below, v128.gt<T>(x, zero));
  }
  if (name == Name.Softplus) {
    const t = v128.mul<T>(a, x);
    const y = v128.mul<T>(inverse, logOnePlusExp<T>(t));
    return v128.bitselect(x, y, v128.gt<T>(t, b));
  }
  if (name == Name.Squareplus) {
    const side = sideOf<T>(x, b);
    const above = v128.mul<T>(v128.add<T>(x, side), v128.splat<T>(<T> 0.5));
    const half = v128.mul<T>(a, v128.splat<T>(<T> 0.5));
    const below = v128.div<T>(half, v128.sub<T>(side, x));
    return v128.bitselect(above, below, v128.gt<T>(x, zero));
  }
  if (name == Name.Softsign) {
    return v128.div<T>(x, v128.add<T>(one, v128.abs<T>(x)));
  }
  // A sum with −0 is the other number, with its sign.
  if (name == Name.Line) return madd<T>(a, x, b);
  if (name == Name.Ramp) {
    const within = v128.pmin<T>(v128.pmax<T>(x, b), c);
    return v128.mul<T>(v128.add<T>(within, d), inverse);
  }
  if (name == Name.Clip) return v128.pmin<T>(v128.pmax<T>(x, a), b);
  if (name == Name.Threshold) return v128.bitselect(b, x, v128.le<T>(x, a));
  if (name == Name.Shrink) {
    const sign = v128.and(x, v128.splat<T>(<T> -0.0));
    const moved = v128.sub<T>(x, v128.or(b, sign));
    return v128.andnot(moved, v128.le<T>(v128.abs<T>(x), a));
  }
  if (name == Name.Parabola) {
    const curve = v128.mul<T>(
      v128.mul<T>(v128.add<T>(x, c), v128.add<T>(x, d)),
      inverse,
    );
    const y = v128.bitselect(x, curve, v128.gt<T>(x, b));
    return v128.andnot(y, v128.lt<T>(x, v128.neg<T>(b)));
  }
  if (name == Name.Abs) return v128.abs<T>(x);
  if (name == Name.Square) return v128.mul<T>(x, x);
  if (name == Name.Sqrt) return v128.sqrt<T>(x);
  return v128.div<T>(one, x);
}

/** The derivative, from x or y, whichever says it more easily. */
// @ts-ignore: decorator
@inline
function slopeOf<T>(
  name: Name,
  x: v128,
  y: v128,
  a: v128,
  inverse: v128,
  b: v128,
  c: v128,
  d: v128,
  e: v128,
): v128 {
  const one = v128.splat<T>(<T> 1);
  const zero = i32x4.splat(0);
  if (name == Name.Sigmoid) return v128.mul<T>(y, v128.sub<T>(one, y));
  if (name == Name.Tanh) return v128.sub<T>(one, v128.mul<T>(y, y));
  if (name == Name.Exp) return y;
  if (name == Name.Expm1) return exp<T>(x);
  if (name == Name.Log) return v128.div<T>(one, x);
  if (name == Name.Log1p) return v128.div<T>(one, v128.add<T>(one, x));
  if (name == Name.Silu) return siluSlope<T>(x, a);
  if (name == Name.GeluTanh) return tanhUnitSlope<T>(x);
  if (name == Name.Gelu) return normalSlope<T>(x);
  if (name == Name.Erf) return errorSlope<T>(x);
  if (name == Name.Mish) return mishSlope<T>(x);
  if (name == Name.TanhShrink) {
    const t = tanh<T>(x);
    return v128.mul<T>(t, t);
  }
  if (name == Name.Atan) return v128.div<T>(one, madd<T>(x, x, one));
  // NaN passes the gradient.
  if (name == Name.Relu) return v128.andnot(one, v128.le<T>(x, zero));
  if (name == Name.LeakyRelu) {
    return v128.bitselect(one, a, v128.gt<T>(x, zero));
  }
  if (name == Name.Elu) {
    const t = v128.mul<T>(x, inverse);
    const below = v128.mul<T>(v128.mul<T>(c, inverse), exp<T>(t));
    return v128.bitselect(b, below, v128.gt<T>(x, zero));
  }
  if (name == Name.Softplus) {
    const t = v128.mul<T>(a, x);
    return v128.bitselect(one, sigmoid<T>(t), v128.gt<T>(t, b));
  }
  if (name == Name.Squareplus) return v128.div<T>(y, sideOf<T>(x, b));
  if (name == Name.Softsign) {
    const share = v128.div<T>(one, v128.add<T>(one, v128.abs<T>(x)));
    return v128.mul<T>(share, share);
  }
  if (name == Name.Line) return a;
  if (name == Name.Ramp) {
    const within = v128.and(v128.gt<T>(x, b), v128.lt<T>(x, c));
    const slope = v128.and(inverse, within);
    return v128.bitselect(slope, e, v128.eq<T>(x, x));
  }
  if (name == Name.Clip) {
    return v128.and(one, v128.and(v128.ge<T>(x, a), v128.le<T>(x, b)));
  }
  if (name == Name.Threshold) return v128.andnot(one, v128.le<T>(x, a));
  if (name == Name.Shrink) {
    return v128.andnot(one, v128.le<T>(v128.abs<T>(x), a));
  }
  if (name == Name.Parabola) {
    const sum = v128.add<T>(v128.add<T>(x, c), v128.add<T>(x, d));
    const curve = v128.mul<T>(sum, inverse);
    const slope = v128.bitselect(one, curve, v128.gt<T>(x, b));
    return v128.andnot(slope, v128.lt<T>(x, v128.neg<T>(b)));
  }
  if (name == Name.Abs) {
    const sign = v128.or(one, v128.and(x, v128.splat<T>(<T> -0.0)));
    return v128.bitselect(sign, x, v128.gt<T>(v128.abs<T>(x), zero));
  }
  if (name == Name.Square) return v128.add<T>(x, x);
  if (name == Name.Sqrt) return v128.div<T>(v128.splat<T>(<T> 0.5), y);
  return v128.neg<T>(v128.mul<T>(y, y));
}

/** `√(x² + b²)` without overflow. */
// @ts-ignore: decorator
@inline
function sideOf<T>(x: v128, b: v128): v128 {
  const size = v128.abs<T>(x);
  const long = v128.pmax<T>(size, b);
  const ratio = v128.div<T>(v128.pmin<T>(b, size), long);
  const one = v128.splat<T>(<T> 1);
  return v128.mul<T>(long, v128.sqrt<T>(madd<T>(ratio, ratio, one)));
}

/** `y = f(x)` over whole vectors. */
// @ts-ignore: decorator
@inline
export function applyAll<T>(
  name: Name,
  y: usize,
  x: usize,
  bytes: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
): void {
  const va = v128.splat<T>(<T> a);
  const inverse = v128.splat<T>(<T> (1 / a));
  const vb = v128.splat<T>(<T> b);
  const vc = v128.splat<T>(<T> c);
  const vd = v128.splat<T>(<T> d);
  for (let i = 0; i < bytes; i += 16) {
    const v = v128.load(x + i);
    v128.store(y + i, apply<T>(name, v, va, inverse, vb, vc, vd));
  }
}

/** `dx = dy·f′` over whole vectors. */
// @ts-ignore: decorator
@inline
export function slopeAll<T>(
  name: Name,
  dx: usize,
  x: usize,
  y: usize,
  dy: usize,
  bytes: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
): void {
  const va = v128.splat<T>(<T> a);
  const inverse = v128.splat<T>(<T> (1 / a));
  const vb = v128.splat<T>(<T> b);
  const vc = v128.splat<T>(<T> c);
  const vd = v128.splat<T>(<T> d);
  const ve = v128.splat<T>(<T> e);
  // What is not read is not loaded.
  const usesY = name == Name.Sigmoid || name == Name.Tanh ||
    name == Name.Exp || name == Name.Squareplus || name == Name.Sqrt ||
    name == Name.Recip;
  const usesX = !usesY && name != Name.Line || name == Name.Squareplus;
  for (let i = 0; i < bytes; i += 16) {
    const slope = slopeOf<T>(
      name,
      usesX ? v128.load(x + i) : va,
      usesY ? v128.load(y + i) : va,
      va,
      inverse,
      vb,
      vc,
      vd,
      ve,
    );
    v128.store(dx + i, v128.mul<T>(v128.load(dy + i), slope));
  }
}

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
