/**
 * The data that a command line names, made to fit a network.
 *
 * @module
 */

import { closest } from "../../../lib/base/suggest.ts";
import { fromBytes } from "../../../lib/bytes/byte_source.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import type { Schema } from "../../../lib/data/schemas/schema.ts";
import { arrayIn, fitArrays } from "../../../lib/fitting/array_data.ts";
import { type DataFile, readDataFile } from "../../../lib/fitting/data_file.ts";
import {
  fitExamples,
  type FittedData,
} from "../../../lib/fitting/fitted_data.ts";
import type { KnownColumns } from "../../../lib/fitting/known_columns.ts";
import { fitTable } from "../../../lib/fitting/table_data.ts";
import { targetFor } from "../../../lib/fitting/targets.ts";
import type { Network } from "../../../lib/network/network.ts";
import { outputsOf } from "../../../lib/network/outputs.ts";
import type { Tensor } from "../../../lib/tensor_files/tensor.ts";
import { orUsageError } from "../files/source.ts";
import { UsageError } from "../words/command.ts";
import type { DataChoice } from "../words/data_options.ts";
import { nameOf, type Source } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { isGenerator, makeExamples } from "./generated.ts";

/** Data that a command asks for. */
export interface DataRequest {
  /** Where it is. */
  readonly source: Source;
  /** How it is read. */
  readonly choice: DataChoice;
  /** Where chance begins, for generators. */
  readonly seed: number;
  /** Whether a table is read again for each epoch; default: where it is large. */
  readonly streams?: boolean | undefined;
  /** What the columns mean, where that was learned before. */
  readonly known?: KnownColumns | undefined;
  /** Whether the file that `choice.target` names holds the targets of other examples. */
  readonly isBeside?: boolean;
}

/**
 * Reads data for a network.
 *
 * @throws {UsageError} if it cannot be read, or the targets are not said.
 * @throws {DataError} if it does not fit.
 */
export async function loadData(
  network: Network,
  request: DataRequest,
  io: Io,
): Promise<FittedData> {
  const { source, choice, seed, streams, known } = request;
  if (source.kind === "named" && await isGenerator(source.name, io)) {
    const outputs = outputsOf(network);
    const { examples, schema } = makeExamples("--data", source.name, {
      seed,
      target: outputs && targetFor(outputs),
    });
    return await fitExamples(network, examples, { name: source.name, schema });
  }
  const file = await openData(source, choice, known?.schema, io);
  if (file.kind === "table") {
    const { table, size } = file;
    const options = { ...choice.columns, known, streams, size };
    return await fitTable(network, table, options);
  }
  const arrays = await withTargets(file, request, io);
  const isBytes = file.kind === "array" && file.isBytes;
  return await fitArrays(network, arrays, { isBytes });
}

/** The arrays of a file with their targets, which stand in it or in another. */
async function withTargets(
  file: Exclude<DataFile, { kind: "table" }>,
  request: DataRequest,
  io: Io,
) {
  const { source, choice, isBeside } = request;
  const { inputs, target } = choice;
  const name = nameOf(source);
  if (file.kind === "arrays") {
    const { arrays } = file;
    return {
      x: { ...arrayIn(name, arrays, "inputs", inputs), name },
      target: {
        ...arrayIn(name, arrays, "target", target),
        name: target ?? name,
      },
    };
  }
  if (isBeside) {
    throw new UsageError(
      `${name} holds inputs alone, and --target names the targets of other examples`,
      "Give --validation a share of the data, or an .npz file with both.",
    );
  }
  if (target === undefined) {
    throw new UsageError(
      `the targets of ${name} are not said`,
      "Name their file with --target.",
    );
  }
  return {
    x: { ...file.tensor, name },
    target: { ...await openTargets(target, choice, io), name: target },
  };
}

async function openTargets(
  name: string,
  choice: DataChoice,
  io: Io,
): Promise<Tensor> {
  const file = await openFile(name, choice, undefined, io);
  if (file === undefined) {
    throw new UsageError(
      `cannot read ${name}: there is no such file`,
      "For IDX and .npy, --target is the file of the targets.",
    );
  }
  if (file.kind === "array") return file.tensor;
  throw new UsageError(
    `${name} holds no array of targets`,
    "The targets of IDX and .npy are a file of the same kind.",
  );
}

/**
 * Reads what a source holds; a table is not read further than its first lines.
 *
 * @param schema what its columns mean, where that was learned before.
 * @throws {UsageError} if there is no such file.
 * @throws {DataError} if it is not what it begins as.
 */
export async function openData(
  source: Source,
  choice: DataChoice,
  schema: Schema | undefined,
  io: Io,
): Promise<DataFile> {
  if (source.kind === "standard input") {
    const all = fromBytes(source.kind, await io.readInput());
    return await readDataFile(all, { csv: choice.csv, schema });
  }
  const file = await openFile(source.name, choice, schema, io);
  if (file !== undefined) return file;
  throw new UsageError(
    `cannot read ${source.name}: there is no such file`,
    generatorHelp(source.name),
  );
}

async function openFile(
  path: string,
  { csv }: DataChoice,
  schema: Schema | undefined,
  io: Io,
): Promise<DataFile | undefined> {
  const file = await orUsageError("read", path, io.openFile(path));
  if (file === undefined) return undefined;
  try {
    // Streams read a file of their own, when this one was closed.
    const { size, read, stream } = file;
    const bytes = { name: path, size, read, open: () => stream() };
    return await readDataFile(bytes, { csv, schema });
  } finally {
    file.close();
  }
}

/** What looks like a generator may be one that is called otherwise. */
function generatorHelp(word: string): string | undefined {
  const [, name] = /^([\w-]+)\s*(?:\(.*)?$/.exec(word) ?? [];
  if (name === undefined) return undefined;
  const names = [...generators.keys()];
  const near = closest(name, names);
  return near === undefined
    ? `The generators are ${names.join(", ")}.`
    : `Did you mean the generator ${near}?`;
}
