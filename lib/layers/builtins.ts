import type { PartDefinition } from "../layer/define_item.ts";
import type { LayerDefinition } from "../layer/layer.ts";
import {
  id,
  leaky_relu,
  relu,
  sigmoid,
  softplus,
  softsign,
  tanh,
} from "./activations/activations.ts";
import { elu, selu } from "./activations/exponential_units.ts";
import { gelu, mish, silu } from "./activations/gated.ts";
import { hard_sigmoid, hard_tanh, relu6 } from "./activations/piecewise.ts";
import { prelu } from "./activations/prelu.ts";
import { log_softmax, softmax } from "./activations/softmax.ts";
import {
  abs,
  cos,
  exp,
  log,
  neg,
  recip,
  scale,
  shift,
  sin,
  sqrt,
  square,
} from "./arithmetic/functions.ts";
import { div, pow, sub } from "./arithmetic/binary.ts";
import { cumsum } from "./arithmetic/cumsum.ts";
import { matmul } from "./arithmetic/matmul.ts";
import { add, mul } from "./arithmetic/merge.ts";
import { max, min } from "./arithmetic/selection.ts";
import { where } from "./arithmetic/where.ts";
import {
  logsumexp,
  mean,
  norm,
  sum,
  variance,
} from "./arithmetic/reductions.ts";
import { dropout, dropout2d } from "./dropout.ts";
import { fc } from "./fc.ts";
import { conv } from "./images/conv.ts";
import { conv_transpose } from "./images/conv_transpose.ts";
import { avgpool, global_avgpool, maxpool } from "./images/pool.ts";
import { upsample } from "./images/upsample.ts";
import { cosine } from "./losses/cosine.ts";
import { cross_entropy } from "./losses/cross_entropy.ts";
import { kl, poisson } from "./losses/divergences.ts";
import { focal } from "./losses/focal.ts";
import { hinge } from "./losses/hinge.ts";
import { nll } from "./losses/nll.ts";
import { bce, bce_with_logits, huber, mae, mse } from "./losses/pointwise.ts";
import { triplet } from "./losses/triplet.ts";
import { batchnorm } from "./normalizations/batchnorm.ts";
import { groupnorm, instancenorm } from "./normalizations/groupnorm.ts";
import { layernorm, rmsnorm } from "./normalizations/layernorm.ts";
import { attention, causal_attention } from "./sequences/attention.ts";
import { embedding } from "./sequences/embedding.ts";
import { gru } from "./sequences/gru.ts";
import { lstm } from "./sequences/lstm.ts";
import { positional } from "./sequences/positional.ts";
import { rnn } from "./sequences/rnn.ts";
import { concat, stack } from "./wiring/concat.ts";
import { expand } from "./wiring/expand.ts";
import { flatten } from "./wiring/flatten.ts";
import { flip } from "./wiring/flip.ts";
import { gather } from "./wiring/gather.ts";
import { input } from "./wiring/input.ts";
import { pad } from "./wiring/pad.ts";
import { permute, reshape, transpose } from "./wiring/reshape.ts";
import { residual } from "./wiring/residual.ts";
import { same } from "./wiring/same.ts";
import { slice, split } from "./wiring/slice.ts";

/** All built-in layers, in the order in which they are listed to people. */
export const builtins: readonly { readonly definition: LayerDefinition }[] = [
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
  transpose,
  expand,
  flip,
  slice,
  split,
  pad,
  id,
  add,
  mul,
  concat,
  stack,
  residual,
  matmul,
  gather,
  where,
  sub,
  div,
  pow,
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
  variance,
  norm,
  logsumexp,
  cumsum,
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

/** The parts of a network that every text can name and that are no layers. */
export const wiring: readonly { readonly definition: PartDefinition }[] = [
  input,
  same,
];
