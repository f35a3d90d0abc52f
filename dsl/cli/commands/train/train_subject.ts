/**
 * What is to be trained, and on what.
 *
 * @module
 */

import type { DividedData } from "../../../../lib/fitting/prepared_data.ts";
import { lint } from "../../../compiler/linter.ts";
import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import type { CompiledNetwork } from "../../../exercise/exercise.ts";
import { requireOutputs } from "../../files/outputs.ts";
import {
  type LoadedText,
  loadText,
  networkOf,
  printDiagnostics,
} from "../../files/texts.ts";
import { UsageError } from "../../words/command.ts";
import { pathsIn } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";
import { hintInput } from "./input_hint.ts";
import type { TrainChoice } from "./train_choice.ts";
import { loadTrainData } from "./train_data.ts";

/** What is to be trained, and on what. */
export interface TrainSubject {
  /** What was chosen. */
  readonly choice: TrainChoice;
  /** The text. */
  readonly text: LoadedText;
  /** The same, compiled. */
  readonly compiled: CompiledNetwork;
  /** The data, divided but not normalized. */
  readonly data: DividedData;
}

/**
 * Reads text and data. Whatever can be wrong with them is found before the first
 * step; undefined where the text is, and its mistakes are printed.
 *
 * @throws {UsageError} if a file cannot be read or written.
 * @throws {DataError} if the data does not fit.
 */
export async function loadSubject(
  choice: TrainChoice,
  io: Io,
): Promise<TrainSubject | undefined> {
  const { isShort } = choice.text;
  const text = await loadText(choice.text, io);
  const compiled = networkOf(text);
  if (compiled === undefined) {
    printDiagnostics(text.diagnostics, text.source, isShort, io);
    if (text.diagnostics.some(({ code }) => code === "E112")) {
      await hintInput(choice, io);
    }
    return undefined;
  }
  const { network } = compiled;
  if (network.loss === undefined) {
    throw new UsageError(
      "a network that learns ends with a loss, and this one has none",
      "Write -> mse behind it for numbers, -> cross_entropy for classes, -> sigmoid -> bce for yes and no.",
    );
  }
  const doubts = lint(text.source.text).filter(isAboutLearning);
  if (doubts.length > 0) printDiagnostics(doubts, text.source, isShort, io);
  const { out, log, plot } = choice.files;
  await requireOutputs({ out, log, plot }, filesRead(choice), io);
  const data = await loadTrainData(network, choice, io);
  return { choice, text, compiled, data };
}

/** What may be files that are read. */
function filesRead({ text, source, data, validation }: TrainChoice) {
  return [
    ...pathsIn([...text.sources, ...text.use, source]),
    ...validation?.kind === "data" ? pathsIn([validation.source]) : [],
    ...text.layers,
    data.target,
  ];
}

/** Layers that keep others from learning: what is only of no use may stay. */
function isAboutLearning({ code }: Diagnostic): boolean {
  return /^W20[124]$/.test(code);
}
