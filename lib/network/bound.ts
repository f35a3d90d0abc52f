import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { createRandom, type Random } from "../base/random.ts";
import { isCount, requireOptions } from "../base/ranges.ts";
import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
} from "../base/shape.ts";
import type { Precision, Values } from "../base/values.ts";
import { list } from "../base/words.ts";
import { addAll } from "../kernels/contract/arrays.ts";
import type { Store } from "../kernels/store.ts";
import { bindLayer } from "../layer/answers.ts";
import type { Mode, Pass, Site } from "../layer/layer.ts";
import { bindingBudget } from "./budget.ts";
import { directional, type DirectionalNetwork } from "./directional.ts";
import { type Graph, liveSteps, type NetworkStep } from "./graph.ts";
import { layOut, type Sum } from "./layout.ts";
import { parameterArrays } from "./parameter_arrays.ts";
import {
  initialize,
  type InitializeOptions,
  type Parameters,
  requireParameters,
} from "./parameters.ts";

/** What `network.bind` takes. */
export interface BindOptions extends InitializeOptions {
  /** Parameters to use, from {@linkcode initialize} or from another bound network. Default: new ones. */
  readonly parameters?: Parameters;
  /** Default: `train`. */
  readonly mode?: Mode;
  /** Chance for layers that use it when they run. Default: a stream of the seed. */
  readonly random?: Random;
  /**
   * The target's shape for one example, if the loss accepts several: class numbers or
   * distributions. For several losses, by the names of their steps.
   */
  readonly targetShape?: Shape | ReadonlyMap<string, Shape>;
  /** Whether backward computes the gradients of the inputs. Default: true. Training does not need them. */
  readonly inputGradient?: boolean;
  /** Whether gradients that do not exist at the numbers, as of the exponent of a negative base, are NaN; default: backward throws. */
  readonly leavesUndefined?: boolean;
  /** Whether backward will be run. Default: true. If false, no gradients of values are allocated. */
  readonly backward?: boolean;
  /**
   * Whether every value and gradient can be looked at after a step. Default: true.
   * If false, arrays that are not needed at the same time share their memory, and
   * `values` and `gradients` hold empty arrays in their place; input, output,
   * target, losses and parameters stay.
   */
  readonly inspect?: boolean;
}

/** A network with its arrays. Numbers that were not given or computed yet are NaN. */
export interface BoundNetwork extends DirectionalNetwork {
  /** The network. */
  readonly network: Graph;
  /** The number of examples. */
  readonly batch: number;
  /** The precision of every array. */
  readonly precision: Precision;
  /** The parameters with their gradients; other bound networks may share them. */
  readonly parameters: Parameters;
  /** The inputs, to be filled, by name: `x`, or as they are declared. */
  readonly inputs: ReadonlyMap<string, Values>;
  /** The targets, to be filled, by the names of the losses. */
  readonly targets: ReadonlyMap<string, Values>;
  /** The first input, to be filled: batch × {@linkcode Graph.inputShape}. */
  readonly x: Values;
  /** Its gradient; empty if bound without it. */
  readonly dx: Values;
  /** The output before the loss: batch × {@linkcode Graph.outputShape}. */
  readonly y: Values;
  /** The gradient of the output. In a network without a loss, fill it; if the output is one number it is 1 from the start. */
  readonly dy: Values;
  /** The target of the first loss, to be filled; empty in a network without a loss. */
  readonly target: Values;
  /** The loss: the mean over the examples, of several the sum. NaN in a network without one. */
  readonly loss: number;
  /** The losses of the examples, one each, of several the sums; empty in a network without a loss. */
  readonly losses: Values;
  /** The gradients of the losses of the examples: 1 / batch each, so that {@linkcode loss} is what is differentiated. */
  readonly dlosses: Values;
  /** The array of each of {@linkcode Graph.values}, batch axis first; empty if it shares its memory. */
  readonly values: readonly Values[];
  /** Their gradients; empty if not needed, or if it shares its memory. */
  readonly gradients: readonly Values[];
  /** The pass of each step, in the order of {@linkcode Graph.steps}. */
  readonly passes: readonly Pass[];
  /** The arrays of each step, in the order of {@linkcode Graph.steps}. */
  readonly sites: readonly Site[];
  /**
   * Runs all steps in order, or those from step `from`.
   *
   * @param after called with the number of each step when it has run, as to look at its output.
   */
  forward(from?: number, after?: (step: number) => void): void;
  /**
   * Runs all steps but the losses.
   *
   * @param after called with the number of each step when it has run.
   */
  predict(after?: (step: number) => void): void;
  /**
   * Runs all steps backward. It overwrites every gradient: none has to be zeroed.
   *
   * @param before called with the number of each step before it runs, when the
   * gradient of its output is complete.
   * @throws {NablaError} if the network has no loss and `dy` was not filled, or
   * was bound without backward, or if a gradient does not exist at its numbers.
   */
  backward(before?: (step: number) => void): void;
}

