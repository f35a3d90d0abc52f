// Elementary functions of vectors. Arguments are reduced as in Cody and Waite,
// "Software Manual for the Elementary Functions", 1980; polynomials and
// rational functions are those of Moshier's Cephes (exp, tanh) and of Sun's
// fdlibm (log).
import { madd, nmadd } from "./simd";

// @ts-ignore: decorator
@inline
function splat<T>(value: f64): v128 {
  return v128.splat<T>(<T> value);
}

/** A large number: added, it brings a whole number into the lowest bits. */
// @ts-ignore: decorator
@inline
function whole<T>(): v128 {
  return splat<T>(sizeof<T>() == 8 ? 6755399441055744 : 12582912);
}

/** `2^n` for the whole number in the lowest bits, within the range of exponents. */
// @ts-ignore: decorator
@inline
function powerOfTwo<T>(bits: v128): v128 {
  const one = splat<T>(1);
  if (sizeof<T>() == 8) return i64x2.add(i64x2.shl(bits, 52), one);
  return i32x4.add(i32x4.shl(bits, 23), one);
}

/** The whole number nearest to `x / ln 2`, in the lowest bits. */
// @ts-ignore: decorator
@inline
function doublings<T>(x: v128): v128 {
  return madd<T>(x, splat<T>(1.4426950408889634), whole<T>());
}

/** `e^r − 1` for `r = x − n·ln 2`, which is at most half of `ln 2` from 0. */
// @ts-ignore: decorator
@inline
function restOfExp<T>(x: v128, n: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  // The first part of ln 2 has zeros in its last bits, so that n times it is exact.
  const high = splat<T>(isDouble ? 6.93145751953125e-1 : 0.693359375);
  const low = splat<T>(isDouble ? 1.42860682030941723212e-6 : -2.12194440e-4);
  const r = nmadd<T>(n, low, nmadd<T>(n, high, x));
  const z = v128.mul<T>(r, r);
  if (isDouble) {
    let p = splat<T>(1.26177193074810590878e-4);
    p = madd<T>(p, z, splat<T>(3.02994407707441961300e-2));
    p = madd<T>(p, z, splat<T>(9.99999999999999999910e-1));
    p = v128.mul<T>(p, r);
    let q = splat<T>(3.00198505138664455042e-6);
    q = madd<T>(q, z, splat<T>(2.52448340349684104192e-3));
    q = madd<T>(q, z, splat<T>(2.27265548208155028766e-1));
    q = madd<T>(q, z, splat<T>(2));
    return v128.div<T>(v128.add<T>(p, p), v128.sub<T>(q, p));
  }
  let p = splat<T>(1.9875691500e-4);
  p = madd<T>(p, r, splat<T>(1.3981999507e-3));
  p = madd<T>(p, r, splat<T>(8.3334519073e-3));
  p = madd<T>(p, r, splat<T>(4.1665795894e-2));
  p = madd<T>(p, r, splat<T>(1.6666665459e-1));
  p = madd<T>(p, r, splat<T>(5.0000001201e-1));
  return madd<T>(p, z, r);
}

/** `e^x`: within 2 ulp; 0, ∞ and NaN as they should be. */
// @ts-ignore: decorator
@inline
export function exp<T>(x: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  // Beyond these all results are ∞ and 0. NaN stays: it is neither less nor more.
  const most = splat<T>(isDouble ? 710 : 89);
  const least = splat<T>(isDouble ? -746 : -104);
  const t = v128.pmax<T>(v128.pmin<T>(x, most), least);
  const bits = doublings<T>(t);
  const n = v128.sub<T>(bits, whole<T>());
  const y = v128.add<T>(restOfExp<T>(t, n), splat<T>(1));
  // What ends at 0 is 0 at once: products of subnormal numbers are slow.
  const factor = v128.andnot(y, v128.lt<T>(x, least));
  // In two factors, as 2^n alone may be too large or too small for a number.
  const half = madd<T>(n, splat<T>(0.5), whole<T>());
  const other = sizeof<T>() == 8
    ? i64x2.sub(bits, half)
    : i32x4.sub(bits, half);
  return v128.mul<T>(
    v128.mul<T>(factor, powerOfTwo<T>(half)),
    powerOfTwo<T>(other),
  );
}

