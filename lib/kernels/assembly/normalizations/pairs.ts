// Two numbers of neighbouring channels, as doubles.
import { firstTwo } from "./grouping";

/** Those of two groups, which may be one. */
// @ts-ignore: decorator
@inline
export function pairOf(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

/** Those of an array, or the same one twice where it is the last. */
// @ts-ignore: decorator
@inline
export function twoOf<T>(at: usize, isTwo: i32): v128 {
  return isTwo ? firstTwo<T>(at) : f64x2.splat(<f64> load<T>(at));
}

/** Stores them as the arrays' numbers. */
// @ts-ignore: decorator
@inline
export function storeTwo<T>(to: usize, pair: v128): void {
  if (sizeof<T>() == 8) v128.store(to, pair);
  else v128.store64_lane(to, f32x4.demote_f64x2_zero(pair), 0);
}

/** What doubles have less than the arrays' numbers nearest to them. */
// @ts-ignore: decorator
@inline
export function beyond<T>(pair: v128): v128 {
  if (sizeof<T>() == 8) return f64x2.splat(0);
  const near = f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(pair));
  return f64x2.sub(near, pair);
}
