// The normal distribution of vectors, which is the gate of gelu, and the error function;
// see erf.ts in `plain`.
import { exp, powerOfTwo, whole } from "./exponentials";
import { choose, madd, nmadd, splat } from "./simd";

const rootOfHalf = 0.7071067811865476;

/** `e^(−x²/2)`; of floats 0 where that is no normal number. */
// @ts-ignore: decorator
@inline
function bell<T>(x: v128): v128 {
  if (sizeof<T>() == 4) {
    // As a power of 2, n + f.
    const u = v128.mul<T>(v128.mul<T>(x, splat<T>(-0.7213475204444817)), x);
    const least = splat<T>(-126);
    const t = v128.pmax<T>(u, least);
    const bits = v128.add<T>(t, whole<T>());
    const f = v128.sub<T>(t, v128.sub<T>(bits, whole<T>()));
    // Fitted, as the tail below: tests/reference/make_polynomials.py.
    let p = splat<T>(1.5353259e-4);
    p = madd<T>(p, f, splat<T>(1.3399003e-3));
    p = madd<T>(p, f, splat<T>(9.618439e-3));
    p = madd<T>(p, f, splat<T>(5.550332e-2));
    p = madd<T>(p, f, splat<T>(2.4022648e-1));
    p = madd<T>(p, f, splat<T>(6.931472e-1));
    const scale = powerOfTwo<T>(bits);
    const e = madd<T>(v128.mul<T>(scale, f), p, scale);
    return v128.andnot(e, v128.lt<T>(u, least));
  }
  const half = splat<T>(-0.5);
  // −x² = −h² + (h − x)(h + x), where h has half of the digits and its square all.
  const h = v128.and(x, i64x2.splat(0xfffffffff8000000));
  const sum = v128.mul<T>(v128.sub<T>(h, x), v128.add<T>(h, x));
  const d = v128.mul<T>(sum, splat<T>(0.5));
  let p = madd<T>(d, splat<T>(0.16666666666666666), splat<T>(0.5));
  p = madd<T>(v128.mul<T>(p, d), d, d);
  const e = exp<T>(v128.mul<T>(v128.mul<T>(h, h), half));
  // What ends at 0 is 0, however large the rest.
  return madd<T>(e, v128.andnot(p, v128.eq<T>(e, i32x4.splat(0))), e);
}

/** How much of the standard normal distribution lies beyond x, times `e^(x²/2)`, for x from 0 on, of doubles from ¾·√2 on; `below` is `−x`. */
// @ts-ignore: decorator
@inline
function tailOf<T>(below: v128): v128 {
  const one = splat<T>(1);
  if (sizeof<T>() == 4) {
    const t = v128.div<T>(one, nmadd<T>(below, splat<T>(0.34375), one));
    let p = splat<T>(-2.7626766e-2);
    p = madd<T>(p, t, splat<T>(1.4300911e-1));
    p = madd<T>(p, t, splat<T>(-2.7007964e-1));
    p = madd<T>(p, t, splat<T>(1.891705e-1));
    p = madd<T>(p, t, splat<T>(-3.818205e-2));
    p = madd<T>(p, t, splat<T>(1.1221509e-1));
    p = madd<T>(p, t, splat<T>(1.168444e-1));
    p = madd<T>(p, t, splat<T>(1.3752902e-1));
    p = madd<T>(p, t, splat<T>(1.3712038e-1));
    return v128.mul<T>(p, t);
  }
  let z = v128.mul<T>(below, splat<T>(-rootOfHalf));
  // As in plain/erf.ts; beyond 28 all is 0.
  z = v128.pmin<T>(z, splat<T>(28));
  const share = v128.div<T>(one, v128.add<T>(z, splat<T>(4)));
  const u = v128.mul<T>(
    madd<T>(z, splat<T>(-147.0 / 109.0), splat<T>(628.0 / 109.0)),
    share,
  );
  let p = splat<T>(-1.547931470647296e-11);
  p = madd<T>(p, u, splat<T>(1.1878236521336452e-11));
  p = madd<T>(p, u, splat<T>(2.9526307576074593e-10));
  p = madd<T>(p, u, splat<T>(2.0434070161619554e-11));
  p = madd<T>(p, u, splat<T>(-4.230058142045647e-09));
  p = madd<T>(p, u, splat<T>(-6.6394543154253526e-09));
  p = madd<T>(p, u, splat<T>(5.025444054565274e-08));
  p = madd<T>(p, u, splat<T>(2.195388387579288e-07));
  p = madd<T>(p, u, splat<T>(-2.0742715841049598e-07));
  p = madd<T>(p, u, splat<T>(-4.483165029316862e-06));
  p = madd<T>(p, u, splat<T>(-1.4079377973122824e-05));
  p = madd<T>(p, u, splat<T>(2.1070245746860232e-05));
  p = madd<T>(p, u, splat<T>(0.0004201220415539638));
  p = madd<T>(p, u, splat<T>(0.0024159290504638968));
  p = madd<T>(p, u, splat<T>(0.009586227731684101));
  p = madd<T>(p, u, splat<T>(0.030250815507046815));
  p = madd<T>(p, u, splat<T>(0.08024217573047095));
  p = madd<T>(p, u, splat<T>(0.18406876234492694));
  p = madd<T>(p, u, splat<T>(0.37124132773344864));
  p = madd<T>(p, u, splat<T>(0.6650357811039386));
  p = madd<T>(p, u, splat<T>(1.0646901381374552));
  return v128.mul<T>(p, v128.mul<T>(share, splat<T>(0.5)));
}

