// The derivatives of functions; see functions.ts.
import { sideOf } from "./functions";
import { Name } from "./names"; // Made by .ci/kernel_sources.ts.
import { sine } from "./vectors/circle";
import { cosh, exp, lessExp, sinh, tanh } from "./vectors/exponentials";
import { errorSlope, geluSlope } from "./vectors/normal";
import { choose, madd, splat } from "./vectors/simd";
import { mishSlope, siluSlope, tanhUnitSlope } from "./vectors/units";

/** The derivative, from x or y, whichever says it more easily. */
// @ts-ignore: decorator
@inline
export function slopeOf<T>(
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
  const one = splat<T>(1);
  const zero = i32x4.splat(0);
  if (name == Name.Sigmoid) return v128.mul<T>(y, v128.sub<T>(one, y));
  if (name == Name.Tanh) return v128.sub<T>(one, v128.mul<T>(y, y));
  if (name == Name.Exp) return y;
  if (name == Name.Expm1) return exp<T>(x);
  if (name == Name.Log) return v128.div<T>(one, x);
  if (name == Name.Log1p) return v128.div<T>(one, v128.add<T>(one, x));
  if (name == Name.Silu) return siluSlope<T>(x, a);
  if (name == Name.GeluTanh) return tanhUnitSlope<T>(x);
  if (name == Name.Gelu) return geluSlope<T>(x);
  if (name == Name.Erf) return errorSlope<T>(x);
  if (name == Name.Mish) return mishSlope<T>(x);
  if (name == Name.TanhShrink) {
    // What forward took from x, unless x is so large that y keeps few of its digits.
    const isOne = v128.gt<T>(v128.abs<T>(x), splat<T>(8));
    const t = sizeof<T>() == 4
      ? choose(one, v128.sub<T>(x, y), isOne)
      : tanh<T>(x);
    return v128.mul<T>(t, t);
  }
  if (name == Name.Atan) return v128.div<T>(one, madd<T>(x, x, one));
  if (name == Name.Sine) return sine<T>(x, v128.add<T>(a, one));
  if (name == Name.Tan) return madd<T>(y, y, one);
  if (name == Name.Sinh) return cosh<T>(x);
  if (name == Name.Cosh) return sinh<T>(x);
  if (name == Name.Asin || name == Name.Acos) {
    const factors = v128.mul<T>(v128.sub<T>(one, x), v128.add<T>(one, x));
    const sign = splat<T>(name == Name.Acos ? -1 : 1);
    return v128.div<T>(sign, v128.sqrt<T>(factors));
  }
  if (name == Name.Asinh) return v128.div<T>(one, sideOf<T>(x, one));
  if (name == Name.Acosh) {
    const first = v128.sqrt<T>(v128.sub<T>(x, one));
    const second = v128.sqrt<T>(v128.add<T>(x, one));
    return v128.div<T>(one, v128.mul<T>(first, second));
  }
  if (name == Name.Atanh) {
    const factors = v128.mul<T>(v128.sub<T>(one, x), v128.add<T>(one, x));
    return v128.div<T>(one, factors);
  }
  // NaN passes the gradient.
  if (name == Name.Relu) return v128.andnot(one, v128.le<T>(x, zero));
  if (name == Name.LeakyRelu) {
    return choose(one, a, v128.gt<T>(x, zero));
  }
  if (name == Name.Elu) {
    const t = v128.mul<T>(x, inverse);
    const below = v128.mul<T>(v128.mul<T>(c, inverse), exp<T>(t));
    return choose(b, below, v128.gt<T>(x, zero));
  }
  if (name == Name.Softplus) {
    // With e^(a·y) = 1 + e^(a·x) it is 1 − e^(−a·y).
    const slope = lessExp<T>(v128.mul<T>(a, y));
    return choose(one, slope, v128.gt<T>(v128.mul<T>(a, x), b));
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
    return choose(slope, e, v128.eq<T>(x, x));
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
    const slope = choose(one, curve, v128.gt<T>(x, b));
    return v128.andnot(slope, v128.lt<T>(x, v128.neg<T>(b)));
  }
  if (name == Name.Abs) {
    const sign = v128.or(one, v128.and(x, splat<T>(-0.0)));
    return choose(sign, x, v128.gt<T>(v128.abs<T>(x), zero));
  }
  if (name == Name.Square) return v128.add<T>(x, x);
  if (name == Name.Sqrt) return v128.div<T>(splat<T>(0.5), y);
  if (name == Name.Recip) return v128.neg<T>(v128.mul<T>(y, y));
  if (name == Name.Cube) {
    return v128.mul<T>(v128.mul<T>(splat<T>(3), x), x);
  }
  if (name == Name.Root) return v128.div<T>(splat<T>(0.5), y);
  return zero;
}
