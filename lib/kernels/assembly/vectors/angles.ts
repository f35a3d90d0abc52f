// Angles of vectors, after Moshier's Cephes.
import { choose, madd, splat } from "./simd";

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
      choose(splat<T>(-1), v128.sub<T>(size, one), isLarge),
      choose(size, v128.add<T>(size, one), isLarge),
    );
    t = choose(size, turned, isNear);
    const quarter = splat<T>(0.7853981633974483);
    const half = splat<T>(1.5707963267948966);
    start = v128.andnot(choose(half, quarter, isLarge), isNear);
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
    t = choose(turned, size, isLarge);
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

/**
 * `asin z/z − 1` from `t = z²`, for z up to 0.5: of floats Moshier's Cephes, of doubles
 * Sun's fdlibm. Not inlined, as it is seldom needed.
 */
function asinRest<T>(t: v128): v128 {
  if (sizeof<T>() == 4) {
    let p = splat<T>(4.2163199048e-2);
    p = madd<T>(p, t, splat<T>(2.4181311049e-2));
    p = madd<T>(p, t, splat<T>(4.5470025998e-2));
    p = madd<T>(p, t, splat<T>(7.4953002686e-2));
    p = madd<T>(p, t, splat<T>(1.6666752422e-1));
    return v128.mul<T>(p, t);
  }
  let p = splat<T>(3.47933107596021167570e-5);
  p = madd<T>(p, t, splat<T>(7.91534994289814532176e-4));
  p = madd<T>(p, t, splat<T>(-4.00555345006794114027e-2));
  p = madd<T>(p, t, splat<T>(2.01212532134862925881e-1));
  p = madd<T>(p, t, splat<T>(-3.25565818622400915405e-1));
  p = madd<T>(p, t, splat<T>(1.66666666666666657415e-1));
  let q = splat<T>(7.70381505559019352791e-2);
  q = madd<T>(q, t, splat<T>(-6.88283971605453293030e-1));
  q = madd<T>(q, t, splat<T>(2.02094576023350569471));
  q = madd<T>(q, t, splat<T>(-2.40339491173441421878));
  q = madd<T>(q, t, splat<T>(1));
  return v128.div<T>(v128.mul<T>(p, t), q);
}

/** What π/2 has beyond the last digit. */
// @ts-ignore: decorator
@inline
function restOfQuarter<T>(): v128 {
  return splat<T>(sizeof<T>() == 8 ? 6.123233995736766e-17 : -4.371139000186241e-8);
}

// Above 0.5 the sine of twice an angle: of `z = √((1 − |x|)/2)` it is half of π/2 − asin |x|.

/** The angle whose sine is x: within 2 ulp of floats, 4 of doubles. */
// @ts-ignore: decorator
@inline
export function asin<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const isFar = v128.gt<T>(size, splat<T>(0.5));
  const less = v128.mul<T>(v128.sub<T>(splat<T>(1), size), splat<T>(0.5));
  const z = choose(v128.sqrt<T>(less), size, isFar);
  const w = v128.mul<T>(
    z,
    asinRest<T>(choose(less, v128.mul<T>(size, size), isFar)),
  );
  // The first difference loses nothing.
  const far = v128.sub<T>(
    v128.sub<T>(splat<T>(1.5707963267948966), v128.add<T>(z, z)),
    v128.sub<T>(v128.add<T>(w, w), restOfQuarter<T>()),
  );
  const y = choose(far, v128.add<T>(z, w), isFar);
  return v128.or(y, v128.and(x, splat<T>(-0.0)));
}

/** The angle whose cosine is x: within 2 ulp of floats, 4 of doubles. */
// @ts-ignore: decorator
@inline
export function acos<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const isFar = v128.gt<T>(size, splat<T>(0.5));
  const less = v128.mul<T>(v128.sub<T>(splat<T>(1), size), splat<T>(0.5));
  const z = choose(v128.sqrt<T>(less), x, isFar);
  const w = v128.mul<T>(
    z,
    asinRest<T>(choose(less, v128.mul<T>(size, size), isFar)),
  );
  // Near 0 π/2 − asin x, twice the part above it, and below it π less that.
  const zz = choose(v128.add<T>(z, z), z, isFar);
  const ww = choose(v128.add<T>(w, w), w, isFar);
  const quarter = splat<T>(1.5707963267948966);
  const rest = restOfQuarter<T>();
  const start = choose(v128.add<T>(quarter, quarter), quarter, isFar);
  const startRest = choose(v128.add<T>(rest, rest), rest, isFar);
  const y = v128.sub<T>(
    v128.sub<T>(start, zz),
    v128.sub<T>(ww, startRest),
  );
  const isAbove = v128.gt<T>(x, splat<T>(0.5));
  return choose(v128.add<T>(zz, ww), y, isAbove);
}
