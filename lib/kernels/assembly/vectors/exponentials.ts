// Exponentials of vectors, and what is made of them. Arguments are reduced as in Cody
// and Waite, "Software Manual for the Elementary Functions", 1980. Rational functions of
// doubles and the polynomial of tanh are those of Moshier's Cephes.
import { choose, madd, nmadd, splat } from "./simd";

/** A large number: added, it brings a whole number into the lowest bits. */
// @ts-ignore: decorator
@inline
export function whole<T>(): v128 {
  return splat<T>(sizeof<T>() == 8 ? 6755399441055744 : 12582912);
}

/** `2^n·unit` for the whole number in the lowest bits, within the range of exponents; `unit` is a power of two. */
// @ts-ignore: decorator
@inline
export function powerOfTwo<T>(bits: v128, unit: f64 = 1): v128 {
  const start = splat<T>(unit);
  if (sizeof<T>() == 8) return i64x2.add(i64x2.shl(bits, 52), start);
  return i32x4.add(i32x4.shl(bits, 23), start);
}

/** The whole number nearest to `x / ln 2`, in the lowest bits. */
// @ts-ignore: decorator
@inline
export function doublings<T>(x: v128): v128 {
  return madd<T>(x, splat<T>(1.4426950408889634), whole<T>());
}

/** `e^r − 1` for `r = x − n·ln 2`, which is at most half of `ln 2` from 0; `bits` has the n. */
// @ts-ignore: decorator
@inline
export function restOfExp<T>(x: v128, bits: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const n = v128.sub<T>(bits, whole<T>());
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
  // Fitted to the least relative error, 1.4·10⁻⁸: tests/reference/make_polynomials.py.
  let p = splat<T>(1.3882397e-3);
  p = madd<T>(p, r, splat<T>(8.367173e-3));
  p = madd<T>(p, r, splat<T>(4.166722e-2));
  p = madd<T>(p, r, splat<T>(1.6666539e-1));
  p = madd<T>(p, r, splat<T>(4.9999997e-1));
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
  const p = restOfExp<T>(t, bits);
  // In two factors, as 2^n alone may be too large or too small for a number.
  const half = isDouble ? i64x2.shr_u(bits, 1) : i32x4.shr_u(bits, 1);
  const first = powerOfTwo<T>(half);
  const second = powerOfTwo<T>(
    isDouble ? i64x2.sub(bits, half) : i32x4.sub(bits, half),
  );
  // What ends at 0 is 0 at once: products of subnormal numbers are slow.
  const other = v128.andnot(second, v128.lt<T>(x, least));
  return v128.mul<T>(madd<T>(first, p, first), other);
}

/** `e^x` of what is not above 0, as shares are made of: as `exp`, but 0 where that is no normal number. */
// @ts-ignore: decorator
@inline
export function expOfLess<T>(x: v128): v128 {
  const least = splat<T>(sizeof<T>() == 8 ? -708 : -87);
  const t = v128.pmax<T>(x, least);
  const bits = doublings<T>(t);
  const scale = powerOfTwo<T>(bits);
  const y = madd<T>(scale, restOfExp<T>(t, bits), scale);
  return v128.andnot(y, v128.lt<T>(x, least));
}

/** `e^x − 1`, precise near 0: within 2 ulp of floats, 4 of doubles. */
// @ts-ignore: decorator
@inline
export function expm1<T>(x: v128): v128 {
  // Below, it is −1; above, ∞.
  const most = splat<T>(sizeof<T>() == 8 ? 710 : 89);
  const t = v128.pmax<T>(v128.pmin<T>(x, most), splat<T>(-44));
  const bits = doublings<T>(t);
  // 2ⁿ·(1 + p) − 1, half of it first: 2ⁿ alone may be too large for a number.
  const scale = powerOfTwo<T>(bits, 0.5);
  const start = v128.sub<T>(scale, splat<T>(0.5));
  const half = madd<T>(scale, restOfExp<T>(t, bits), start);
  // 0 keeps its sign.
  const sign = v128.and(x, splat<T>(-0.0));
  return v128.or(v128.add<T>(half, half), sign);
}

