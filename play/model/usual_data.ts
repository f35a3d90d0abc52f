import { elementCount } from "../../lib/base/shape.ts";
import type { Network } from "../../lib/network/network.ts";
import { outputsOf } from "../../lib/network/outputs.ts";
import type { DataChoice } from "./session.ts";

/** The generator whose data a network takes; undefined where none does. */
export function usualData(network: Network): DataChoice | undefined {
  const { inputShape, outputShape, inputs, losses } = network;
  if (inputs.length !== 1 || losses.length === 0) return undefined;
  const outputs = outputsOf(network);
  const [width, classes] = [inputShape, outputShape].map(elementCount);
  const name = outputs?.predicts === "numbers" || outputs === undefined
    ? width === 1 && classes === 1 ? "regression-line" : undefined
    : width === 2
    ? classes > 2 ? `spiral(classes=${classes})` : "moons"
    : width === 192 && classes === 10
    ? "digits"
    : undefined;
  return name === undefined ? undefined : { kind: "generator", name };
}
