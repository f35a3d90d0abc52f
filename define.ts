/**
 * What authors of layers need: how a layer is declared, the arguments that it takes,
 * the arrays that it is bound to, and how its parameters are filled.
 *
 * ```ts
 * import { gradcheck } from "@nabla/nabla";
 * import { argument, defineLayer } from "@nabla/nabla/define";
 * import { assertEquals } from "@std/assert";
 *
 * const times = defineLayer({
 *   name: "times",
 *   arguments: { factor: argument.number("what each number is multiplied by") },
 *   create: ({ factor }) => ({ f: (x) => factor * x, df: () => factor }),
 * });
 *
 * assertEquals(gradcheck(times(3)).verdict, "pass");
 * ```
 *
 * @module
 */

// Layers.
export type { FunctionName } from "./lib/kernels/contract/functions.ts";
export type { EntrySpan, Kernels } from "./lib/kernels/contract/kernels.ts";
export {
  defineItem,
  type ItemType,
  type PartDefinition,
} from "./lib/layer/define_item.ts";
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
  DifferenceTraits,
  Directions,
  Factor,
  InputDraw,
  InputSpec,
  Layer,
  LayerBody,
  LayerCost,
  LayerDefinition,
  LayerExample,
  LayerTraits,
  LossTraits,
  Mode,
  Operator,
  ParameterSpec,
  Pass,
  Product,
  Site,
  Tangents,
  TorchParameter,
  Waivers,
} from "./lib/layer/layer.ts";
export type {
  LossInput,
  Prediction,
  TargetForm,
  TargetKind,
} from "./lib/layer/loss_table.ts";
export type { Reach, ReachRule } from "./lib/layer/reach.ts";
export { wiring } from "./lib/layers/builtins.ts";

// Arguments: `argument.number(…)`, `argument.size(…)`, `argument.choice(…)`.
export * as argument from "./lib/definition/kinds.ts";
export type { Extents } from "./lib/definition/kinds.ts";
export type {
  ArgumentCondition,
  ArgumentDescription,
  ArgumentSpec,
  ArgumentSpecs,
  ArgumentValue,
  ArgumentValues,
  NumberRange,
  Signature,
  ValuesOf,
} from "./lib/definition/arguments.ts";
export type { Definition, Described } from "./lib/definition/definition.ts";

// Parameters before training.
export { constant, eye, ones, zeros } from "./lib/initializers/fixed.ts";
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

// Shapes, numbers, chance.
export type { ShapeFacts } from "./lib/base/facts.ts";
export { ShapeError } from "./lib/base/nabla_error.ts";
export { elementCount, formatShape, type Shape } from "./lib/base/shape.ts";
