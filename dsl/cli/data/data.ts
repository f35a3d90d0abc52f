import type { Shape } from "../../../lib/base/shape.ts";
import { closest } from "../../../lib/base/suggest.ts";
import { fromBytes } from "../../../lib/bytes/byte_source.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import { arrayIn, fitArrays } from "../../../lib/fitting/array_data.ts";
import type { ArrayReading } from "../../../lib/fitting/array_reading.ts";
import { type DataFile, readDataFile } from "../../../lib/fitting/data_file.ts";
import {
  fitExamples,
  type FittedData,
} from "../../../lib/fitting/fitted_data.ts";
import { inputShapeIn } from "../../../lib/fitting/input_shape.ts";
import type { KnownColumns } from "../../../lib/fitting/known_columns.ts";
import { fitTable } from "../../../lib/fitting/table_data.ts";
import { targetFor } from "../../../lib/fitting/targets.ts";
import type { Network } from "../../../lib/network/network.ts";
import { outputsOf } from "../../../lib/network/outputs.ts";
import type { Tensor } from "../../../lib/tensor_files/tensor.ts";
import { withFile } from "../files/source.ts";
import { noSuchFile, UsageError } from "../words/command.ts";
import { type DataChoice, requireUse } from "../words/data_options.ts";
import { inputName, type InputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";
import { generatorIn, makeExamples } from "./generated.ts";

/** Data that a command asks for. */
interface DataRequest {
  readonly source: InputSource;
  readonly choice: DataChoice;
  /** For generators. */
  readonly seed: number;
  /** Whether a table is read again for each epoch; default: if it is large. */
  readonly streams?: boolean | undefined;
  /** What the columns mean, if that was learned before. */
  readonly known?: KnownColumns | undefined;
  /** The labels of classes in arrays, if they were learned before. */
  readonly labels?: readonly number[] | undefined;
  /** How arrays were read before. */
  readonly arrays?: ArrayReading | undefined;
  /** Whether the file that `choice.target` names holds the targets of other examples. */
  readonly isBeside?: boolean;
}

/**
 * Reads data for a network.
 *
 * @throws {UsageError} if it cannot be read, or its targets are not named.
 * @throws {DataError} if it does not fit.
 */
export async function loadData(
  network: Network,
  request: DataRequest,
  io: Io,
): Promise<FittedData> {
  const { source, choice, seed, streams, known } = request;
  const call = await generatorIn(source, io);
  if (call !== undefined) {
    requireUse(request, call, "is a generator");
    const outputs = outputsOf(network);
    const target = outputs && targetFor(outputs);
    const made = makeExamples("--data", call, { seed, target });
    const { examples, columns: { schema } } = made;
    return await fitExamples(network, examples, { name: call, schema });
  }
  const file = await openData(source, choice, known, io);
  if (file.kind === "table") {
    const { table, size } = file;
    const options = { ...choice.columns, known, streams, size };
    return await fitTable(network, table, options);
  }
  const arrays = await withTargets(file, request, io);
  const isBytes = file.kind === "array" && file.isBytes;
  const { labels } = request;
  const { inputs, target } = choice;
  const names = file.kind === "arrays" ? { inputs, target } : {};
  const reading = { ...names, ...request.arrays };
  return await fitArrays(network, arrays, { isBytes, labels, arrays: reading });
}

/**
 * The shape of one input.
 *
 * @throws {UsageError} if the data cannot be read.
 * @throws {DataError} if it tells none.
 */
export async function inputShapeOfData(
  { source, choice, seed }: Pick<DataRequest, "source" | "choice" | "seed">,
  io: Io,
): Promise<Shape> {
  const call = await generatorIn(source, io);
  if (call !== undefined) {
    return makeExamples("--data", call, { seed }).examples.inputShape;
  }
  const file = await openData(source, choice, undefined, io);
  return await inputShapeIn(inputName(source), file, choice);
}

/** The arrays of a file with their targets, from the same file or another. */
async function withTargets(
  file: Exclude<DataFile, { kind: "table" }>,
  request: DataRequest,
  io: Io,
) {
  const { source, choice, isBeside } = request;
  const { inputs, target } = choice;
  const name = inputName(source);
  requireUse(
    request,
    name,
    file.kind === "array" ? "holds one array" : "holds arrays",
  );
  if (file.kind === "arrays") {
    const { arrays } = file;
    const before = request.arrays;
    const x = arrayIn(name, arrays, "inputs", inputs, before);
    const targets = arrayIn(name, arrays, "target", target, before);
    return {
      x: { ...x, name },
      target: { ...targets, name: target ?? name },
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
      `the targets of ${name} are not named`,
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
    throw noSuchFile(
      name,
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
 * Reads what a source holds; of a table only the first lines.
 *
 * @param known what its columns mean, if that was learned before.
 * @throws {UsageError} if there is no such file.
 * @throws {DataError} if its content is not what its beginning says.
 */
export async function openData(
  source: InputSource,
  choice: DataChoice,
  known: KnownColumns | undefined,
  io: Io,
): Promise<DataFile> {
  if (source.kind === "standard input") {
    const all = fromBytes(source.kind, await io.readInput());
    return await readDataFile(all, { csv: choice.csv, known });
  }
  const file = await openFile(source.name, choice, known, io);
  if (file !== undefined) return file;
  throw noSuchFile(source.name, generatorHelp(source.name));
}

function openFile(
  path: string,
  { csv }: DataChoice,
  known: KnownColumns | undefined,
  io: Io,
): Promise<DataFile | undefined> {
  return withFile(path, io, ({ name, size, read, stream }) => {
    // Streams open the file again, when this one is closed.
    const bytes = { name, size, read, open: () => stream() };
    return readDataFile(bytes, { csv, known });
  });
}

/** The word may be a generator's name with a mistake in it. */
function generatorHelp(word: string): string | undefined {
  const [, name] = /^([\w-]+)\s*(?:\(.*)?$/.exec(word) ?? [];
  if (name === undefined) return undefined;
  const names = [...generators.keys()];
  const near = closest(name, names);
  return near === undefined
    ? `The generators are ${names.join(", ")}.`
    : `Did you mean the generator ${near}?`;
}
