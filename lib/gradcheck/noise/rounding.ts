import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Disturb } from "../subjects/subject.ts";

/** What outputs lose below the smallest numbers. */
export const underflow = 2 ** -1070;

/** The smallest number of full precision: a product on the way to a smaller one may be lost. */
export const leastNormal = 2 ** -1022;

export function unitOf(values: Values): number {
  return values instanceof Float32Array ? 2 ** -24 : 2 ** -53;
}

/** How many numbers are drawn before they are used again. */
const mostDraws = 1024;

/** Numbers of U(-1, 1). */
export interface Draws {
  /** Draws for an array: its number `i` has {@linkcode at}`(i)` until the next call. */
  next(length: number): void;
  /** A draw of the last call. */
  at(i: number): number;
}

/** New numbers for each array, until there are enough to use them again from any place. */
export function drawsOf(random: Random): Draws {
  const draws: number[] = [];
  let first = 0;
  return {
    next(length) {
      first = draws.length;
      const needed = Math.min(first + length, mostDraws);
      while (draws.length < needed) draws.push(2 * random.uniform() - 1);
      if (first + length > mostDraws && first > 0) {
        first = random.integer(mostDraws);
      }
    },
    at: (i) => draws[(first + i) & (mostDraws - 1)],
  };
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
  return Float64Array.from({ length }, () => {
    const draw = 2 * random.uniform() - 1;
    return size * (draw < 0 ? draw - 0.5 : draw + 0.5);
  });
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
  return (values) => {
    draws.next(values.length);
    // A subnormal number moves by no less than the smallest.
    const least = values instanceof Float32Array ? 2 ** -149 : 2 ** -1074;
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 0) continue;
      const draw = draws.at(i);
      const part = by === "all" ? Math.sign(draw) : draw;
      values[i] += values[i] * rounding * part + Math.sign(draw) * least;
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