/** `e^x` of what is not above 0, as shares are made of: as `exp`, but 0 where that is no normal number. */
// @ts-ignore: decorator
@inline
export function expOfLess<T>(x: v128): v128 {
  const least = splat<T>(sizeof<T>() == 8 ? -708 : -87);
  const t = v128.pmax<T>(x, least);
  const bits = doublings<T>(t);
  const n = v128.sub<T>(bits, whole<T>());
  const y = v128.add<T>(restOfExp<T>(t, n), splat<T>(1));
  const isSmall = v128.lt<T>(x, least);
  return v128.andnot(v128.mul<T>(y, powerOfTwo<T>(bits)), isSmall);
}

/** `tanh x`: within 2 ulp of floats, 2 of doubles. */
// @ts-ignore: decorator
@inline
export function tanh<T>(x: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const size = v128.abs<T>(x);
  const z = v128.mul<T>(x, x);
  let near: v128;
  if (isDouble) {
    let p = splat<T>(-9.64399179425052238628e-1);
    p = madd<T>(p, z, splat<T>(-9.92877231001918586564e1));
    p = madd<T>(p, z, splat<T>(-1.61468768441708447952e3));
    let q = v128.add<T>(z, splat<T>(1.12811678491632931402e2));
    q = madd<T>(q, z, splat<T>(2.23548839060100448583e3));
    q = madd<T>(q, z, splat<T>(4.84406305325125486048e3));
    near = madd<T>(v128.mul<T>(x, z), v128.div<T>(p, q), x);
  } else {
    let p = splat<T>(-5.70498872745e-3);
    p = madd<T>(p, z, splat<T>(2.06390887954e-2));
    p = madd<T>(p, z, splat<T>(-5.37397155531e-2));
    p = madd<T>(p, z, splat<T>(1.33314422036e-1));
    p = madd<T>(p, z, splat<T>(-3.33332819422e-1));
    near = madd<T>(v128.mul<T>(p, z), x, x);
  }
  const e = exp<T>(v128.add<T>(size, size));
  const ratio = v128.div<T>(splat<T>(2), v128.add<T>(e, splat<T>(1)));
  const far = v128.sub<T>(splat<T>(1), ratio);
  const isFar = v128.gt<T>(size, splat<T>(0.625));
  // The sign is that of x, of −0 as well.
  const sign = v128.and(x, splat<T>(-0.0));
  return v128.or(v128.bitselect(far, v128.abs<T>(near), isFar), sign);
}

/** `1 / (1 + e⁻ˣ)`, from `e^−|x|`, which does not overflow: within 2 ulp of floats, 3 of doubles. */
// @ts-ignore: decorator
@inline
export function sigmoid<T>(x: v128): v128 {
  const one = splat<T>(1);
  const e = exp<T>(v128.neg<T>(v128.abs<T>(x)));
  const isBelow = v128.lt<T>(x, splat<T>(0));
  const sum = v128.add<T>(one, e);
  const y = v128.div<T>(v128.bitselect(e, one, isBelow), sum);
  if (sizeof<T>() == 8) return y;
  // What 1 + e lost in rounding: y − y·lost/(1 + e), where 1/(1 + e) is y or 1 − y.
  const lost = v128.sub<T>(e, v128.sub<T>(sum, one));
  const share = v128.bitselect(v128.sub<T>(one, y), y, isBelow);
  return nmadd<T>(v128.mul<T>(y, share), lost, y);
}

