import { type Phrase, say } from "../../words/say.ts";
import { maxBoundBytes, maxElements, maxSteps } from "../base/limits.ts";
import { LimitError } from "../base/nabla_error.ts";
import { elementCount, type Shape } from "../base/shape.ts";
import {
  lossTargetShape,
  outputShapeOf,
  parameterSpecs,
} from "../layer/answers.ts";
import { type Layer, trainableCount } from "../layer/layer.ts";
import { bindNetwork, type BindOptions, type BoundNetwork } from "./bound.ts";
import type {
  GateOf,
  Graph,
  NetworkLoss,
  NetworkStep,
  NetworkValue,
} from "./graph.ts";
import { requireShared } from "./parameter_arrays.ts";

/** A network. Bind it to a batch size to run it. */
export interface Network extends Graph {
  /**
   * Gives the network arrays for a batch size. Bind once, run many times: a
   * step over bound arrays allocates nothing.
   *
   * @throws {NablaError} if the batch is not a positive integer, or too large.
   * @throws {NablaError} if parameters are given that belong to another network.
   */
  bind(options?: BindOptions): BoundNetwork;
}

/** The name of a step. */
export interface StepName {
  /** The name. */
  readonly name: string;
  /** Whether it is a label. */
  readonly labelled: boolean;
  /** The formula that the step is a gate of. */
  readonly formula?: GateOf | undefined;
}

/** Builds a network step by step, for {@linkcode assemble}. */
export interface NetworkBuilder {
  /** The shape of a value. */
  shapeOf(value: number): Shape;
  /** Whether a step or an alias has this name. */
  has(name: string): boolean;
  /** The name of a value. */
  nameOf(value: number): string;
  /** The value with this name, or with this alias. */
  valueNamed(name: string): number | undefined;
  /** How many values there are so far. */
  readonly count: number;
  /** Whether a step takes a value. */
  isUsed(value: number): boolean;
  /** The step that computes a value; undefined for an input. */
  stepOf(value: number): NetworkStep | undefined;
  /** The step with this name. */
  stepNamed(name: string): NetworkStep | undefined;
  /** The inputs so far. */
  readonly inputs: readonly number[];
  /** Adds an input and returns where it is. */
  addInput(name: string, shape: Shape): number;
  /**
   * Adds a step and returns where its output is.
   *
   * @param owner the step whose parameters it uses instead of its own.
   * @throws {ShapeError} if the layer cannot take the inputs, or its parameters
   * would not be those of the owner.
   * @throws {LimitError} if the network would grow over a bound.
   */
  step(
    layer: Layer,
    inputs: readonly number[],
    name: StepName,
    owner?: NetworkStep,
  ): number;
  /** Gives a value another name. */
  alias(name: string, value: number): void;
  /** Ends the network; without a loss, with the value `end`. */
  build(
    from: Pick<Graph, "rows" | "given"> & { readonly end: number },
  ): Network;
}

const action = "build a network" satisfies Phrase;

/** Starts a network. */
export function networkBuilder(): NetworkBuilder {
  const values: NetworkValue[] = [];
  const steps: NetworkStep[] = [];
  const losses: NetworkLoss[] = [];
  const inputs: number[] = [];
  const names = new Map<string, NetworkStep>();
  const aliases = new Map<string, number>();
  const used = new Set<number>();
  const producers = new Map<number, NetworkStep>();
  let parameterCount = 0;

  function addInput(name: string, shape: Shape): number {
    const value = addValue(name, shape, name);
    inputs.push(value);
    return value;
  }

  function addValue(name: string, shape: Shape, owner: string): number {
    if (elementCount(shape) > maxElements) {
      throw new LimitError({
        action: say(action),
        limit: say("numbers of one example at one place"),
        most: maxElements,
        asked: elementCount(shape),
        by: owner,
      });
    }
    return values.push({ name, shape }) - 1;
  }

  function step(
    layer: Layer,
    from: readonly number[],
    { name, labelled, formula }: StepName,
    owner?: NetworkStep,
  ): number {
    const shapes = from.map((value) => values[value].shape);
    if (steps.length + losses.length === maxSteps) {
      throw new LimitError({
        action: say(action),
        limit: say("steps"),
        isOfSteps: true,
        most: maxSteps,
      });
    }
    const inputs = [...from];
    if (layer.loss !== undefined) {
      const shape = lossTargetShape(layer, shapes[0]);
      inputs.push(addValue("target", shape, "target"));
      shapes.push(shape);
    }
    const shape = outputShapeOf(layer, shapes);
    const specs = parameterSpecs(layer, shapes);
    if (owner !== undefined) requireShared(specs, owner);
    const parameters = owner === undefined ? specs : [];
    const asked = parameters.reduce((n, p) => n + elementCount(p.shape), 0);
    // The least that they take: numbers and gradients of 4 bytes each.
    const bytes = 8 * (parameterCount + asked);
    if (bytes > maxBoundBytes) {
      throw new LimitError({
        action: say(action),
        limit: say(
          "bytes of parameters and their gradients in single precision",
        ),
        most: maxBoundBytes,
        asked: bytes,
        by: layer.name,
      });
    }
    parameterCount += trainableCount(parameters);
    const output = addValue(name, shape, layer.name);
    const added: NetworkStep = {
      name,
      labelled,
      layer,
      inputs,
      output,
      parameters,
      shares: owner?.name,
      formula,
    };
    names.set(name, added);
    producers.set(output, added);
    for (const input of inputs) used.add(input);
    if (layer.loss === undefined) steps.push(added);
    else {
      const [prediction, target] = inputs;
      losses.push({ step: added, prediction, target });
    }
    return output;
  }

  return {
    shapeOf: (value) => values[value].shape,
    has: (name) => names.has(name) || aliases.has(name),
    nameOf: (value) => values[value].name,
    valueNamed: (name) => names.get(name)?.output ?? aliases.get(name),
    get count() {
      return values.length;
    },
    isUsed: (value) => used.has(value),
    stepOf: (value) => producers.get(value),
    stepNamed: (name) => names.get(name),
    inputs,
    addInput,
    step,
    alias: (name, value) => void aliases.set(name, value),
    build: (from) =>
      networkOf(
        { values, steps, losses, inputs, aliases, parameterCount },
        from,
      ),
  };
}

/** What a builder has collected. */
type Parts =
  & Pick<Graph, "inputs" | "losses" | "aliases" | "parameterCount">
  & {
    readonly values: NetworkValue[];
    /** Without the losses. */
    readonly steps: readonly NetworkStep[];
  };

function networkOf(
  { steps, ...parts }: Parts,
  { end, ...from }: Parameters<NetworkBuilder["build"]>[0],
): Network {
  const { values, losses, inputs } = parts;
  if (losses.length > 1) {
    for (const { step, target } of losses) {
      values[target] = { ...values[target], name: `${step.name}.target` };
    }
  }
  const [first] = losses;
  const input = inputs.at(0) ?? -1;
  const output = first?.prediction ?? end;
  const network: Network = {
    ...parts,
    ...from,
    // What no prediction needs comes last.
    steps: [...steps, ...losses.map(({ step }) => step)],
    loss: first?.step,
    input,
    output,
    target: first?.target ?? -1,
    inputShape: input < 0 ? [] : values[input].shape,
    outputShape: values[output].shape,
    bind: (options) => bindNetwork(network, options),
  };
  return network;
}
