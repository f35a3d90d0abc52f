/**
 * The shape of the data's inputs, for a text that does not say its own.
 *
 * @module
 */

import { NablaError } from "../../../../lib/base/nabla_error.ts";
import { formatShape, type Shape } from "../../../../lib/base/shape.ts";
import { inputShapeIn } from "../../../../lib/fitting/input_shape.ts";
import { openData } from "../../data/data.ts";
import { generatorIn, makeExamples } from "../../data/generated.ts";
import type { Io } from "../../world/io.ts";
import type { TrainChoice } from "./train_choice.ts";

/** Prints how the text can begin, if the data tells. */
export async function hintInput(choice: TrainChoice, io: Io): Promise<void> {
  const { source } = choice;
  if (source.kind === "standard input") return;
  const shape = await inputShapeOf(source.name, choice, io).catch(
    (error: unknown) => {
      // Mistakes in the data are reported once the text is right.
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
  { source, data, settings: { seed } }: TrainChoice,
  io: Io,
): Promise<Shape | undefined> {
  const call = await generatorIn(source, io);
  if (call !== undefined) {
    return makeExamples("--data", call, { seed }).examples.inputShape;
  }
  const file = await openData(source, data, undefined, io);
  return inputShapeIn(name, file, data);
}
