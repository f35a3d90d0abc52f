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
export { nn } from "./dsl/showing/nn.ts";
export { readNetwork } from "./dsl/showing/saved.ts";
export {
  defineFunction,
  formula,
  type FormulaOptions,
  type FunctionType,
} from "./dsl/compiler/twin.ts";
export type { NetworkDescription } from "./dsl/network_file/network_description.ts";
export {
  type NetworkToSave,
  type ReadNetworkOptions,
  type SavedNetwork,
  writeNetwork,
} from "./dsl/network_file/saved_network.ts";
export { format } from "./dsl/syntax/printing/printer.ts";

// Networks.
export type {
  FormulaItem,
  GivenValue,
  GroupItem,
  InputItem,
  Item,
  ItemRow,
  LayerItem,
  MergeItem,
  ReferenceItem,
  SameItem,
} from "./lib/layer/item.ts";
export type {
  CallFormula,
  Formula,
  GateFormula,
  NameFormula,
  NumberFormula,
  OwnFunction,
} from "./lib/layer/formula.ts";
export type { Axes } from "./lib/layer/axes.ts";
export type {
  Branch,
  MergeType,
  OptionalMergeType,
  Part,
  Value,
} from "./lib/layer/merge.ts";
export {
  AssemblyError,
  type AssemblyErrorDetails,
} from "./lib/network/assembly_error.ts";
export type { BindOptions, BoundNetwork } from "./lib/network/bound.ts";
export type {
  DirectionalNetwork,
  OutputChange,
} from "./lib/network/directional.ts";
export type {
  GateOf,
  Graph,
  NetworkLoss,
  NetworkStep,
  NetworkValue,
} from "./lib/network/graph.ts";
export type {
  Network,
  NetworkBuilder,
  StepName,
} from "./lib/network/network.ts";
export { type Outputs, outputsOf } from "./lib/network/outputs.ts";
export {
  initialize,
  type InitializeOptions,
  type Parameter,
  type Parameters,
} from "./lib/network/parameters.ts";
export type { NetworkDirection } from "./lib/network/tangents.ts";
export {
  block,
  type FormulaPart,
  labelled,
  type NestedNumbers,
  reference,
  repeat,
  value,
} from "./lib/network/pipeline.ts";
export { network, pipeline } from "./dsl/showing/networks.ts";

// Layers.
export { builtins } from "./lib/layers/builtins.ts";
export * from "./lib/layers/public.ts";

// The checker.
export {
  checkClaim,
  type Claim,
  type ClaimedNumber,
  type ClaimOptions,
  type ClaimReport,
  type WrongClaim,
} from "./lib/claims/claim.ts";
export type { ClaimMistake, GateSlip } from "./lib/claims/claim_mistake.ts";
export {
  renderReport,
  type RenderReportOptions,
} from "./dsl/reports/gradcheck_report.ts";
export type { ReportSource } from "./dsl/reports/gradcheck_words.ts";
export { renderSweep } from "./dsl/reports/sweep_report.ts";
export type {
  BehaviorCheck,
  CheckMode,
  ComparedNumbers,
  Comparison,
  Doubt,
  GradientCheck,
  Scheme,
  SkippedNumbers,
  Verdict,
} from "./lib/gradcheck/comparison/comparison.ts";
export {
  type ForeignFunction,
  foreignFunction,
} from "./lib/foreign/foreign_function.ts";
export type { ByteStreams } from "./lib/foreign/messages.ts";
export { pythonArguments, type PythonFunction } from "./lib/foreign/python.ts";
export type { AsyncDifferentiatedFunction } from "./lib/gradcheck_async/session.ts";
export { gradcheck, gradcheckAsync } from "./dsl/showing/checks.ts";
export { gradcheckSteps } from "./lib/gradcheck/gradcheck.ts";
export {
  type GradcheckAsyncOptions,
  type GradcheckAsyncProgress,
  gradcheckAsyncSteps,
} from "./lib/gradcheck_async/gradcheck_async.ts";
export type { GradcheckOptions } from "./lib/gradcheck/options.ts";
export type { Checkable } from "./lib/gradcheck/plan.ts";
export type { GradcheckProgress } from "./lib/gradcheck/progress.ts";
export type {
  Check,
  Evaluations,
  GradcheckReport,
  Totals,
} from "./lib/gradcheck/report.ts";
export type { FunctionPlace } from "./lib/gradcheck/subjects/function_arguments.ts";
export type {
  GivenGradients,
  GivenNumbers,
} from "./lib/gradcheck/subjects/function_reader.ts";
export type { DifferentiatedFunction } from "./lib/gradcheck/subjects/function_subject.ts";
export type { NotDifferentiated } from "./lib/gradcheck/subjects/subject.ts";
export { type Sweep, sweep, type SweepRow } from "./lib/gradcheck/sweep.ts";

