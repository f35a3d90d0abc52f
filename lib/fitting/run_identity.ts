/**
 * What decides on the outcome of a training: two that agree in it take the same
 * steps, so that one can go on where the other stopped.
 *
 * @module
 */

/** How a training was set: a number, a word, a truth, or several of them. */
export type TrainingSetting =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[];

/** Settings by name; plain data. */
export type RunIdentity = Readonly<
  Record<string, TrainingSetting | undefined>
>;

/** What two trainings differ in. */
export interface RunDifference {
  /** The setting. */
  readonly name: string;
  /** What it was. */
  readonly before: TrainingSetting | undefined;
  /** What it is now. */
  readonly now: TrainingSetting | undefined;
}

/**
 * The first thing in which two trainings differ; undefined where they agree.
 *
 * ```ts
 * import { differenceOfRuns } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const before = { seed: 1, optimizer: "adam()" };
 * assertEquals(differenceOfRuns(before, { ...before, patience: undefined }), undefined);
 * assertEquals(differenceOfRuns(before, { ...before, seed: 2 }), {
 *   name: "seed",
 *   before: 1,
 *   now: 2,
 * });
 * ```
 */
export function differenceOfRuns(
  before: RunIdentity,
  now: RunIdentity,
): RunDifference | undefined {
  for (const name of new Set([...Object.keys(now), ...Object.keys(before)])) {
    // Compared as they are written: in a file an infinite number is null.
    if (JSON.stringify(before[name]) === JSON.stringify(now[name])) continue;
    return { name, before: before[name], now: now[name] };
  }
}