/** Gives a network arrays; see `network.bind`. */
export function bindNetwork(
  network: Graph,
  options: BindOptions = {},
): BoundNetwork {
  const { batch = 1, seed = 0, mode = "train" } = options;
  const { inputGradient = true, backward = true, inspect = true } = options;
  const { steps, loss } = network;
  const shapes = boundShapes(network, options);
  requireBatch(batch);
  if (options.parameters) requireParameters(options.parameters, network);
  const all = { ...options, inspect };
  const parameters = options.parameters ?? initialize(network, all);
  const { precision, store } = parameters;
  const random = options.random ?? createRandom(seed);

  const budget = bindingBudget(parameters, { store, precision, batch });
  const layout = layOut(network, shapes, {
    batch,
    precision,
    store: budget,
    inspect,
    backward,
    inputGradient,
  });
  const { values: arrays, gradients, dinputs } = layout;
  const own = parameterArrays(steps, parameters, backward);
  const empty = store.allocate(precision, 0);
  const sites: Site[] = steps.map(siteOf);
  const passes = steps.map(({ layer }, i) => bindLayer(layer, sites[i]));
  const sums = steps.map(({ output }) => layout.sums[output]);
  const inputSums = network.inputs.map((value) => layout.sums[value]);
  const live = liveSteps(network);

  const y = arrays[network.output];
  const dy = gradients[network.output];
  const parts = network.losses.map(({ step }) => arrays[step.output]);
  const losses = parts.length < 2
    ? parts.at(0) ?? empty
    : store.allocate(precision, batch);
  const dlosses = loss === undefined ? empty : gradients[loss.output];
  dlosses.fill(1 / batch);
  const isScalar = elementCount(network.outputShape) === 1;
  if (loss === undefined && isScalar) dy.fill(1);
  clearUnused(network, gradients, sites);
  const shown = (all: readonly Values[]) =>
    all.map((each, value) => layout.isKept(value) ? each : empty);
  const stepsBeforeLoss = steps.length - network.losses.length;

  function siteOf(step: NetworkStep, index: number): Site {
    const inputs = step.inputs.map((value) => arrays[value]);
    return {
      batch,
      x: inputs.at(0) ?? empty,
      dx: dinputs[index].at(0) ?? empty,
      inputs,
      dinputs: dinputs[index],
      inputShapes: step.inputs.map((value) => shapes[value]),
      y: arrays[step.output],
      dy: gradients[step.output],
      outputShape: shapes[step.output],
      ...own.bySteps[index],
      mode,
      random: random.fork(`${step.name} in ${mode}`),
      kernels: store.kernels,
      scratch: (length) => budget.allocate(precision, length),
    };
  }

  function runBackward(before?: (step: number) => void): void {
    requireBackward(backward);
    if (loss === undefined) requireGradient(dy, network.outputShape);
    for (let i = passes.length - 1; i >= 0; i--) {
      addUp(sums[i], store);
      before?.(i);
      if (live[i]) runBack(passes[i], options);
    }
    for (const sum of inputSums) addUp(sum, store);
    for (let i = 0; i < own.sums.length; i++) addUp(own.sums[i], store);
  }

  return {
    network,
    batch,
    precision,
    parameters,
    x: network.input < 0 ? empty : arrays[network.input],
    dx: network.input < 0 ? empty : gradients[network.input],
    y,
    dy,
    ...dataByName(network, arrays),
    target: network.target < 0 ? empty : arrays[network.target],
    get loss() {
      return meanOf(losses);
    },
    losses,
    dlosses,
    values: shown(arrays),
    gradients: shown(gradients),
    passes,
    sites,
    forward(from = 0, after) {
      runForward(passes, from, passes.length, after);
      if (parts.length > 1) addUp({ into: losses, from: parts }, store);
    },
    predict: (after) => runForward(passes, 0, stepsBeforeLoss, after),
    backward: runBackward,
    ...directional({
      network,
      parameters,
      values: arrays,
      gradients,
      sites,
      passes,
      isInspected: inspect,
      backward: runBackward,
    }),
  };
}

