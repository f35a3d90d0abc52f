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
  softsign,
  tanh,
} from "./activations.ts";
import { attention, causal_attention } from "./attention.ts";
import { batchnorm } from "./batchnorm.ts";
import { conv } from "./conv.ts";
import { conv_transpose } from "./conv_transpose.ts";
import { cosine } from "./cosine.ts";
import { cross_entropy } from "./cross_entropy.ts";
import { kl, poisson } from "./divergences.ts";
import { dropout, dropout2d } from "./dropout.ts";
import { elu, selu } from "./exponential_units.ts";
import { embedding } from "./embedding.ts";
import { fc } from "./fc.ts";
import { focal } from "./focal.ts";
import { gelu, mish, silu } from "./gated.ts";
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
import { groupnorm, instancenorm } from "./groupnorm.ts";
import { gru } from "./gru.ts";
import { hinge } from "./hinge.ts";
import { input } from "./input.ts";
import { layernorm, rmsnorm } from "./layernorm.ts";
import { lstm } from "./lstm.ts";
import { bce, bce_with_logits, huber, mae, mse } from "./losses.ts";
import { nll } from "./nll.ts";
import { avgpool, global_avgpool, maxpool } from "./pool.ts";
import { pad } from "./pad.ts";
import { permute, reshape } from "./reshape.ts";
import { same } from "./same.ts";
import { slice, split } from "./slice.ts";
import { hard_sigmoid, hard_tanh, relu6 } from "./piecewise.ts";
import { positional } from "./positional.ts";
import { prelu } from "./prelu.ts";
import { rnn } from "./rnn.ts";
import { log_softmax, softmax } from "./softmax.ts";
import { upsample } from "./upsample.ts";
import { triplet } from "./triplet.ts";

/** All built-in layers, in the order in which they are listed to people. */
export const builtins: readonly { readonly definition: LayerDefinition }[] = [
  input,
  fc,
  sigmoid,
  tanh,
  relu,
  leaky_relu,
  softplus,
  gelu,
  silu,
  mish,
  elu,
  selu,
  prelu,
  relu6,
  hard_sigmoid,
  hard_tanh,
  softsign,
  softmax,
  log_softmax,
  conv,
  maxpool,
  avgpool,
  global_avgpool,
  conv_transpose,
  upsample,
  embedding,
  positional,
  attention,
  causal_attention,
  rnn,
  lstm,
  gru,
  batchnorm,
  layernorm,
  rmsnorm,
  groupnorm,
  instancenorm,
  dropout,
  dropout2d,
  flatten,
  reshape,
  permute,
  slice,
  split,
  pad,
  id,
  add,
  mul,
  concat,
  residual,
  same,
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
  mae,
  huber,
  bce,
  bce_with_logits,
  cross_entropy,
  nll,
  focal,
  kl,
  poisson,
  hinge,
  cosine,
  triplet,
];