/** `erf(z)/z − 1` for z up to ¾, by its series: Abramowitz and Stegun, 1964, equation 7.1.5. */
// @ts-ignore: decorator
@inline
function erfSeries<T>(z: v128): v128 {
  let p: v128;
  if (sizeof<T>() == 8) {
    p = splat<T>(1.6342614095367152e-15);
    p = madd<T>(p, z, splat<T>(-2.7835162072109215e-14));
    p = madd<T>(p, z, splat<T>(4.4632242632864775e-13));
    p = madd<T>(p, z, splat<T>(-6.7113668551641105e-12));
    p = madd<T>(p, z, splat<T>(9.422759064650411e-11));
    p = madd<T>(p, z, splat<T>(-1.2290555301717928e-09));
    p = madd<T>(p, z, splat<T>(1.4807192815879218e-08));
    p = madd<T>(p, z, splat<T>(-1.6365844691234924e-07));
    p = madd<T>(p, z, splat<T>(1.6462114365889248e-06));
  } else p = splat<T>(1.6462114365889248e-06);
  p = madd<T>(p, z, splat<T>(-1.492565035840625e-05));
  p = madd<T>(p, z, splat<T>(1.2055332981789664e-04));
  p = madd<T>(p, z, splat<T>(-8.548327023450853e-04));
  p = madd<T>(p, z, splat<T>(5.223977625442188e-03));
  p = madd<T>(p, z, splat<T>(-2.6866170645131252e-02));
  p = madd<T>(p, z, splat<T>(1.1283791670955126e-01));
  p = madd<T>(p, z, splat<T>(-3.761263890318375e-01));
  return madd<T>(p, z, splat<T>(1.2837916709551256e-01));
}

/** `Φ(x)` near 0, where it is no tail. */
// @ts-ignore: decorator
@inline
function nearNormal<T>(x: v128): v128 {
  const half = splat<T>(0.5);
  const z = v128.mul<T>(v128.mul<T>(x, x), half);
  const signed = v128.mul<T>(x, splat<T>(rootOfHalf / 2));
  return madd<T>(signed, erfSeries<T>(z), v128.add<T>(half, signed));
}

/** Whether |x| is less than where tails begin; `below` is `−|x|`. */
// @ts-ignore: decorator
@inline
function isNear<T>(below: v128): v128 {
  return v128.gt<T>(below, splat<T>(-0.75 / rootOfHalf));
}

/** gelu, `x·Φ(x)`: below 0 `x` times a tail, above it `x` less that. */
// @ts-ignore: decorator
@inline
export function gelu<T>(x: v128): v128 {
  // −|x|, but of ∞ a number: with a tail of 0 nothing is taken from it, while −∞ gives
  // NaN, as in `plain`.
  const most = v128.pmin<T>(x, splat<T>(1e30));
  const below = v128.or(most, splat<T>(-0.0));
  const tail = v128.mul<T>(bell<T>(x), tailOf<T>(below));
  const far = madd<T>(below, tail, v128.pmax<T>(x, i32x4.splat(0)));
  if (sizeof<T>() == 4) return far;
  return choose(v128.mul<T>(x, nearNormal<T>(x)), far, isNear<T>(below));
}

/** The derivative of gelu, `Φ(x) + x·φ(x)`. */
// @ts-ignore: decorator
@inline
export function geluSlope<T>(x: v128): v128 {
  const e = bell<T>(x);
  const below = v128.or(x, splat<T>(-0.0));
  const tail = v128.mul<T>(e, tailOf<T>(below));
  const isBelow = v128.lt<T>(x, i32x4.splat(0));
  let gate = choose(tail, v128.sub<T>(splat<T>(1), tail), isBelow);
  if (sizeof<T>() == 8) gate = choose(nearNormal<T>(x), gate, isNear<T>(below));
  const density = v128.mul<T>(e, splat<T>(0.3989422804014327));
  return madd<T>(x, density, gate);
}

/** The error function, `1 − 2·(1 − Φ(√2·x))` of what is far from 0. */
// @ts-ignore: decorator
@inline
export function errorFunction<T>(x: v128): v128 {
  const z = v128.mul<T>(x, x);
  const near = madd<T>(x, erfSeries<T>(z), x);
  const sign = v128.and(x, splat<T>(-0.0));
  const below = v128.mul<T>(
    v128.or(x, splat<T>(-0.0)),
    splat<T>(1.4142135623730951),
  );
  const tail = v128.mul<T>(bell<T>(below), tailOf<T>(below));
  const far = nmadd<T>(tail, splat<T>(2), splat<T>(1));
  return choose(near, v128.or(far, sign), isNear<T>(below));
}

/** Its derivative, `2/√π·e^(−x²)`. */
// @ts-ignore: decorator
@inline
export function errorSlope<T>(x: v128): v128 {
  const e = exp<T>(v128.neg<T>(v128.mul<T>(x, x)));
  return v128.mul<T>(e, splat<T>(1.1283791670955126));
}
