/**
 * The rounding of numbers along a direction, from tables of their differences. A
 * number that lost its digits is a staircase, which only points wider apart than its
 * treads see.
 *
 * @module
 */

import { allocate } from "../../base/values.ts";
import { deviationOf } from "./deviation.ts";

/** An array for each array of coordinates, or of what is read. */
export type Vectors = readonly Float64Array[];

/** Enough for differences of the sixth order. */
const points = 9;

/**
 * Distances between the points, in lengths of the direction; few are powers of two,
 * whose multiples may all lie alike on a stair.
 */
const spacings = [
  1.3 * 2 ** -38,
  1.7 * 2 ** -33,
  1.1 * 2 ** -22,
  1.3 * 2 ** -17,
  2 ** -12,
  2 ** -4,
];

/** From this of them on, a number that is smooth is looked at no more: wider points see its bends. */
const wide = 2;

/**
 * The standard deviation of each number from rounding.
 *
 * @param at the numbers that far along the direction; undefined beyond a choice.
 */
export function roughnessOf(
  middle: Vectors,
  at: (distance: number) => Vectors | undefined,
): Float64Array[] {
  const roughness = middle.map(({ length }) => allocate("float64", length));
  const isSmooth = middle.map(({ length }) => allocate("uint8", length));
  const column = allocate("float64", points);
  for (const [n, spacing] of spacings.entries()) {
    if (isSmooth.every((own) => own.every(Boolean))) break;
    const found = Array.from(
      { length: points },
      (_, p) => at((p - (points - 1) / 2) * spacing),
    );
    const isClean = found.every((each) => each !== undefined);
    if (!isClean) break;
    for (const [k, own] of roughness.entries()) {
      for (let i = 0; i < own.length; i++) {
        if (isSmooth[k][i] === 1) continue;
        for (const [p, each] of found.entries()) {
          column[p] = each[k][i] - middle[k][i];
        }
        const { deviation, most } = deviationOf(column);
        if (!Number.isFinite(deviation)) continue;
        if (n >= wide && most > 100 * deviation) isSmooth[k][i] = 1;
        if (deviation > own[i]) own[i] = deviation;
      }
    }
  }
  return roughness;
}
