/**
 * What can be gradient-checked: something that runs forward and backward over
 * arrays. A layer alone, a whole network and a pair of functions are the kinds.
 *
 * @module
 */

import { type PinnedRandom, pinnedRandom } from "../../base/pinned_random.ts";
import type { Random } from "../../base/random.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { Precision, Values } from "../../base/values.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { plainStore, type Store } from "../../kernels/store.ts";
import {
  type Layer,
  type Mode,
  parameterPath,
  parameterSpecs,
  type Pass,
  type Site,
  type Waivers,
} from "../../layer/layer.ts";
import type { BoundNetwork } from "../../network/bound.ts";
import { inputSpec } from "../../network/graph.ts";

/** Numbers that are moved one by one, with the gradient that backward writes for them. */
export interface Coordinates {
  /** Of what: `fc1.weight`, `x`. */
  readonly path: string;
  /** Whether they are an input, whose first axis is the batch, or a parameter. */
  readonly role: "input" | "parameter";
  /** Their shape; for an input the batch axis is the first. */
  readonly shape: Shape;
  /** The numbers. */
  readonly values: Values;
  /** Their gradient. */
  readonly gradient: Values;
  /** The first step that has to run again when one of them has moved. */
  readonly from: number;
  /** Recomputes the outputs that depend on one of them; see {@linkcode Pass.perturb}. */
  readonly perturb?: (entry: number, outputs: EntrySpan) => boolean;
}

/** Something to check. */
export interface Subject {
  /** Whether it is a step alone or the network. */
  readonly scope: "step" | "network" | "function";
  /** The step's name, or `network`. */
  readonly name: string;
  /** The step's layer. */
  readonly layer?: string;
  /** The number of examples. */
  readonly batch: number;
  /** All numbers that have a gradient. */
  readonly coordinates: readonly Coordinates[];
  /** All others. */
  readonly notDifferentiated: readonly NotDifferentiated[];
  /** What forward computes from them. */
  readonly outputs: Values;
  /** The gradient of the outputs, from which backward starts. */
  readonly upstream: Values;
  /** The numbers that losses are computed of: a small loss may be the difference of large ones. */
  readonly magnitudes: readonly Values[];
  /** What need not hold of it. */
  readonly waivers: Waivers;
  /** Computes the outputs; steps before `from` keep their numbers. */
  forward(from: number): void;
  /** Computes the gradients of all coordinates. */
  backward(): void;
  /** Notes the choices made for some outputs; absent where no layer declares any. */
  choices?(note: (choice: number) => void, outputs: EntrySpan): void;
  /** A layer alone: its arrays. */
  readonly site?: Site;
  /** A layer alone: its pass. */
  readonly pass?: Pass;
  /** A layer alone: the same layer over arrays of its own, filled with the same numbers. */
  rebind?(options?: RebindOptions): Subject;
  /** The same over arrays of single precision, filled with the same numbers; absent where there is no such thing. */
  inSingle?(): Subject;
}

/** The gradients as they are: the arrays belong to the layer, which writes them anew. */
export function gradientCopies({ coordinates }: Subject): Float64Array[] {
  return coordinates.map(({ gradient }) => Float64Array.from(gradient));
}

/** How a layer is bound anew. */
export interface RebindOptions {
  /** The examples to take, by their numbers; all where absent. */
  readonly examples?: readonly number[];
  /** `train` unless told otherwise. */
  readonly mode?: Mode;
  /** `float64` unless told otherwise. */
  readonly precision?: Precision;
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
  const inputShapes = options.inputs.map((input) => input.shape);
  const outputShape = layer.outputShape(...inputShapes);
  const coordinates: Omit<Coordinates, "perturb">[] = [];
  const places: (number | string)[] = [];
  const notDifferentiated: NotDifferentiated[] = [];
  const copy = (values: Values) => {
    const own = store.allocate(precision, values.length);
    own.set(values);
    return own;
  };
  const zeros = (length: number) => store.allocate(precision, length);

