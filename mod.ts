/**
 * nabla: a network is one line of text, a library runs it forward and backward
 * on typed arrays, and a checker proves each gradient right.
 *
 * ```ts
 * import { gradcheck, nn, sgd } from "@nabla/nabla";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const network = nn`input(2) -> fc(4) -> tanh -> fc(1) -> sigmoid -> bce`;
 * assertEquals(gradcheck(network).verdict, "pass");
 *
 * const xor = network.bind({ batch: 4, seed: 1 });
 * xor.x.set([0, 0, 0, 1, 1, 0, 1, 1]);
 * xor.target.set([0, 1, 1, 0]);
 * const optimizer = sgd(xor.parameters, { learningRate: 1 });
 * for (let i = 0; i < 2000; i++) {
 *   xor.forward();
 *   xor.backward();
 *   optimizer.step();
 * }
 * assert(xor.loss < 0.01);
 * ```
 *
 * @module
 */

// From text to network and back.
export { nn, TextError } from "./dsl/compiler/nn.ts";
export {
  compile,
  type Compiled,
  type CompileOptions,
} from "./dsl/compiler/compiler.ts";
export type { Binding, Place } from "./dsl/compiler/bindings.ts";
export type { Written } from "./dsl/compiler/written_arrays.ts";
export {
  type CompiledNetwork,
  type Exercise,
  type ExerciseOptions,
  isCompiled,
  runExercise,
} from "./dsl/exercise/exercise.ts";
export { formatText } from "./dsl/syntax/formatter.ts";
export { lint } from "./dsl/compiler/linter.ts";
export { type MarkdownBlock, markdownBlocks } from "./dsl/exercise/markdown.ts";
export {
  type Trace,
  type TraceNode,
  traceOf,
  type TraceUse,
} from "./dsl/trace/trace.ts";
export { renderTrace, type RenderTraceOptions } from "./dsl/trace/render.ts";
export { grade, type Mark, worksheet } from "./dsl/exercise/worksheet.ts";
export {
  judge,
  type JudgedNumber,
  type Judgement,
} from "./dsl/exercise/judge.ts";
export { parse, type Parsed } from "./dsl/syntax/parser.ts";
export { format } from "./dsl/syntax/printer.ts";
export type {
  Diagnostic,
  Edit,
  Help,
  Label,
  Span,
} from "./dsl/diagnostics/diagnostic.ts";
export {
  renderDiagnostics,
  type RenderOptions,
  type Source,
} from "./dsl/diagnostics/render.ts";
export type { AnyLayerType } from "./dsl/syntax/registry.ts";
export type * from "./dsl/syntax/ast.ts";

// Networks.
export {
  block,
  from,
  labelled,
  type NestedNumbers,
  pipeline,
  repeat,
  value,
} from "./lib/network/pipeline.ts";
export {
  type Branch,
  type MergeType,
  type Part,
  type Value,
} from "./lib/layer/merge.ts";
export type {
  GivenValue,
  GroupItem,
  Item,
  LayerItem,
  MergeItem,
  ReferenceItem,
} from "./lib/layer/item.ts";
export {
  AssemblyError,
  type AssemblyErrorDetails,
  type AssemblyProblem,
} from "./lib/network/assemble.ts";
export type { NetworkBuilder, StepName } from "./lib/network/network.ts";
export type { Network } from "./lib/network/network.ts";
export type { Graph, NetworkStep, NetworkValue } from "./lib/network/graph.ts";
export type { BindOptions, BoundNetwork } from "./lib/network/bound.ts";
export {
  initialize,
  type InitializeOptions,
  type Parameter,
  type Parameters,
} from "./lib/network/parameters.ts";

