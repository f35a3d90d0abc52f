/**
 * Data made to fit a network.
 *
 * @module
 */

import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
} from "../base/shape.ts";
import { DataError } from "../bytes/data_error.ts";
import type { Examples } from "../data/examples/examples.ts";
import { targetFor } from "./targets.ts";
import type { Network } from "../network/network.ts";
import { outputsOf } from "../network/outputs.ts";
import type { Io } from "../../dsl/cli/world/io.ts";
import { fitArrays } from "./array_data.ts";
import { openDataFile } from "./data_file.ts";
import { readAsBefore } from "../../dsl/cli/words/data_options.ts";
import type { FitOptions, FittedData } from "./fitted_data.ts";
import { isGenerator, makeExamples } from "../../dsl/cli/data/generated.ts";
import { fitTable } from "./table_data.ts";
import { requireClasses } from "./table_mistakes.ts";

/**
 * Reads data for a network.
 *
 * @param word a file, a generator, or - for standard input.
 * @throws {UsageError} if it cannot be read, or the target is not said.
 * @throws {DataError} if it does not fit.
 */
export async function fitData(
  word: string,
  options: FitOptions,
  io: Io,
): Promise<FittedData> {
  if (await isGenerator(word, io)) {
    const { network, seed } = options;
    const outputs = outputsOf(network);
    const { examples, schema } = makeExamples("--data", word, {
      seed,
      ...(outputs === undefined ? {} : { target: targetFor(outputs) }),
    });
    const [target] = schema?.targets ?? [];
    if (outputs?.predicts === "classes" && target?.categories !== undefined) {
      requireClasses(word, target.name, target.categories, network);
    }
    return {
      examples: shaped(word, examples, network),
      ...(schema === undefined ? {} : { schema }),
      isBytes: false,
      notes: [],
    };
  }
  const choice = readAsBefore(options.choice, options.known?.schema);
  const file = await openDataFile(word, choice, io);
  const data = file.kind === "table"
    ? await fitTable(file.table, file.size, options)
    : await fitArrays(word, file, options, io);
  await requireTargetNumbers(word, data, options.network);
  return data;
}

/** Examples whose numbers are those of the network's input. */
function shaped(word: string, examples: Examples, network: Network): Examples {
  const { inputShape } = network;
  if (equalShapes(examples.inputShape, inputShape)) return examples;
  if (elementCount(examples.inputShape) === elementCount(inputShape)) {
    return { ...examples, inputShape };
  }
  throw new DataError(
    { file: word },
    `the network takes an input of ${formatShape(inputShape)}: an example has ${
      formatShape(examples.inputShape)
    }`,
    `Begin it with input(${examples.inputShape.join(",")}).`,
  );
}

/** Targets that the loss does not take are found before anything is trained. */
async function requireTargetNumbers(
  file: string,
  { examples, schema }: FittedData,
  network: Network,
): Promise<void> {
  const { targetShape } = examples;
  const isNamed = schema?.targets[0]?.categories !== undefined;
  if (targetShape === undefined || isNamed) return;
  const rule = ruleFor(network, targetShape);
  if (rule === undefined) return;
  const width = elementCount(targetShape);
  let before = 0;
  for await (const { target, length } of examples.blocks()) {
    for (let i = 0; i < target.length; i++) {
      if (rule.holds(target[i])) continue;
      throw new DataError(
        { file, example: before + Math.floor(i / width) + 1 },
        `the target must be ${rule.words}: it is ${target[i]}`,
      );
    }
    before += length;
  }
}

/** What the numbers of a target must be; undefined where any will do. */
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
