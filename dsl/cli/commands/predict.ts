/**
 * `nabla predict`: what a trained network says of new data.
 *
 * @module
 */

import { formatCount } from "../../../lib/base/words.ts";
import { formatCsv } from "../../../lib/data/tables/csv_text.ts";
import type { Cell } from "../../../lib/data/tables/table.ts";
import { arrayIn } from "../../../lib/fitting/array_data.ts";
import type { DataFile } from "../../../lib/fitting/data_file.ts";
import {
  predictArray,
  predictTable,
} from "../../../lib/fitting/predictions.ts";
import type { SavedNetwork } from "../../network_file/saved_network.ts";
import { openData } from "../data/data.ts";
import { isGenerator } from "../data/generated.ts";
import { loadNetwork } from "../files/network_file.ts";
import { requireOutputs } from "../files/outputs.ts";
import { orUsageError } from "../files/source.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import {
  type DataChoice,
  dataOption,
  inputsOption,
  readDataChoice,
  readingOptions,
  requireKnownColumns,
} from "../words/data_options.ts";
import { computing } from "../words/kernel_options.ts";
import {
  type NetworkChoice,
  readNetworkChoice,
} from "../words/network_options.ts";
import { layers } from "../words/options.ts";
import { nameOf, pathsIn, type Source, sourceOf } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { progressLine } from "../world/progress.ts";

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

/** What was chosen. */
interface PredictChoice {
  readonly network: NetworkChoice;
  readonly source: Source;
  readonly data: DataChoice;
  readonly probabilities: boolean;
  readonly out: string | undefined;
}

/** @throws {UsageError} if an option makes no sense. */
function readPredictChoice(args: Arguments): PredictChoice {
  const word = args.text("data");
  if (word === undefined) {
    throw new UsageError(
      "there is no data to predict from",
      "Give a file with --data, or - for CSV on standard input.",
    );
  }
  return {
    network: readNetworkChoice(args),
    source: sourceOf(word),
    data: readDataChoice(args),
    probabilities: args.flag("probabilities"),
    out: args.text("out"),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readPredictChoice(args);
  const { source, out, network } = choice;
  if (source.kind === "named" && await isGenerator(source.name, io)) {
    throw new UsageError(
      `${source.name} is a generator, and no file`,
      "Have nabla generate write its examples to one.",
    );
  }
  await requireOutputs({ out }, [...pathsIn([source]), network.path], io);
  const saved = await loadNetwork(network, io);
  const { schema } = saved.description;
  const file = await openData(source, choice.data, schema, io);
  const rows = rowsOf(saved, file, choice);
  if (out === undefined) return await print(rows, io);
  return await writeTo(out, rows, io);
}

/** The rows of the result, the titles first, some at a time. */
async function* rowsOf(
  saved: SavedNetwork,
  file: DataFile,
  { source, data, probabilities }: PredictChoice,
): AsyncGenerator<(readonly Cell[])[]> {
  if (file.kind === "table") {
    if (saved.description.schema !== undefined) requireKnownColumns(data);
    const { missing } = data.columns;
    yield* predictTable(saved, file.table, { missing, probabilities });
    return;
  }
  const name = nameOf(source);
  const x = file.kind === "array"
    ? file.tensor
    : arrayIn(name, file.arrays, "inputs", data.inputs);
  yield predictArray(saved, { ...x, name }, { probabilities });
}

/** Prints the rows; 130 where the user pressed Ctrl-C. */
async function print(rows: Rows, io: Io): Promise<number> {
  const isWhole = await each(rows, io, (text) => Promise.resolve(io.out(text)));
  if (isWhole) return 0;
  io.error("stopped before the end\n");
  return 130;
}

/** Writes the rows to a file, or nothing where the user pressed Ctrl-C. */
async function writeTo(path: string, rows: Rows, io: Io): Promise<number> {
  const writer = await orUsageError("write", path, io.createFile(path));
  try {
    const isWhole = await each(
      rows,
      io,
      (text) => orUsageError("write", path, writer.write(text)),
    );
    if (isWhole) {
      await orUsageError("write", path, writer.close());
      return 0;
    }
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  await writer.abandon();
  io.error(`stopped; ${path} was not written\n`);
  return 130;
}

type Rows = AsyncIterable<readonly (readonly Cell[])[]>;

/** Hands on the rows as CSV, some at a time; false where the user pressed Ctrl-C. */
async function each(
  rows: Rows,
  io: Io,
  write: (text: string) => Promise<void>,
): Promise<boolean> {
  const bar = progressLine(io);
  let isStopped = false;
  const stopListening = io.onInterrupt(() => isStopped = true);
  let count = 0;
  try {
    for await (const part of rows) {
      await write(formatCsv(part));
      count += part.length;
      bar.note(`${formatCount(count)} rows`);
      await io.pause();
      if (isStopped) return false;
    }
    return true;
  } finally {
    bar.clear();
    stopListening();
  }
}
