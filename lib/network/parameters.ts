import { say } from "../../words/say.ts";
import { maxBoundBytes, maxWasmBytes } from "../base/limits.ts";
import { LimitError, NablaError } from "../base/nabla_error.ts";
import { type Advice, advise } from "../base/advice.ts";
import { createRandom } from "../base/random.ts";
import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import { bytesOf, type Precision, type Values } from "../base/values.ts";
import { type KernelOptions, openStore, type Store } from "../kernels/store.ts";
import { parameterPath, type ParameterSpec } from "../layer/layer.ts";
import type { Graph } from "./graph.ts";
import { plannedNumbers, type PlanOptions } from "./layout.ts";

/** One array that training changes, with its gradient. */
export interface Parameter {
  /** Where it belongs: `fc1.weight`. */
  readonly path: string;
  /** Its shape; `fc1.weight` is outputs × inputs. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly value: Values;
  /** The gradient of the loss by each of them, which backward overwrites. */
  readonly gradient: Values;
  /** Whether training changes it; a given value is left alone. */
  readonly trainable: boolean;
  /** Whether forward maintains it, as running statistics; then {@linkcode gradient} is empty. */
  readonly state: boolean;
}

/** All parameters of a network, in the order of its steps. */
export interface Parameters extends Iterable<Parameter> {
  /** The precision of every array. */
  readonly precision: Precision;
  /** The memory of the arrays, and of the networks that are bound to them. */
  readonly store: Store;
  /** The parameter with this path. @throws {NablaError} if it has none. */
  get(path: string): Parameter;
}

/** What {@linkcode initialize} takes. */
export interface InitializeOptions extends KernelOptions {
  /** Where chance begins. Default: 0. */
  readonly seed?: number;
  /** Default: `float64`. Given parameters keep their own. */
  readonly precision?: Precision;
  /** The number of examples that are run at once; it also decides on the kernels. Default: 1. */
  readonly batch?: number;
}

/**
 * Makes a network's parameters and fills them as its layers say. Each parameter
 * draws from a random stream of its own, named by its path.
 *
 * @throws {LimitError} if they would take too many bytes.
 *
 * ```ts
 * import { initialize, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const parameters = initialize(nn`fc(2,1) -> sigmoid`, { seed: 7 });
 * assertEquals([...parameters].map(({ path }) => path), [
 *   "fc1.weight",
 *   "fc1.bias",
 * ]);
 * ```
 */
export function initialize(
  network: Graph,
  options: InitializeOptions = {},
): Parameters {
  return make(network, options, () => true);
}

/**
 * The parameters of a network to be filled from elsewhere: zeros, except for given
 * values. It takes no time, where {@linkcode initialize} may compute for long.
 */
export function blankParameters(
  network: Graph,
  options: InitializeOptions = {},
): Parameters {
  return make(
    network,
    options,
    ({ state = false, trainable = !state }) => !state && !trainable,
  );
}

/** @param options of `initialize`, or of `network.bind`, which may look at all values. */
function make(
  network: Graph,
  options: InitializeOptions & Partial<PlanOptions>,
  isFilled: (spec: ParameterSpec) => boolean,
): Parameters {
  const { seed = 0, precision = "float64", batch = 1 } = options;
  const random = createRandom(seed);
  const size = bytesOf(precision);
  const own = size * parameterNumbers(network);
  if (own > maxBoundBytes) {
    throw new LimitError({
      action: say("make the parameters"),
      limit: say("bytes of parameters and their gradients"),
      most: maxBoundBytes,
      asked: own,
      by: precision,
    }, { help: tooManyHelp(precision) });
  }
  const bytes = own + size * bindingNumbers(network, options);
  const store = openStore(options, workOf(network, batch), bytes);
  const all = network.steps.flatMap((step) =>
    step.parameters.map((spec): Parameter => {
      const path = parameterPath(step.name, spec.name);
      const length = elementCount(spec.shape);
      const value = store.allocate(precision, length);
      const { shape, fanIn = 1, fanOut = 1 } = spec;
      if (isFilled(spec)) {
        const fan = { shape, fanIn, fanOut };
        spec.initializer.fill(value, fan, random.fork(path));
      }
      const { state = false, trainable = !state } = spec;
      const gradient = store.allocate(precision, state ? 0 : length).fill(NaN);
      return { path, shape, value, gradient, trainable, state };
    })
  );
  return collect(all, precision, store);
}