  const inputs = options.inputs.map(({ values }) => copy(values));
  const dinputs = inputs.map((values, i) => {
    const spec = layer.inputs?.[i];
    const path = spec?.name ?? (i === 0 ? "x" : `x${i + 1}`);
    if (spec?.differentiable === false) {
      notDifferentiated.push(data(path, values.length));
      return store.allocate(precision, 0);
    }
    const gradient = zeros(values.length);
    const shape = [batch, ...inputShapes[i]];
    const role = "input";
    coordinates.push({ path, role, shape, values, gradient, from: 0 });
    places.push(i);
    return gradient;
  });
  const parameters: Record<string, Values> = {};
  const gradients: Record<string, Values> = {};
  for (const spec of parameterSpecs(layer, inputShapes)) {
    const values = copy(options.parameters[spec.name]);
    const gradient = zeros(spec.state ? 0 : values.length);
    parameters[spec.name] = values;
    gradients[spec.name] = gradient;
    const path = parameterPath(name, spec.name);
    if (spec.state) {
      notDifferentiated.push(stateOf(path, values.length));
      continue;
    }
    const { shape } = spec;
    const role = "parameter";
    coordinates.push({ path, role, shape, values, gradient, from: 0 });
    places.push(spec.name);
  }
  const length = batch * elementCount(outputShape);
  const pinned = pinnedRandom(() => random.fork("layer"));
  const site: Site = {
    batch,
    x: inputs.at(0) ?? store.allocate(precision, 0),
    dx: dinputs.at(0) ?? store.allocate(precision, 0),
    inputs,
    dinputs,
    inputShapes,
    y: zeros(length),
    dy: store.allocate(precision, length),
    outputShape,
    parameters,
    gradients,
    mode,
    random: pinned,
    kernels: store.kernels,
    scratch: (length) => store.allocate(precision, length),
  };
  const pass = layer.bind(site);
  const { perturb, choices } = pass;
  return {
    scope: "step",
    name,
    layer: layer.name,
    batch,
    coordinates: perturb === undefined
      ? coordinates
      : coordinates.map((each, k) => ({
        ...each,
        perturb: (entry, outputs) =>
          perturb.call(pass, places[k], entry, outputs),
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
    ...(choices === undefined ? {} : {
      choices: (note, outputs) => choices.call(pass, note, outputs),
    }),
    site,
    pass,
    ...(precision === "float32" ? {} : {
      inSingle: () => rebind({ precision: "float32" }),
    }),
    rebind,
  };

  function rebind({ examples, ...changes }: RebindOptions = {}): Subject {
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
  }
}

/** Some examples of an array whose first axis is the batch. */
export function takeExamples(
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

/**
 * A whole network. Its outputs are the losses of the examples, not their mean,
 * so that no fault of one example hides behind another's.
 *
 * @param pinned the chance that the network was bound with.
 */
export function networkSubject(
  bound: BoundNetwork,
  pinned: PinnedRandom,
): Subject {
  const { network, batch, passes } = bound;
  const coordinates: Coordinates[] = [];
  const notDifferentiated: NotDifferentiated[] = [];
  if (network.input < 0) {
    // Given values alone: they are among the parameters.
  } else if (inputSpec(network).differentiable) {
    coordinates.push({
      path: "x",
      role: "input",
      shape: [batch, ...network.inputShape],
      values: bound.x,
      gradient: bound.dx,
      from: 0,
    });
  } else {
    notDifferentiated.push(data("x", bound.x.length));
  }
  for (const [from, step] of network.steps.entries()) {
    for (const { name, state } of step.parameters) {
      const parameter = bound.parameters.get(parameterPath(step.name, name));
      const { path, shape, value: values, gradient } = parameter;
      if (state) {
        notDifferentiated.push(stateOf(path, values.length));
        continue;
      }
      const role = "parameter";
      coordinates.push({ path, role, shape, values, gradient, from });
    }
  }
  const hasLoss = network.loss !== undefined;
  if (hasLoss) notDifferentiated.push(data("target", bound.target.length));
  const choosers = passes.flatMap((pass, i) => {
    const { choices } = pass;
    if (choices === undefined) return [];
    const all: EntrySpan = {
      start: 0,
      count: bound.sites[i].y.length,
      stride: 1,
    };
    return [(note: (choice: number) => void) => choices.call(pass, note, all)];
  });
  const last = bound.sites.at(-1);
  return {
    scope: "network",
    name: "network",
    batch,
    coordinates,
    notDifferentiated,
    outputs: hasLoss ? bound.losses : bound.y,
    upstream: hasLoss ? bound.dlosses : bound.dy,
    magnitudes: hasLoss ? last?.inputs.slice(0, 1) ?? [] : [],
    waivers: gradientWaivers(network.steps.map(({ layer }) => layer)),
    forward(from) {
      pinned.rewind();
      bound.forward(from);
    },
    backward: bound.backward,
    ...(choosers.length === 0 ? {} : {
      choices: (note) => {
        for (const each of choosers) each(note);
      },
    }),
  };
}

/** A network's gradient is waived where that of a layer in it is. */
function gradientWaivers(layers: readonly Layer[]): Waivers {
  for (const { name, waivers } of layers) {
    const reason = waivers?.gradient;
    if (reason !== undefined) return { gradient: `${name}: ${reason}` };
  }
  return {};
}

function stateOf(path: string, entries: number): NotDifferentiated {
  return { path, entries, reason: "forward keeps it up, training does not" };
}

function data(path: string, entries: number): NotDifferentiated {
  return { path, entries, reason: "data has no gradient" };
}

/** Numbers that have no gradient, and so none to check. */
export interface NotDifferentiated {
  /** What they are: `target`. */
  readonly path: string;
  /** How many numbers. */
  readonly entries: number;
  /** Why. */
  readonly reason: string;
}
