/**
 * A network as a module of PyTorch, whose parts have our names and hold what our
 * files of weights hold.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { ownOf } from "../../base/record.ts";
import type { Shape } from "../../base/shape.ts";
import {
  type Graph,
  liveSteps,
  type NetworkStep,
  ownerOf,
} from "../../network/graph.ts";
import { arithmetic, isPyNumber, torchFunctions } from "./functions.ts";
import { images } from "./images.ts";
import { type Lowerings, py, type TorchStep, tuple } from "./lines.ts";
import { lossLine } from "./losses.ts";
import { requireAttribute, variable } from "./names.ts";
import { noise } from "./noise.ts";
import { sequences } from "./sequences.ts";
import { shapes } from "./shapes.ts";

const lowerings: Lowerings = {
  ...torchFunctions,
  ...arithmetic,
  ...shapes,
  ...noise,
  ...images,
  ...sequences,
};

/** A network in Python. */
export interface TorchModule {
  /** The class of the network, `Net`. */
  readonly net: string;
  /** The names of what it takes, in order. */
  readonly inputs: readonly string[];
  /** The losses in order. */
  readonly losses: readonly TorchHead[];
  /** Whether something is trained that the loss does not depend on. */
  readonly hasUnused: boolean;
}

/** A loss in Python. */
export interface TorchHead {
  /** The name of the loss, as a variable. */
  readonly name: string;
  /** Its prediction and its target, as variables. */
  readonly prediction: string;
  readonly target: string;
  /** What is computed of both, where targets are as they are or have a scale. */
  written(targetShape: Shape, scale?: number): string;
}

/**
 * Turns a network into a module.
 *
 * @throws {NablaError} if it has a layer, or a name, that PyTorch cannot say.
 */
export function torchModule(network: Graph): TorchModule {
  const { steps, losses, output } = network;
  const isLive = liveSteps({
    ...network,
    losses: [],
    steps: steps.map((s) => s),
  });
  const live = losses.length === 0 ? isLive : liveSteps(network);
  const isLoss = new Set(losses.map(({ step }) => step));
  const body = steps.filter((step, i) => live[i] && !isLoss.has(step));
  const places = variablesOf(network, body);
  const init: string[] = [];
  const forward: string[] = [];
  const containers = new Set<string>();
  for (const step of steps) {
    if (isLoss.has(step)) continue;
    const isGiven = step.layer.name === "value";
    const lines = isGiven ? { value: "" } : linesOf(network, step, places);
    const { module } = lines;
    if (isGiven || (module !== undefined && step.shares === undefined)) {
      requireAttribute(step.name);
      const parts = step.name.split(".");
      for (let i = 1; i < parts.length; i++) {
        const path = parts.slice(0, i).join(".");
        if (containers.has(path)) continue;
        containers.add(path);
        init.push(`self.${path} = nn.Module()`);
      }
      init.push(
        `self.${step.name} = ${
          isGiven
            ? `nn.Parameter(torch.zeros(${
              tuple(network.values[step.output].shape)
            }), requires_grad=False)`
            : module
        }`,
      );
    }
    if (!body.includes(step)) continue;
    const own = places.get(step.output);
    const value = isGiven ? givenLine(network, step, places) : lines.value;
    if (own !== undefined && own !== value) forward.push(`${own} = ${value}`);
  }
  const inputs = network.inputs.map((input) => places.get(input) ?? "x");
  const heads = losses.map(({ step, prediction, target }) => ({
    name: variable(step.name),
    prediction: places.get(prediction) ?? "x",
    target: losses.length === 1 ? "target" : `${variable(step.name)}_target`,
    written: (targetShape: Shape, scale?: number) =>
      writeLoss(
        network,
        step,
        prediction,
        targetShape,
        scale,
        losses.length === 1 ? "y" : variable(step.name),
        losses.length === 1 ? "target" : `${variable(step.name)}_target`,
      ),
  }));
  const results = losses.length === 0
    ? [places.get(output) ?? "x"]
    : heads.map(({ prediction }) => prediction);
  const final = results.length === 1 ? fold(forward, results[0]) : [
    ...forward,
    `return ${results.join(", ")}`,
  ];
  return {
    net: [
      "class Net(nn.Module):",
      "    def __init__(self):",
      "        super().__init__()",
      ...init.map((line) => `        ${line}`),
      "",
      `    def forward(self, ${inputs.join(", ")}):`,
      ...final.map((line) => `        ${line}`),
    ].join("\n"),
    inputs,
    losses: heads,
    hasUnused: steps.some((step, i) => !live[i] && step.parameters.length > 0),
  };
}

/** Returns what the last line computes. */
function fold(lines: readonly string[], result: string): string[] {
  const last = lines.at(-1);
  return last?.startsWith(`${result} = `)
    ? [...lines.slice(0, -1), `return ${last.slice(result.length + 3)}`]
    : [...lines, `return ${result}`];
}

