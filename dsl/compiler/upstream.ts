import { elementCount } from "../../lib/base/shape.ts";
import type { Network } from "../../lib/network/network.ts";
import { say } from "../../words/say.ts";
import { formatArray } from "../typesetting/arrays.ts";
import { describeShape } from "./written_arrays.ts";

/** Longer arrays are not written out. */
const maxWritten = 64;

/** The output of a network, batch axis included, as it is written. */
function outputShape({ outputShape }: Network, batch: number) {
  return batch === 1 ? outputShape : [batch, ...outputShape];
}

/** The output in words: `a vector of 2`. */
export function describeOutput(network: Network, batch: number): string {
  return describeShape(outputShape(network, batch));
}

/** The line that gives backward a start, with ones; undefined if it would be too long. */
export function upstreamLine(
  network: Network,
  batch: number,
): string | undefined {
  const shape = outputShape(network, batch);
  const count = elementCount(shape);
  if (count > maxWritten) return undefined;
  return `given ${upstreamName(network)}.grad = ${
    formatArray(new Array<number>(count).fill(1), shape)
  }`;
}

/** What the output is called: `y`, unless the text names something else so. */
function upstreamName({ values, aliases, output }: Network): string {
  const isTaken = aliases.has("y") || values.some(({ name }) => name === "y");
  return isTaken ? values[output].name : "y";
}

/** What a report says in place of the gradients. */
export function nothingToStartFrom(
  network: Network,
  batch: number,
): readonly string[] {
  const line = upstreamLine(network, batch);
  return [
    say("nothing to start from: the output is {shape}, and there is no loss;", {
      shape: describeOutput(network, batch),
    }),
    line === undefined
      ? say(
        "end the network with `sum`, whose output is a single number, or with a loss",
      )
      : say("add the line  {line}", { line }),
  ];
}
