// Gated units of vectors, and the normal distribution that one has for a gate; see
// gates.ts, functions.ts and erf.ts in `plain`.
import { exp, sigmoid, splat, tanh, tanhRest } from "./functions";
import { madd } from "./simd";

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

/** The derivative of the approximate gelu. */
// @ts-ignore: decorator
@inline
export function tanhUnitSlope<T>(x: v128): v128 {
  const inner = tanhGateInner<T>(x);
  const one = splat<T>(1);
  const e = exp<T>(v128.or(inner, splat<T>(-0.0)));
  const large = v128.div<T>(one, v128.add<T>(one, e));
  const small = v128.mul<T>(e, large);
  const gate = v128.bitselect(small, large, v128.lt<T>(inner, i32x4.splat(0)));
  const rise = v128.mul<T>(large, small);
  const z = v128.mul<T>(x, x);
  const slope = madd<T>(z, splat<T>(3 * 0.044715), one);
  const all = v128.mul<T>(
    rise,
    v128.mul<T>(slope, splat<T>(1.5957691216057308)),
  );
  // Far out the slope of the inside may be infinite.
  const change = v128.andnot(all, v128.eq<T>(rise, i32x4.splat(0)));
  return madd<T>(x, change, gate);
}

/** `x·σ(b·x)` */
// @ts-ignore: decorator
@inline
export function silu<T>(x: v128, b: v128): v128 {
  return v128.mul<T>(x, sigmoid<T>(v128.mul<T>(b, x)));
}

/** Its derivative. */
// @ts-ignore: decorator
@inline
export function siluSlope<T>(x: v128, b: v128): v128 {
  const t = v128.mul<T>(b, x);
  const s = sigmoid<T>(t);
  const rise = v128.mul<T>(s, v128.sub<T>(splat<T>(1), s));
  return madd<T>(t, rise, s);
}

/** `x·tanh(log(1 + eˣ))`, where with `u = e^−|x|` the gate is a quotient of polynomials of u. */
// @ts-ignore: decorator
@inline
export function mish<T>(x: v128): v128 {
  const u = exp<T>(v128.or(x, splat<T>(-0.0)));
  const over = mishOver<T>(x, u);
  const under = mishUnder<T>(x, u);
  return v128.div<T>(v128.mul<T>(x, over), v128.add<T>(over, under));
}

// tanh(log(1 + eˣ)) = ((1 + eˣ)² − 1) / ((1 + eˣ)² + 1) is (u² + 2u) / (u² + 2u + 2)
// below 0 and (1 + 2u) / (1 + 2u + 2u²) above.

// @ts-ignore: decorator
@inline
function mishOver<T>(x: v128, u: v128): v128 {
  const below = v128.lt<T>(x, i32x4.splat(0));
  const two = splat<T>(2);
  const one = splat<T>(1);
  return v128.bitselect(
    v128.mul<T>(u, v128.add<T>(u, two)),
    madd<T>(two, u, one),
    below,
  );
}

// @ts-ignore: decorator
@inline
function mishUnder<T>(x: v128, u: v128): v128 {
  const two = splat<T>(2);
  const above = v128.mul<T>(two, v128.mul<T>(u, u));
  return v128.bitselect(two, above, v128.lt<T>(x, i32x4.splat(0)));
}

/** Its derivative, `g + x·(1 − g²)·σ(x)`. */
// @ts-ignore: decorator
@inline
export function mishSlope<T>(x: v128): v128 {
  const one = splat<T>(1);
  const u = exp<T>(v128.or(x, splat<T>(-0.0)));
  const over = mishOver<T>(x, u);
  const under = mishUnder<T>(x, u);
  const whole = v128.div<T>(one, v128.add<T>(over, under));
  const g = v128.mul<T>(over, whole);
  // 1 − g² in two factors, of which the first is small where g is almost 1.
  const rise = v128.mul<T>(v128.mul<T>(under, whole), v128.add<T>(one, g));
  const large = v128.div<T>(one, v128.add<T>(one, u));
  const small = v128.mul<T>(u, large);
  const s = v128.bitselect(small, large, v128.lt<T>(x, i32x4.splat(0)));
  return madd<T>(v128.mul<T>(x, rise), s, g);
}