// Training.
export { train, type TrainCallOptions } from "./lib/training/train.ts";
export type { TrainOptions } from "./lib/training/options.ts";
export {
  type TrainProgress,
  type TrainResult,
  trainSteps,
} from "./lib/training/trainer.ts";
export type {
  Arrays,
  TrainingPosition,
  TrainingState,
} from "./lib/training/checkpoints/state.ts";
export type { Divergence } from "./lib/training/divergence.ts";
export type { StepSize, TrainWarning } from "./lib/training/health.ts";
export {
  evaluate,
  type EvaluateOptions,
} from "./lib/training/evaluation/evaluate.ts";
export {
  predict,
  type PredictOptions,
  predictor,
} from "./lib/training/evaluation/predict.ts";
export type {
  EpochRecord,
  Evaluation,
} from "./lib/training/evaluation/history.ts";
export type {
  NetworkDescription,
  TrainingSetting,
} from "./dsl/network_file/network_description.ts";
export {
  networkFile,
  type NetworkToSave,
  readNetwork,
  type ReadNetworkOptions,
  type SavedNetwork,
} from "./dsl/network_file/saved_network.ts";
export { startAtMeans } from "./lib/training/start.ts";
export { splitExamples, type SplitOptions } from "./lib/data/examples/split.ts";
export type { Optimizer, OptimizerState } from "./lib/optimizers/optimizer.ts";
export type {
  OptimizerDefinition,
  OptimizerPlace,
  OptimizerType,
  RateOptions,
} from "./lib/optimizers/define_optimizer.ts";
export { optimizers } from "./lib/optimizers/optimizers.ts";
export type {
  Extent,
  ScheduleDefinition,
} from "./lib/schedules/define_schedule.ts";
export { schedules } from "./lib/schedules/schedules.ts";
export { sgd, type SgdOptions } from "./lib/optimizers/sgd.ts";
export { adam, type AdamOptions, adamw } from "./lib/optimizers/adam.ts";
export { rmsprop, type RmspropOptions } from "./lib/optimizers/rmsprop.ts";
export { adagrad, type AdagradOptions } from "./lib/optimizers/adagrad.ts";
export { lion, type LionOptions } from "./lib/optimizers/lion.ts";
export {
  lbfgs,
  type LbfgsOptions,
  type LbfgsType,
} from "./lib/optimizers/lbfgs.ts";
export type { Schedule } from "./lib/schedules/schedule.ts";
export { constantRate } from "./lib/schedules/constant_rate.ts";
export {
  stepDecay,
  type StepDecayOptions,
} from "./lib/schedules/step_decay.ts";
export {
  cosineDecay,
  type CosineDecayOptions,
} from "./lib/schedules/cosine_decay.ts";
export { warmUp, type WarmUpOptions } from "./lib/schedules/warm_up.ts";
export { oneCycle, type OneCycleOptions } from "./lib/schedules/one_cycle.ts";
export {
  onPlateau,
  type OnPlateauOptions,
} from "./lib/schedules/on_plateau.ts";
export {
  clipByNorm,
  clipByValue,
  gradientNorm,
} from "./lib/optimizers/clipping.ts";
export {
  type Accumulation,
  accumulation,
} from "./lib/optimizers/accumulation.ts";
export {
  type MovingAverage,
  movingAverage,
  type MovingAverageOptions,
} from "./lib/optimizers/moving_average.ts";

// Layers.
export {
  id,
  leaky_relu,
  relu,
  sigmoid,
  softplus,
  softsign,
  tanh,
} from "./lib/layers/activations/activations.ts";
export { elu, selu } from "./lib/layers/activations/exponential_units.ts";
export {
  gelu,
  type GeluOptions,
  mish,
  silu,
} from "./lib/layers/activations/gated.ts";
export {
  hard_sigmoid,
  hard_tanh,
  relu6,
} from "./lib/layers/activations/piecewise.ts";
export { prelu, type PreluOptions } from "./lib/layers/activations/prelu.ts";
export { conv, type ConvOptions } from "./lib/layers/images/conv.ts";
export {
  conv_transpose,
  type ConvTransposeOptions,
} from "./lib/layers/images/conv_transpose.ts";
export {
  avgpool,
  type AvgpoolOptions,
  global_avgpool,
  maxpool,
  type PoolOptions,
} from "./lib/layers/images/pool.ts";
export {
  upsample,
  type UpsampleOptions,
} from "./lib/layers/images/upsample.ts";
export type { ClassLossOptions } from "./lib/layers/losses/class_targets.ts";
export { cosine, type CosineOptions } from "./lib/layers/losses/cosine.ts";
export {
  cross_entropy,
  type CrossEntropyOptions,
} from "./lib/layers/losses/cross_entropy.ts";
export {
  kl,
  poisson,
  type PoissonOptions,
} from "./lib/layers/losses/divergences.ts";
export { focal } from "./lib/layers/losses/focal.ts";
export { hinge } from "./lib/layers/losses/hinge.ts";
export { fc, type FcOptions } from "./lib/layers/fc.ts";
export { embedding } from "./lib/layers/sequences/embedding.ts";
export { positional } from "./lib/layers/sequences/positional.ts";
export {
  attention,
  type AttentionOptions,
  type AttentionType,
  causal_attention,
} from "./lib/layers/sequences/attention.ts";
export type {
  RecurrentOptions,
  RecurrentType,
} from "./lib/layers/sequences/recurrent.ts";
export { rnn } from "./lib/layers/sequences/rnn.ts";
export { lstm } from "./lib/layers/sequences/lstm.ts";
export { gru } from "./lib/layers/sequences/gru.ts";
export {
  batchnorm,
  type BatchNormOptions,
} from "./lib/layers/normalizations/batchnorm.ts";
export { dropout, dropout2d } from "./lib/layers/dropout.ts";
export { flatten } from "./lib/layers/wiring/flatten.ts";
export {
  groupnorm,
  instancenorm,
} from "./lib/layers/normalizations/groupnorm.ts";
export {
  layernorm,
  rmsnorm,
  type RmsNormOptions,
} from "./lib/layers/normalizations/layernorm.ts";
export type { NormalizationOptions } from "./lib/layers/normalizations/normalization.ts";
export { pad, type PadOptions } from "./lib/layers/wiring/pad.ts";
export { permute, reshape } from "./lib/layers/wiring/reshape.ts";
export { same } from "./lib/layers/wiring/same.ts";
export { slice, type SliceOptions, split } from "./lib/layers/wiring/slice.ts";
export {
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
} from "./lib/layers/arithmetic/functions.ts";
export {
  add,
  concat,
  div,
  max,
  min,
  mul,
  residual,
  sub,
} from "./lib/layers/arithmetic/merge.ts";
export { input } from "./lib/layers/wiring/input.ts";
export {
  bce,
  bce_with_logits,
  huber,
  mae,
  mse,
} from "./lib/layers/losses/pointwise.ts";
export { nll } from "./lib/layers/losses/nll.ts";
export { triplet } from "./lib/layers/losses/triplet.ts";
export type { LossOptions } from "./lib/layers/losses/loss.ts";
export { log_softmax, softmax } from "./lib/layers/activations/softmax.ts";
export { builtins } from "./lib/layers/builtins.ts";

