/**
 * Bounds that are checked before anything is allocated, since a text may come
 * from anyone.
 *
 * @module
 */

export const maxParameters = 100_000_000;

/** The most numbers of one example at one place of a network. */
export const maxElements = 100_000_000;

/** The most numbers of a network bound to a batch size. */
export const maxBoundNumbers = 500_000_000;

export const maxSteps = 10_000;
