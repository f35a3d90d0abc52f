// What the kernels share: vectors of 128 bits, of four floats or two doubles.

/** The smaller of two. */
// @ts-ignore: decorator
@inline
export function least(a: i32, b: i32): i32 {
  return a < b ? a : b;
}

/** The larger of two. */
// @ts-ignore: decorator
@inline
export function most(a: i32, b: i32): i32 {
  return a > b ? a : b;
}

/** How many numbers a vector holds. */
// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return 16 / sizeof<T>();
}

/** `a·b + c`, in one rounding where the build has relaxed instructions and the machine has them. */
// @ts-ignore: decorator
@inline
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** `c − a·b`, as {@link madd}. */
// @ts-ignore: decorator
@inline
export function nmadd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_nmadd<T>(a, b, c);
  return v128.sub<T>(c, v128.mul<T>(a, b));
}

/** A vector of the same number. */
// @ts-ignore: decorator
@inline
export function splat<T>(value: f64): v128 {
  return v128.splat<T>(<T> value);
}

/** The lanes of one vector where a comparison holds, those of another elsewhere: one instruction where there are relaxed ones. */
// @ts-ignore: decorator
@inline
export function choose(yes: v128, no: v128, holds: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_laneselect(yes, no, holds);
  return v128.bitselect(yes, no, holds);
}

/** The first of a vector's numbers. */
// @ts-ignore: decorator
@inline
export function firstLane<T>(v: v128): T {
  if (sizeof<T>() == 8) return <T> f64x2.extract_lane(v, 0);
  return <T> f32x4.extract_lane(v, 0);
}

/** The sum of a vector's numbers. */
// @ts-ignore: decorator
@inline
export function sumLanes<T>(v: v128): T {
  if (sizeof<T>() == 8) {
    return <T> (f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1));
  }
  const low = f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1);
  const high = f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3);
  return <T> (low + high);
}

/** Up to a vector of numbers from `at`; the rest are 0. */
// @ts-ignore: decorator
@inline
export function loadPart<T>(at: usize, count: i32): v128 {
  if (sizeof<T>() == 8) return v128.load64_zero(at);
  if (count == 1) return v128.load32_zero(at);
  const v = v128.load64_zero(at);
  return count == 2 ? v : v128.load32_lane(at, v, 2, 8);
}

/** The first `count` numbers of a vector, fewer than all; the rest become 0. */
// @ts-ignore: decorator
@inline
export function firstLanes<T>(v: v128, count: i32): v128 {
  if (sizeof<T>() == 8) return v128.and(v, i64x2(-1, 0));
  if (count == 1) return v128.and(v, i32x4(-1, 0, 0, 0));
  if (count == 2) return v128.and(v, i32x4(-1, -1, 0, 0));
  return v128.and(v, i32x4(-1, -1, -1, 0));
}

/** Writes the first `count` numbers of a vector. */
// @ts-ignore: decorator
@inline
export function storePart<T>(at: usize, v: v128, count: i32): void {
  if (sizeof<T>() == 8) {
    v128.store64_lane(at, v, 0);
  } else if (count == 1) {
    v128.store32_lane(at, v, 0);
  } else {
    v128.store64_lane(at, v, 0);
    if (count == 3) v128.store32_lane(at, v, 2, 8);
  }
}

/** A vector from `at`, or what is left of it. */
// @ts-ignore: decorator
@inline
export function loadSome<T>(at: usize, n: i32): v128 {
  return n >= lanes<T>() ? v128.load(at) : loadPart<T>(at, n);
}

/** Writes a vector, or what is left of it. */
// @ts-ignore: decorator
@inline
export function storeSome<T>(at: usize, v: v128, n: i32): void {
  if (n >= lanes<T>()) v128.store(at, v);
  else storePart<T>(at, v, n);
}
