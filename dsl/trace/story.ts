/**
 * One number of a trace: what it is made from, and the ways on which it moves what
 * backward starts from.
 *
 * @module
 */

import { indexOf } from "../../lib/base/shape.ts";
import type { Values } from "../../lib/base/values.ts";
import {
  type Factor,
  parameterPath,
  type Site,
} from "../../lib/layer/layer.ts";
import type { CompiledNetwork, Exercise } from "../exercise/exercise.ts";
import { numericGradient } from "./numeric.ts";
import {
  type ArrayUse,
  type TracedArray,
  tracedArray,
} from "./traced_array.ts";
import { type Tracing, tracingOf } from "./tracing.ts";

/** A number of a node. */
export interface NumberPlace {
  /** The node's name in the trace. */
  readonly node: string;
  /** Its place in the node's array, row-major, the batch axis included. */
  readonly entry: number;
  /** The same by axes; empty for a single number. */
  readonly index: readonly number[];
  /** The number. */
  readonly value: number;
}

/** A way on which a number moves the loss: through one number of a step that uses it. */
export interface NumberWay {
  /** The number of the step's output. */
  readonly through: NumberPlace;
  /** The derivative of that number by this one. */
  readonly local: number;
  /** The gradient of that number. */
  readonly above: number;
  /** What comes back: the product of both. */
  readonly product: number;
  /** The numbers whose product {@linkcode NumberWay.local} is, where the step sums products. */
  readonly factors: readonly NumberPlace[];
}

/** Where a number comes from and what it does to the loss. */
export interface NumberStory {
  /** The number itself. */
  readonly place: NumberPlace;
  /** The products that it is the sum of, where its layer sums products. */
  readonly products: readonly (readonly NumberPlace[])[];
  /** The numbers that it depends on at these values, where it is no such sum. */
  readonly of: readonly NumberPlace[];
  /** The ways on which it moves the loss: their products add up to its gradient. */
  readonly ways: readonly NumberWay[];
  /** Whether there are more ways, or more numbers that it depends on, than are listed. */
  readonly isCut: boolean;
  /** Its gradient, if it has one and a backward pass ran. */
  readonly gradient?: number | undefined;
  /** Its gradient by differences. */
  readonly numeric?: number | undefined;
}

/** A step with more outputs is not differentiated output by output. */
const mostOutputs = 1024;

/** More numbers, or ways, are not read. */
const mostListed = 64;

/**
 * The story of one number of a node of the trace; undefined where there is no such
 * node or number. All arrays are left as they were.
 *
 * ```ts
 * import { compile, isCompiled, runExercise, storyOf } from "@nabla/nabla/text";
 * import { assertEquals } from "@std/assert";
 *
 * const compiled = compile("given x = 3\nA: x -> square -> B: neg");
 * if (!isCompiled(compiled)) throw new Error();
 * const story = storyOf(compiled, runExercise(compiled), "A", 0);
 * const [{ local, above, product }] = story?.ways ?? [];
 * assertEquals([local, above, product, story?.gradient], [6, -1, -6, -6]);
 * ```
 *
 * @param entry the number's place in the node's array, row-major.
 */
export function storyOf(
  compiled: CompiledNetwork,
  exercise: Exercise,
  node: string,
  entry: number,
): NumberStory | undefined {
  const tracing = tracingOf(compiled.network, compiled.batch, exercise);
  const source = tracedArray(tracing, node);
  if (source === undefined || !(entry in source.value)) return undefined;
  const { value, gradient, from } = source;
  const hasGradient = exercise.ranBackward && gradient.length > 0;
  const ways = hasGradient ? waysOf(tracing, source, entry) : [];
  const products = productsOf(tracing, source, entry);
  const of = products.length > 0 ? [] : dependenciesOf(tracing, source, entry);
  const isLong = Math.max(ways.length, products.length, of.length) > mostListed;
  return {
    place: placeIn(source, entry),
    products: products.slice(0, mostListed),
    of: of.slice(0, mostListed),
    ways: ways.slice(0, mostListed),
    isCut: isLong || hasGradient && ways.length === 0 && source.uses.length > 0,
    gradient: hasGradient ? gradient[entry] : undefined,
    numeric: hasGradient && source.isVaried
      ? numericGradient(exercise, value, from, [entry])?.[0]
      : undefined,
  };
}

function placeIn(
  { node, value, shape }: TracedArray,
  entry: number,
): NumberPlace {
  return { node, entry, index: indexOf(entry, shape), value: value[entry] };
}

/** A number of one of a step's arrays, as the node that it belongs to shows it. */
function placeOf(
  tracing: Tracing,
  step: number,
  of: number | string,
  entry: number,
): NumberPlace {
  const { network: { steps }, names } = tracing;
  const { inputs, name, shares } = steps[step];
  const node = typeof of === "string"
    ? parameterPath(shares ?? name, of)
    : names[inputs[of]][0];
  const source = tracedArray(tracing, node);
  // A constant of a formula is no node, and a given array stands once for each example.
  if (source === undefined) {
    const { inputs } = tracing.exercise.bound.sites[step];
    const value = typeof of === "number" ? inputs[of][entry] : NaN;
    return { node, entry, index: [], value };
  }
  return placeIn(source, entry % source.value.length);
}

