/**
 * The built-in layers, with the types of their arguments, as `mod.ts` exports them.
 *
 * @module
 */

export {
  id,
  leaky_relu,
  log_sigmoid,
  relu,
  sigmoid,
  softplus,
  type SoftplusOptions,
  softsign,
  squareplus,
  tanh,
} from "./activations/activations.ts";
export { celu, elu, selu } from "./activations/exponential_units.ts";
export {
  gelu,
  type GeluOptions,
  hard_swish,
  mish,
  silu,
} from "./activations/gated.ts";
export { glu, type GluOptions } from "./activations/glu.ts";
export {
  clip,
  hard_sigmoid,
  hard_tanh,
  relu6,
  sparse_plus,
  sparse_sigmoid,
} from "./activations/piecewise.ts";
export {
  hard_shrink,
  soft_shrink,
  tanh_shrink,
  threshold,
} from "./activations/shrinking.ts";
export { erf, expm1, log1p } from "./arithmetic/exponentials.ts";
export { prelu, type PreluOptions } from "./activations/prelu.ts";
export { sparsemax } from "./activations/sparsemax.ts";
export { rrelu } from "./activations/rrelu.ts";
export {
  log_softmax,
  softmax,
  type SoftmaxOptions,
} from "./activations/softmax.ts";
export {
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
export { acosh, asinh, atanh, cosh, sinh } from "./arithmetic/hyperbolic.ts";
export { ceil, floor, round, sign } from "./arithmetic/rounding.ts";
export { argsort, sort, type SortOptions, topk } from "./arithmetic/sorting.ts";
export { acos, asin, atan, cos, sin, tan } from "./arithmetic/trigonometric.ts";
export { div, pow, sub } from "./arithmetic/binary.ts";
export {
  equal,
  greater,
  greater_equal,
  is_inf,
  is_nan,
  less,
  less_equal,
  logical_and,
  logical_not,
  logical_or,
  logical_xor,
  not_equal,
} from "./arithmetic/comparisons.ts";
export { cumprod, prod } from "./arithmetic/products.ts";
export {
  argmax,
  argmin,
  hardmax,
  type HardmaxOptions,
  one_hot,
  type OneHotOptions,
  type PlaceOptions,
} from "./arithmetic/places.ts";
export { fmod, remainder } from "./arithmetic/remainders.ts";
export { cumsum, type CumsumOptions } from "./arithmetic/cumsum.ts";
export { matmul } from "./arithmetic/matmul.ts";
export { add, mul } from "./arithmetic/merge.ts";
export { max, min } from "./arithmetic/selection.ts";
export { where } from "./arithmetic/where.ts";
export type { ReductionOptions } from "./arithmetic/reduction.ts";
export {
  logsumexp,
  mean,
  norm,
  sum,
  variance,
} from "./arithmetic/reductions.ts";
export { fc, type FcOptions } from "./fc.ts";
export { conv, type ConvOptions } from "./images/conv.ts";
export {
  conv_transpose,
  type ConvTransposeOptions,
} from "./images/conv_transpose.ts";
export { adaptive_avgpool, adaptive_maxpool } from "./images/adaptive_pools.ts";
export {
  avgpool,
  type AvgpoolOptions,
  global_avgpool,
} from "./images/avgpool.ts";
export { affine_grid, type AffineGridOptions } from "./images/affine_grid.ts";
export { grid_sample, type GridSampleOptions } from "./images/grid_sample.ts";
export {
  global_maxpool,
  maxpool,
  type MaxpoolOptions,
} from "./images/maxpool.ts";
export type { PoolOptions } from "./images/pool_windows.ts";
export {
  resize,
  type ResizeOptions,
  upsample,
  type UpsampleOptions,
} from "./images/resize.ts";
export {
  channel_shuffle,
  pixel_shuffle,
  pixel_unshuffle,
  type PixelShuffleOptions,
} from "./images/shuffles.ts";
export { unpool, type UnpoolOptions } from "./images/unpool.ts";
export { fold, unfold, type UnfoldOptions } from "./images/unfold.ts";
export type { ClassLossOptions } from "./losses/class_targets.ts";
export type { WeightOptions } from "./losses/define_loss.ts";
export { cosine, type CosineOptions } from "./losses/cosine.ts";
export {
  cross_entropy,
  type CrossEntropyOptions,
} from "./losses/cross_entropy.ts";
export { ctc, type CtcOptions } from "./losses/ctc.ts";
export { kl, poisson, type PoissonOptions } from "./losses/divergences.ts";
export { focal } from "./losses/focal.ts";
export { hinge, type HingeOptions } from "./losses/hinge.ts";
export type { LossOptions } from "./losses/loss.ts";
export { multilabel_hinge } from "./losses/multilabel_hinge.ts";
export { nll } from "./losses/nll.ts";
export { bce, bce_with_logits, huber, mae, mse } from "./losses/pointwise.ts";
export { triplet } from "./losses/triplet.ts";
export {
  batchnorm,
  type BatchNormOptions,
} from "./normalizations/batchnorm.ts";
export { groupnorm, instancenorm } from "./normalizations/groupnorm.ts";
export {
  layernorm,
  type LayerNormOptions,
  rmsnorm,
  type RmsNormOptions,
} from "./normalizations/layernorm.ts";
export { lrn, type LrnOptions } from "./normalizations/lrn.ts";
export type { NormalizationOptions } from "./normalizations/normalization.ts";
export {
  attention,
  type AttentionBranches,
  type AttentionOptions,
  type AttentionType,
  causal_attention,
} from "./attention/attention.ts";
export { alpha_dropout } from "./noise/alpha_dropout.ts";
export { dropout, dropout2d } from "./noise/dropout.ts";
export { gaussian_dropout, gaussian_noise } from "./noise/gaussian.ts";
export type { DropoutOptions } from "./noise/noise.ts";
export { embedding } from "./sequences/embedding.ts";
export { gru, type GruOptions } from "./recurrent/gru.ts";
export { lstm } from "./recurrent/lstm.ts";
export { positional } from "./sequences/positional.ts";
export type {
  LstmOptions,
  RecurrentOptions,
  RecurrentSettings,
  RecurrentType,
} from "./recurrent/recurrent.ts";
export { rnn, type RnnOptions } from "./recurrent/rnn.ts";
export {
  concat,
  type ConcatOptions,
  stack,
  type StackOptions,
} from "./wiring/concat.ts";
export { diagonal } from "./wiring/diagonal.ts";
export { expand } from "./wiring/expand.ts";
export { flatten } from "./wiring/flatten.ts";
export { flip, type FlipOptions } from "./wiring/flip.ts";
export {
  gather,
  gather_elements,
  gather_nd,
  type GatherOptions,
} from "./wiring/gather.ts";
export { input } from "./wiring/input.ts";
export { pad, type PadOptions } from "./wiring/pad.ts";
export { permute, reshape, transpose } from "./wiring/reshape.ts";
export { residual } from "./wiring/residual.ts";
export { same } from "./wiring/same.ts";
export {
  scatter_elements,
  scatter_nd,
  type ScatterElementsOptions,
  type ScatterOptions,
} from "./wiring/scatter.ts";
export {
  type PartOptions,
  slice,
  type SliceOptions,
  split,
} from "./wiring/slice.ts";
export { tile } from "./wiring/tile.ts";