function linesOf(
  network: Graph,
  step: NetworkStep,
  places: ReadonlyMap<number, string>,
) {
  const { layer } = step;
  const lower = ownOf(lowerings, layer.name);
  if (layer.name === "number") return { value: places.get(step.output) ?? "" };
  const owner = ownerOf(network, step);
  const inputs = step.inputs.map((value) => places.get(value) ?? "x");
  const arrays = ownOf(arithmetic, layer.name) !== undefined
    ? inputs
    : inputs.map((each) =>
      isPyNumber(each) ? numberFor(layer.name, inputs, each) : each
    );
  const found = lower?.({
    args: layer.arguments ?? {},
    x: arrays[0] ?? "x",
    inputs: arrays,
    shapes: step.inputs.map((value) => network.values[value].shape),
    output: network.values[step.output].shape,
    self: `self.${owner.name}`,
    parameters: parametersIn(owner),
  }) ?? { problem: "" };
  if ("problem" in found) {
    throw new NablaError("call", {
      action: say("write a program for PyTorch"),
      rule: say("{step} has no form there", { step: step.name }),
      found: [layer.name, found.problem].filter(Boolean).join(", "),
      wayOut: say("train it with nabla itself"),
    });
  }
  return found;
}

/** A number where an array is needed. */
function numberFor(
  layer: string,
  inputs: readonly string[],
  number: string,
): string {
  const array = inputs.find((each) => !isPyNumber(each));
  return ownOf(torchFunctions, layer) !== undefined || array === undefined
    ? `torch.tensor(${number})`
    : `${array}.new_full((len(${array}),), ${number})`;
}

function parametersIn(owner: NetworkStep): TorchStep["parameters"] {
  return new Map(owner.parameters.map(({ name, shape, torch = {} }) => [
    torch.name ?? name,
    torch.axes?.map((axis) => shape[axis]) ?? shape,
  ]));
}

/** A given value is the same for each example. */
function givenLine(
  network: Graph,
  step: NetworkStep,
  places: ReadonlyMap<number, string>,
): string {
  const { shape } = network.values[step.output];
  const [input] = network.inputs;
  const rows = `len(${places.get(input) ?? "x"})`;
  return `self.${step.name}.expand(${
    [rows, ...shape.map(() => "-1")].join(", ")
  })`;
}

/**
 * A variable for each value: a chain goes on in the same one, as people write it; where
 * several are needed at once, in `x`, `y` and `z`, or under the name of the step.
 */
function variablesOf(
  network: Graph,
  body: readonly NetworkStep[],
): ReadonlyMap<number, string> {
  const { values, inputs, losses, output } = network;
  const places = new Map<number, string>();
  const lastUse = new Map<number, number>();
  for (const [i, step] of body.entries()) {
    for (const value of step.inputs) lastUse.set(value, i);
  }
  for (
    const value of losses.length === 0
      ? [output]
      : losses.map(({ prediction }) => prediction)
  ) lastUse.set(value, body.length);
  const labels = new Set([
    ...inputs.map((input) => variable(values[input].name)),
    ...body.filter(isNamed).map(({ name }) => variable(name)),
  ]);
  for (const input of inputs) places.set(input, variable(values[input].name));
  const isFree = (name: string, at: number) =>
    ![...places].some(([value, place]) =>
      place === name && (lastUse.get(value) ?? -1) > at
    );
  const pool = ["x", "y", "z"].filter((name) =>
    !labels.has(name) || (inputs.length === 1 && places.get(inputs[0]) === name)
  );
  for (const [i, step] of body.entries()) {
    if (step.layer.name === "number") {
      places.set(step.output, py(step.layer.arguments?.value));
      continue;
    }
    if (step.layer.name === "id") {
      const place = places.get(step.inputs[0]);
      if (place !== undefined) places.set(step.output, place);
      lastUse.set(
        step.inputs[0],
        Math.max(
          lastUse.get(step.inputs[0]) ?? 0,
          lastUse.get(step.output) ?? 0,
        ),
      );
      continue;
    }
    const free = isNamed(step)
      ? undefined
      : pool.find((name) => isFree(name, i));
    places.set(step.output, free ?? variable(step.name));
  }
  return places;
}

/** Whether people gave the value of a step its name. */
function isNamed({ labelled, layer, name, formula }: NetworkStep): boolean {
  return labelled || layer.name === "value" || formula?.name === name;
}

function writeLoss(
  network: Graph,
  step: NetworkStep,
  prediction: number,
  targetShape: Shape,
  scale: number | undefined,
  y: string,
  target: string,
): string {
  const written = lossLine({
    name: step.layer.name,
    args: step.layer.arguments ?? {},
    y,
    target,
    shape: network.values[prediction].shape,
    targetShape,
    scale,
  });
  if (written !== undefined) return written;
  throw new NablaError("call", {
    action: say("write a program for PyTorch"),
    rule: say("{step} has no form there", { step: step.name }),
    found: step.layer.name,
    wayOut: say("train it with nabla itself"),
  });
}
