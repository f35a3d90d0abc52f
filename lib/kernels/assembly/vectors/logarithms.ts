// Logarithms of vectors. The reduction and the polynomials are those of Sun's fdlibm.
import { exp } from "./exponentials";
import { choose, madd, splat } from "./simd";

/** `n·ln 2 + log(1 + f) + rest` for `f` from √½ − 1 to √2 − 1. */
// @ts-ignore: decorator
@inline
function logFrom<T>(n: v128, f: v128, rest: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const s = v128.div<T>(f, v128.add<T>(f, splat<T>(2)));
  const z = v128.mul<T>(s, s);
  const w = v128.mul<T>(z, z);
  let odd: v128;
  let even: v128;
  if (isDouble) {
    even = splat<T>(1.531383769920937332e-1);
    even = madd<T>(even, w, splat<T>(2.222219843214978396e-1));
    even = madd<T>(even, w, splat<T>(3.999999999940941908e-1));
    odd = splat<T>(1.479819860511658591e-1);
    odd = madd<T>(odd, w, splat<T>(1.818357216161805012e-1));
    odd = madd<T>(odd, w, splat<T>(2.857142874366239149e-1));
    odd = madd<T>(odd, w, splat<T>(6.666666666666735130e-1));
  } else {
    even = splat<T>(0.24279078841);
    even = madd<T>(even, w, splat<T>(0.40000972152));
    odd = splat<T>(0.28498786688);
    odd = madd<T>(odd, w, splat<T>(0.66666662693));
  }
  const tail = madd<T>(even, w, v128.mul<T>(odd, z));
  const half = v128.mul<T>(v128.mul<T>(f, f), splat<T>(0.5));
  const low = madd<T>(
    n,
    splat<T>(isDouble ? 1.90821492927058770002e-10 : 9.0580006145e-6),
    madd<T>(s, v128.add<T>(half, tail), rest),
  );
  const high = splat<T>(
    isDouble ? 6.93147180369123816490e-1 : 6.9313812256e-1,
  );
  // n·high − ((half − low) − f)
  return v128.sub<T>(
    v128.mul<T>(n, high),
    v128.sub<T>(v128.sub<T>(half, low), f),
  );
}

/** `log x`: within 1 ulp; −∞ at 0, NaN below. */
// @ts-ignore: decorator
@inline
export function log<T>(x: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const zero = i32x4.splat(0);
  // Numbers below the normal ones are brought up first.
  const isSmall = v128.lt<T>(
    x,
    splat<T>(isDouble ? 2.2250738585072014e-308 : 1.1754943508222875e-38),
  );
  const lift: f64 = isDouble ? 18014398509481984.0 : 33554432.0;
  const normal = choose(v128.mul<T>(x, splat<T>(lift)), x, isSmall);
  const lifted = v128.and(isSmall, splat<T>(isDouble ? 54 : 25));
  let n: v128;
  let m: v128;
  if (isDouble) {
    // The exponent of m between √½ and √2: bits from √½'s on count.
    const bits = i64x2.sub(normal, i64x2.splat(0x3fe6a09e00000000));
    const e = i64x2.shr_s(bits, 52);
    // A whole number in the lowest bits of 2^52 + 2^51 is that number added.
    const magic = i64x2.splat(0x4338000000000000);
    n = f64x2.sub(i64x2.add(e, magic), f64x2.splat(6755399441055744));
    m = i64x2.sub(normal, i64x2.shl(e, 52));
  } else {
    const bits = i32x4.sub(normal, i32x4.splat(0x3f3504f3));
    const e = i32x4.shr_s(bits, 23);
    n = f32x4.convert_i32x4_s(e);
    m = i32x4.sub(normal, i32x4.shl(e, 23));
  }
  n = v128.sub<T>(n, lifted);
  const f = v128.sub<T>(m, splat<T>(1));
  let y = logFrom<T>(n, f, zero);
  const infinity = splat<T>(Infinity);
  y = choose(x, y, v128.eq<T>(x, infinity));
  y = choose(v128.neg<T>(infinity), y, v128.eq<T>(x, zero));
  // Below 0 and of NaN: NaN.
  const isNumber = v128.ge<T>(x, zero);
  return choose(y, splat<T>(NaN), isNumber);
}

