import { elementCount, equalShapes, type Shape } from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Examples } from "../data/examples/examples.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";

/** @throws {DataError} that names an example whose target the loss does not take. */
export async function requireTargetNumbers(
  file: string,
  examples: Examples,
  network: Network,
): Promise<void> {
  const { targetShape } = examples;
  if (targetShape === undefined) return;
  const rule = ruleFor(network, targetShape);
  if (rule === undefined) return;
  const width = elementCount(targetShape);
  let before = 0;
  for await (const { target, length } of examples.blocks()) {
    for (let i = 0; i < target.length; i++) {
      if (rule.holds(target[i])) continue;
      throw new DataError(
        { file, example: before + Math.floor(i / width) + 1 },
        `the target must be ${rule.words}: found ${target[i]}`,
      );
    }
    before += length;
  }
}

/** What the numbers of a target must be; undefined if any will do. */
function ruleFor(network: Network, targetShape: Shape): {
  readonly words: string;
  holds(t: number): boolean;
} | undefined {
  const outputs = outputsOf(network, targetShape);
  const classes = network.outputShape.at(-1) ?? 1;
  switch (outputs?.predicts) {
    case "classes":
      return equalShapes(targetShape, network.outputShape) ? undefined : {
        words: `a class number from 0 to ${classes - 1}`,
        holds: (t) =>
          (t >= 0 && t < classes && Number.isInteger(t)) ||
          t === outputs.ignore,
      };
    case "probability":
    case "logit":
      return { words: "a number from 0 to 1", holds: (t) => t >= 0 && t <= 1 };
    case "sign":
      return { words: "-1 or 1", holds: (t) => t === 1 || t === -1 };
  }
}
