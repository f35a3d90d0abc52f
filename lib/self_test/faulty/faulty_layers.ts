/**
 * Layers with known mistakes: each in its right form, and with each mistake that
 * somebody once made in it. They are written to be seen through, not to be
 * fast.
 *
 * @module
 */

import { activations } from "./activations.ts";
import type { FaultyKind } from "./faulty_kind.ts";
import { concat, conv, dropout, maxpool, skip } from "./places.ts";
import { batchnorm, fc, layernorm, softmax } from "./rows.ts";

/** Every kind but the losses. */
export const faultyKinds: readonly FaultyKind[] = [
  fc,
  ...activations,
  softmax,
  batchnorm,
  layernorm,
  conv,
  maxpool,
  dropout,
  skip,
  concat,
];
