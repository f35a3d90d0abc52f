/**
 * What the data knows of its inputs, where a text does not say how many it takes.
 *
 * @module
 */

import { formatShape, type Shape } from "../../../../lib/base/shape.ts";
import { DataError } from "../../../../lib/bytes/data_error.ts";
import { chooseColumns } from "../../../../lib/data/tables/columns.ts";
import { inputsIn } from "../../../../lib/fitting/array_data.ts";
import { openDataFile } from "../../../../lib/fitting/data_file.ts";
import { namesIn } from "../../words/data_options.ts";
import { isGenerator, makeExamples } from "../../data/generated.ts";
import { UsageError } from "../../words/command.ts";
import type { Io } from "../../world/io.ts";
import type { TrainChoice } from "./train_choice.ts";

/** Says how the text can begin; nothing where the data does not tell. */
export async function hintInput(choice: TrainChoice, io: Io): Promise<void> {
  const shape = await inputShapeOf(choice, io).catch((error: unknown) => {
    // What is wrong with the data is said once the text is right.
    if (error instanceof UsageError || error instanceof DataError) return;
    throw error;
  });
  if (shape === undefined) return;
  io.error(
    `an input of ${choice.data} is ${
      formatShape(shape)
    }: begin the text with input(${shape.join(",")}) ->\n`,
  );
}

async function inputShapeOf(
  { data, choice, seed }: TrainChoice,
  io: Io,
): Promise<Shape | undefined> {
  if (data === "-") return undefined;
  if (await isGenerator(data, io)) {
    return makeExamples("--data", data, { seed }).examples.inputShape;
  }
  const file = await openDataFile(data, choice, io);
  switch (file.kind) {
    case "array":
      return file.tensor.shape.slice(1);
    case "arrays":
      return inputsIn(data, file.arrays, choice.columns.inputs?.[0]).shape
        .slice(1);
    case "table": {
      const { target } = choice;
      const { inputs, classes } = chooseColumns(file.table, {
        ...choice.columns,
        ...(target === undefined ? {} : { target: namesIn("target", target) }),
      });
      // How many features a column of texts gives shows in all of its rows.
      return target === undefined || inputs.some((i) => classes.has(i))
        ? undefined
        : [inputs.length];
    }
  }
}
