import type { Random } from "../../base/random.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Precision, Values } from "../../base/values.ts";
import type { Store } from "../../kernels/store.ts";
import { outputShapeOf, parameterSpecs } from "../../layer/answers.ts";
import {
  type Layer,
  type Mode,
  parameterPath,
  type Site,
} from "../../layer/layer.ts";
import {
  type Coordinates,
  type NotDifferentiated,
  undifferentiated,
} from "./subject.ts";

/** Where a layer is checked alone; it gets copies of inputs and parameters. */
export interface LayerSubjectOptions {
  /** The step's name. */
  readonly name: string;
  readonly batch: number;
  /** The numbers, batch axis first, and the shape without it. */
  readonly inputs: readonly {
    readonly values: Values;
    readonly shape: Shape;
    /** Whether it is a number of a formula, which has no gradient. */
    readonly isConstant?: boolean;
  }[];
  readonly parameters: Readonly<Record<string, Values>>;
  readonly random: Random;
  /** Default: `train`. */
  readonly mode?: Mode;
  /** Default: the layer's only precision, or `float64`. */
  readonly precision?: Precision;
  /** Where its arrays lie; default: plain arrays. */
  readonly store?: Store;
}

/** Numbers that are moved, with the layer's name or number for their array. */
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
  const outputShape = outputShapeOf(layer, inputShapes);
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
    if (given.inputs[i].isConstant) return zeros(0);
    const path = spec?.name ?? (i === 0 ? "x" : `x${i + 1}`);
    if (spec?.differentiable === false) {
      notDifferentiated.push(undifferentiated(path, values, "data"));
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
      notDifferentiated.push(undifferentiated(path, values, "state"));
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
