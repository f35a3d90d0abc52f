import type { GraphStep } from "../../lib/bridges/onnx/in/values/step.ts";
import type { Precision } from "../../lib/base/values.ts";
import { DataError } from "../../lib/bytes/data_error.ts";
import type { NetworkStep } from "../../lib/network/graph.ts";
import type { Network } from "../../lib/network/network.ts";
import {
  blankParameters,
  type Parameters,
} from "../../lib/network/parameters.ts";
import { say } from "../../words/say.ts";

/**
 * The parameters of a network with the numbers of the steps that its text was made of.
 *
 * @throws {DataError} if they are others.
 */
export function filledParameters(
  file: string,
  network: Network,
  from: readonly GraphStep[],
  precision: Precision,
): Parameters {
  const steps = from.filter((step) => step.parameters.length > 0);
  const to = weightedSteps(network);
  if (steps.length !== to.length) refuse(file, `${to.length}`);
  for (const [i, step] of to.entries()) {
    if (!isLike(step, steps[i])) refuse(file, step.name);
  }
  // Only now: a text of a few bytes could ask for more than the file has.
  const parameters = blankParameters(network, { precision });
  for (const [i, step] of to.entries()) {
    for (const { name, values } of steps[i].parameters) {
      parameters.get(`${step.name}.${name}`).value.set(values);
    }
  }
  return parameters;
}

function refuse(file: string, name: string): never {
  throw new DataError(
    { file },
    say("the weights of {name} are not those of its layer", { name }),
  );
}

/** The steps of another network's text among those of a graph: for each the first that is like it and not taken. */
export function likeSteps(
  network: Network,
  from: readonly GraphStep[],
): readonly GraphStep[] {
  const left = new Set(from);
  return weightedSteps(network).flatMap((step) => {
    for (const each of left) {
      if (!isLike(step, each)) continue;
      left.delete(each);
      return [each];
    }
    return [];
  });
}

/** The steps of a network that have parameters of their own, given values aside. */
function weightedSteps({ steps, given }: Network): readonly NetworkStep[] {
  const fixed = new Set(given.map(({ name }) => name));
  return steps.filter(({ name, parameters }) =>
    parameters.length > 0 && !fixed.has(name)
  );
}

/** Whether a step has the layer of another, with parameters of the same names and shapes. */
function isLike({ layer, parameters }: NetworkStep, other: GraphStep): boolean {
  const shapes = new Map(
    other.parameters.map(({ name, shape }) => [name, shape.join()]),
  );
  return layer.name === other.layer && shapes.size === parameters.length &&
    parameters.every(({ name, shape }) => shapes.get(name) === shape.join());
}
