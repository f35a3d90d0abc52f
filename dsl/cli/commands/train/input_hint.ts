/**
 * What the data knows of its inputs, where a text does not say how many it takes.
 *
 * @module
 */

import { NablaError } from "../../../../lib/base/nabla_error.ts";
import { formatShape, type Shape } from "../../../../lib/base/shape.ts";
import { inputShapeIn } from "../../../../lib/fitting/input_shape.ts";
import { openData } from "../../data/data.ts";
import { isGenerator, makeExamples } from "../../data/generated.ts";
import type { Io } from "../../world/io.ts";
import type { TrainChoice } from "./train_choice.ts";

/** Says how the text can begin; nothing where the data does not tell. */
export async function hintInput(choice: TrainChoice, io: Io): Promise<void> {
  const { source } = choice;
  if (source.kind === "standard input") return;
  const shape = await inputShapeOf(source.name, choice, io).catch(
    (error: unknown) => {
      // What is wrong with the data is said once the text is right.
      if (error instanceof NablaError) return;
      throw error;
    },
  );
  if (shape === undefined) return;
  io.error(
    `an input of ${source.name} is ${
      formatShape(shape)
    }: begin the text with input(${shape.join(",")}) ->\n`,
  );
}

async function inputShapeOf(
  name: string,
  { source, data, seed }: TrainChoice,
  io: Io,
): Promise<Shape | undefined> {
  if (await isGenerator(name, io)) {
    return makeExamples("--data", name, { seed }).examples.inputShape;
  }
  const file = await openData(source, data, undefined, io);
  return inputShapeIn(name, file, data);
}
