import { say } from "../../../words/say.ts";
import { evaluationBatch } from "../../../lib/training/evaluation/evaluate.ts";
import { plural } from "../../../lib/base/words.ts";
import { knownColumnsOf } from "../../../lib/fitting/known_columns.ts";
import { type CsvRows, csvRows } from "../data/csv_rows.ts";
import { type PredictedRows, predictedRows } from "../data/predicted_rows.ts";
import { openData } from "../data/open_data.ts";
import { generatorIn } from "../data/generated.ts";
import { loadNetwork } from "../files/network_file.ts";
import {
  type Arguments,
  type Command,
  option,
  outputOption,
  UsageError,
} from "../words/command.ts";
import {
  allowNanOption,
  dataOption,
  inputsOption,
  readDataChoice,
  readDataSource,
  readingOptions,
  readNames,
} from "../words/data_options.ts";
import { computing } from "../words/kernel_options.ts";
import { refuseIdle } from "../words/idle.ts";
import { leftOutWords } from "../../typesetting/left_out.ts";
import { printNotes } from "../words/notes.ts";
import { readNetworkChoice } from "../words/network_options.ts";
import { json, ownLayers } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { inputName } from "../words/sources.ts";
import { takesLong } from "../words/long_work.ts";
import { stoppable, type Stopping } from "../words/stopped.ts";
import type { Io } from "../world/io.ts";
import { progressLine } from "../world/progress.ts";

export const predictCommand: Command = {
  name: "predict",
  usage: "NET.safetensors",
  options: [
    {
      ...dataOption,
      summary:
        "CSV, JSON, IDX, .npy or .npz (gzipped too); - for CSV on standard input",
    },
    inputsOption,
    ...readingOptions,
    option(
      "output NAMES",
      "with commas, labels for their values, and losses for what is predicted (what is predicted)",
    ),
    option("probabilities", "print the probability of each class as well"),
    option(
      "spreadsheet",
      "put an apostrophe before texts that a spreadsheet would run",
    ),
    allowNanOption,
    outputOption(
      "out",
      "where to write (standard output)",
      ".csv",
      ".tsv",
      ".txt",
    ),
    ...ownLayers,
    ...computing,
    json,
  ],
  exitStatus: "0 written, 2 could not predict",
  examples: [
    ["net.safetensors --data new.csv", "the rows with a column of predictions"],
    [
      "net.safetensors --data new.csv --output code",
      "the values of the step with the label code",
    ],
    [
      "net.safetensors --data - --probabilities --out answers.csv < new.csv",
      "from standard input to a file",
    ],
  ],
  run,
};

type PredictChoice = ReturnType<typeof readPredictChoice>;

function readPredictChoice(args: Arguments) {
  if (!args.given("out") && args.flag("json")) {
    refuseIdle(args, ["spreadsheet"], "is for CSV, and --json prints a record");
  }
  const source = readDataSource(
    args,
    "to predict from",
    "Give a file with --data, or - for CSV on standard input.",
  );
  return {
    network: readNetworkChoice(args),
    source,
    data: readDataChoice(args),
    outputs: readNames(args, "output"),
    probabilities: args.flag("probabilities"),
    forSpreadsheets: args.flag("spreadsheet"),
    allowNan: args.flag("allow-nan"),
    out: args.text("out"),
    isJson: args.flag("json"),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readPredictChoice(args);
  const { source, out, network, isJson } = choice;
  const call = await generatorIn(source, io);
  if (call !== undefined) {
    throw new UsageError(
      say("{call} is a generator, not a file", { call }),
      say("Have nabla generate write its examples to one."),
    );
  }
  const saved = await loadNetwork(network, io);
  const known = knownColumnsOf(saved.description);
  const file = await openData(source, choice.data, known, io);
  if (file.kind === "table") {
    printNotes(inputName(source), file.table.notes, io);
  }
  // Of a table some rows are predicted at a time, of an array all.
  const hasLongPieces = file.kind !== "table" ||
    takesLong(saved.network, evaluationBatch);
  let leftOut = 0;
  const parts: Parts = (goOn) =>
    predictedRows(saved, file, choice, goOn, () => leftOut++);
  const csv = csvRows(choice.forSpreadsheets);
  const tellNotes = () => {
    if (leftOut > 0) {
      io.error(`${leftOutWords(leftOut, choice.data.columns.unknown)}\n`);
    }
    const note = csv.note();
    if (note === undefined) return;
    io.error(
      `${
        say("{place}: {problem}", { place: out ?? say("note"), problem: note })
      }\n`,
    );
  };
  if (out !== undefined) {
    await writeTo(out, parts, { csv, isJson, hasLongPieces }, io);
    tellNotes();
    return 0;
  }
  const rows: PredictedRows[number][] = [];
  const message = say("stopped before the end");
  await forEachPart(parts, io, { message, hasLongPieces }, (part) => {
    if (isJson) { for (const row of part) rows.push(row); }
    else io.data(csv.toText(part));
  });
  tellNotes();
  const [columns, ...others] = rows;
  if (isJson) {
    const body = { examples: others.length, columns, rows: others };
    io.data(toRecord("predict", 0, body));
  }
  return 0;
}

/** The parts of the result; the parameter is called between pieces of the work. */
type Parts = (goOn: () => void) => AsyncIterable<PredictedRows>;

/** Writes the rows to a file, all or none. */
async function writeTo(
  path: string,
  parts: Parts,
  { csv, isJson, hasLongPieces }: {
    readonly csv: CsvRows;
    readonly isJson: boolean;
    readonly hasLongPieces: boolean;
  },
  io: Io,
): Promise<void> {
  const writer = await io.createFile(path);
  let columns: PredictedRows[number] | undefined;
  let rows = 0;
  try {
    const message = say("stopped; {path} was not written", { path });
    await forEachPart(parts, io, { message, hasLongPieces }, async (part) => {
      columns ??= part[0];
      rows += part.length;
      await writer.write(csv.toText(part));
    });
    await writer.close();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
  if (isJson) {
    const body = { examples: rows - 1, columns, out: path };
    io.data(toRecord("predict", 0, body));
  }
}

/** Handles the rows, some at a time. */
function forEachPart(
  parts: Parts,
  io: Io,
  stopping: Stopping,
  handle: (part: PredictedRows) => Promise<void> | void,
): Promise<void> {
  const bar = progressLine(io);
  return stoppable(io, async (goOn) => {
    // The first row is the titles.
    let count = -1;
    try {
      for await (const part of parts(goOn)) {
        await handle(part);
        count += part.length;
        bar.note(plural(count, "row"));
        await io.pause();
        goOn();
      }
    } finally {
      bar.clear();
    }
  }, stopping);
}
