/**
 * The contract of a layer. A layer is a description; binding it to arrays, once
 * for a batch size, gives a pass: two functions over fixed arrays. So a step
 * allocates nothing, backward stands beside forward, and what forward remembers
 * for backward is an ordinary variable between them.
 *
 * @module
 */

import type { Random } from "../base/random.ts";
import { elementCount, type Shape } from "../base/shape.ts";
import type { Precision, Values } from "../base/values.ts";
import type { ArgumentValues } from "../definition/arguments.ts";
import type { Definition } from "../definition/definition.ts";
import type { Initializer } from "../initializers/initializer.ts";
import type { EntrySpan, Kernels } from "../kernels/contract/kernels.ts";
import type { LossInput, TargetForm } from "./loss_table.ts";
import type { ReachRule } from "./reach.ts";

/** One step of a network, described but not yet bound to arrays. */
export interface Layer {
  /** The name in the language: `fc`. */
  readonly name: string;
  /** What it was made with; it prints as `fc(2, 1)`. */
  readonly arguments?: ArgumentValues;
  /** How its arguments are written. */
  readonly definition?: LayerDefinition;
  /** The input's shape, if the layer fixes it. */
  readonly inputShape?: Shape;
  /** Its inputs in order. Default: one array of any numbers. */
  readonly inputs?: readonly InputSpec[];
  /** What the gradient checker need not expect of it, with reasons. */
  readonly waivers?: Waivers;
  /** Whether each number of its output comes of one number of each input; of branches, where there are several. */
  readonly isElementwise?: boolean;
  /** The precision that the layer computes in, if it has only one. */
  readonly precision?: Precision;
  /** Present if the layer is a loss: its inputs are a prediction and a target, its output is one number for each example. */
  readonly loss?: LossTraits;
  /**
   * The output's shape for inputs of the given shapes, all without the batch axis.
   *
   * @throws {ShapeError} if the layer cannot take such inputs.
   */
  outputShape(...inputs: Shape[]): Shape;
  /** The parameters for inputs of the given shapes. Default: none. */
  parameters?(...inputs: Shape[]): readonly ParameterSpec[];
  /**
   * What an example takes beyond its numbers, and its parameters at each position of
   * the output, as for windows that overlap. Default: nothing.
   */
  cost?(...inputs: Shape[]): LayerCost;
  /** What a number of `y` is the sum of, for a layer that sums products. */
  terms?(site: Site, output: number): readonly Product[];
  /** Makes the pass over the arrays of `site`. Called once for a batch size, so this is where to allocate. */
  bind(site: Site): Pass;
}

/** What one example takes, about. */
export interface LayerCost {
  /** Multiplications, or comparisons. */
  readonly work: number;
  /** Numbers that are remembered. */
  readonly numbers: number;
}

/** A layer without what `defineLayer` adds to it. */
export type LayerBody = Omit<Layer, "name" | "arguments" | "definition">;

/** The arrays that belong to one layer for one batch size, each with the batch axis first. */
export interface Site {
  /** The number of examples. */
  readonly batch: number;
  /** The first input. */
  readonly x: Values;
  /** Its gradient, which backward overwrites; empty if not needed. */
  readonly dx: Values;
  /** All inputs. */
  readonly inputs: readonly Values[];
  /** Their gradients; an empty array if not needed. */
  readonly dinputs: readonly Values[];
  /** The inputs' shapes, without the batch axis. */
  readonly inputShapes: readonly Shape[];
  /** The output, which forward overwrites. */
  readonly y: Values;
  /** The gradient of the output, given. */
  readonly dy: Values;
  /** The output's shape, without the batch axis. */
  readonly outputShape: Shape;
  /** The parameters by name. */
  readonly parameters: Readonly<Record<string, Values>>;
  /** Their gradients by the same names, which backward overwrites. */
  readonly gradients: Readonly<Record<string, Values>>;
  /** Whether the network is trained or used. */
  readonly mode: Mode;
  /** Chance for this layer. */
  readonly random: Random;
  /** Fast loops over the arrays of this site and its scratch. */
  readonly kernels: Kernels;
  /** An array of zeros in the network's precision, for what forward keeps for backward. */
  scratch(length: number): Values;
}

/** A network is bound for training or for use. */
export type Mode = "train" | "infer";