// Layers of one's own.
export {
  defineLayer,
  type LayerDeclaration,
  type LayerHead,
  type LayerType,
} from "./lib/layer/define_layer.ts";
export type { Elementwise } from "./lib/layer/elementwise.ts";
export type {
  Behavior,
  BranchCount,
  Directions,
  InputDraw,
  InputSpec,
  Layer,
  LayerBody,
  LayerDefinition,
  LayerExample,
  LayerTraits,
  LossTraits,
  Mode,
  OutputSpan,
  ParameterSpec,
  Pass,
  Prediction,
  Site,
  TorchParameter,
  Waivers,
} from "./lib/layer/layer.ts";
export {
  type ArgumentDescription,
  type ArgumentSpec,
  type ArgumentSpecs,
  type ArgumentValue,
  type ArgumentValues,
  type NumberRange,
  type Signature,
  type ValuesOf,
} from "./lib/definition/arguments.ts";
export type { Definition, Described } from "./lib/definition/definition.ts";
export {
  choice,
  type Extents,
  extents,
  type ExtentsOptions,
  extentsOr,
  integer,
  integers,
  number,
  type NumberOptions,
  optionalAxis,
  optionalNumber,
  optionalNumbers,
  optionalSize,
  size,
  sizes,
  stepLabel,
} from "./lib/definition/kinds.ts";
export type {
  Fans,
  Initializer,
  NamedInitializer,
} from "./lib/initializers/initializer.ts";
export {
  type InitializerName,
  initializers,
} from "./lib/initializers/initializers.ts";
export {
  glorot,
  glorot_normal,
  he,
  he_uniform,
  lecun,
  normal,
  orthogonal,
  truncated_normal,
  uniform,
} from "./lib/initializers/random.ts";
export { constant, identity, ones, zeros } from "./lib/initializers/fixed.ts";

// The checker.
export {
  type Checkable,
  gradcheck,
  type GradcheckOptions,
  type GradcheckProgress,
  gradcheckSteps,
} from "./lib/gradcheck/gradcheck.ts";
export type { DifferentiatedFunction } from "./lib/gradcheck/subjects/function_subject.ts";
export type {
  Check,
  Evaluations,
  GradcheckReport,
  Totals,
} from "./lib/gradcheck/report.ts";
export type {
  BehaviorCheck,
  CheckMode,
  ComparedNumbers,
  Comparison,
  GradientCheck,
  Scheme,
  Verdict,
} from "./lib/gradcheck/comparison/comparison.ts";
export type { NotDifferentiated } from "./lib/gradcheck/subjects/subject.ts";
export {
  isSelfTestPassed,
  type PlantedFault,
  selfTest,
  type SelfTestOptions,
  type SelfTestProgress,
  type SelfTestResult,
} from "./lib/self_test/self_test.ts";
export { type Sweep, sweep, type SweepRow } from "./lib/gradcheck/sweep.ts";
export {
  renderReport,
  type RenderReportOptions,
  type ReportSource,
} from "./dsl/reports/gradcheck_report.ts";

