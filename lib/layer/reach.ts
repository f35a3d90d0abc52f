/**
 * Between which numbers the outputs of layers lie, as far as it is known before they
 * are computed.
 *
 * @module
 */

import type { ArgumentValues } from "../definition/arguments.ts";

/** The least and the largest number; the ends may be infinite. */
export type Reach = readonly [least: number, largest: number];

/** The reach of a layer's output for those of its inputs; undefined where it is not known. */
export type ReachRule = (
  inputs: readonly (Reach | undefined)[],
  given: ArgumentValues,
) => Reach | undefined;

export const everything: Reach = [-Infinity, Infinity];

/** The rule of a layer that can give all numbers from `least` to `largest`, whatever comes in. */
export function reaches(least: number, largest: number): ReachRule {
  return () => [least, largest];
}

/** The rule of a layer whose outputs lie among its inputs. */
export function reachOfInputs(
  inputs: readonly (Reach | undefined)[],
): Reach | undefined {
  return inputs.reduce((a, b) =>
    a && b && [Math.min(a[0], b[0]), Math.max(a[1], b[1])]
  );
}

/** The rule of a layer whose outputs lie among its inputs or are 0. */
export function reachOfInputsAndZero(
  inputs: readonly (Reach | undefined)[],
): Reach | undefined {
  return reachOfInputs([...inputs, [0, 0]]);
}

/** Whether one lies within another. */
export function isWithin([a, b]: Reach, [least, largest]: Reach): boolean {
  return a >= least && b <= largest;
}
