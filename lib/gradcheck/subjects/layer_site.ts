/**
 * The arrays of a layer alone.
 *
 * @module
 */

import type { Random } from "../../base/random.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Precision, Values } from "../../base/values.ts";
import type { Store } from "../../kernels/store.ts";
import {
  type Layer,
  type Mode,
  parameterPath,
  parameterSpecs,
  type Site,
} from "../../layer/layer.ts";
import {
  type Coordinates,
  type NotDifferentiated,
  undifferentiatedData,
  undifferentiatedState,
} from "./subject.ts";

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
  /** `train` unless told otherwise. */
  readonly mode?: Mode;
  /** The layer's only precision, or `float64`, unless told otherwise. */
  readonly precision?: Precision;
  /** Where its arrays lie; plain arrays unless told otherwise. */
  readonly store?: Store;
}

/** Numbers that are moved, with the layer's own name or number for their array. */
interface Moved {
  readonly place: number | string;
  readonly coordinates: Coordinates;
}

/** The arrays of a layer alone, and which of them have gradients. */
export function siteOf(
  layer: Layer,
  { name, batch, mode, precision, store, ...given }:
    & LayerSubjectOptions
    & Required<Pick<LayerSubjectOptions, "mode" | "precision" | "store">>,
  random: Random,
) {
  const inputShapes = given.inputs.map(({ shape }) => shape);
  const outputShape = layer.outputShape(...inputShapes);
  const moved: Moved[] = [];
  const notDifferentiated: NotDifferentiated[] = [];
  const zeros = (length: number) => store.allocate(precision, length);
  const copy = (values: Values) => {
    const own = zeros(values.length);
    own.set(values);
    return own;
  };
  const move = (
    place: number | string,
    coordinates: Omit<Coordinates, "from" | "gradient">,
  ) => {
    const gradient = zeros(coordinates.values.length);
    moved.push({ place, coordinates: { ...coordinates, gradient, from: 0 } });
    return gradient;
  };
  const inputs = given.inputs.map(({ values }) => copy(values));
  const dinputs = inputs.map((values, i) => {
    const spec = layer.inputs?.[i];
    const path = spec?.name ?? (i === 0 ? "x" : `x${i + 1}`);
    if (spec?.differentiable === false) {
      notDifferentiated.push(undifferentiatedData(path, values.length));
      return zeros(0);
    }
    const shape = [batch, ...inputShapes[i]];
    return move(i, { path, role: "input", shape, values });
  });
  const parameters: Record<string, Values> = {};
  const gradients: Record<string, Values> = {};
  for (
    const { name: own, state, shape } of parameterSpecs(layer, inputShapes)
  ) {
    const values = parameters[own] = copy(given.parameters[own]);
    const path = parameterPath(name, own);
    if (state) {
      notDifferentiated.push(undifferentiatedState(path, values.length));
      gradients[own] = zeros(0);
    } else {
      gradients[own] = move(own, { path, role: "parameter", shape, values });
    }
  }
  const length = batch * elementCount(outputShape);
  const site: Site = {
    batch,
    x: inputs.at(0) ?? zeros(0),
    dx: dinputs.at(0) ?? zeros(0),
    inputs,
    dinputs,
    inputShapes,
    y: zeros(length),
    dy: zeros(length),
    outputShape,
    parameters,
    gradients,
    mode,
    random,
    kernels: store.kernels,
    scratch: zeros,
  };
  return { site, moved, notDifferentiated };
}
