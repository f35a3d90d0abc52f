// Gated units of vectors; see gates.ts and functions.ts in `plain`.
import { exp, sigmoid, tanh, tanhRest } from "./exponentials";
import { choose, madd, splat } from "./simd";

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
  const small = sigmoid<T>(v128.or(inner, splat<T>(-0.0)));
  const large = v128.sub<T>(one, small);
  const gate = choose(small, large, v128.lt<T>(inner, i32x4.splat(0)));
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
  return choose(
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
  return choose(two, above, v128.lt<T>(x, i32x4.splat(0)));
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
  const s = choose(small, large, v128.lt<T>(x, i32x4.splat(0)));
  return madd<T>(v128.mul<T>(x, rise), s, g);
}

/** `x − tanh x`, precise near 0. */
// @ts-ignore: decorator
@inline
export function tanhShrink<T>(x: v128): v128 {
  const near = v128.neg<T>(v128.mul<T>(x, tanhRest<T>(v128.mul<T>(x, x))));
  const far = v128.sub<T>(x, tanh<T>(x));
  const isFar = v128.gt<T>(v128.abs<T>(x), splat<T>(0.625));
  return choose(far, near, isFar);
}
