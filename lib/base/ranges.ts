/**
 * What numbers can be.
 *
 * @module
 */

/** Whether a number counts something, none being possible. */
export function isWhole(x: unknown): x is number {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}