/** The two ways through a layer. */
export interface Pass {
  /** Reads the inputs and parameters, overwrites `y`. */
  forward(): void;
  /** Reads `dy` and what forward left, overwrites `dinputs` and `gradients`. */
  backward(): void;
  /**
   * For a layer some of whose derivatives do not exist at numbers that forward takes,
   * as that of a power of −2 by its exponent: backward writes NaN for them, and this
   * says why, where they are asked for.
   *
   * @throws {NablaError} if one that backward wrote does not exist.
   */
  requireDerivatives?(): void;
  /**
   * Notes the choices that the last forward made for some of the outputs, a
   * number each: on which side of a kink, which of several is the largest, with
   * a number of its own for a tie. Only for the gradient checker, which does not
   * take differences across a choice.
   */
  choices?(note: (choice: number) => void, outputs: EntrySpan): void;
  /**
   * Recomputes, as forward would, those outputs that depend on one number of an
   * input (by its position) or a parameter (by its name) that has moved since
   * the last forward, and says which they are. It saves the gradient checker a
   * whole forward for each number; the checker compares it with forward. Returns
   * false if it has no shortcut.
   */
  perturb?(of: number | string, entry: number, outputs: EntrySpan): boolean;
  /**
   * The derivative of every gradient along a direction, with `dy` as it is: reads
   * the direction of each input and parameter, overwrites how the gradients change
   * along it. With {@linkcode Pass.tangent} it gives second derivatives of whole
   * networks.
   */
  second?(along: Directions): void;
  /**
   * The derivative of the output along a direction: reads the direction of each
   * input and parameter, overwrites how `y` changes along it, at the numbers of the
   * last forward. It leaves alone `y` and all that backward reads.
   */
  tangent?(along: Tangents): void;
}

/**
 * A direction for all numbers of a layer, and what its gradients do along it. All
 * arrays lie in the memory of the site, so that its kernels take them.
 */
export interface Directions {
  /** The direction of each input; empty for zeros, as for class numbers. */
  readonly inputs: readonly Values[];
  /** The direction of each parameter; empty for zeros. */
  readonly parameters: Readonly<Record<string, Values>>;
  /** Overwritten: the change of each input's gradient; empty if not needed. */
  readonly dinputs: readonly Values[];
  /** Overwritten: the change of each parameter's gradient; empty if not needed. */
  readonly gradients: Readonly<Record<string, Values>>;
}

/**
 * A direction for all numbers of a layer, and what its output does along it. All
 * arrays lie in the memory of the site.
 */
export interface Tangents {
  /** The direction of each input; empty for zeros, as for class numbers. */
  readonly inputs: readonly Values[];
  /** The direction of each parameter; empty for zeros. */
  readonly parameters: Readonly<Record<string, Values>>;
  /** Overwritten: the change of the output. */
  readonly output: Values;
}

/** What the gradient checker looks at in addition to numbers. */
export type Behavior =
  | "written"
  | "finite"
  | "deterministic"
  | "pure"
  | "fresh"
  | "linear"
  | "by example"
  | "any batch"
  | "mode"
  | "depends"
  | "shortcut";

/** Checks that a layer fails on purpose, each with the reason, which reports print; `gradient` waives the numbers. */
export type Waivers = Readonly<Partial<Record<Behavior | "gradient", string>>>;

/** A parameter to be made. */
export interface ParameterSpec {
  /** The name within the layer: `weight`. */
  readonly name: string;
  /** Its shape. */
  readonly shape: Shape;
  /** What it holds before training. */
  readonly initializer: Initializer;
  /** Whether training changes it. Default: true. */
  readonly trainable?: boolean;
  /** Whether forward maintains it instead, as running statistics: its array of gradients is empty. */
  readonly state?: boolean;
  /** Inputs of one output, for the initializer. Default: 1. */
  readonly fanIn?: number;
  /** Outputs of one input, for the initializer. Default: 1. */
  readonly fanOut?: number;
  /** PyTorch's name and axes for it, if they differ; files of weights use them. */
  readonly torch?: TorchParameter;
}

/** How PyTorch keeps a parameter. */
export interface TorchParameter {
  /** The name within its layer, `running_mean`. Default: ours. */
  readonly name?: string;
  /** The order of its axes: those of ours that stand first, second and so on. Default: the same. */
  readonly axes?: readonly number[];
  /** Names within its layer of what it also saves, which is not needed here. */
  readonly besides?: readonly string[];
}

/** What a layer says of one of its inputs. */
export interface InputSpec {
  /** The name in reports: `x`, `target`. */
  readonly name: string;
  /** Whether a gradient flows back into it; class numbers have none. */
  readonly differentiable: boolean;
  /** Fills an array with numbers that the layer accepts, for checks without data. Default: normal ones. */
  draw?(values: Values, draws: InputDraw): void;
}

/** What {@linkcode InputSpec.draw} may use. */
export interface InputDraw {
  /** Chance. */
  readonly random: Random;
  /** The shape of this input, without the batch axis. */
  readonly shape: Shape;
  /** The shapes of all inputs of the layer. */
  readonly inputShapes: readonly Shape[];
}

/** What makes a layer a loss. */
export interface LossTraits {
  /** What its prediction is. Default: `numbers`. */
  readonly takes?: LossInput | undefined;
  /** The targets that it takes for a prediction's shape; the first is the default. */
  targets(prediction: Shape): readonly TargetForm[];
  /** The class number that does not count as a target. */
  readonly ignore?: number | undefined;
  /** The least that it can be, where its prediction is what it takes. Default: any number. */
  readonly least?: number | undefined;
  /** Present if only `x − t` matters, so that both can be measured in other units. */
  readonly differences?: DifferenceTraits | undefined;
}

