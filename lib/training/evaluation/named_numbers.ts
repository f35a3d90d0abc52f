import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { elementCount } from "../../base/shape.ts";
import { closest } from "../../base/suggest.ts";
import { list } from "../../base/words.ts";
import { type Examples, toValues } from "../../data/examples/examples.ts";
import { type FilledPart, joinedExamples } from "../../data/examples/parts.ts";
import { headsOf, inputsOf } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";
import { targetShapesOf } from "../../network/outputs.ts";

/** Numbers by the names of inputs or losses, one example after the other. */
export type NumbersByName = Readonly<Record<string, ArrayLike<number>>>;

/** The numbers of several inputs and targets, each with one example after the other. */
export interface NamedNumbers {
  /** Of each input, by its name; `x` where no line of the text declares one. */
  readonly inputs: NumbersByName;
  /** Of each loss, by its name; also `target` where there is one. */
  readonly targets: NumbersByName;
}

/**
 * Examples from numbers by name, whose shapes the network knows.
 *
 * ```ts
 * import { namedExamples, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const network = nn`fc(2,1) -> mse`;
 * const xor = namedExamples(network, {
 *   inputs: { x: [0, 0, 0, 1, 1, 0, 1, 1] },
 *   targets: { target: [0, 1, 1, 0] },
 * });
 * assertEquals([xor.length, xor.inputShape], [4, [2]]);
 * ```
 *
 * @throws {NablaError} if one is missing, not one of the network, or not as long as others.
 */
export function namedExamples(
  network: Network,
  { inputs, targets }: NamedNumbers,
): Examples {
  return joined(say("make examples"), network, { inputs, targets });
}

/** The examples that a call is given, in one form or the other. */
export function examplesIn(
  action: string,
  network: Network,
  data: Examples | NamedNumbers,
): Examples {
  return "blocks" in data ? data : joined(action, network, data);
}

function joined(
  action: string,
  network: Network,
  // Without types one may be left out.
  { inputs, targets = {} }: NamedNumbers,
): Examples {
  const takes = inputsOf(network);
  const xs = partsOf(action, "input", takes, inputs);
  const [first] = xs;
  const count = first === undefined
    ? 0
    : first.values.length / elementCount(first.shape);
  const heads = headsOf(network);
  const isOnly = heads.length === 1 && Object.hasOwn(targets, "target");
  const own = isOnly ? { [heads[0].name]: targets.target } : targets;
  const shapes = heads.map(({ name, network }) => {
    const accepted = targetShapesOf(network);
    const length = Object.hasOwn(own, name) ? own[name].length : 0;
    const shape = accepted.find((each) =>
      elementCount(each) * count === length
    ) ?? accepted[0];
    return { name, shape };
  });
  return joinedExamples(xs, partsOf(action, "target", shapes, own));
}

/** The numbers of each input of a prediction. */
export function inputParts(
  action: string,
  network: Network,
  x: ArrayLike<number> | NumbersByName,
): readonly FilledPart[] {
  const takes = inputsOf(network);
  if (isNumbers(x)) return partsOf(action, "input", takes, x);
  const [only, ...others] = takes;
  if (others.length === 0) {
    const { name, shape } = only ?? { name: "x", shape: network.inputShape };
    return [{ name, shape, values: toValues(x) }];
  }
  throw new NablaError("call", {
    action,
    rule: say(
      "the network has the inputs {names}, and each must be given by its name",
      { names: list(takes.map(({ name }) => name), "and") },
    ),
    found: say("one array"),
  });
}

function isNumbers(x: ArrayLike<number> | NumbersByName): x is NumbersByName {
  return typeof x.length !== "number";
}

function partsOf(
  action: string,
  what: "input" | "target",
  parts: readonly Omit<FilledPart, "values">[],
  numbers: NumbersByName = {},
): readonly FilledPart[] {
  const names = parts.map(({ name }) => name);
  const unknown = Object.keys(numbers).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = closest(unknown, names);
    throw new NablaError("call", {
      action,
      rule: say(
        what === "input"
          ? "the network has the inputs {names}"
          : "the network has targets for the losses {names}",
        { names: list(names, "and") },
      ),
      found: unknown,
      wayOut: near === undefined
        ? undefined
        : say("write {name}", { name: near }),
    });
  }
  return parts.map((part) => {
    if (Object.hasOwn(numbers, part.name)) {
      return { ...part, values: toValues(numbers[part.name]) };
    }
    throw new NablaError("call", {
      action,
      rule: say(
        what === "input"
          ? "there must be numbers for each input of the network, {names}"
          : "there must be numbers for each target of the network, {names}",
        { names: list(names, "and") },
      ),
      found: say("none for {name}", { name: part.name }),
    });
  });
}
