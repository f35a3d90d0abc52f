import type { PartDefinition } from "../layer/define_item.ts";
import type { LayerDefinition } from "../layer/layer.ts";
import {
  id,
  leaky_relu,
  log_sigmoid,
  relu,
  sigmoid,
  softplus,
  softsign,
  squareplus,
  tanh,
} from "./activations/activations.ts";
import { celu, elu, selu } from "./activations/exponential_units.ts";
import { gelu, hard_swish, mish, silu } from "./activations/gated.ts";
import { glu } from "./activations/glu.ts";
import {
  clip,
  hard_sigmoid,
  hard_tanh,
  relu6,
  sparse_plus,
  sparse_sigmoid,
} from "./activations/piecewise.ts";
import {
  hard_shrink,
  soft_shrink,
  tanh_shrink,
  threshold,
} from "./activations/shrinking.ts";
import { erf, expm1, log1p } from "./arithmetic/exponentials.ts";
import { prelu } from "./activations/prelu.ts";
import { log_softmax, softmax } from "./activations/softmax.ts";
import {
  abs,
  exp,
  log,
  neg,
  recip,
  scale,
  shift,
  sqrt,
  square,
} from "./arithmetic/functions.ts";
import { acosh, asinh, atanh, cosh, sinh } from "./arithmetic/hyperbolic.ts";
import { ceil, floor, round, sign } from "./arithmetic/rounding.ts";
import { acos, asin, atan, cos, sin, tan } from "./arithmetic/trigonometric.ts";
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
import { adaptive_avgpool, adaptive_maxpool } from "./images/adaptive_pools.ts";
import { avgpool, global_avgpool } from "./images/avgpool.ts";
import { global_maxpool, maxpool } from "./images/maxpool.ts";
import { resize, upsample } from "./images/resize.ts";
import {
  channel_shuffle,
  pixel_shuffle,
  pixel_unshuffle,
} from "./images/shuffles.ts";
import { fold, unfold } from "./images/unfold.ts";
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
import { attention, causal_attention } from "./attention/attention.ts";
import { embedding } from "./sequences/embedding.ts";
import { gru } from "./recurrent/gru.ts";
import { lstm } from "./recurrent/lstm.ts";
import { positional } from "./sequences/positional.ts";
import { rnn } from "./recurrent/rnn.ts";
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
import { tile } from "./wiring/tile.ts";

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
  celu,
  prelu,
  relu6,
  hard_sigmoid,
  hard_tanh,
  hard_swish,
  softsign,
  log_sigmoid,
  glu,
  clip,
  threshold,
  hard_shrink,
  soft_shrink,
  tanh_shrink,
  squareplus,
  sparse_plus,
  sparse_sigmoid,
  softmax,
  log_softmax,
  conv,
  maxpool,
  avgpool,
  global_avgpool,
  global_maxpool,
  adaptive_avgpool,
  adaptive_maxpool,
  conv_transpose,
  upsample,
  resize,
  pixel_shuffle,
  pixel_unshuffle,
  channel_shuffle,
  unfold,
  fold,
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
  tile,
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
  abs,
  sign,
  floor,
  ceil,
  round,
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  asinh,
  acosh,
  atanh,
  log1p,
  expm1,
  erf,
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
