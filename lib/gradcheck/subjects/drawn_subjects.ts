import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { pinnedRandom } from "../../base/pinned_random.ts";
import { createRandom, type Random } from "../../base/random.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import { list } from "../../base/words.ts";
import { type KernelOptions, openStore } from "../../kernels/store.ts";
import { lossTargetShape, parameterSpecs } from "../../layer/answers.ts";
import { assumedExamples } from "../../layer/define_layer.ts";
import type { Layer } from "../../layer/layer.ts";
import type { BoundNetwork } from "../../network/bound.ts";
import { draw, drawInput, drawTarget } from "../../network/draw.ts";
import { constantValues, dataOf } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { layerSubject } from "./layer_subject.ts";
import { networkSubject } from "./network_subject.ts";
import {
  fillGiven,
  givenTargetShapes,
  type NumbersByPath,
  requireFiniteNumbers,
} from "./given_numbers.ts";
import { type Coordinates, type Subject, undifferentiated } from "./subject.ts";
import { requireShapes } from "./wrong_subject.ts";

/** See `GradcheckOptions`. */
export interface PrepareOptions extends KernelOptions {
  readonly seed: number;
  readonly batch: number;
  readonly inputs?: readonly Shape[];
  readonly scale?: number;
  readonly numbers?: NumbersByPath;
  readonly leavesUndefined?: boolean;
}

/** What may be checked; none of its arrays is made before it is chosen. */
export interface Candidate {
  readonly name: string;
  make(): Subject;
}

/** Each step alone, at the numbers that reach it, then the network. */
export function networkCandidates(
  network: Network,
  { seed, batch, numbers = {}, kernels, threads, leavesUndefined }:
    PrepareOptions,
  random: Random,
): Candidate[] {
  const pinned = pinnedRandom(() => createRandom(seed));
  // A layer that has only single precision makes its network single.
  const precision =
    network.steps.some(({ layer }) => layer.precision === "float32")
      ? "float32"
      : "float64";
  const targetShape = givenTargetShapes(network, numbers, batch);
  const own = {
    ...{ kernels, threads, batch, seed, random: pinned, targetShape },
    leavesUndefined,
  };
  const bound = network.bind({ ...own, precision });
  fillBound(bound, random, numbers);
  bound.forward();
  const isUndefined = leavesUndefined ? undefinedSteps(bound) : [];
  const constants = constantValues(network);
  const alone = network.steps.flatMap((step, i): Candidate[] => {
    if (step.inputs.every((input) => constants.has(input))) return [];
    const { name } = step;
    const { inputs, inputShapes, parameters } = bound.sites[i];
    const make = () =>
      layerSubject(step.layer, {
        name,
        batch,
        inputs: inputs.map((values, k) => ({
          values,
          shape: inputShapes[k],
          isConstant: constants.has(step.inputs[k]) ||
            isUndefined[i] && bound.sites[i].dinputs[k].some(Number.isNaN),
        })),
        parameters,
        random: random.fork(`step ${name}`),
        store: bound.parameters.store,
      });
    return [{ name, make }];
  });
  const inSingle = () => {
    const twin = network.bind({ ...own, precision: "float32" });
    for (const value of dataOf(network)) {
      twin.values[value].set(bound.values[value]);
    }
    for (const { path, value } of bound.parameters) {
      twin.parameters.get(path).value.set(value);
    }
    return networkSubject(twin, pinned);
  };
  const all = { ...networkSubject(bound, pinned), inSingle };
  const whole = isUndefined.includes(true) ? withoutUndefined(all) : all;
  return [...alone, { name: whole.name, make: () => whole }];
}

/** Of each step whether a gradient does not exist at its numbers: backward leaves NaN there. */
function undefinedSteps({ network, passes, dy, backward }: BoundNetwork) {
  if (passes.every((pass) => pass.requireDerivatives === undefined)) return [];
  if (network.loss === undefined) dy.fill(1);
  backward();
  return passes.map((pass) => {
    try {
      pass.requireDerivatives?.();
      return false;
    } catch (error) {
      if (error instanceof NablaError) return true;
      throw error;
    }
  });
}

/** Without the gradients that do not exist at the numbers of the last backward. */
function withoutUndefined(subject: Subject): Subject {
  const { coordinates, notDifferentiated } = subject;
  const isDefined = ({ gradient }: Coordinates) => !gradient.some(Number.isNaN);
  return {
    ...subject,
    coordinates: coordinates.filter(isDefined),
    notDifferentiated: [
      ...notDifferentiated,
      ...coordinates.filter((each) => !isDefined(each)).map(
        ({ path, values }) => undifferentiated(path, values, "undefined"),
      ),
    ],
  };
}

