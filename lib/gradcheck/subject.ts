/**
 * What can be gradient-checked: something that runs forward and backward over
 * arrays. A layer alone and a whole network are the two kinds.
 *
 * @module
 */

import type { BoundNetwork } from "../bound.ts";
import { inputSpec } from "../graph.ts";
import {
  type Layer,
  parameterPath,
  parameterSpecs,
  type Site,
} from "../layer.ts";
import type { Random } from "../random.ts";
import { elementCount, type Shape } from "../shape.ts";
import type { Values } from "../values.ts";
import type { NotDifferentiated } from "./report.ts";

/** Numbers that are moved one by one, with the gradient that backward writes for them. */
export interface Coordinates {
  /** Of what: `fc1.weight`, `x`. */
  readonly path: string;
  /** Their shape; for an input the batch axis is the first. */
  readonly shape: Shape;
  /** The numbers. */
  readonly values: Values;
  /** Their gradient. */
  readonly gradient: Values;
  /** The first step that has to run again when one of them has moved. */
  readonly from: number;
}

/** Something to check. */
export interface Subject {
  /** Whether it is a step alone or the network. */
  readonly scope: "step" | "network";
  /** The step's name, or `network`. */
  readonly name: string;
  /** The step's layer. */
  readonly layer?: string;
  /** All numbers that have a gradient. */
  readonly coordinates: readonly Coordinates[];
  /** All others. */
  readonly notDifferentiated: readonly NotDifferentiated[];
  /** What forward computes from them. */
  readonly outputs: Values;
  /** The gradient of the outputs, from which backward starts. */
  readonly upstream: Values;
  /** Computes the outputs; steps before `from` keep their numbers. */
  forward(from: number): void;
  /** Computes the gradients of all coordinates. */
  backward(): void;
}

/** One input of a layer that is checked alone. */
export interface SubjectInput {
  /** The numbers, batch axis first. */
  readonly values: Values;
  /** The shape without the batch axis. */
  readonly shape: Shape;
}

/** Where a layer is checked alone. */
export interface LayerSubjectOptions {
  /** The step's name. */
  readonly name: string;
  /** The number of examples. */
  readonly batch: number;
  /** Its inputs; the layer gets copies. */
  readonly inputs: readonly SubjectInput[];
  /** Its parameters by name; the layer gets copies. */
  readonly parameters: Readonly<Record<string, Values>>;
  /** Chance for the layer. */
  readonly random: Random;
}

/** A layer alone, in double precision. */
export function layerSubject(
  layer: Layer,
  options: LayerSubjectOptions,
): Subject {
  const { name, batch, random } = options;
  const inputShapes = options.inputs.map((input) => input.shape);
  const outputShape = layer.outputShape(...inputShapes);
  const coordinates: Coordinates[] = [];
  const notDifferentiated: NotDifferentiated[] = [];

  const inputs = options.inputs.map(({ values }) => new Float64Array(values));
  const dinputs = inputs.map((values, i) => {
    const spec = layer.inputs?.[i];
    const path = spec?.name ?? (i === 0 ? "x" : `x${i + 1}`);
    if (spec?.differentiable === false) {
      notDifferentiated.push(data(path, values.length));
      return new Float64Array(0);
    }
    const gradient = unwritten(values.length);
    const shape = [batch, ...inputShapes[i]];
    coordinates.push({ path, shape, values, gradient, from: 0 });
    return gradient;
  });
  const parameters: Record<string, Values> = {};
  const gradients: Record<string, Values> = {};
  for (const spec of parameterSpecs(layer, inputShapes)) {
    const values = new Float64Array(options.parameters[spec.name]);
    const gradient = unwritten(values.length);
    parameters[spec.name] = values;
    gradients[spec.name] = gradient;
    const path = parameterPath(name, spec.name);
    coordinates.push({ path, shape: spec.shape, values, gradient, from: 0 });
  }
  const length = batch * elementCount(outputShape);
  const site: Site = {
    batch,
    x: inputs[0],
    dx: dinputs[0],
    inputs,
    dinputs,
    inputShapes,
    y: unwritten(length),
    dy: new Float64Array(length),
    outputShape,
    parameters,
    gradients,
    mode: "train",
    random,
    scratch: (length) => new Float64Array(length),
  };
  const pass = layer.bind(site);
  return {
    scope: "step",
    name,
    layer: layer.name,
    coordinates,
    notDifferentiated,
    outputs: site.y,
    upstream: site.dy,
    forward: () => pass.forward(),
    backward: () => pass.backward(),
  };
}

/**
 * A whole network. Its outputs are the losses of the examples, not their mean,
 * so that no fault of one example hides behind another's.
 */
export function networkSubject(bound: BoundNetwork): Subject {
  const { network, batch } = bound;
  const coordinates: Coordinates[] = [];
  const notDifferentiated: NotDifferentiated[] = [];
  if (network.input < 0) {
    // Given values alone: they are among the parameters.
  } else if (inputSpec(network).differentiable) {
    coordinates.push({
      path: "x",
      shape: [batch, ...network.inputShape],
      values: bound.x,
      gradient: bound.dx,
      from: 0,
    });
  } else {
    notDifferentiated.push(data("x", bound.x.length));
  }
  for (const [from, step] of network.steps.entries()) {
    for (const { name } of step.parameters) {
      const parameter = bound.parameters.get(parameterPath(step.name, name));
      const { path, shape, value, gradient } = parameter;
      coordinates.push({ path, shape, values: value, gradient, from });
    }
  }
  const hasLoss = network.loss !== undefined;
  if (hasLoss) notDifferentiated.push(data("target", bound.target.length));
  return {
    scope: "network",
    name: "network",
    coordinates,
    notDifferentiated,
    outputs: hasLoss ? bound.losses : bound.y,
    upstream: hasLoss ? bound.dlosses : bound.dy,
    forward: bound.forward,
    backward: bound.backward,
  };
}

function data(path: string, entries: number): NotDifferentiated {
  return { path, entries, reason: "data has no gradient" };
}

/** An array in which a number that nobody writes stays NaN. */
function unwritten(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}