function runBack(pass: Pass, { leavesUndefined }: BindOptions): void {
  pass.backward();
  if (!leavesUndefined) pass.requireDerivatives?.();
}

function runForward(
  passes: readonly Pass[],
  from: number,
  to: number,
  after?: (step: number) => void,
): void {
  for (let i = from; i < to; i++) {
    passes[i].forward();
    after?.(i);
  }
}

function meanOf(losses: Values): number {
  let sum = 0;
  for (let b = 0; b < losses.length; b++) sum += losses[b];
  return sum / losses.length;
}

/** What leads to no loss has no gradient. */
function clearUnused(
  network: Graph,
  gradients: readonly Values[],
  sites: readonly Site[],
): void {
  const { steps, output, losses, values } = network;
  const live = liveSteps(network);
  for (const [i, { gradients }] of sites.entries()) {
    if (live[i]) continue;
    for (const gradient of Object.values(gradients)) gradient.fill(0);
  }
  const used = new Set([
    ...steps.flatMap(({ inputs }, i) => live[i] ? inputs : []),
    ...losses.length === 0 ? [output] : losses.map(({ step }) => step.output),
  ]);
  for (let value = 0; value < values.length; value++) {
    if (!used.has(value)) gradients[value].fill(0);
  }
}

/** The shapes of all values, with the targets' as the options name them. */
function boundShapes(
  { values, losses }: Graph,
  { targetShape }: BindOptions,
): readonly Shape[] {
  const shapes = values.map(({ shape }) => shape);
  for (const [i, { step, target }] of losses.entries()) {
    const asked = isOneShape(targetShape)
      ? i === 0 ? targetShape : undefined
      : targetShape?.get(step.name);
    if (asked === undefined) continue;
    requireTargetShape(step, shapes, asked);
    shapes[target] = asked;
  }
  return shapes;
}

function dataByName(
  { inputs, losses, values }: Graph,
  arrays: readonly Values[],
): Pick<BoundNetwork, "inputs" | "targets"> {
  return {
    inputs: new Map(
      inputs.map((value) => [values[value].name, arrays[value]]),
    ),
    targets: new Map(
      losses.map(({ step, target }) => [step.name, arrays[target]]),
    ),
  };
}

function isOneShape(given: BindOptions["targetShape"]): given is Shape {
  return Array.isArray(given);
}

function requireBatch(batch: number): void {
  const rule = say("a positive integer");
  requireOptions(say("bind the network"), { batch }, rule, isCount);
}

function requireBackward(backward: boolean): void {
  if (backward) return;
  throw new NablaError("call", {
    action: say("run backward"),
    rule: say("the network was bound with backward: false"),
  });
}

function requireGradient(dy: Values, shape: Shape): void {
  if (!Number.isNaN(dy[0])) return;
  throw new NablaError("call", {
    action: say("run backward"),
    rule: say("the network has no loss and its output is {shape}", {
      shape: formatShape(shape),
    }),
    wayOut: say("fill dy, the gradient of the output, first"),
  });
}

function addUp(sum: Sum | undefined, { kernels }: Store): void {
  if (sum === undefined) return;
  addAll(kernels, sum.into, sum.from);
}

function requireTargetShape(
  loss: NetworkStep,
  shapes: readonly Shape[],
  targetShape: Shape,
): void {
  const forms = loss.layer.loss?.targets(shapes[loss.inputs[0]]) ?? [];
  const accepted = forms.map(({ shape }) => shape);
  if (accepted.some((shape) => equalShapes(shape, targetShape))) return;
  throw new NablaError("value", {
    action: say("bind the network"),
    name: say("the target of {loss} for an example", {
      loss: loss.layer.name,
    }),
    rule: list(accepted.map(formatShape), "or"),
    found: formatShape(targetShape),
  });
}
