import { say } from "../../../words/say.ts";
import { NablaError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { list } from "../../base/words.ts";
import type { Examples } from "../../data/examples/examples.ts";
import { headsOf, inputsOf } from "../../network/graph.ts";
import type { Network } from "../../network/network.ts";

/**
 * Checks that a network has a loss, and that examples have its inputs, and targets.
 *
 * @param action what to do with them: `train`.
 * @param what what messages call the examples: `data`.
 * @throws {NablaError} if not.
 */
export function requireFit(
  action: string,
  network: Network,
  examples: Examples,
  what: "data" | "validation",
): void {
  const data = say(what === "data" ? "the data" : "the validation");
  const fail = (rule: string, found?: string): never => {
    throw new NablaError("call", { action, rule, found });
  };
  if (network.loss === undefined) {
    fail(
      say("the network must end with a loss, such as mse or cross_entropy"),
      say("none"),
    );
  }
  if (examples.targetShape === undefined) {
    fail(
      say("each example of {data} must have a target", { data }),
      say("inputs alone"),
    );
  }
  if (examples.length === 0) {
    fail(say("{data} must not be empty", { data }));
  }
  requireParts(action, network, examples, data);
  if (
    network.inputs.length < 2 &&
    !equalShapes(network.inputShape, examples.inputShape)
  ) {
    fail(
      say("each example of {data} must have an input of {shape}", {
        data,
        shape: formatShape(network.inputShape),
      }),
      formatShape(examples.inputShape),
    );
  }
}

/** @throws {NablaError} if several inputs or targets are not those of the network. */
function requireParts(
  action: string,
  network: Network,
  { inputs, targets, inputShape, targetShape = [] }: Examples,
  data: string,
): void {
  const takes = inputsOf(network);
  const heads = headsOf(network);
  const fail = (
    kind: "inputs" | "targets",
    wanted: readonly string[],
    found: readonly string[],
  ) => {
    if (wanted.join() === found.join()) return;
    throw new NablaError("call", {
      action,
      rule: say("each example of {data} must have the {kind} {names}", {
        data,
        kind: say(kind),
        names: list(wanted, "and"),
      }),
      found: list(found, "and"),
    });
  };
  const shaped = (all: readonly { name: string; shape: Shape }[]) =>
    all.map(({ name, shape }) =>
      say("{input} of {shape}", { input: name, shape: formatShape(shape) })
    );
  if (takes.length > 1 || inputs !== undefined) {
    fail(
      "inputs",
      shaped(takes),
      inputs === undefined ? [formatShape(inputShape)] : shaped(inputs),
    );
  }
  if (heads.length > 1 || targets !== undefined) {
    fail(
      "targets",
      heads.map(({ name }) => name),
      targets?.map(({ name }) => name) ?? [formatShape(targetShape)],
    );
  }
}

/** @throws {NablaError} if targets for training and for validation were normalized in different ways. */
export function requireSameUnits(
  own: Examples,
  other: Examples,
): void {
  const units = ({ targetNormalization, targets = [] }: Examples) =>
    JSON.stringify([
      targetNormalization,
      ...targets.map(({ normalization }) => normalization),
    ]);
  if (units(own) === units(other)) return;
  throw new NablaError("call", {
    action: say("train"),
    rule: say(
      "the targets of the validation must be normalized as those of the training",
    ),
    wayOut: say("divide the data before, and give both parts to prepareData"),
  });
}
