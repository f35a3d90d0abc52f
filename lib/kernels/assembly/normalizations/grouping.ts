// What the kernels of normalizations share. Statistics and sums are doubles,
// whatever the arrays hold; what is made of them for each number is computed in
// the arrays' own precision, from a mean in two parts.

import { lanes, least } from "../vectors/simd";

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
  /** Where the sums of channels go that go down rows, those of products, and their means: a number of each channel of each piece. */
  sums: u32;
  products: u32;
  means: u32;
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

/** A double as the arrays' numbers hold it, in all lanes. */
// @ts-ignore: decorator
@inline
export function splatOf<T>(value: f64): v128 {
  return v128.splat<T>(<T> value);
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

/** The sizes of two factors, and 1 for 0. */
// @ts-ignore: decorator
@inline
export function sizeUnlessZero(factors: v128): v128 {
  const size = f64x2.abs(factors);
  const isZero = f64x2.eq(size, f64x2.splat(0));
  return v128.bitselect(f64x2.splat(1), size, isZero);
}

/** Whether sizes from the smallest to the largest are near, and those of factors tame. */
// @ts-ignore: decorator
@inline
export function isInRange<T>(largest: v128, smallest: v128): bool {
  if (sizeof<T>() == 8) return true;
  const isBelow = f64x2.lt(largest, f64x2.splat(1.2676506002282294e30));
  const isAbove = f64x2.gt(smallest, f64x2.splat(7.888609052210118e-31));
  return i64x2.all_true(v128.and(isBelow, isAbove));
}

/** How many vectors a band of channels has, and how many rows they go down at a time. */
export const bandVectors: i32 = 16;
export const stepRows: i32 = 16;

/** How many bands the channels are. */
// @ts-ignore: decorator
@inline
export function bandsOf<T>(g: Grouping): i32 {
  const width = bandVectors * lanes<T>();
  return (g.groups * g.width + width - 1) / width;
}

/** The first channel of a band. */
// @ts-ignore: decorator
@inline
export function firstOf<T>(band: i32): i32 {
  return band * bandVectors * lanes<T>();
}

/** The first row of a piece, counted through all blocks. */
// @ts-ignore: decorator
@inline
export function rowOf(g: Grouping, piece: i32): i32 {
  return piece / g.pieces * g.rows + piece % g.pieces * g.pieceRows;
}

/** The row behind its last. */
// @ts-ignore: decorator
@inline
export function endOf(g: Grouping, piece: i32): i32 {
  const block = piece / g.pieces;
  return least(rowOf(g, piece) + g.pieceRows, (block + 1) * g.rows);
}