/** What a loss of differences says of units. */
export interface DifferenceTraits {
  /**
   * The loss that of `x/scale` and `t/scale` is this loss of `x` and `t`, up to a
   * factor. Default: this loss itself.
   */
  inUnits?(scale: number): Layer;
  /** Whether it is a mean or a sum of squares, so that what is linear before it has one best place. */
  readonly isQuadratic?: boolean;
}

/** A layer as the language knows it. */
export interface LayerDefinition extends Definition<Layer> {
  /** The gradient of each input and parameter as a formula of `dy`, `x`, `y` and the like: `{ x: "dy·y·(1 - y)" }`; `*` stands for any branch. */
  readonly gradients?: Readonly<Record<string, string>> | undefined;
  /** The argument that sets the output's last size. */
  readonly sets?: string | undefined;
  /** How many branches it takes by place, if any; they come after its arguments. Those that are named arguments are inputs before them. */
  readonly branches?: BranchCount | undefined;
  /** Arguments and input shapes to try it on; tests run them all. */
  readonly examples: readonly LayerExample[];
  /** What advice needs to know of it. */
  readonly traits?: LayerTraits | undefined;
}

/** What stands between the two operands of a formula; a minus stands before a single one too. */
export type Operator = "+" | "-" | "*" | "/" | "^";

/** What a layer is, for advice on what should not come before or after it. */
export interface LayerTraits {
  /** Whether it is an activation: a nonlinear function of each number. */
  readonly activates?: boolean;
  /** Whether it draws chance in training. */
  readonly chance?: boolean;
  /** What it makes of logits: a `distribution` over the last axis, as softmax does, or a `probability` of each, as sigmoid does. */
  readonly gives?: "distribution" | "probability";
  /** How many numbers of each example it measures against each other and against those of the other examples, as batchnorm those of a channel. */
  readonly relatedInBatch?: (input: Shape, given: ArgumentValues) => number;
  /** Between which numbers its outputs lie. Default: nobody knows. */
  readonly reach?: ReachRule;
  /** Whether it is level for all numbers beyond some, so that no gradient passes it there. */
  readonly levels?: boolean;
  /** Whether its branches stretch to one shape: `terms` of a sum, which mostly have one shape of their own, or `numbers`. */
  readonly stretches?: "terms" | "numbers";
  /** For a loss of logits, what it makes of them itself. */
  readonly logits?: "distribution" | "probability";
  /** The sign that formulas write for it: between two branches, or the minus of a single input. */
  readonly operator?: Operator;
  /** What it takes the exponential of: its input, or the negative of it. */
  readonly exponent?: "x" | "-x";
  /** Whether it subtracts the mean of each channel, and with it whatever was added to all of the channel. */
  readonly centers?: boolean;
  /** How many numbers it measures against each other, as softmax all of the last axis: of a single one it makes a constant. */
  readonly related?: (input: Shape, given: ArgumentValues) => number;
}

/** A product of numbers of a layer's inputs and parameters, or one such number. */
export type Product = readonly Factor[];

/** A number of an input (by its position) or of a parameter (by its name). */
export interface Factor {
  /** Which of them it is. */
  readonly of: number | string;
  /** Its place in the array, the batch axis included. */
  readonly entry: number;
}

/** How many branches meet in a layer. */
export interface BranchCount {
  /** At least. */
  readonly least: number;
  /** At most. */
  readonly most: number;
  /** What the layer does with them, as a verb: `add`. */
  readonly verb: string;
  /** Whether its first input is what the step before it gives, and only the others are branches. */
  readonly takesStep?: boolean;
  /** What a branch is called: `mask`. Default: `f`, `g` and so on. */
  readonly name?: string;
  /** What each of its branches is called, where they differ: `condition`, `f`, `g`. */
  readonly names?: readonly string[];
  /** Whether its arguments are written without blanks after commas, as it has branches but rarely. */
  readonly isTight?: boolean;
}

/** The sign that formulas write for a layer, if there is one. */
export function operatorOf({ definition }: Layer): Operator | undefined {
  return definition?.traits?.operator;
}

/** The path of a parameter: `fc1.weight`, or the step's own name if the parameter has none. */
export function parameterPath(step: string, parameter: string): string {
  return parameter === "" ? step : `${step}.${parameter}`;
}

/** Arguments of a layer with shapes of inputs that it accepts. */
export interface LayerExample {
  /** Positional arguments, then perhaps an object of named ones. */
  readonly arguments: readonly unknown[];
  /** The shapes of its inputs, without the batch axis. */
  readonly inputs: readonly Shape[];
}

/** How many numbers of parameters training changes. */
export function trainableCount(specs: readonly ParameterSpec[]): number {
  return specs.reduce(
    (n, { shape, state = false, trainable = !state }) =>
      trainable ? n + elementCount(shape) : n,
    0,
  );
}
