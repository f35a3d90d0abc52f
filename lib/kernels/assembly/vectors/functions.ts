// Elementary functions of vectors. Arguments are reduced as in Cody and Waite,
// "Software Manual for the Elementary Functions", 1980; polynomials and
// rational functions are those of Moshier's Cephes (exp, tanh, atan) and of Sun's
// fdlibm (log).
import { madd, nmadd } from "./simd";

// @ts-ignore: decorator
@inline
export function splat<T>(value: f64): v128 {
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
export function restOfExp<T>(x: v128, n: v128): v128 {
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

/** `e^x − 1`, precise near 0: within 2 ulp of floats, 4 of doubles. */
// @ts-ignore: decorator
@inline
export function expm1<T>(x: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const one = splat<T>(1);
  // Below, it is −1; above, the 1 does not count.
  const most = splat<T>(isDouble ? 710 : 89);
  const t = v128.pmax<T>(v128.pmin<T>(x, most), splat<T>(-44));
  const bits = doublings<T>(t);
  const n = v128.sub<T>(bits, whole<T>());
  const rest = restOfExp<T>(t, n);
  // 2ⁿ·(1 + rest) − 1, with 2ⁿ in two factors.
  const half = madd<T>(n, splat<T>(0.5), whole<T>());
  const other = isDouble ? i64x2.sub(bits, half) : i32x4.sub(bits, half);
  const first = powerOfTwo<T>(half);
  const second = powerOfTwo<T>(other);
  const scale = v128.mul<T>(first, second);
  const near = madd<T>(scale, rest, v128.sub<T>(scale, one));
  const far = v128.mul<T>(
    v128.mul<T>(v128.add<T>(rest, one), first),
    second,
  );
  const y = v128.bitselect(far, near, v128.gt<T>(t, splat<T>(44)));
  // 0 keeps its sign.
  return v128.bitselect(x, y, v128.eq<T>(x, i32x4.splat(0)));
}

/** `tanh(x)/x − 1` from `z = x²`, for x up to 0.625. */
// @ts-ignore: decorator
@inline
export function tanhRest<T>(z: v128): v128 {
  if (sizeof<T>() == 8) {
    let p = splat<T>(-9.64399179425052238628e-1);
    p = madd<T>(p, z, splat<T>(-9.92877231001918586564e1));
    p = madd<T>(p, z, splat<T>(-1.61468768441708447952e3));
    let q = v128.add<T>(z, splat<T>(1.12811678491632931402e2));
    q = madd<T>(q, z, splat<T>(2.23548839060100448583e3));
    q = madd<T>(q, z, splat<T>(4.84406305325125486048e3));
    return v128.mul<T>(v128.div<T>(p, q), z);
  }
  let p = splat<T>(-5.70498872745e-3);
  p = madd<T>(p, z, splat<T>(2.06390887954e-2));
  p = madd<T>(p, z, splat<T>(-5.37397155531e-2));
  p = madd<T>(p, z, splat<T>(1.33314422036e-1));
  p = madd<T>(p, z, splat<T>(-3.33332819422e-1));
  return v128.mul<T>(p, z);
}

/** `tanh x`: within 2 ulp of floats, 2 of doubles. */
// @ts-ignore: decorator
@inline
export function tanh<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const near = madd<T>(size, tanhRest<T>(v128.mul<T>(x, x)), size);
  const e = exp<T>(v128.add<T>(size, size));
  const ratio = v128.div<T>(splat<T>(2), v128.add<T>(e, splat<T>(1)));
  const far = v128.sub<T>(splat<T>(1), ratio);
  const isFar = v128.gt<T>(size, splat<T>(0.625));
  // The sign is that of x, of −0 as well.
  const sign = v128.and(x, splat<T>(-0.0));
  return v128.or(v128.bitselect(far, near, isFar), sign);
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
  let y = logFrom<T>(n, f, zero);
  const infinity = splat<T>(Infinity);
  y = v128.bitselect(x, y, v128.eq<T>(x, infinity));
  y = v128.bitselect(v128.neg<T>(infinity), y, v128.eq<T>(x, zero));
  // Below 0 and of NaN: NaN.
  const isNumber = v128.ge<T>(x, zero);
  return v128.bitselect(y, splat<T>(NaN), isNumber);
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
  const f = v128.bitselect(x, v128.sub<T>(m, one), isNear);
  const lost = v128.sub<T>(x, v128.sub<T>(sum, one));
  const rest = v128.andnot(v128.div<T>(lost, sum), isNear);
  let y = logFrom<T>(n, f, rest);
  const infinity = splat<T>(Infinity);
  // ∞ and 0 with its sign give themselves.
  const isItself = v128.or(v128.eq<T>(x, infinity), v128.eq<T>(x, zero));
  y = v128.bitselect(x, y, isItself);
  y = v128.bitselect(v128.neg<T>(infinity), y, v128.eq<T>(sum, zero));
  return v128.bitselect(y, splat<T>(NaN), v128.ge<T>(sum, zero));
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
  const f = v128.bitselect(halved, e, isFar);
  const rest = logFrom<T>(v128.and(one, isFar), f, i32x4.splat(0));
  return v128.add<T>(v128.pmax<T>(x, i32x4.splat(0)), rest);
}

/**
 * The angle whose tangent is x: within 2 ulp of floats, 4 of doubles. Above 1 it is
 * measured from π/2; doubles also from π/4, as in Cephes. The polynomial of floats is
 * that of Shibata's SLEEF.
 */
// @ts-ignore: decorator
@inline
export function atan<T>(x: v128): v128 {
  const one = splat<T>(1);
  const size = v128.abs<T>(x);
  let t: v128;
  let start: v128;
  let rest: v128;
  let p: v128;
  if (sizeof<T>() == 8) {
    const isLarge = v128.gt<T>(size, splat<T>(2.414213562373095));
    const isNear = v128.le<T>(size, splat<T>(0.66));
    const turned = v128.div<T>(
      v128.bitselect(splat<T>(-1), v128.sub<T>(size, one), isLarge),
      v128.bitselect(size, v128.add<T>(size, one), isLarge),
    );
    t = v128.bitselect(size, turned, isNear);
    const quarter = splat<T>(0.7853981633974483);
    const half = splat<T>(1.5707963267948966);
    start = v128.andnot(v128.bitselect(half, quarter, isLarge), isNear);
    // What they have beyond the last digit.
    rest = v128.mul<T>(start, splat<T>(3.8981718325193755e-17));
    const z = v128.mul<T>(t, t);
    p = splat<T>(-8.750608600031904122785e-1);
    p = madd<T>(p, z, splat<T>(-1.615753718733365076637e1));
    p = madd<T>(p, z, splat<T>(-7.500855792314704667340e1));
    p = madd<T>(p, z, splat<T>(-1.228866684490136173410e2));
    p = madd<T>(p, z, splat<T>(-6.485021904942025371773e1));
    let q = v128.add<T>(z, splat<T>(2.485846490142306297962e1));
    q = madd<T>(q, z, splat<T>(1.650270098316988542046e2));
    q = madd<T>(q, z, splat<T>(4.328810604912902668951e2));
    q = madd<T>(q, z, splat<T>(4.853903996359136964868e2));
    q = madd<T>(q, z, splat<T>(1.945506571482613964425e2));
    p = v128.mul<T>(v128.div<T>(p, q), z);
  } else {
    const isLarge = v128.gt<T>(size, one);
    const turned = v128.div<T>(splat<T>(-1), size);
    t = v128.bitselect(turned, size, isLarge);
    start = v128.and(splat<T>(1.5707963267948966), isLarge);
    rest = v128.and(splat<T>(-4.3711388e-8), isLarge);
    const z = v128.mul<T>(t, t);
    p = splat<T>(0.00282363896258175373);
    p = madd<T>(p, z, splat<T>(-0.0159569028764963150));
    p = madd<T>(p, z, splat<T>(0.0425049886107444763));
    p = madd<T>(p, z, splat<T>(-0.0748900920152664184));
    p = madd<T>(p, z, splat<T>(0.106347933411598205));
    p = madd<T>(p, z, splat<T>(-0.142027363181114196));
    p = madd<T>(p, z, splat<T>(0.199926957488059997));
    p = madd<T>(p, z, splat<T>(-0.333331018686294555));
    p = v128.mul<T>(p, z);
  }
  const y = v128.add<T>(start, v128.add<T>(madd<T>(p, t, t), rest));
  return v128.or(y, v128.and(x, splat<T>(-0.0)));
}
