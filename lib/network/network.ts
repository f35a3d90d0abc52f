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
import type { Graph, NetworkStep, NetworkValue } from "./graph.ts";
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
}

/** Builds a network step by step, for {@linkcode assemble}. */
export interface NetworkBuilder {
  /** The shape of a value. */
  shapeOf(value: number): Shape;
  /** Whether a step or an alias has this name. */
  has(name: string): boolean;
  /** The step that computes a value; undefined for the input. */
  stepOf(value: number): NetworkStep | undefined;
  /** The step with this name. */
  stepNamed(name: string): NetworkStep | undefined;
  /** The index of the input `x`, or -1. */
  readonly input: number;
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
  /** Ends the network with the value that was added last. */
  build(from: Pick<Graph, "items" | "given">): Network;
}

const action = "build a network";

/** Starts a network whose input `x` has the given shape, or which has no input. */
export function networkBuilder(inputShape?: Shape): NetworkBuilder {
  const values: NetworkValue[] = [];
  const steps: NetworkStep[] = [];
  const names = new Map<string, NetworkStep>();
  const aliases = new Map<string, number>();
  let parameterCount = 0;
  const input = inputShape === undefined ? -1 : addValue("x", inputShape, "x");
  let last = input;
  let target = -1;
  let loss: NetworkStep | undefined;

  function addValue(name: string, shape: Shape, owner: string): number {
    if (elementCount(shape) > maxElements) {
      throw new LimitError({
        action,
        limit: "numbers of one example at one place",
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
    { name, labelled }: StepName,
    owner?: NetworkStep,
  ): number {
    const shapes = from.map((value) => values[value].shape);
    if (steps.length === maxSteps) {
      throw new LimitError({ action, limit: "steps", most: maxSteps });
    }
    const inputs = [...from];
    if (layer.loss !== undefined) {
      const shape = lossTargetShape(layer, shapes[0]);
      target = addValue("target", shape, "target");
      inputs.push(target);
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
        action,
        limit: "bytes of parameters and their gradients in single precision",
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
    };
    steps.push(added);
    names.set(name, added);
    if (layer.loss !== undefined) loss = added;
    else last = output;
    return output;
  }

  function build(from: Pick<Graph, "items" | "given">): Network {
    const network: Network = {
      values,
      steps,
      loss,
      input,
      output: last,
      target,
      inputShape: inputShape ?? [],
      outputShape: values[last].shape,
      aliases,
      ...from,
      parameterCount,
      bind: (options) => bindNetwork(network, options),
    };
    return network;
  }

  return {
    shapeOf: (value) => values[value].shape,
    has: (name) => names.has(name) || aliases.has(name),
    stepOf: (value) => steps.find(({ output }) => output === value),
    stepNamed: (name) => names.get(name),
    input,
    step,
    alias: (name, value) => void aliases.set(name, value),
    build,
  };
}
