/**
 * Layers with known mistakes: each in its right form, and with each likely mistake.
 * They are written to be clear, not fast.
 *
 * @module
 */

import { activations } from "./activations.ts";
import type { FaultyKind } from "./faulty_kind.ts";
import {
  faultyConcat,
  faultyConv,
  faultyDropout,
  faultyMaxpool,
  faultySkip,
} from "./places.ts";
import {
  faultyBatchnorm,
  faultyFc,
  faultyLayernorm,
  faultySoftmax,
} from "./rows.ts";

export const faultyKinds: readonly FaultyKind[] = [
  faultyFc,
  ...activations,
  faultySoftmax,
  faultyBatchnorm,
  faultyLayernorm,
  faultyConv,
  faultyMaxpool,
  faultyDropout,
  faultySkip,
  faultyConcat,
];
