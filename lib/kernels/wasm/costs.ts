/**
 * What kernels cost, by which threads decide whether to share them.
 *
 * @module
 */

/** About what one number costs, in units of a multiplication within a product. */
export const costs = {
  sumRows: 4,
  fillRows: 4,
  takeRows: 4,
  addScaled: 4,
  softmax: 60,
  softmaxBackward: 4,
  logSumExp: 60,
  expScaled: 60,
  scale: 4,
  clamp: 4,
  approach: 4,
  momentum: 8,
  adam: 24,
  adamw: 24,
  rmsprop: 24,
  adagrad: 24,
  lion: 8,
  patches: 4,
  pool: 12,
  normalization: 24,
} as const;
