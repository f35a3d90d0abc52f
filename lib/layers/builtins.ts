/**
 * The layers that every text knows.
 *
 * @module
 */

import type { LayerDefinition } from "../layer.ts";
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
import {
  abs,
  cos,
  exp,
  log,
  mean,
  neg,
  recip,
  scale,
  shift,
  sin,
  sqrt,
  square,
  sum,
} from "./gates.ts";
import { add, concat, div, max, min, mul, residual, sub } from "./merge.ts";
import { flatten } from "./flatten.ts";
import { input } from "./input.ts";
import { bce, bce_with_logits, mse } from "./losses.ts";
import { softmax } from "./softmax.ts";

/** All built-in layers, in the order in which they are listed to people. */
export const builtins: readonly { readonly definition: LayerDefinition }[] = [
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
  add,
  mul,
  concat,
  residual,
  sub,
  div,
  max,
  min,
  neg,
  exp,
  log,
  shift,
  scale,
  recip,
  square,
  sqrt,
  sin,
  cos,
  abs,
  sum,
  mean,
  mse,
  bce,
  bce_with_logits,
  cross_entropy,
];
