import { NablaError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape } from "../../base/shape.ts";
import type { Examples } from "../../data/examples/examples.ts";
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
  what: string,
): void {
  const fail = (rule: string, found?: string): never => {
    throw new NablaError("call", { action, rule, found });
  };
  if (network.loss === undefined) {
    fail(
      "the network must end with a loss, such as mse or cross_entropy",
      "none",
    );
  }
  if (examples.targetShape === undefined) {
    fail(`each example of the ${what} must have a target`, "inputs alone");
  }
  if (examples.length === 0) fail(`the ${what} must not be empty`);
  if (!equalShapes(network.inputShape, examples.inputShape)) {
    fail(
      `each example of the ${what} must have an input of ${
        formatShape(network.inputShape)
      }`,
      formatShape(examples.inputShape),
    );
  }
}

/** @throws {NablaError} if targets for training and for validation were normalized in different ways. */
export function requireSameUnits(
  { targetNormalization: own }: Examples,
  { targetNormalization: other }: Examples,
): void {
  if (JSON.stringify(own) === JSON.stringify(other)) return;
  throw new NablaError("call", {
    action: "train",
    rule:
      "the targets of the validation must be normalized as those of the training",
    wayOut: "divide the data before, and give both parts to prepareData",
  });
}
