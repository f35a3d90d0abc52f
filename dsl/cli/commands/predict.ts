/**
 * `nabla predict`: what a trained network says of new data.
 *
 * @module
 */

import { formatCount } from "../../../lib/base/words.ts";
import { formatCsv } from "../../../lib/data/tables/csv_text.ts";
import { openDataFile } from "../../../lib/fitting/data_file.ts";
import {
  dataOption,
  inputsOption,
  readAsBefore,
  readDataChoice,
  readingOptions,
} from "../words/data_options.ts";
import { isGenerator } from "../data/generated.ts";
import { loadNetwork } from "../files/network_file.ts";
import { requireOutputs } from "../files/outputs.ts";
import { orUsageError } from "../files/source.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { computing } from "../words/kernel_options.ts";
import { layers } from "../words/options.ts";
import type { FileWriter, Io } from "../world/io.ts";
import { progressLine } from "../world/progress.ts";
import { predictions } from "../../../lib/fitting/predictions.ts";

/** The command. */
export const predictCommand: Command = {
  name: "predict",
  summary: "what a trained network says of new data, as CSV",
  usage: "NET.safetensors",
  options: [
    {
      ...dataOption,
      summary:
        "CSV, JSON lines, IDX, .npy or .npz (gzipped too); - for CSV on standard input",
    },
    inputsOption,
    ...readingOptions,
    {
      name: "probabilities",
      summary: "print the probability of each class as well",
    },
    { name: "out", value: "FILE", summary: "where to write (standard output)" },
    layers,
    ...computing,
  ],
  exitStatus: "0 written, 2 could not predict, 130 stopped",
  examples: [
    ["net.safetensors --data new.csv", "the rows with a column of predictions"],
    [
      "net.safetensors --data - --probabilities --out answers.csv < new.csv",
      "from standard input to a file",
    ],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const word = args.text("data");
  if (word === undefined) {
    throw new UsageError(
      "there is no data to predict from",
      "Give a file with --data, or - for CSV on standard input.",
    );
  }
  if (await isGenerator(word, io)) {
    throw new UsageError(
      `${word} is a generator, and no file`,
      "Have nabla generate write its examples to one.",
    );
  }
  await requireOutputs(args, ["out"], [word, ...args.positional], io);
  const saved = await loadNetwork(args, io);
  const choice = readDataChoice(args);
  const file = await openDataFile(
    word,
    readAsBefore(choice, saved.description.schema),
    io,
  );
  const rows = predictions(file, word, saved, choice, args);
  const path = args.text("out");
  const writer: FileWriter = path === undefined
    ? {
      write: (text) => Promise.resolve(io.out(text)),
      close: () => Promise.resolve(),
      abandon: () => Promise.resolve(),
    }
    : await orUsageError("write", path, io.createFile(path));
  const bar = progressLine(io);
  let isStopped = false;
  const stopListening = io.onInterrupt(() => isStopped = true);
  let count = 0;
  try {
    for await (const part of rows) {
      await orUsageError(
        "write",
        path ?? "the results",
        writer.write(formatCsv(part)),
      );
      count += part.length;
      bar.note(`${formatCount(count)} rows`);
      await io.pause();
      if (isStopped) {
        await writer.abandon();
        io.error(
          path === undefined
            ? "stopped before the end\n"
            : `stopped; ${path} was not written\n`,
        );
        return 130;
      }
    }
    await orUsageError("write", path ?? "the results", writer.close());
  } catch (error) {
    await writer.abandon();
    throw error;
  } finally {
    bar.clear();
    stopListening();
  }
  return 0;
}
