/**
 * `nabla predict`: what a trained network says of new data.
 *
 * @module
 */

import { arrayExamples } from "../../lib/data/array_examples.ts";
import { formatCsv } from "../../lib/data/csv_text.ts";
import { DataError } from "../../lib/data/data_error.ts";
import { scaled } from "../../lib/data/normalization.ts";
import type { Cell, Table } from "../../lib/data/table.ts";
import { tableRows } from "../../lib/data/table_rows.ts";
import { predictor } from "../../lib/training/predict.ts";
import type { Values } from "../../lib/values.ts";
import type { SavedNetwork } from "../saved_network.ts";
import { answersOf } from "./answers.ts";
import { type Arguments, type Command, UsageError } from "./command.ts";
import { type DataFile, openDataFile } from "./data_file.ts";
import {
  type DataChoice,
  dataOption,
  readDataChoice,
  readingOptions,
} from "./data_options.ts";
import type { FileWriter, Io } from "./io.ts";
import { computing } from "./kernel_options.ts";
import { layers } from "./options.ts";
import { loadNetwork } from "./network_file.ts";
import { progressLine } from "./progress.ts";
import { orUsageError } from "./source.ts";

/** The command. */
export const predictCommand: Command = {
  name: "predict",
  summary: "what a trained network says of new data, as CSV",
  usage: "NET.safetensors",
  options: [
    dataOption,
    ...readingOptions,
    {
      name: "probabilities",
      summary: "print the probability of each class as well",
    },
    { name: "out", value: "FILE", summary: "where to write (standard output)" },
    layers,
    ...computing,
  ],
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
  const saved = await loadNetwork(args, io);
  const choice = readDataChoice(args);
  const file = await openDataFile(word, choice, io);
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
      bar.note(`${count} rows`);
      await io.pause();
      if (isStopped) {
        await writer.abandon();
        io.error("stopped; nothing was written to a file\n");
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

/** The rows of the result, the titles first, some at a time. */
async function* predictions(
  file: DataFile,
  word: string,
  saved: SavedNetwork,
  choice: DataChoice,
  args: Arguments,
): AsyncGenerator<(readonly Cell[])[]> {
  const { network, parameters, description } = saved;
  const { normalization, schema, precision, means } = description;
  const answers = answersOf(network, schema, args.flag("probabilities"));
  const predict = predictor(network, { parameters });
  const outputs = (x: Values) =>
    predict(normalization === undefined ? x : scaled(x, normalization));
  const cellsOf = (y: Values, count: number) =>
    Array.from({ length: count }, (_, i) => answers.cells(y, i));
  if (file.kind !== "table") {
    const x = file.kind === "array" ? file.tensor : file.arrays.get("x");
    if (x === undefined) {
      throw new DataError({ file: word }, "it has no array x to predict from");
    }
    const { memory } = arrayExamples({ x: { ...x, name: word } }, {
      precision,
      inputShape: network.inputShape,
    });
    yield [answers.columns];
    yield cellsOf(outputs(memory.x), memory.length);
    return;
  }
  const { table } = file;
  if (schema === undefined) {
    throw new DataError(
      { file: word },
      "the network was not trained on a table, so that its columns have no meaning",
      "Give data of the kind that it was trained on.",
    );
  }
  yield [[...table.columns, ...uniqueTitles(table, answers.columns)]];
  const { missing } = choice.columns;
  const blocks = tableRows(table, schema, {
    precision,
    inputShape: network.inputShape,
    hasTargets: false,
    ...(missing === undefined ? {} : { missing }),
    ...(means === undefined ? {} : { means }),
  });
  for await (const { x, rows, length } of blocks) {
    const cells = cellsOf(outputs(x), length);
    yield rows.map((row, i) => [...row.cells, ...cells[i]]);
  }
}

/** Titles that no column has. */
function uniqueTitles(
  { columns }: Table,
  titles: readonly string[],
): readonly string[] {
  return titles.map((title) => {
    let name = title;
    for (let i = 2; columns.includes(name); i++) name = `${title} ${i}`;
    return name;
  });
}