/** `log(1 + x)`, precise near 0: within 2 ulp of floats, 4 of doubles. */
// @ts-ignore: decorator
@inline
export function log1p<T>(x: v128): v128 {
  const zero = i32x4.splat(0);
  const one = splat<T>(1);
  const sum = v128.add<T>(one, x);
  let n: v128;
  let m: v128;
  // As in `log`; sums of 1 are 0 or far above the subnormal numbers.
  if (sizeof<T>() == 8) {
    const e = i64x2.shr_s(i64x2.sub(sum, i64x2.splat(0x3fe6a09e00000000)), 52);
    n = f64x2.sub(
      i64x2.add(e, i64x2.splat(0x4338000000000000)),
      f64x2.splat(6755399441055744),
    );
    m = i64x2.sub(sum, i64x2.shl(e, 52));
  } else {
    const e = i32x4.shr_s(i32x4.sub(sum, i32x4.splat(0x3f3504f3)), 23);
    n = f32x4.convert_i32x4_s(e);
    m = i32x4.sub(sum, i32x4.shl(e, 23));
  }
  // Next to 0 what counts is x; elsewhere what the sum lost is added.
  const isNear = v128.eq<T>(n, zero);
  const f = choose(x, v128.sub<T>(m, one), isNear);
  const lost = v128.sub<T>(x, v128.sub<T>(sum, one));
  const rest = v128.andnot(v128.div<T>(lost, sum), isNear);
  let y = logFrom<T>(n, f, rest);
  const infinity = splat<T>(Infinity);
  // ∞ and 0 with its sign give themselves.
  const isItself = v128.or(v128.eq<T>(x, infinity), v128.eq<T>(x, zero));
  y = choose(x, y, isItself);
  y = choose(v128.neg<T>(infinity), y, v128.eq<T>(sum, zero));
  return choose(y, splat<T>(NaN), v128.ge<T>(sum, zero));
}

/** `log(1 + e^x)` without overflow. */
// @ts-ignore: decorator
@inline
export function logOnePlusExp<T>(x: v128): v128 {
  const one = splat<T>(1);
  const e = exp<T>(v128.or(x, splat<T>(-0.0)));
  // 1 + e is at most 2, so that half of it is near 1 where it is not itself.
  const isFar = v128.gt<T>(e, splat<T>(0.41421356));
  const halved = v128.mul<T>(v128.sub<T>(e, one), splat<T>(0.5));
  const f = choose(halved, e, isFar);
  const rest = logFrom<T>(v128.and(one, isFar), f, i32x4.splat(0));
  return v128.add<T>(v128.pmax<T>(x, i32x4.splat(0)), rest);
}

/** `log(1 + t)`, and where `size` is large the logarithm of twice it, which may be no number; not inlined, as it is seldom needed. */
function logOfTwice<T>(size: v128, t: v128): v128 {
  const isLarge = v128.gt<T>(size, splat<T>(1e18));
  const y = log1p<T>(choose(size, t, isLarge));
  return v128.add<T>(y, v128.and(isLarge, splat<T>(0.6931471805599453)));
}

/** `log(|x| + √(x² + 1))`, precise near 0, with the sign of x: within 4 ulp. */
// @ts-ignore: decorator
@inline
export function asinh<T>(x: v128): v128 {
  const one = splat<T>(1);
  const size = v128.abs<T>(x);
  // |x| + √(x² + 1) − 1 with the root less 1 as |x|/(1/|x| + √(1 + 1/x²))
  const over = v128.div<T>(one, size);
  const root = v128.sqrt<T>(madd<T>(over, over, one));
  const rest = v128.div<T>(size, v128.add<T>(over, root));
  const y = logOfTwice<T>(size, v128.add<T>(size, rest));
  return v128.or(y, v128.and(x, splat<T>(-0.0)));
}

/** `log(x + √(x² − 1))`, precise near 1: within 4 ulp. */
// @ts-ignore: decorator
@inline
export function acosh<T>(x: v128): v128 {
  const t = v128.sub<T>(x, splat<T>(1));
  // In two factors, so that it is NaN wherever one is.
  const root = v128.mul<T>(
    v128.sqrt<T>(t),
    v128.sqrt<T>(v128.add<T>(x, splat<T>(1))),
  );
  return logOfTwice<T>(x, v128.add<T>(t, root));
}

/** `log((1 + |x|)/(1 − |x|))/2` with the sign of x: within 4 ulp. */
// @ts-ignore: decorator
@inline
export function atanh<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const t = v128.div<T>(
    v128.add<T>(size, size),
    v128.sub<T>(splat<T>(1), size),
  );
  const y = v128.mul<T>(logOfTwice<T>(i32x4.splat(0), t), splat<T>(0.5));
  return v128.or(y, v128.and(x, splat<T>(-0.0)));
}
