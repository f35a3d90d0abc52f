import { say } from "../../../../words/say.ts";
import { labelsFor } from "../../../../lib/fitting/class_names.ts";
import { knownColumnsOf } from "../../../../lib/fitting/known_columns.ts";
import {
  divideData,
  type DividedData,
  withValidation,
} from "../../../../lib/fitting/prepared_data.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { isInputOpen, withInput } from "../../../compiler/open_input.ts";
import { inputShapeOfData, loadData } from "../../data/data.ts";
import { loadText } from "../../files/each_text.ts";
import {
  load,
  type LoadedText,
  networkOf,
  type NetworkText,
  printDiagnostics,
} from "../../files/texts.ts";
import { UsageError } from "../../words/command.ts";
import { printNotes } from "../../words/notes.ts";
import { inputName } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import type { TrainChoice } from "./train_choice.ts";

export interface TrainSubject {
  readonly choice: TrainChoice;
  readonly text: NetworkText;
  /** The data, divided but not normalized. */
  readonly data: DividedData;
}

/**
 * Reads text and data, and finds their mistakes before the first step. Undefined
 * where the text has mistakes, which are printed.
 *
 * @throws {UsageError} if a file cannot be read or written.
 * @throws {DataError} if the data does not fit.
 */
export async function loadSubject(
  choice: TrainChoice,
  io: Io,
): Promise<TrainSubject | undefined> {
  const { isShort } = choice.text;
  const text = await withInputOfData(
    await loadText(choice.text, io),
    choice,
    io,
  );
  const { source, diagnostics } = text;
  const compiled = networkOf(text);
  if (compiled === undefined) {
    printDiagnostics(diagnostics, source, isShort, io);
    return undefined;
  }
  const { network } = compiled;
  if (network.loss === undefined) {
    throw new UsageError(
      say("a network that learns ends with a loss, and this one has none"),
      say(
        "Write -> mse behind it for numbers, -> cross_entropy for classes, -> sigmoid -> bce for yes and no.",
      ),
    );
  }
  const data = await loadTrainData(network, choice, io);
  return { choice, text: { ...text, compiled }, data };
}

/** A text with the shape of the data's inputs, where it leaves that open. */
async function withInputOfData(
  text: LoadedText,
  { source, data, settings: { seed } }: TrainChoice,
  io: Io,
): Promise<LoadedText> {
  if (!isInputOpen(text.compiled)) return text;
  const shape = await inputShapeOfData({ source, choice: data, seed }, io);
  const whole = withInput(text.compiled, shape);
  return load({ ...text.source, text: whole }, text.options);
}

async function loadTrainData(
  network: Network,
  { source, data: choice, settings: { seed }, streams, validation }:
    TrainChoice,
  io: Io,
): Promise<DividedData> {
  const request = { source, choice, seed, streams };
  const data = await loadData(network, request, io);
  if (validation === undefined) return data;
  if (validation.kind === "share") {
    return divideData(data, validation.share, { seed });
  }
  const { schema } = data;
  // Columns are found by the names that they have in the first data.
  const { target: _, inputs: __, ...columns } = choice.columns;
  const other = await loadData(network, {
    ...request,
    choice: schema !== undefined
      ? { ...choice, columns, parts: { inputs: undefined, target: undefined } }
      : choice,
    source: validation.source,
    known: knownColumnsOf(data),
    labels: labelsFor(network, data),
    arrays: data.arrays,
    // A generator must not give the same examples again.
    seed: seed + 1,
    isBeside: true,
  }, io);
  const name = inputName(validation.source);
  printNotes(name, other.notes, io);
  return withValidation(data, other, name);
}