// Data.
export {
  measure,
  type Normalization,
  type NormalizationKind,
  normalized,
  type NormalizedOptions,
  scaled,
} from "./lib/fitting/normalization.ts";
export {
  type Block,
  type Examples,
  examples,
  type ExamplesInMemory,
  type ExamplesOptions,
} from "./lib/data/examples/examples.ts";
export {
  type Example,
  type ExampleIterable,
  examplesFrom,
  type ExamplesFromOptions,
} from "./lib/data/examples/iterable_examples.ts";
export { generators } from "./lib/data/generators/generators.ts";
export {
  blobs,
  type BlobsOptions,
  gaussians,
  type GaussiansOptions,
} from "./lib/data/generators/clouds.ts";
export { digits, type DigitsOptions } from "./lib/data/generators/digits.ts";
export type { ClassOptions } from "./lib/data/generators/class_generator.ts";
export type {
  GeneratorDefinition,
  GeneratorOptions,
  GeneratorType,
} from "./lib/data/generators/generator.ts";
export {
  circles,
  type CirclesOptions,
  moons,
  spiral,
  type SpiralOptions,
  xor,
} from "./lib/data/generators/points.ts";
export {
  regressionLine,
  type RegressionLineOptions,
} from "./lib/data/generators/regression_line.ts";
export { type Target } from "./lib/data/generators/target.ts";
export { targetFor } from "./lib/fitting/targets.ts";

// Files of weights.
export {
  readSafetensors,
  type SafetensorsFile,
} from "./lib/tensor_files/safetensors.ts";
export {
  type Metadata,
  safetensorsParts,
  writeSafetensors,
} from "./lib/tensor_files/safetensors_writer.ts";
export {
  loadParameters,
  type LoadParametersOptions,
  saveParameters,
  type SaveParametersOptions,
} from "./lib/weights/state_dict.ts";
export type {
  NamedTensor,
  Tensor,
  TensorEntry,
} from "./lib/tensor_files/tensor.ts";
export {
  type ByteSource,
  inMemory,
  type RandomAccess,
} from "./lib/bytes/byte_source.ts";
export { DataError, type DataPlace } from "./lib/bytes/data_error.ts";

// Metrics.
export { accuracy, topK } from "./lib/metrics/accuracy.ts";
export {
  type ClassScoreOptions,
  f1,
  precision,
  recall,
} from "./lib/metrics/class_scores.ts";
export {
  type ClassScores,
  type ConfusionMatrix,
  confusionMatrix,
} from "./lib/metrics/confusion_matrix.ts";
export {
  meanAbsoluteError,
  meanSquaredError,
  rSquared,
} from "./lib/metrics/errors.ts";
export type { Metric } from "./lib/metrics/metric.ts";
export { metricsFor, type MetricsOptions } from "./lib/metrics/metrics_for.ts";
export type { MetricDefinition } from "./lib/metrics/define_metric.ts";
export { metrics } from "./lib/metrics/metrics.ts";
export { type Outputs, outputsOf } from "./lib/network/outputs.ts";
export { type Perplexity, perplexity } from "./lib/metrics/perplexity.ts";

// Pictures.
export {
  type BoundaryOptions,
  boundaryToSvg,
} from "./dsl/plots/boundary_svg.ts";
export { type CurveOptions, curveToSvg } from "./dsl/plots/curve_svg.ts";
export { curveText, type CurveTextOptions } from "./dsl/plots/curve_text.ts";

// Numbers.
export { createRandom, type Random } from "./lib/base/random.ts";
export { elementCount, formatShape, type Shape } from "./lib/base/shape.ts";
export {
  type Advice,
  formatAdvice,
  type OptionUse,
} from "./lib/base/advice.ts";
export {
  type ErrorCode,
  type Facts,
  LimitError,
  type LimitFacts,
  NablaError,
  type NablaErrorOptions,
  ShapeError,
  type ShapeFacts,
  type ValueFacts,
} from "./lib/base/nabla_error.ts";
export type { Precision, Values } from "./lib/base/values.ts";

// Kernels.
export type {
  EntrySpan,
  FunctionKernel,
  FunctionName,
  KernelKind,
  Kernels,
} from "./lib/kernels/contract/kernels.ts";
export type {
  Grouping,
  NormalizationKernels,
} from "./lib/kernels/contract/normalization.ts";
export type { UpdateKernels } from "./lib/kernels/contract/updates.ts";
export type {
  WindowGeometry,
  WindowKernels,
} from "./lib/kernels/contract/windows.ts";
export {
  type KernelOptions,
  openStore,
  type Store,
} from "./lib/kernels/store.ts";
export type { Threads } from "./lib/kernels/wasm/threads.ts";
