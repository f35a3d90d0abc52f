import { elementCount, type Shape } from "../base/shape.ts";
import type { Precision, Values } from "../base/values.ts";
import type { Budget } from "./budget.ts";
import { constantValues, type Graph, liveSteps } from "./graph.ts";
import { type Lifetime, planMemory } from "./memory_plan.ts";

/** The options of a bound network that say which arrays it has, see `BindOptions`. */
export interface PlanOptions {
  readonly batch: number;
  readonly inspect: boolean;
  readonly backward: boolean;
  readonly inputGradient: boolean;
}

/** Those, and where the arrays lie. */
export interface LayoutOptions extends PlanOptions {
  readonly precision: Precision;
  readonly store: Budget;
}

/** How many numbers all arrays take together, before one is made. */
export function plannedNumbers(network: Graph, options: PlanOptions): number {
  const shapes = network.values.map(({ shape }) => shape);
  const { wanted } = plan(network, shapes, options);
  return options.inspect ? totalOf(wanted) : planMemory(wanted).length;
}

function totalOf(wanted: readonly Lifetime[]): number {
  return wanted.reduce((n, { length }) => n + length, 0);
}

/** For a value that is used more than once: the gradients that its users write are added up in `into`. */
export interface Sum {
  readonly into: Values;
  readonly from: readonly Values[];
}

/** All arrays of a network, batch axis first; NaN until they are computed. */
export interface Layout {
  readonly values: readonly Values[];
  /** The gradient of each value; empty if not needed. */
  readonly gradients: readonly Values[];
  /** The gradients that each step writes for its inputs. */
  readonly dinputs: readonly (readonly Values[])[];
  /** What is added up before a value's gradient is read. */
  readonly sums: readonly (Sum | undefined)[];
  /** Whether a value's array and gradient hold their numbers after a step. */
  isKept(value: number): boolean;
}

/** Before everything, and after it. */
const always = { from: -Infinity, to: Infinity };

/** Makes the arrays, in as little memory as `inspect` allows. */
export function layOut(
  network: Graph,
  shapes: readonly Shape[],
  options: LayoutOptions,
): Layout {
  const { values, steps } = network;
  const { precision, store, inspect } = options;
  const planned = plan(network, shapes, options);
  const { wanted, live, sources, isKept } = planned;
  const { valuePlaces, gradientPlaces, partPlaces } = planned;
  // Refused as a whole before the first is made.
  if (inspect) store.reserve(totalOf(wanted));
  const arrays = inspect
    ? wanted.map(({ length }) => store.allocate(precision, length).fill(NaN))
    : place(wanted);
  const empty = store.allocate(precision, 0);

  function place(wanted: readonly Lifetime[]): Values[] {
    const { starts, length } = planMemory(wanted);
    const all = store.allocate(precision, length).fill(NaN);
    return wanted.map(({ length }, i) =>
      all.subarray(starts[i], starts[i] + length)
    );
  }

  const dinputs = partPlaces.map((places) =>
    places.map((at) => at < 0 ? empty : arrays[at])
  );
  const gradients = gradientPlaces.map((at) => at < 0 ? empty : arrays[at]);
  const sums = values.map((_, value): Sum | undefined => {
    if (sources[value].length < 2 || gradientPlaces[value] < 0) {
      return undefined;
    }
    const from = steps.flatMap(({ inputs }, i) =>
      live[i] ? dinputs[i].filter((_, k) => inputs[k] === value) : []
    );
    return { into: gradients[value], from };
  });
  return {
    values: valuePlaces.map((at) => arrays[at]),
    gradients,
    dinputs,
    sums,
    isKept,
  };
}

/** Which arrays a network needs, and when; places are those among the wanted, -1 for none. */
function plan(
  network: Graph,
  shapes: readonly Shape[],
  options: PlanOptions,
) {
  const { values, steps, inputs, output, losses } = network;
  const { batch, inspect } = options;
  const live = liveSteps(network);
  const wanted: Lifetime[] = [];
  const want = (value: number, { from, to } = always) =>
    wanted.push({ length: batch * elementCount(shapes[value]), from, to }) - 1;

  // Step i goes forward at i and backward at last - i.
  const last = 2 * steps.length - 1;
  const producers = values.map(() => -1);
  const users: number[][] = values.map(() => []);
  for (const [i, step] of steps.entries()) {
    producers[step.output] = i;
    for (const value of step.inputs) users[value].push(i);
  }
  // Those through which a gradient comes back.
  const sources = users.map((each) => each.filter((i) => live[i]));
  const ends = new Set([
    output,
    ...losses.map(({ step, prediction }) => [step.output, prediction]).flat(),
  ]);
  const isKept = (value: number) =>
    inspect || ends.has(value) || producers[value] < 0 ||
    sources[value].length === 0;

  const valuePlaces = values.map((_, value) => {
    if (isKept(value)) return want(value);
    const from = producers[value];
    const to = options.backward ? last - from : Math.max(...users[value]);
    return want(value, { from, to });
  });
  const isTarget = new Set(losses.map(({ target }) => target));
  const constants = constantValues(network);
  const hasGradient = (value: number) =>
    options.backward && !isTarget.has(value) && !constants.has(value) &&
    (options.inputGradient || !inputs.includes(value));
  // All losses have one gradient: each is a part of the same sum.
  let ofLoss = -1;
  const isLoss = new Set(losses.map(({ step }) => step.output));
  const gradientPlaces = values.map((_, value) => {
    if (!hasGradient(value)) return -1;
    if (isLoss.has(value)) return ofLoss < 0 ? ofLoss = want(value) : ofLoss;
    if (isKept(value)) return want(value);
    const to = last - producers[value];
    // A sum is made just before it is read.
    const isSum = sources[value].length > 1;
    return want(value, { from: isSum ? to : last - sources[value][0], to });
  });
  const partPlaces = steps.map((step, i) =>
    step.inputs.map((value) => {
      if (!live[i]) return -1;
      if (sources[value].length < 2 || !hasGradient(value)) {
        return gradientPlaces[value];
      }
      const lifetime = { from: last - i, to: last - producers[value] };
      return want(value, inspect ? always : lifetime);
    })
  );

  return {
    wanted,
    live,
    sources,
    valuePlaces,
    gradientPlaces,
    partPlaces,
    isKept,
  };
}
