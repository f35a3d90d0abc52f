/**
 * The layers that every text knows.
 *
 * @module
 */

import type { LayerType } from "../define_layer.ts";
import {
  id,
  leaky_relu,
  relu,
  sigmoid,
  softplus,
  tanh,
} from "./activations.ts";
import { cross_entropy } from "./cross_entropy.ts";
import { fc } from "./fc.ts";
import { flatten } from "./flatten.ts";
import { input } from "./input.ts";
import { bce, bce_with_logits, mse } from "./losses.ts";
import { softmax } from "./softmax.ts";

/** All built-in layers, in the order in which they are listed to people. */
export const builtins: readonly LayerType<never>[] = [
  input,
  fc,
  sigmoid,
  tanh,
  relu,
  leaky_relu,
  softplus,
  softmax,
  flatten,
  id,
  mse,
  bce,
  bce_with_logits,
  cross_entropy,
];
