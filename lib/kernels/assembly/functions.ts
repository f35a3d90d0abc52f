// What functions compute of a vector; they are inlined where the name is known.
import { Name } from "./names"; // Made by .ci/kernel_sources.ts.
import { acos, asin, atan } from "./vectors/angles";
import { sine, tan } from "./vectors/circle";
import { cosh, exp, expm1, sigmoid, sinh, tanh } from "./vectors/exponentials";
import {
  acosh,
  asinh,
  atanh,
  log,
  log1p,
  logOnePlusExp,
} from "./vectors/logarithms";
import { errorFunction, gelu } from "./vectors/normal";
import { choose, madd, splat } from "./vectors/simd";
import { mish, silu, tanhGate, tanhShrink } from "./vectors/units";

/** What a function gives, made with its constants; `inverse` is what the first divides by. */
// @ts-ignore: decorator
@inline
export function apply<T>(
  name: Name,
  x: v128,
  a: v128,
  inverse: v128,
  b: v128,
  c: v128,
  d: v128,
): v128 {
  const zero = i32x4.splat(0);
  const one = splat<T>(1);
  if (name == Name.Sigmoid) return sigmoid<T>(x);
  if (name == Name.Tanh) return tanh<T>(x);
  if (name == Name.Exp) return exp<T>(x);
  if (name == Name.Expm1) return expm1<T>(x);
  if (name == Name.Log) return log<T>(x);
  if (name == Name.Log1p) return log1p<T>(x);
  if (name == Name.Silu) return silu<T>(x, a);
  if (name == Name.GeluTanh) return v128.mul<T>(x, tanhGate<T>(x));
  if (name == Name.Gelu) return gelu<T>(x);
  if (name == Name.Erf) return errorFunction<T>(x);
  if (name == Name.Mish) return mish<T>(x);
  if (name == Name.TanhShrink) return tanhShrink<T>(x);
  if (name == Name.Atan) return atan<T>(x);
  if (name == Name.Sine) return sine<T>(x, a);
  if (name == Name.Tan) return tan<T>(x);
  if (name == Name.Sinh) return sinh<T>(x);
  if (name == Name.Cosh) return cosh<T>(x);
  if (name == Name.Asin) return asin<T>(x);
  if (name == Name.Acos) return acos<T>(x);
  if (name == Name.Asinh) return asinh<T>(x);
  if (name == Name.Acosh) return acosh<T>(x);
  if (name == Name.Atanh) return atanh<T>(x);
  // max(−0, 0) is 0, as JavaScript has it, and NaN stays.
  if (name == Name.Relu) return v128.pmax<T>(v128.add<T>(x, zero), zero);
  if (name == Name.LeakyRelu) {
    return choose(x, v128.mul<T>(a, x), v128.gt<T>(x, zero));
  }
  if (name == Name.Elu) {
    const t = v128.pmin<T>(v128.mul<T>(x, inverse), zero);
    const below = v128.mul<T>(c, expm1<T>(t));
    return choose(v128.mul<T>(b, x), below, v128.gt<T>(x, zero));
  }
  if (name == Name.Softplus) {
    const t = v128.mul<T>(a, x);
    const y = v128.mul<T>(inverse, logOnePlusExp<T>(t));
    return choose(x, y, v128.gt<T>(t, b));
  }
  if (name == Name.Squareplus) {
    const side = sideOf<T>(x, b);
    const above = v128.mul<T>(v128.add<T>(x, side), splat<T>(0.5));
    const half = v128.mul<T>(a, splat<T>(0.5));
    const below = v128.div<T>(half, v128.sub<T>(side, x));
    return choose(above, below, v128.gt<T>(x, zero));
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
  if (name == Name.Threshold) return choose(b, x, v128.le<T>(x, a));
  if (name == Name.Shrink) {
    const sign = v128.and(x, splat<T>(-0.0));
    const moved = v128.sub<T>(x, v128.or(b, sign));
    return v128.andnot(moved, v128.le<T>(v128.abs<T>(x), a));
  }
  if (name == Name.Parabola) {
    const curve = v128.mul<T>(
      v128.mul<T>(v128.add<T>(x, c), v128.add<T>(x, d)),
      inverse,
    );
    const y = choose(x, curve, v128.gt<T>(x, b));
    return v128.andnot(y, v128.lt<T>(x, v128.neg<T>(b)));
  }
  if (name == Name.Abs) return v128.abs<T>(x);
  if (name == Name.Square) return v128.mul<T>(x, x);
  if (name == Name.Sqrt) return v128.sqrt<T>(x);
  if (name == Name.Recip) return v128.div<T>(one, x);
  if (name == Name.Cube) return v128.mul<T>(v128.mul<T>(x, x), x);
  if (name == Name.Floor) return v128.floor<T>(x);
  if (name == Name.Ceil) return v128.ceil<T>(x);
  if (name == Name.Round) return v128.nearest<T>(x);
  if (name == Name.Sign) {
    const sign = v128.or(one, v128.and(x, splat<T>(-0.0)));
    return choose(sign, x, v128.gt<T>(v128.abs<T>(x), zero));
  }
  const infinity = splat<T>(Infinity);
  const root = v128.sqrt<T>(v128.add<T>(x, zero));
  return choose(infinity, root, v128.eq<T>(v128.neg<T>(x), infinity));
}

/** `√(x² + b²)` without overflow. */
// @ts-ignore: decorator
@inline
export function sideOf<T>(x: v128, b: v128): v128 {
  const size = v128.abs<T>(x);
  const long = v128.pmax<T>(size, b);
  const ratio = v128.div<T>(v128.pmin<T>(b, size), long);
  const one = splat<T>(1);
  return v128.mul<T>(long, v128.sqrt<T>(madd<T>(ratio, ratio, one)));
}
