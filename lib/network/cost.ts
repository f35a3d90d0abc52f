import { say } from "../../words/say.ts";
import { batchNumbers, savedNetwork } from "../base/limits.ts";
import { LimitError } from "../base/nabla_error.ts";
import { elementCount, type Shape } from "../base/shape.ts";
import type { LayerCost } from "../layer/layer.ts";
import type { Graph, NetworkStep } from "./graph.ts";

/** What one example takes on its way forward, about. */
export function costOf({ values, steps }: Graph): LayerCost {
  const owners = new Map(steps.map((step) => [step.name, step]));
  let work = 0;
  let numbers = values.reduce((n, { shape }) => n + elementCount(shape), 0);
  for (const step of steps) {
    const inputs = step.inputs.map((value) => values[value].shape);
    const output = values[step.output].shape;
    const own = step.layer.cost?.(...inputs);
    const owner = owners.get(step.shares ?? step.name) ?? step;
    const products = positionsOf(output, inputs[0]) * parametersOf(owner);
    const touched = [output, ...inputs];
    work += touched.reduce((n, shape) => n + elementCount(shape), products);
    work += own?.work ?? 0;
    numbers += own?.numbers ?? 0;
  }
  return { work, numbers };
}

/** How often parameters are used: at each position before the channels, of the input where the output has none. */
function positionsOf(output: Shape, input: Shape = []): number {
  const shape = output.length < input.length ? input : output;
  return elementCount(shape.slice(0, -1));
}

function parametersOf({ parameters }: NetworkStep): number {
  return parameters.reduce((n, { shape }) => n + elementCount(shape), 0);
}

/** How many examples a network in use runs at once: at most so many, fewer where they are large. */
export function batchOf(network: Graph, most: number): number {
  const fitting = Math.floor(batchNumbers / costOf(network).numbers);
  return Math.max(1, Math.min(most, fitting));
}

/**
 * Requires that a network is of the size that is read from a file.
 *
 * @throws {LimitError} if it is not.
 */
export function requireSavable(network: Graph): void {
  const action = say("keep a network in a file");
  for (const { shape, name } of network.values) {
    const asked = elementCount(shape);
    if (asked <= savedNetwork.elements) continue;
    throw new LimitError({
      action,
      limit: say("numbers of one example at one place"),
      most: savedNetwork.elements,
      asked,
      by: name,
    });
  }
  const { numbers, work } = costOf(network);
  const all = { numbers, work };
  const limits = {
    numbers: "numbers of one example",
    work: "multiplications for one example",
  } as const;
  for (const kind of ["numbers", "work"] as const) {
    const most = savedNetwork[kind];
    if (all[kind] <= most) continue;
    throw new LimitError({
      action,
      limit: say(limits[kind]),
      most,
      asked: all[kind],
    });
  }
}