// Training.
export {
  type Accumulation,
  accumulation,
} from "./lib/optimizers/accumulation.ts";
export { adagrad, type AdagradOptions } from "./lib/optimizers/adagrad.ts";
export { adam, type AdamOptions, adamw } from "./lib/optimizers/adam.ts";
export {
  clipByNorm,
  clipByValue,
  gradientNorm,
} from "./lib/optimizers/clipping.ts";
export type {
  OptimizerDefinition,
  OptimizerPlace,
  OptimizerType,
  RateOptions,
} from "./lib/optimizers/define_optimizer.ts";
export {
  lbfgs,
  type LbfgsOptions,
  type LbfgsType,
} from "./lib/optimizers/lbfgs.ts";
export { lion, type LionOptions } from "./lib/optimizers/lion.ts";
export {
  type MovingAverage,
  movingAverage,
  type MovingAverageOptions,
} from "./lib/optimizers/moving_average.ts";
export type { Optimizer, OptimizerState } from "./lib/optimizers/optimizer.ts";
export { optimizers } from "./lib/optimizers/optimizers.ts";
export { rmsprop, type RmspropOptions } from "./lib/optimizers/rmsprop.ts";
export { sgd, type SgdOptions } from "./lib/optimizers/sgd.ts";
export { constantRate } from "./lib/schedules/constant_rate.ts";
export {
  cosineDecay,
  type CosineDecayOptions,
} from "./lib/schedules/cosine_decay.ts";
export type {
  Extent,
  ScheduleDefinition,
} from "./lib/schedules/define_schedule.ts";
export {
  onPlateau,
  type OnPlateauOptions,
} from "./lib/schedules/on_plateau.ts";
export { oneCycle, type OneCycleOptions } from "./lib/schedules/one_cycle.ts";
export type { Schedule } from "./lib/schedules/schedule.ts";
export { schedules } from "./lib/schedules/schedules.ts";
export {
  stepDecay,
  type StepDecayOptions,
} from "./lib/schedules/step_decay.ts";
export { warmUp, type WarmUpOptions } from "./lib/schedules/warm_up.ts";
export type {
  Arrays,
  TrainingPosition,
  TrainingState,
} from "./lib/training/checkpoints/state.ts";
export type { Divergence } from "./lib/training/divergence.ts";
export {
  evaluate,
  type EvaluateOptions,
} from "./lib/training/evaluation/evaluate.ts";
export type {
  EpochRecord,
  Evaluation,
} from "./lib/training/evaluation/history.ts";
export {
  namedExamples,
  type NamedNumbers,
  type NumbersByName,
} from "./lib/training/evaluation/named_numbers.ts";
export {
  predict,
  type PredictInputs,
  type PredictOptions,
  predictor,
} from "./lib/training/evaluation/predict.ts";
export type { StepSize, TrainWarning } from "./lib/training/health.ts";
export type { TrainOptions } from "./lib/training/options.ts";
export type { TrainProgress } from "./lib/training/progress.ts";
export { startAtMeans } from "./lib/training/start.ts";
export { train } from "./dsl/showing/training.ts";
export type { TrainCallOptions } from "./lib/training/train.ts";
export { type TrainResult, trainSteps } from "./lib/training/trainer.ts";

// Metrics.
export { accuracy, topK } from "./lib/metrics/accuracy.ts";
export {
  type ClassScoreOptions,
  f1Score,
  precisionScore,
  recallScore,
} from "./lib/metrics/class_scores.ts";
export {
  type ClassScores,
  type ConfusionMatrix,
  confusionMatrix,
} from "./lib/metrics/confusion_matrix.ts";
export type { MetricDefinition } from "./lib/metrics/define_metric.ts";
export {
  meanAbsoluteError,
  meanSquaredError,
  rSquared,
} from "./lib/metrics/errors.ts";
export type { Metric } from "./lib/metrics/metric.ts";
export { metrics } from "./lib/metrics/metrics.ts";
export { metricsFor, type MetricsOptions } from "./lib/metrics/metrics_for.ts";
export { type Perplexity, perplexity } from "./lib/metrics/perplexity.ts";

// Weights.
export {
  loadParameters,
  type LoadParametersOptions,
  saveParameters,
  type SaveParametersOptions,
} from "./lib/weights/state_dict.ts";

// Errors, numbers, chance, kernels.
export {
  type Advice,
  formatAdvice,
  type OptionUse,
} from "./lib/base/advice.ts";
export type {
  ArgumentFacts,
  CallFacts,
  ChoiceFacts,
  DataFacts,
  DataPlace,
  ErrorCode,
  Facts,
  LengthFacts,
  LimitFacts,
  MachineFacts,
  StateFacts,
  TextFacts,
  UsageFacts,
  ValueFacts,
} from "./lib/base/facts.ts";
export {
  isRefusal,
  LimitError,
  NablaError,
  type NablaErrorOptions,
} from "./lib/base/nabla_error.ts";
export type { NetworkFacts, Unshared } from "./lib/base/network_facts.ts";
export { createRandom, type Random } from "./lib/base/random.ts";
export type { Precision, Values } from "./lib/base/values.ts";
export { DataError } from "./lib/bytes/data_error.ts";
export type { DataMeaning, TargetMeaning } from "./lib/fitting/data_meaning.ts";
export type { TrainingSetting } from "./lib/fitting/run_identity.ts";
export type { KernelKind } from "./lib/kernels/contract/kernels.ts";
export type { KernelOptions, Store } from "./lib/kernels/store.ts";
export type { Threads } from "./lib/kernels/wasm/threads.ts";
