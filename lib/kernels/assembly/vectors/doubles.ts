// Numbers of either precision as doubles, two at a time.

/** Two numbers as doubles, or one and 0. */
// @ts-ignore: decorator
@inline
export function two<T>(at: usize, count: i32): v128 {
  if (sizeof<T>() == 8) {
    return count > 1 ? v128.load(at) : v128.load64_zero(at);
  }
  return f64x2.promote_low_f32x4(
    count > 1 ? v128.load64_zero(at) : v128.load32_zero(at),
  );
}

/** Writes two doubles, or the first, as the arrays hold them. */
// @ts-ignore: decorator
@inline
export function writeTwo<T>(at: usize, v: v128, count: i32): void {
  if (sizeof<T>() == 8) {
    if (count > 1) v128.store(at, v);
    else v128.store64_lane(at, v, 0);
    return;
  }
  const floats = f32x4.demote_f64x2_zero(v);
  if (count > 1) v128.store64_lane(at, floats, 0);
  else v128.store32_lane(at, floats, 0);
}

/** 0 for what is none of the last `count` numbers. */
// @ts-ignore: decorator
@inline
export function present(v: v128, count: i32): v128 {
  return count > 1 ? v : v128.and(v, i64x2(-1, 0));
}

// @ts-ignore: decorator
@inline
export function sumOfTwo(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}
