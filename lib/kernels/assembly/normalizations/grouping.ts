// What the kernels of normalizations share. Statistics and sums are doubles,
// whatever the arrays hold; what is made of them for each number is computed in
// the arrays' own precision, from a mean in two parts.

import { lanes, loadPart } from "../vectors/simd";

/** How an array is divided, as numbers in memory; see contract/normalization.ts. */
@unmanaged
export class Grouping {
  blocks: i32;
  rows: i32;
  groups: i32;
  width: i32;
  /** The rows of a piece: sums over a piece are added up alone. */
  pieceRows: i32;
  /** The pieces of a block. */
  pieces: i32;
  /** The channels, and what fills the last vector. */
  pitch: i32;
}

/** The first two numbers of a vector, as doubles. */
// @ts-ignore: decorator
@inline
export function firstTwo<T>(at: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(at);
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** The last two of four floats, as doubles. */
// @ts-ignore: decorator
@inline
export function lastTwo<T>(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
}

/** The first two numbers of a vector that is in hand, as doubles. */
// @ts-ignore: decorator
@inline
export function low<T>(v: v128): v128 {
  return sizeof<T>() == 8 ? v : f64x2.promote_low_f32x4(v);
}

/** The last two of four floats in hand, as doubles. */
// @ts-ignore: decorator
@inline
export function high<T>(v: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(v, v, 2, 3, 0, 1));
}

/** A double as the arrays' numbers hold it, in all lanes. */
// @ts-ignore: decorator
@inline
export function splatOf<T>(value: f64): v128 {
  return v128.splat<T>(<T> value);
}

/** Up to a vector of numbers. */
// @ts-ignore: decorator
@inline
export function loadUpTo<T>(at: usize, count: i32): v128 {
  return count >= lanes<T>() ? v128.load(at) : loadPart<T>(at, count);
}

/** Whether a factor of floats is 0 or between 2⁻¹⁰⁰ and 2¹⁰⁰, so that products with it stay in range where those of doubles do. */
// @ts-ignore: decorator
@inline
export function isTame<T>(factor: f64): bool {
  const size = abs<f64>(factor);
  return sizeof<T>() == 8 || (size > 7.888609052210118e-31 && isNear<T>(size)) || size == 0;
}

/** Whether what is taken away from floats is below 2¹⁰⁰ in size, so that no difference is out of range. */
// @ts-ignore: decorator
@inline
export function isNear<T>(middle: f64): bool {
  return sizeof<T>() == 8 || abs<f64>(middle) < 1.2676506002282294e30;
}