/** The products that a number is the sum of. */
function productsOf(
  tracing: Tracing,
  { step }: TracedArray,
  entry: number,
): readonly (readonly NumberPlace[])[] {
  const { network: { steps }, exercise: { bound } } = tracing;
  const terms = steps[step]?.layer.terms?.(bound.sites[step], entry) ?? [];
  return terms.slice(0, mostListed + 1).map((product) =>
    product.map(({ of, entry }) => placeOf(tracing, step, of, entry))
  );
}

/** The numbers of a step's arrays by which a number of its output has a derivative. */
function dependenciesOf(
  tracing: Tracing,
  { step }: TracedArray,
  entry: number,
): readonly NumberPlace[] {
  const own = tracing.network.steps[step];
  if (own === undefined) return [];
  const site = tracing.exercise.bound.sites[step];
  const places: NumberPlace[] = [];
  const look = (of: number | string, gradient: Values) => {
    for (let i = 0; i < gradient.length; i++) {
      if (places.length > mostListed) return;
      if (gradient[i] !== 0) places.push(placeOf(tracing, step, of, i));
    }
  };
  differentiated(tracing, step, (backward) => {
    // The loss is the mean over the examples: each of them counts.
    if (own.layer.loss === undefined) backward(entry);
    else backward(0, site.y.length);
    for (const [k, gradient] of site.dinputs.entries()) look(k, gradient);
    for (const each of Object.entries(site.gradients)) look(...each);
  });
  return places;
}

/** Every number through which a number moves the loss; none where they are too many. */
function waysOf(
  tracing: Tracing,
  { uses, value }: TracedArray,
  entry: number,
): readonly NumberWay[] {
  const { network: { steps }, exercise: { bound }, names } = tracing;
  if (uses.some(({ step }) => bound.sites[step].y.length > mostOutputs)) {
    return [];
  }
  return uses.flatMap(({ step, of }) => {
    const { y, dy, dinputs, gradients } = bound.sites[step];
    const gradient = typeof of === "number" ? dinputs[of] : gradients[of];
    const ways: NumberWay[] = [];
    const above = Array.from(dy);
    differentiated(tracing, step, (backward) => {
      for (let output = 0; output < y.length; output++) {
        backward(output);
        // A given array stands there once for each example.
        for (let i = entry; i < gradient.length; i += value.length) {
          const local = gradient[i];
          if (local === 0) continue;
          const node = names[steps[step].output][0];
          ways.push({
            through: outputPlace(tracing, node, step, output),
            local,
            above: above[output],
            product: local * above[output],
            factors: factorsOf(tracing, { step, of }, output, i),
          });
        }
      }
    });
    return ways;
  });
}

/** What a number is multiplied with in one of the products that an output sums. */
function factorsOf(
  tracing: Tracing,
  { step, of }: ArrayUse,
  output: number,
  entry: number,
): readonly NumberPlace[] {
  const { network: { steps }, exercise: { bound } } = tracing;
  const products = steps[step].layer.terms?.(bound.sites[step], output) ?? [];
  const isOwn = (each: Factor) => each.of === of && each.entry === entry;
  const own = products.find((product) => product.some(isOwn)) ?? [];
  return own.filter((each) => !isOwn(each))
    .map((each) => placeOf(tracing, step, each.of, each.entry));
}

/** A number of a step's output; of a loss, its part for one example. */
function outputPlace(
  tracing: Tracing,
  node: string,
  step: number,
  entry: number,
): NumberPlace {
  const { network: { steps, values }, exercise: { bound }, batch } = tracing;
  const { shape } = values[steps[step].output];
  const isOnly = steps[step] === tracing.network.loss &&
    tracing.network.losses.length === 1;
  return {
    node: isOnly ? "loss" : node,
    entry,
    index: indexOf(entry, batch > 1 ? [batch, ...shape] : shape),
    value: bound.sites[step].y[entry],
  };
}

/**
 * Runs a step backward from single outputs: `backward(i)` starts with 1 there and 0
 * elsewhere. All its arrays are put back.
 */
function differentiated(
  { exercise: { bound: { sites, passes } } }: Tracing,
  step: number,
  body: (backward: (start: number, end?: number) => void) => void,
): void {
  const { dy, dinputs, gradients }: Site = sites[step];
  const arrays = [dy, ...dinputs, ...Object.values(gradients)];
  const saved = arrays.map((values) => values.slice());
  try {
    body((start, end = start + 1) => {
      dy.fill(0).fill(1, start, end);
      passes[step].backward();
    });
  } finally {
    for (const [k, values] of arrays.entries()) values.set(saved[k]);
  }
}