/** `log x`: within 1 ulp; −∞ at 0, NaN below. */
// @ts-ignore: decorator
@inline
export function log<T>(x: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const zero = splat<T>(0);
  // Numbers below the normal ones are brought up first.
  const isSmall = v128.lt<T>(
    x,
    splat<T>(isDouble ? 2.2250738585072014e-308 : 1.1754943508222875e-38),
  );
  const lift: f64 = isDouble ? 18014398509481984.0 : 33554432.0;
  const normal = v128.bitselect(v128.mul<T>(x, splat<T>(lift)), x, isSmall);
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
    v128.mul<T>(s, v128.add<T>(half, tail)),
  );
  const high = splat<T>(
    isDouble ? 6.93147180369123816490e-1 : 6.9313812256e-1,
  );
  // n·high − ((half − low) − f)
  let y = v128.sub<T>(
    v128.mul<T>(n, high),
    v128.sub<T>(v128.sub<T>(half, low), f),
  );
  const infinity = splat<T>(Infinity);
  y = v128.bitselect(x, y, v128.eq<T>(x, infinity));
  y = v128.bitselect(v128.neg<T>(infinity), y, v128.eq<T>(x, zero));
  // Below 0 and of NaN: NaN.
  const isNumber = v128.ge<T>(x, zero);
  return v128.bitselect(y, splat<T>(NaN), isNumber);
}

/** `2·√(2/π)·(x + 0.044715x³)`, of which {@link tanhGate} is the sigmoid. */
// @ts-ignore: decorator
@inline
function tanhGateInner<T>(x: v128): v128 {
  const z = v128.mul<T>(x, x);
  const cubic = madd<T>(z, splat<T>(0.044715), splat<T>(1));
  return v128.mul<T>(v128.mul<T>(x, cubic), splat<T>(1.5957691216057308));
}

/** The gate of the approximate gelu; see gates.ts beside this folder. */
// @ts-ignore: decorator
@inline
export function tanhGate<T>(x: v128): v128 {
  return sigmoid<T>(tanhGateInner<T>(x));
}

/** Its derivative. */
// @ts-ignore: decorator
@inline
export function tanhGateSlope<T>(x: v128): v128 {
  const inner = tanhGateInner<T>(x);
  const rise = v128.mul<T>(sigmoid<T>(inner), sigmoid<T>(v128.neg<T>(inner)));
  const z = v128.mul<T>(x, x);
  const slope = madd<T>(z, splat<T>(3 * 0.044715), splat<T>(1));
  const all = v128.mul<T>(rise, v128.mul<T>(slope, splat<T>(1.5957691216057308)));
  // Far out the slope of the inside may be infinite.
  return v128.andnot(all, v128.eq<T>(rise, splat<T>(0)));
}

/** The density of the standard normal distribution. */
// @ts-ignore: decorator
@inline
export function density<T>(x: v128): v128 {
  const z = v128.mul<T>(v128.mul<T>(x, x), splat<T>(-0.5));
  return v128.mul<T>(exp<T>(z), splat<T>(0.3989422804014327));
}

/**
 * How much of the standard normal distribution lies below x, for floats only:
 * by Chebyshev's series of erfc, off by 1.2·10⁻⁷ of itself (Press et al.,
 * "Numerical Recipes", 2nd edition, 1992, §6.2).
 */
// @ts-ignore: decorator
@inline
export function normalGate<T>(x: v128): v128 {
  const z = v128.mul<T>(v128.abs<T>(x), splat<T>(0.7071067811865476));
  const one = splat<T>(1);
  const t = v128.div<T>(one, madd<T>(z, splat<T>(0.5), one));
  let p = splat<T>(0.17087277);
  p = madd<T>(p, t, splat<T>(-0.82215223));
  p = madd<T>(p, t, splat<T>(1.48851587));
  p = madd<T>(p, t, splat<T>(-1.13520398));
  p = madd<T>(p, t, splat<T>(0.27886807));
  p = madd<T>(p, t, splat<T>(-0.18628806));
  p = madd<T>(p, t, splat<T>(0.09678418));
  p = madd<T>(p, t, splat<T>(0.37409196));
  p = madd<T>(p, t, splat<T>(1.00002368));
  p = madd<T>(p, t, splat<T>(-1.26551223));
  const tail = v128.mul<T>(
    v128.mul<T>(t, splat<T>(0.5)),
    exp<T>(nmadd<T>(z, z, p)),
  );
  return v128.bitselect(
    tail,
    v128.sub<T>(one, tail),
    v128.lt<T>(x, splat<T>(0)),
  );
}
