/**
 * Bounds that are checked before anything is allocated, since a text may come
 * from anyone.
 *
 * @module
 */

/** The most parameters that a network may have in all. */
export const maxParameters = 100_000_000;

/** The most numbers that one example may have at one place of a network. */
export const maxElements = 100_000_000;

/** The most numbers that a network may hold in all, once it is bound to a batch size. */
export const maxBoundNumbers = 500_000_000;

/** The most steps that a network may have. */
export const maxSteps = 10_000;

/** Thrown where a size goes over one of the bounds of this file. */
export class LimitError extends RangeError {
  /** Names the bound that was passed. */
  constructor(message: string) {
    super(message);
    this.name = "LimitError";
  }
}

/** A number for a message: `1,234`, or `1e+18` where it is beyond exact integers. */
export function formatCount(count: number): string {
  return count <= Number.MAX_SAFE_INTEGER
    ? count.toString().replace(/\B(?=(\d{3})+$)/g, ",")
    : count.toExponential(0);
}
