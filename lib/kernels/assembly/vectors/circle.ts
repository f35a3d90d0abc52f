// Sine, cosine and tangent of vectors. Arguments are reduced as in Cody and Waite's
// "Software Manual for the Elementary Functions", 1980; the polynomials of floats are
// those of Moshier's Cephes, those of doubles of Sun's fdlibm. Of what is too large the
// caller computes them (wasm/functions.ts).
import { whole } from "./exponentials";
import { choose, madd, nmadd, splat } from "./simd";

/** Where angles are so large that the first parts of a quarter, times the number of quarters, are no longer exact. */
// @ts-ignore: decorator
@inline
export function isLarge<T>(x: v128): v128 {
  const most = splat<T>(sizeof<T>() == 8 ? 1e6 : 8192);
  return v128.gt<T>(v128.abs<T>(x), most);
}

/** The number of quarter turns nearest to x, in the lowest bits. */
// @ts-ignore: decorator
@inline
function quarters<T>(x: v128): v128 {
  return madd<T>(x, splat<T>(0.6366197723675814), whole<T>());
}

/** x less the quarter turns. */
// @ts-ignore: decorator
@inline
function withoutQuarters<T>(x: v128, bits: v128): v128 {
  const isDouble = sizeof<T>() == 8;
  const n = v128.sub<T>(bits, whole<T>());
  // π/2 in parts, each but the last with zeros in its last bits.
  let r = nmadd<T>(n, splat<T>(isDouble ? 1.57079632673412561417 : 1.5703125), x);
  r = nmadd<T>(
    n,
    splat<T>(isDouble ? 6.0771005063039659766e-11 : 4.837512969970703125e-4),
    r,
  );
  r = nmadd<T>(
    n,
    splat<T>(isDouble ? 2.0222662487111664558e-21 : 7.54953362047672271728515625e-8),
    r,
  );
  return nmadd<T>(
    n,
    splat<T>(isDouble ? 8.47842766036889956997e-32 : 2.563344151594519e-12),
    r,
  );
}

/** `sin r` for r up to an eighth of a turn. */
// @ts-ignore: decorator
@inline
export function sinNear<T>(r: v128): v128 {
  const z = v128.mul<T>(r, r);
  let p: v128;
  if (sizeof<T>() == 8) {
    p = splat<T>(1.58969099521155010221e-10);
    p = madd<T>(p, z, splat<T>(-2.50507602534068634195e-8));
    p = madd<T>(p, z, splat<T>(2.75573137070700676789e-6));
    p = madd<T>(p, z, splat<T>(-1.98412698298579493134e-4));
    p = madd<T>(p, z, splat<T>(8.33333333332248946124e-3));
    p = madd<T>(p, z, splat<T>(-1.66666666666666324348e-1));
  } else {
    p = splat<T>(-1.9515295891e-4);
    p = madd<T>(p, z, splat<T>(8.3321608736e-3));
    p = madd<T>(p, z, splat<T>(-1.6666654611e-1));
  }
  return madd<T>(v128.mul<T>(p, z), r, r);
}

/** `cos r` for r up to an eighth of a turn. */
// @ts-ignore: decorator
@inline
export function cosNear<T>(r: v128): v128 {
  const z = v128.mul<T>(r, r);
  let p: v128;
  if (sizeof<T>() == 8) {
    p = splat<T>(-1.13596475577881948265e-11);
    p = madd<T>(p, z, splat<T>(2.08757232129817482790e-9));
    p = madd<T>(p, z, splat<T>(-2.75573143513906633035e-7));
    p = madd<T>(p, z, splat<T>(2.48015872894767294178e-5));
    p = madd<T>(p, z, splat<T>(-1.38888888888741095749e-3));
    p = madd<T>(p, z, splat<T>(4.16666666666666019037e-2));
  } else {
    p = splat<T>(2.443315711809948e-5);
    p = madd<T>(p, z, splat<T>(-1.388731625493765e-3));
    p = madd<T>(p, z, splat<T>(4.166664568298827e-2));
  }
  p = madd<T>(p, z, splat<T>(-0.5));
  return madd<T>(p, z, splat<T>(1));
}

/** Where a whole number in the lowest bits is odd. */
// @ts-ignore: decorator
@inline
export function isOdd<T>(bits: v128): v128 {
  if (sizeof<T>() == 8) {
    const one = i64x2.splat(1);
    return i64x2.eq(v128.and(bits, one), one);
  }
  const one = i32x4.splat(1);
  return i32x4.eq(v128.and(bits, one), one);
}

/** The sign −1 where the last bit but one is set. */
// @ts-ignore: decorator
@inline
export function signOf<T>(bits: v128): v128 {
  const top = sizeof<T>() == 8 ? i64x2.shl(bits, 62) : i32x4.shl(bits, 30);
  return v128.and(top, splat<T>(-0.0));
}

/** What is computed of x; 0 keeps the sign of x. */
// @ts-ignore: decorator
@inline
function withZero<T>(x: v128, y: v128): v128 {
  return choose(x, y, v128.eq<T>(y, i32x4.splat(0)));
}

/** The sine of x and so many quarter turns: with one the cosine. Within 3 ulp of floats, 4 of doubles. */
// @ts-ignore: decorator
@inline
export function sine<T>(x: v128, turns: v128): v128 {
  const own = quarters<T>(x);
  const r = withoutQuarters<T>(x, own);
  // To a whole number in the lowest bits others can be added as they are.
  const bits = v128.add<T>(own, turns);
  const size = choose(cosNear<T>(r), sinNear<T>(r), isOdd<T>(bits));
  return withZero<T>(x, v128.xor(size, signOf<T>(bits)));
}

/** `tan x`, within 4 ulp. */
// @ts-ignore: decorator
@inline
export function tan<T>(x: v128): v128 {
  const bits = quarters<T>(x);
  const r = withoutQuarters<T>(x, bits);
  const odd = isOdd<T>(bits);
  const sine = sinNear<T>(r);
  const cosine = cosNear<T>(r);
  const size = v128.div<T>(choose(cosine, sine, odd), choose(sine, cosine, odd));
  return withZero<T>(x, v128.xor(size, v128.and(odd, splat<T>(-0.0))));
}
