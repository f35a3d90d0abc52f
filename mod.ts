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
export { nn, TextError } from "./dsl/nn.ts";
export { compile, type Compiled, type CompileOptions } from "./dsl/compiler.ts";
export type { Binding, Place } from "./dsl/bindings.ts";
export type { Written } from "./dsl/data.ts";
export {
  type CompiledNetwork,
  type Exercise,
  type ExerciseOptions,
  isCompiled,
  runExercise,
} from "./dsl/exercise.ts";
export { formatText } from "./dsl/formatter.ts";
export { lint } from "./dsl/linter.ts";
export { type MarkdownBlock, markdownBlocks } from "./dsl/markdown.ts";
export {
  type Trace,
  type TraceNode,
  traceOf,
  type TraceUse,
} from "./dsl/trace/trace.ts";
export { renderTrace, type RenderTraceOptions } from "./dsl/trace/render.ts";
export { grade, type Mark, worksheet } from "./dsl/worksheet.ts";
export { judge, type JudgedNumber, type Judgement } from "./dsl/judge.ts";
export { parse, type Parsed } from "./dsl/parser.ts";
export { format } from "./dsl/printer.ts";
export type { Diagnostic, Edit, Help, Label, Span } from "./dsl/diagnostic.ts";
export {
  renderDiagnostics,
  type RenderOptions,
  type Source,
} from "./dsl/render.ts";
export type { AnyLayerType } from "./dsl/registry.ts";
export type * from "./dsl/ast.ts";

// Networks.
export {
  block,
  type Branch,
  from,
  labelled,
  type MergeType,
  type NestedNumbers,
  type Part,
  pipeline,
  repeat,
  type Value,
  value,
} from "./lib/pipeline.ts";
export type {
  GivenValue,
  GroupItem,
  Item,
  LayerItem,
  MergeItem,
  ReferenceItem,
} from "./lib/item.ts";
export {
  AssemblyError,
  type AssemblyErrorDetails,
  type AssemblyProblem,
} from "./lib/assemble.ts";
export type { NetworkBuilder, StepName } from "./lib/network.ts";
export type { Network } from "./lib/network.ts";
export type { Graph, NetworkStep, NetworkValue } from "./lib/graph.ts";
export type { BindOptions, BoundNetwork } from "./lib/bound.ts";
export {
  initialize,
  type InitializeOptions,
  type Parameter,
  type Parameters,
} from "./lib/parameters.ts";
export { type Optimizer, sgd, type SgdOptions } from "./lib/sgd.ts";

// Layers.
export {
  id,
  leaky_relu,
  relu,
  sigmoid,
  softplus,
  tanh,
} from "./lib/layers/activations.ts";
export { cross_entropy } from "./lib/layers/cross_entropy.ts";
export { fc, type FcOptions } from "./lib/layers/fc.ts";
export { flatten } from "./lib/layers/flatten.ts";
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
} from "./lib/layers/gates.ts";
export {
  add,
  concat,
  div,
  max,
  min,
  mul,
  residual,
  sub,
} from "./lib/layers/merge.ts";
export { input } from "./lib/layers/input.ts";
export { bce, bce_with_logits, mse } from "./lib/layers/losses.ts";
export { softmax } from "./lib/layers/softmax.ts";
export { builtins } from "./lib/layers/builtins.ts";

// Layers of one's own.
export {
  defineLayer,
  type LayerDeclaration,
  type LayerHead,
  type LayerType,
} from "./lib/define_layer.ts";
export type { Elementwise } from "./lib/elementwise.ts";
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
  LossTraits,
  Mode,
  OutputSpan,
  ParameterSpec,
  Pass,
  Site,
  Waivers,
} from "./lib/layer.ts";
export {
  type ArgumentSpec,
  type ArgumentSpecs,
  type ArgumentValue,
  type ArgumentValues,
  choice,
  type Extents,
  extents,
  type ExtentsOptions,
  integers,
  number,
  optionalNumber,
  optionalNumbers,
  optionalSize,
  type Signature,
  size,
  sizes,
  type ValuesOf,
} from "./lib/arguments.ts";
export {
  type Fans,
  glorot,
  he,
  type Initializer,
  normal,
  zeros,
} from "./lib/initializer.ts";

// The checker.
export {
  type Checkable,
  gradcheck,
  type GradcheckOptions,
  type GradcheckProgress,
  gradcheckSteps,
} from "./lib/gradcheck.ts";
export type { DifferentiatedFunction } from "./lib/gradcheck/function_subject.ts";
export type {
  BehaviorCheck,
  Check,
  CheckMode,
  ComparedNumbers,
  Comparison,
  Evaluations,
  GradcheckReport,
  GradientCheck,
  NotDifferentiated,
  Scheme,
  Totals,
  Verdict,
} from "./lib/gradcheck/report.ts";
export {
  isSelfTestPassed,
  type PlantedFault,
  selfTest,
  type SelfTestOptions,
  type SelfTestProgress,
  type SelfTestResult,
} from "./lib/self_test.ts";
export { type Sweep, sweep, type SweepRow } from "./lib/gradcheck/sweep.ts";
export {
  renderReport,
  type RenderReportOptions,
  type ReportSource,
} from "./dsl/report.ts";

// Numbers.
export { createRandom, type Random } from "./lib/random.ts";
export {
  elementCount,
  formatShape,
  type Shape,
  ShapeError,
  type ShapeErrorData,
} from "./lib/shape.ts";
export { LimitError } from "./lib/limits.ts";
export type { Precision, Values } from "./lib/values.ts";

// Kernels.
export type {
  EntrySpan,
  FunctionKernel,
  FunctionName,
  KernelKind,
  Kernels,
} from "./lib/kernels/kernels.ts";
export { type KernelOptions, openStore, type Store } from "./lib/store.ts";
export type { Threads } from "./lib/kernels/threads.ts";