/** `1 − e⁻ˣ` for x from 0 on, precise near 0. */
// @ts-ignore: decorator
@inline
export function lessExp<T>(x: v128): v128 {
  // Below, it is 1.
  const t = v128.pmax<T>(v128.neg<T>(x), splat<T>(sizeof<T>() == 8 ? -40 : -20));
  const bits = doublings<T>(t);
  const scale = powerOfTwo<T>(bits);
  const rest = v128.sub<T>(splat<T>(1), scale);
  return nmadd<T>(scale, restOfExp<T>(t, bits), rest);
}

/** `sinh x`, from a quarter of `e^|x| − 1`, as sinh is a number where that no longer is: within 3 ulp. */
// @ts-ignore: decorator
@inline
export function sinh<T>(x: v128): v128 {
  const t = v128.pmin<T>(v128.abs<T>(x), splat<T>(mostOfSinh<T>()));
  const bits = doublings<T>(t);
  const scale = powerOfTwo<T>(bits, 0.25);
  const quarter = splat<T>(0.25);
  const rest = v128.sub<T>(scale, quarter);
  const rise = madd<T>(scale, restOfExp<T>(t, bits), rest);
  // (E + E/(1 + E))/2 for E = 4·rise
  const share = v128.div<T>(rise, v128.add<T>(rise, quarter));
  const half = madd<T>(share, quarter, rise);
  const sign = v128.and(x, splat<T>(-0.0));
  return v128.or(v128.add<T>(half, half), sign);
}

/** `cosh x`, from a quarter of `e^|x|`: within 3 ulp. */
// @ts-ignore: decorator
@inline
export function cosh<T>(x: v128): v128 {
  const t = v128.pmin<T>(v128.abs<T>(x), splat<T>(mostOfSinh<T>()));
  const bits = doublings<T>(t);
  const scale = powerOfTwo<T>(bits, 0.25);
  const quarter = madd<T>(scale, restOfExp<T>(t, bits), scale);
  const half = v128.add<T>(quarter, v128.div<T>(splat<T>(0.0625), quarter));
  return v128.add<T>(half, half);
}

/** Where sinh and cosh are ∞, and a quarter of the exponential is still a number. */
// @ts-ignore: decorator
@inline
function mostOfSinh<T>(): f64 {
  return sizeof<T>() == 8 ? 710.6 : 89.6;
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
  const rest = sigmoidOfOpposite<T>(v128.add<T>(size, size));
  const far = nmadd<T>(rest, splat<T>(2), splat<T>(1));
  const isFar = v128.gt<T>(size, splat<T>(0.625));
  // The sign is that of x, of −0 as well.
  const sign = v128.and(x, splat<T>(-0.0));
  return v128.or(choose(far, near, isFar), sign);
}

/** `1 / (1 + e⁻ˣ)`: within 2 ulp of floats, 3 of doubles. */
// @ts-ignore: decorator
@inline
export function sigmoid<T>(x: v128): v128 {
  return sigmoidOfOpposite<T>(v128.xor(x, splat<T>(-0.0)));
}

/**
 * `1 / (1 + eˣ)`: with `eˣ = 2ⁿ·(1 + p)` the sum is `(1 + 2ⁿ) + 2ⁿ·p`, rounded once where
 * it counts. All is divided by a power of two, so that 2ⁿ is a number for every n.
 */
// @ts-ignore: decorator
@inline
export function sigmoidOfOpposite<T>(x: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const unit: f64 = isDouble ? 8.673617379884035e-19 : 5.9604644775390625e-8;
  // Beyond these all results are 0 and 1.
  const most = splat<T>(isDouble ? 746 : 104);
  const t = v128.pmax<T>(v128.pmin<T>(x, most), splat<T>(-40));
  const bits = doublings<T>(t);
  const scale = powerOfTwo<T>(bits, unit);
  const start = v128.add<T>(scale, splat<T>(unit));
  const sum = madd<T>(scale, restOfExp<T>(t, bits), start);
  // What ends at 0 is 0 at once, as in `exp`.
  const over = v128.andnot(splat<T>(unit), v128.gt<T>(x, most));
  return v128.div<T>(over, sum);
}
