/**
 * Bounds that are checked before anything is allocated, since a text may come
 * from anyone.
 *
 * @module
 */

/** The most numbers of one example at one place of a network. */
export const maxElements = 100_000_000;

/** The most numbers of an array, or of data, in memory. */
export const maxBoundNumbers = 500_000_000;

/** The most bytes that a network bound to a batch takes: parameters, values, gradients and what its layers remember. */
export const maxBoundBytes = 2 ** 34;

/** The most bytes of one memory of WebAssembly, whose addresses have 32 bits. */
export const maxWasmBytes = 2 ** 32;

/**
 * Bounds on a network that is read from a file, whose few bytes of text may ask for
 * much. Its parameters must be in the file, so that they need no bound here.
 */
export const savedNetwork = {
  /** The most numbers of one example at one place. */
  elements: 2 ** 25,
  /** The most numbers of one example, all places together. */
  numbers: 2 ** 26,
  /** About the most multiplications for one example. */
  work: 20_000_000_000,
} as const;

/** How many numbers a batch in use has at most, so that a large example comes in small batches. */
export const batchNumbers = 2 ** 25;

/** The most columns of predictions for one example. */
export const maxAnswers = 1_000_000;

export const maxSteps = 10_000;
