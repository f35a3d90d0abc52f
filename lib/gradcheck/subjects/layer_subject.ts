/**
 * A layer alone as something to check.
 *
 * @module
 */

import { pinnedRandom } from "../../base/pinned_random.ts";
import type { Random } from "../../base/random.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Precision, Values } from "../../base/values.ts";
import { plainStore, type Store } from "../../kernels/store.ts";
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
  type RebindOptions,
  type Subject,
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

/** A layer alone. */
export function layerSubject(
  layer: Layer,
  options: LayerSubjectOptions,
): Subject {
  const { name, batch, random, mode = "train", store = plainStore } = options;
  const precision = options.precision ?? layer.precision ?? "float64";
  const pinned = pinnedRandom(() => random.fork("layer"));
  const { site, moved, notDifferentiated } = siteOf(
    layer,
    { ...options, mode, store, precision },
    pinned,
  );
  const { inputs, inputShapes, parameters } = site;
  const pass = layer.bind(site);
  const { perturb, choices } = pass;
  const rebind = ({ examples, ...changes }: RebindOptions = {}) => {
    const rows = examples ?? Array.from({ length: batch }, (_, b) => b);
    return layerSubject(layer, {
      name,
      batch: rows.length,
      inputs: inputs.map((values, i) => ({
        values: takeExamples(values, batch, rows),
        shape: inputShapes[i],
      })),
      parameters,
      random,
      mode,
      precision,
      store,
      ...changes,
    });
  };
  return {
    scope: "step",
    name,
    layer: layer.name,
    batch,
    coordinates: moved.map(({ place, coordinates }) => ({
      ...coordinates,
      perturb: perturb &&
        ((entry, outputs) => perturb.call(pass, place, entry, outputs)),
    })),
    notDifferentiated,
    outputs: site.y,
    upstream: site.dy,
    magnitudes: layer.loss === undefined ? [] : inputs.slice(0, 1),
    waivers: layer.waivers ?? {},
    forward() {
      pinned.rewind();
      pass.forward();
    },
    backward: () => pass.backward(),
    choices: choices &&
      ((note, outputs) => choices.call(pass, note, outputs)),
    site,
    pass,
    inSingle: precision === "float32"
      ? undefined
      : () => rebind({ precision: "float32" }),
    rebind,
  };
}

/** Numbers that are moved, with the layer's own name or number for their array. */
interface Moved {
  readonly place: number | string;
  readonly coordinates: Coordinates;
}

/** The arrays of a layer alone, and which of them have gradients. */
function siteOf(
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

/** Some examples of an array whose first axis is the batch. */
function takeExamples(
  values: Values,
  batch: number,
  examples: readonly number[],
): Values {
  const size = values.length / batch;
  const taken = new Float64Array(examples.length * size);
  for (const [row, b] of examples.entries()) {
    taken.set(values.subarray(b * size, (b + 1) * size), row * size);
  }
  return taken;
}
