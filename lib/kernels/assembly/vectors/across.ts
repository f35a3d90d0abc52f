// What is computed across the numbers of a vector; the result is in all its lanes.
import { firstLanes } from "./simd";

/** The other lanes: of doubles the other one; of floats those two away, or one away. */
// @ts-ignore: decorator
@inline
export function turned<T>(v: v128, isNear: bool): v128 {
  if (sizeof<T>() == 8 || !isNear) return i32x4.shuffle(v, v, 2, 3, 0, 1);
  return i32x4.shuffle(v, v, 1, 0, 3, 2);
}

/** The first number. */
// @ts-ignore: decorator
@inline
export function firstInAll<T>(v: v128): v128 {
  if (sizeof<T>() == 8) return i32x4.shuffle(v, v, 0, 1, 0, 1);
  return i32x4.shuffle(v, v, 0, 0, 0, 0);
}

/** The sum. */
// @ts-ignore: decorator
@inline
export function sumInAll<T>(v: v128): v128 {
  const sum = v128.add<T>(v, turned<T>(v, false));
  return sizeof<T>() == 8 ? sum : v128.add<T>(sum, turned<T>(sum, true));
}

/** The largest, none of which is NaN. */
// @ts-ignore: decorator
@inline
export function largestInAll<T>(v: v128): v128 {
  const most = v128.pmax<T>(v, turned<T>(v, false));
  return sizeof<T>() == 8 ? most : v128.pmax<T>(most, turned<T>(most, true));
}

/** The number of `v` in a lane where `most` is largest. */
// @ts-ignore: decorator
@inline
export function ofLargestInAll<T>(v: v128, most: v128): v128 {
  const far = turned<T>(most, false);
  v = v128.bitselect(turned<T>(v, false), v, v128.gt<T>(far, most));
  if (sizeof<T>() == 4) {
    most = v128.pmax<T>(most, far);
    const isMore = v128.gt<T>(turned<T>(most, true), most);
    v = v128.bitselect(turned<T>(v, true), v, isMore);
  }
  // Of equal ones each lane has its own.
  return firstInAll<T>(v);
}

/** −∞ in all lanes behind the first `count`, to be joined to zeros there. */
// @ts-ignore: decorator
@inline
export function behind<T>(count: i32): v128 {
  const all = v128.splat<T>(<T> -Infinity);
  const own = count < 16 / <i32> sizeof<T>()
    ? firstLanes<T>(i32x4.splat(-1), count)
    : i32x4.splat(-1);
  return v128.andnot(all, own);
}
