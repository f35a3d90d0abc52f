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