/** Fills input, target and the parameters that start at a constant, then what is given. */
function fillBound(
  bound: BoundNetwork,
  random: Random,
  numbers: NumbersByPath,
): void {
  drawInput(bound, random);
  drawTarget(bound, random);
  for (const { path, value, trainable } of bound.parameters) {
    if (trainable) scatter(value, random.fork(`scatter ${path}`));
  }
  fillGiven(bound, numbers);
  for (const [path, given] of Object.entries(numbers)) {
    requireFiniteNumbers(path, given, true);
  }
  for (const { path, value } of bound.parameters) {
    requireFiniteNumbers(path, value, false);
  }
}

/**
 * A layer outside of a network, on drawn inputs.
 *
 * @throws {NablaError} if numbers are given, which a network alone takes.
 */
export function aloneSubject(
  layer: Layer,
  options: PrepareOptions,
  random: Random,
): Subject {
  const { batch, inputs: given, scale = 1, numbers } = options;
  if (numbers !== undefined) {
    throw new NablaError("call", {
      action: say("check gradients"),
      rule: say("`numbers` are those of a network"),
      found: say("the layer {layer}", { layer: layer.name }),
      wayOut: say("make a network of it with pipeline"),
    });
  }
  const shapes = [
    ...given === undefined
      ? defaultInputs(layer)
      : requireShapes(layer.name, given),
  ];
  if (given === undefined) requireTaken(layer, shapes);
  if (layer.loss !== undefined && shapes.length === 1) {
    shapes.push(lossTargetShape(layer, shapes[0]));
  }
  const inputs = shapes.map((shape, i) => {
    const values = allocate("float64", batch * elementCount(shape));
    const spec = layer.inputs?.[i];
    draw(spec, values, shape, shapes, random.fork(`input ${i}`));
    if (spec?.differentiable !== false) {
      for (let n = 0; n < values.length; n++) values[n] *= scale;
    }
    return { values, shape };
  });
  const parameters: Record<string, Values> = {};
  for (const spec of parameterSpecs(layer, shapes)) {
    const values = allocate("float64", elementCount(spec.shape));
    const { shape, fanIn = 1, fanOut = 1 } = spec;
    const fans = { shape, fanIn, fanOut };
    spec.initializer.fill(values, fans, random.fork(spec.name));
    requireFiniteNumbers(spec.name || layer.name, values, false);
    if (!spec.state) scatter(values, random.fork(`scatter ${spec.name}`));
    parameters[spec.name] = values;
  }
  const arrays = [
    ...inputs.map(({ values }) => values),
    ...Object.values(parameters),
  ];
  const work = batch * arrays.reduce((n, { length }) => n + length, 0);
  return layerSubject(layer, {
    name: layer.name,
    batch,
    inputs,
    parameters,
    random,
    store: openStore(options, work),
  });
}

/** @throws {NablaError} if a layer cannot take shapes that nobody gave. */
function requireTaken(layer: Layer, shapes: readonly Shape[]): void {
  if (layer.loss !== undefined) return;
  try {
    layer.outputShape(...shapes);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new NablaError("call", {
      action: say("check {name}", { name: layer.name }),
      rule: say(
        "it cannot take {shapes}, which is tried where no shape is given ({cause})",
        {
          shapes: list(shapes.map(formatShape), "and"),
          cause: cause.message,
        },
      ),
      wayOut: say(
        "give shapes that it takes, without the batch, as in {example}",
        { example: "`inputs: [[2, 4]]`" },
      ),
    }, { cause });
  }
}

/** Shapes that the layer accepts, if it says so. */
function defaultInputs(layer: Layer): readonly Shape[] {
  if (layer.inputShape !== undefined) return [layer.inputShape];
  const [example = assumedExamples[0]] = layer.definition?.examples ?? [];
  return example.inputs;
}

/** The shapes that a layer is tried on though neither it nor the user names them; undefined where one does. */
export function assumedInputs(
  layer: Layer,
  given: readonly Shape[] | undefined,
): readonly Shape[] | undefined {
  const inputs = defaultInputs(layer);
  return given === undefined && inputs === assumedExamples[0].inputs
    ? inputs
    : undefined;
}

/** Makes numbers different that are all the same: at zeros and ones a wrong gradient can look right. */
function scatter(values: Values, random: Random): void {
  if (!values.every((value) => value === values[0])) return;
  for (let i = 0; i < values.length; i++) values[i] += random.uniform() - 0.5;
}