/** `x − tanh x`, precise near 0. */
// @ts-ignore: decorator
@inline
export function tanhShrink<T>(x: v128): v128 {
  const near = v128.neg<T>(v128.mul<T>(x, tanhRest<T>(v128.mul<T>(x, x))));
  const far = v128.sub<T>(x, tanh<T>(x));
  const isFar = v128.gt<T>(v128.abs<T>(x), splat<T>(0.625));
  return v128.bitselect(far, near, isFar);
}

/** `e^(−x²/2)` */
// @ts-ignore: decorator
@inline
function bell<T>(x: v128): v128 {
  const half = splat<T>(-0.5);
  if (sizeof<T>() == 4) return exp<T>(v128.mul<T>(v128.mul<T>(x, x), half));
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

/** `erfc(z)·e^(z²)` for z from 0 on, from ¾ on for doubles, to 28. */
// @ts-ignore: decorator
@inline
function scaledTail<T>(z: v128): v128 {
  const one = splat<T>(1);
  if (sizeof<T>() == 4) {
    // Fitted to the least relative error, 4·10⁻⁸: tests/reference/make_erf.py.
    const t = v128.div<T>(one, madd<T>(z, splat<T>(0.5), one));
    let p = splat<T>(-0.0591243654);
    p = madd<T>(p, t, splat<T>(0.284845912));
    p = madd<T>(p, t, splat<T>(-0.487762347));
    p = madd<T>(p, t, splat<T>(0.278712406));
    p = madd<T>(p, t, splat<T>(-0.0270715101));
    p = madd<T>(p, t, splat<T>(0.202876134));
    p = madd<T>(p, t, splat<T>(0.243055756));
    p = madd<T>(p, t, splat<T>(0.282381933));
    p = madd<T>(p, t, splat<T>(0.282086039));
    return v128.mul<T>(p, t);
  }
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
  return v128.mul<T>(p, share);
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

const rootOfHalf = 0.7071067811865476;

/** How much of the standard normal distribution lies below x, where `e` is `e^(−x²/2)`. */
// @ts-ignore: decorator
@inline
function normalFrom<T>(x: v128, e: v128): v128 {
  const half = splat<T>(0.5);
  const z = v128.mul<T>(v128.abs<T>(x), splat<T>(rootOfHalf));
  const tail = v128.mul<T>(v128.mul<T>(half, e), scaledTail<T>(z));
  const isBelow = v128.lt<T>(x, i32x4.splat(0));
  const far = v128.bitselect(tail, v128.sub<T>(splat<T>(1), tail), isBelow);
  if (sizeof<T>() == 4) return far;
  const signed = v128.mul<T>(x, splat<T>(rootOfHalf / 2));
  const near = madd<T>(
    signed,
    erfSeries<T>(v128.mul<T>(z, z)),
    v128.add<T>(half, signed),
  );
  return v128.bitselect(near, far, v128.lt<T>(z, splat<T>(0.75)));
}

/** The gate of gelu. */
// @ts-ignore: decorator
@inline
export function normal<T>(x: v128): v128 {
  return normalFrom<T>(x, bell<T>(x));
}

/** The derivative of gelu, `Φ(x) + x·φ(x)`. */
// @ts-ignore: decorator
@inline
export function normalSlope<T>(x: v128): v128 {
  const e = bell<T>(x);
  const density = v128.mul<T>(e, splat<T>(0.3989422804014327));
  return madd<T>(x, density, normalFrom<T>(x, e));
}

/** The error function. */
// @ts-ignore: decorator
@inline
export function errorFunction<T>(x: v128): v128 {
  const size = v128.abs<T>(x);
  const z = v128.mul<T>(x, x);
  const near = madd<T>(x, erfSeries<T>(z), x);
  const e = bell<T>(v128.mul<T>(size, splat<T>(1.4142135623730951)));
  const tail = v128.mul<T>(e, scaledTail<T>(size));
  const far = v128.sub<T>(splat<T>(1), tail);
  const signed = v128.or(far, v128.and(x, splat<T>(-0.0)));
  return v128.bitselect(signed, near, v128.ge<T>(size, splat<T>(0.75)));
}

/** Its derivative, `2/√π·e^(−x²)`. */
// @ts-ignore: decorator
@inline
export function errorSlope<T>(x: v128): v128 {
  const e = exp<T>(v128.neg<T>(v128.mul<T>(x, x)));
  return v128.mul<T>(e, splat<T>(1.1283791670955126));
}
