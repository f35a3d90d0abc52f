/**
 * A network: a directed acyclic graph of layers, built step by step.
 *
 * @module
 */

import { bindNetwork, type BindOptions, type BoundNetwork } from "./bound.ts";
import type { Graph, NetworkStep, NetworkValue } from "./graph.ts";
import { type Layer, parameterSpecs } from "./layer.ts";
import {
  formatCount,
  LimitError,
  maxElements,
  maxParameters,
  maxSteps,
} from "./limits.ts";
import { elementCount, formatShape, type Shape } from "./shape.ts";

/** A network. Bind it to a batch size to run it. */
export interface Network extends Graph {
  /**
   * Gives the network arrays for a batch size. Bind once, run many times: a
   * step over bound arrays allocates nothing.
   *
   * @throws {RangeError} if the batch is not a positive integer, or too large.
   * @throws {TypeError} if parameters are given that belong to another network.
   */
  bind(options?: BindOptions): BoundNetwork;
}

/** Builds a network step by step; the compiler of texts and {@linkcode pipeline} both use it. */
export interface NetworkBuilder {
  /** The shape of a value. */
  shapeOf(value: number): Shape;
  /** The name of a value: that of the step which computes it. */
  nameOf(value: number): string;
  /** Whether a step has this name. */
  has(name: string): boolean;
  /** The index of the input `x`. */
  readonly input: number;
  /**
   * Adds a step and returns where its output is. A transparent layer, such as
   * `input`, adds none: its output is its input.
   *
   * @throws {ShapeError} if the layer cannot take the inputs.
   * @throws {LimitError} if the network would grow over a bound.
   * @throws {TypeError} if the label is the name of an earlier step.
   */
  step(layer: Layer, inputs: readonly number[], label?: string): number;
  /** Ends the network with the value that was added last. */
  build(): Network;
}

/** Starts a network whose input `x` has the given shape. */
export function networkBuilder(inputShape: Shape): NetworkBuilder {
  const values: NetworkValue[] = [];
  const steps: NetworkStep[] = [];
  const names = new Set<string>();
  const counts = new Map<string, number>();
  let parameterCount = 0;
  const input = addValue("x", inputShape, "x");
  let last = input;
  let target = -1;
  let loss: NetworkStep | undefined;

  function addValue(name: string, shape: Shape, owner: string): number {
    if (elementCount(shape) > maxElements) {
      throw new LimitError(
        `Cannot build a network as one example may have at most ${
          formatCount(maxElements)
        } numbers at one place: ${owner} has ${
          shape.length === 1 ? "" : `${formatShape(shape)}, which is `
        }${formatCount(elementCount(shape))}`,
      );
    }
    return values.push({ name, shape }) - 1;
  }

  function nameFor(layer: Layer): string {
    let count = counts.get(layer.name) ?? 0;
    let name: string;
    do name = `${layer.name}${++count}`; while (names.has(name));
    counts.set(layer.name, count);
    return name;
  }

  function step(
    layer: Layer,
    from: readonly number[],
    label?: string,
  ): number {
    const shapes = from.map((value) => values[value].shape);
    if (layer.transparent) {
      layer.outputShape(...shapes);
      return from[0];
    }
    if (label !== undefined && names.has(label)) {
      throw new TypeError(
        `Cannot build a network as each step must have a name of its own: ${
          JSON.stringify(label)
        } is used twice`,
      );
    }
    if (steps.length === maxSteps) {
      throw new LimitError(
        `Cannot build a network as it may have at most ${
          formatCount(maxSteps)
        } steps`,
      );
    }
    const inputs = [...from];
    if (layer.loss !== undefined) {
      const [shape] = layer.loss.targetShapes(shapes[0]);
      target = addValue("target", shape, "target");
      inputs.push(target);
      shapes.push(shape);
    }
    const shape = layer.outputShape(...shapes);
    const parameters = parameterSpecs(layer, shapes);
    const asked = parameters.reduce((n, p) => n + elementCount(p.shape), 0);
    if (parameterCount + asked > maxParameters) {
      throw new LimitError(
        `Cannot build a network as it may have at most ${
          formatCount(maxParameters)
        } parameters: with ${layer.name} it has ${
          formatCount(parameterCount + asked)
        }`,
      );
    }
    parameterCount += asked;
    const name = label ?? nameFor(layer);
    names.add(name);
    const output = addValue(name, shape, layer.name);
    const added: NetworkStep = {
      name,
      labelled: label !== undefined,
      layer,
      inputs,
      output,
      parameters,
    };
    steps.push(added);
    if (layer.loss !== undefined) loss = added;
    else last = output;
    return output;
  }

  function build(): Network {
    const network: Network = {
      values,
      steps,
      ...(loss === undefined ? {} : { loss }),
      input,
      output: last,
      target,
      inputShape: values[input].shape,
      outputShape: values[last].shape,
      parameterCount,
      bind: (options) => bindNetwork(network, options),
    };
    return network;
  }

  return {
    shapeOf: (value) => values[value].shape,
    nameOf: (value) => values[value].name,
    has: (name) => names.has(name),
    input,
    step,
    build,
  };
}
