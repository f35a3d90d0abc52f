import type { Random } from "../../base/random.ts";
import { allocate, type Values } from "../../base/values.ts";
import type { Disturb } from "../subjects/subject.ts";

/** What outputs lose below the smallest numbers. */
export const underflow = 2 ** -1070;

/** The smallest number of full precision: a product on the way to a smaller one may be lost. */
export const leastNormal = 2 ** -1022;

export function unitOf(values: Values): number {
  return values instanceof Float32Array ? 2 ** -24 : 2 ** -53;
}

/** How many numbers are drawn before they are used again: a power of two. */
const mostDraws = 1024;

/** Numbers of U(-1, 1). */
export interface Draws {
  /**
   * Draws for an array.
   *
   * @returns where its draws begin, until the next call: number `i` has that of
   * {@linkcode place}`(first, i)`.
   */
  next(length: number): number;
  readonly numbers: Float64Array;
}

/** New numbers for each array, until there are enough to use them again from any place. */
export function drawsOf(random: Random): Draws {
  const numbers = allocate("float64", mostDraws);
  let drawn = 0;
  return {
    numbers,
    next(length) {
      const first = drawn;
      const needed = Math.min(first + length, mostDraws);
      for (; drawn < needed; drawn++) numbers[drawn] = 2 * random.uniform() - 1;
      return first + length > mostDraws && first > 0
        ? random.integer(mostDraws)
        : first;
    },
  };
}

/** Where the draw for number `i` of an array lies. */
export function place(first: number, i: number): number {
  return (first + i) & (mostDraws - 1);
}

/**
 * Random numbers of ±(0.5 … 1.5), times a size: none is left out or outweighs the
 * others, and equal ones do not cancel.
 */
export function drawWeights(
  length: number,
  random: Random,
  size = 1,
): Float64Array {
  const weights = allocate("float64", length);
  random.fill(weights);
  for (let i = 0; i < length; i++) {
    const draw = 2 * weights[i] - 1;
    weights[i] = size * (draw < 0 ? draw - 0.5 : draw + 0.5);
  }
  return weights;
}

/** The largest absolute value of a finite number. */
export function largestOf(arrays: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i++) {
      const size = Math.abs(array[i]);
      if (size > largest && size < Infinity) largest = size;
    }
  }
  return largest;
}

/** The root of the mean square of the finite numbers, which may be of any size; 1 if all are 0. */
export function typicalOf(values: ArrayLike<number>): number {
  const largest = largestOf([values]);
  if (largest === 0) return 1;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const share = values[i] / largest;
    if (Number.isFinite(share)) squares += share * share;
  }
  return largest * Math.sqrt(squares / values.length);
}

/** Moves numbers by up to `rounding` of themselves, at random: by `all` of it, up or down, or by `parts`. */
export function disturber(
  random: Random,
  rounding: number,
  by: "all" | "parts",
): Disturb {
  const draws = drawsOf(random);
  const { numbers } = draws;
  return (values) => {
    const first = draws.next(values.length);
    const isAll = by === "all";
    // A subnormal number moves by no less than the smallest.
    const least = values instanceof Float32Array ? 2 ** -149 : 2 ** -1074;
    const large = 2 ** 60 * least;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value === 0) continue;
      const draw = numbers[place(first, i)];
      const move = value * rounding * (isAll ? Math.sign(draw) : draw);
      // Beside a larger one the smallest is lost, and adding it is slow.
      values[i] = Math.abs(move) > large
        ? value + move
        : value + (move + Math.sign(draw) * least);
    }
  };
}

/** The same for what steps hand on, where whole numbers above 1 may count something, or say which. */
export function sparingCounts(disturb: Disturb): Disturb {
  return (values) => {
    if (!areCounts(values)) disturb(values);
  };
}

function areCounts(values: Values): boolean {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isInteger(values[i])) return false;
    largest = Math.max(largest, Math.abs(values[i]));
  }
  return largest > 1;
}
