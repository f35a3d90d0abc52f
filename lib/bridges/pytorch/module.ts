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
  type NetworkLoss,
  type NetworkStep,
  ownerOf,
} from "../../network/graph.ts";
import { torchFunctions } from "./layers/functions.ts";
import { isPyNumber, type TorchStep, tuple } from "./layers/lines.ts";
import { lossLine } from "./layers/losses.ts";
import { lowerings, takingNumbers } from "./layers/lowerings.ts";
import { requireAttribute, variable } from "./names.ts";
import { variablesOfSteps } from "./variables.ts";

/** A network in Python. */
export interface TorchModule {
  /** The class of the network, `Net`. */
  readonly net: string;
  /** The losses in order. */
  readonly losses: readonly TorchHead[];
  /** Whether something is trained that the loss does not depend on. */
  readonly hasUnused: boolean;
}

/** A loss in Python. */
export interface TorchHead {
  /** Its prediction and its target, as variables. */
  readonly name: string;
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
  const live = liveSteps(network);
  const isLoss = new Set(losses.map(({ step }) => step));
  const body = steps.filter((step, i) => live[i] && !isLoss.has(step));
  const places = variablesOfSteps(network, body);
  const placeOf = (value: number) => places.get(value) ?? "x";
  const init: string[] = [];
  const forward: string[] = [];
  for (const step of steps) {
    if (isLoss.has(step)) continue;
    const { module, value } = step.layer.name === "value"
      ? givenLines(network, step, placeOf(network.inputs[0]))
      : linesOf(network, step, placeOf);
    if (module !== undefined && step.shares === undefined) {
      requireAttribute(step.name);
      for (const line of containersOf(step.name)) {
        if (!init.includes(line)) init.push(line);
      }
      init.push(`self.${step.name} = ${module}`);
    }
    const own = placeOf(step.output);
    if (body.includes(step) && own !== value) forward.push(`${own} = ${value}`);
  }
  const inputs = network.inputs.map(placeOf);
  const results = losses.length === 0
    ? [placeOf(output)]
    : losses.map(({ prediction }) => placeOf(prediction));
  return {
    net: [
      "class Net(nn.Module):",
      "    def __init__(self):",
      "        super().__init__()",
      ...init.map((line) => `        ${line}`),
      "",
      `    def forward(self, ${inputs.join(", ")}):`,
      ...returning(forward, results).map((line) => `        ${line}`),
    ].join("\n"),
    losses: losses.map((loss) => headOf(network, loss)),
    hasUnused: steps.some((step, i) => !live[i] && step.parameters.length > 0),
  };
}

/** What holds the steps of a block. */
function containersOf(name: string): string[] {
  const parts = name.split(".");
  return parts.slice(0, -1).map((_, i) =>
    `self.${parts.slice(0, i + 1).join(".")} = nn.Module()`
  );
}

/** A loss and how its values are called. */
function headOf(network: Graph, { step, prediction }: NetworkLoss): TorchHead {
  const isOnly = network.losses.length === 1;
  const name = isOnly ? "y" : variable(step.name);
  const target = isOnly ? "target" : `${name}_target`;
  return {
    name,
    target,
    written(targetShape, scale) {
      const written = lossLine({
        name: step.layer.name,
        args: step.layer.arguments ?? {},
        y: name,
        target,
        shape: network.values[prediction].shape,
        targetShape,
        scale,
      });
      if (written === undefined) throw unsayable(step, "");
      return written;
    },
  };
}

/** Lines that end with what is computed: by the last of them, if it is that alone. */
function returning(
  lines: readonly string[],
  results: readonly string[],
): string[] {
  const last = lines.at(-1);
  const [result] = results;
  return results.length === 1 && last?.startsWith(`${result} = `)
    ? [...lines.slice(0, -1), `return ${last.slice(result.length + 3)}`]
    : [...lines, `return ${results.join(", ")}`];
}

function linesOf(
  network: Graph,
  step: NetworkStep,
  placeOf: (value: number) => string,
) {
  const { layer } = step;
  const lower = ownOf(lowerings, layer.name);
  if (layer.name === "number") return { value: placeOf(step.output) };
  const owner = ownerOf(network, step);
  const inputs = step.inputs.map(placeOf);
  const arrays = ownOf(takingNumbers, layer.name) !== undefined
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
  if ("problem" in found) throw unsayable(step, found.problem);
  return found;
}

/** The refusal of a step. */
function unsayable({ name, layer }: NetworkStep, problem: string) {
  return new NablaError("call", {
    action: say("write a program for PyTorch"),
    rule: say("{step} has no form there", { step: name }),
    found: [layer.name, problem].filter(Boolean).join(", "),
    wayOut: say("train it with nabla itself"),
  });
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
function givenLines(network: Graph, step: NetworkStep, input: string) {
  const { shape } = network.values[step.output];
  const sizes = [`len(${input})`, ...shape.map(() => "-1")];
  return {
    module: `nn.Parameter(torch.zeros(${tuple(shape)}), requires_grad=False)`,
    value: `self.${step.name}.expand(${sizes.join(", ")})`,
  };
}
