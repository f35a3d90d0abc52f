/**
 * What is to be trained, and on what.
 *
 * @module
 */

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
import { type Arguments, UsageError } from "../../words/command.ts";
import type { Io } from "../../world/io.ts";
import { hintInput } from "./input_hint.ts";
import { prepareData, type PreparedData } from "../../../../lib/fitting/prepared_data.ts";
import { readTrainChoice, type TrainChoice } from "./train_choice.ts";

/** What is to be trained, and on what. */
export interface TrainSubject {
  /** What was chosen. */
  readonly choice: TrainChoice;
  /** The text. */
  readonly text: LoadedText;
  /** The same, compiled. */
  readonly compiled: CompiledNetwork;
  /** The data. */
  readonly data: PreparedData;
}

/**
 * Reads options, text and data. Whatever can be wrong with them is found before
 * the first step; undefined where the text is, and its mistakes are printed.
 *
 * @throws {UsageError} if options make no sense, or a file cannot be read or written.
 * @throws {DataError} if the data does not fit.
 */
export async function loadSubject(
  args: Arguments,
  io: Io,
): Promise<TrainSubject | undefined> {
  const choice = readTrainChoice(args);
  const [word] = args.positional;
  if (word === "-" && choice.data === "-") {
    throw new UsageError(
      "standard input cannot be both the text and the data",
      "Give one of them as a file.",
    );
  }
  const text = await loadText(args, io);
  const compiled = networkOf(text);
  if (compiled === undefined) {
    printDiagnostics(text.diagnostics, text.source, args, io);
    if (text.diagnostics.some(({ code }) => code === "E112")) {
      await hintInput(choice, io);
    }
    return undefined;
  }
  if (compiled.network.loss === undefined) {
    throw new UsageError(
      "a network that learns ends with a loss, and this one has none",
      "Write -> mse behind it for numbers, -> cross_entropy for classes, -> sigmoid -> bce for yes and no.",
    );
  }
  const doubts = lint(text.source.text).filter(isAboutLearning);
  if (doubts.length > 0) printDiagnostics(doubts, text.source, args, io);
  await requireOutputs(args, ["out", "log", "plot"], [
    word,
    choice.data,
    choice.choice.target,
    choice.validation,
    ...args.texts("use"),
    ...args.texts("layers"),
  ], io);
  const data = await prepareData(choice, compiled.network, io);
  return { choice, text, compiled, data };
}

/** Layers that keep others from learning: what is only of no use may stay. */
function isAboutLearning({ code }: Diagnostic): boolean {
  return /^W20[124]$/.test(code);
}
