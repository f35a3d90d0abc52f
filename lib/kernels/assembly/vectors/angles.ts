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