function collect(
  all: readonly Parameter[],
  precision: Precision,
  store: Store,
): Parameters {
  const byPath = new Map(all.map((parameter) => [parameter.path, parameter]));
  return {
    precision,
    store,
    get(path) {
      const parameter = byPath.get(path);
      if (parameter !== undefined) return parameter;
      throw new NablaError("choice", {
        action: say("get a parameter"),
        name: say("its path"),
        choices: [...byPath.keys()],
        found: path,
      });
    },
    [Symbol.iterator]: () => byPath.values(),
  };
}

/** A copy of the parameters without gradients. */
export function twinOf(parameters: Parameters): Parameters {
  const { precision, store } = parameters;
  return collect(
    [...parameters].map((parameter) => {
      const value = store.allocate(precision, parameter.value.length);
      value.set(parameter.value);
      return { ...parameter, value, gradient: store.allocate(precision, 0) };
    }),
    precision,
    store,
  );
}

/** About how many numbers values, gradients and what layers remember have; exact where it may be too many for some kernels. */
function bindingNumbers(
  network: Graph,
  { batch = 1, inspect = false, ...options }: Partial<PlanOptions>,
): number {
  const { backward = true, inputGradient = true } = options;
  const own = network.steps.reduce((n, { layer, inputs }) => {
    const shapes = inputs.map((value) => network.values[value].shape);
    return n + (layer.cost?.(...shapes).numbers ?? 0);
  }, 0);
  const values = network.values.reduce(
    (n, { shape }) => n + elementCount(shape),
    0,
  );
  const most = batch * (own + 2 * values);
  if (8 * most <= maxWasmBytes) return most;
  const plan = { batch, inspect, backward, inputGradient };
  return batch * own + plannedNumbers(network, plan);
}

/** How many numbers the parameters and their gradients have. */
function parameterNumbers({ steps }: Graph): number {
  return steps.flatMap(({ parameters }) => parameters).reduce(
    (n, { shape, state }) => n + (state ? 1 : 2) * elementCount(shape),
    0,
  );
}

function tooManyHelp(precision: Precision): Advice {
  return precision === "float32"
    ? say("Choose smaller layers.")
    : advise("Work with {precision}.", {
      precision: { option: "precision", value: "float32" },
    });
}

/** Layers of fewer multiplications gain nothing from other kernels, however many they are: of the gates of formulas there are thousands. */
const leastWork = 64;

/** About how many multiplications a pass takes, where its layers are not tiny. */
function workOf({ steps, values }: Graph, batch: number): number {
  const numbers = values.reduce((n, { shape }) => n + elementCount(shape), 0);
  const products = steps.flatMap(({ parameters }) => parameters)
    .reduce((n, { shape }) => n + elementCount(shape), 0);
  const work = batch * (numbers + products);
  return work < leastWork * steps.length ? 0 : work;
}

/** @throws {NablaError} if the parameters do not belong to the network. */
export function requireParameters(parameters: Parameters, network: Graph) {
  const found = new Map([...parameters].map((p) => [p.path, p.shape]));
  for (const step of network.steps) {
    for (const { name, shape } of step.parameters) {
      const path = parameterPath(step.name, name);
      const given = found.get(path);
      if (given?.join() === shape.join()) continue;
      throw new NablaError("value", {
        action: say("bind the network to these parameters"),
        name: path,
        rule: formatShape(shape),
        found: given === undefined ? say("none") : formatShape(given),
      });
    }
  }
}
