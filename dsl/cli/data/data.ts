import type { Shape } from "../../../lib/base/shape.ts";
import { closest } from "../../../lib/base/suggest.ts";
import { fromBytes } from "../../../lib/bytes/byte_source.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import type { ExampleArray } from "../../../lib/data/examples/array_examples.ts";
import { joinedExamples } from "../../../lib/data/examples/parts.ts";
import { type ColumnNames, isList } from "../../../lib/data/tables/columns.ts";
import {
  type FitArrays,
  fitArrays,
  type FitArraysOptions,
} from "../../../lib/fitting/array_data.ts";
import { arrayIn, arraysFor } from "../../../lib/fitting/array_names.ts";
import { type DataRole, namesFor } from "../../../lib/fitting/parts.ts";
import { headsOf, inputsOf } from "../../../lib/network/graph.ts";
import { list } from "../../../lib/base/words.ts";
import type { ArrayReading } from "../../../lib/fitting/array_reading.ts";
import { type DataFile, readDataFile } from "../../../lib/fitting/data_file.ts";
import {
  fitExamples,
  type FittedData,
} from "../../../lib/fitting/fitted_data.ts";
import { inputShapeIn } from "../../../lib/fitting/input_shape.ts";
import type { KnownColumns } from "../../../lib/fitting/known_columns.ts";
import { fitTable } from "../../../lib/fitting/table_data.ts";
import { targetFor } from "../../../lib/fitting/numbers/targets.ts";
import type { Network } from "../../../lib/network/network.ts";
import { outputsOf } from "../../../lib/network/outputs.ts";
import type { Tensor } from "../../../lib/tensor_files/tensor.ts";
import { withFile } from "../files/source.ts";
import { noSuchFile, UsageError } from "../words/command.ts";
import {
  choiceFor,
  type DataChoice,
  requireUse,
} from "../words/data_options.ts";
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
  readonly labels?: Pick<FitArraysOptions, "labels" | "losses"> | undefined;
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
  const { source, choice, streams, known } = request;
  const call = await generatorIn(source, io);
  if (call !== undefined) {
    requireUse(request, call, "is a generator");
    return await generatedData(network, call, request);
  }
  const file = await openData(source, choice, known, io);
  if (file.kind === "table") {
    const { table, size } = file;
    const has = (name: string) => table.columns.includes(name);
    const { inputs, target } = choicesFor(network, choice, has);
    const columns = {
      ...choice.columns,
      ...inputs && { inputs },
      ...target && { target },
    };
    return await fitTable(network, table, { ...columns, known, streams, size });
  }
  const { arrays, reading } = await withTargets(network, file, request, io);
  return await fitArrays(network, arrays, {
    isBytes: file.kind === "array" && file.isBytes,
    ...request.labels,
    arrays: reading,
  });
}

/** What is named for inputs and targets. */
function choicesFor(
  network: Network,
  choice: DataChoice,
  has: (name: string) => boolean,
) {
  return {
    inputs: choiceFor(network, choice, "inputs", has),
    target: choiceFor(network, choice, "target", has),
  };
}

/** The examples of a generator; several losses learn the same of it, each in its form. */
async function generatedData(
  network: Network,
  call: string,
  { seed }: DataRequest,
): Promise<FittedData> {
  const heads = headsOf(network);
  const made = heads.length === 0
    ? [makeExamples("--data", call, { seed })]
    : heads.map(({ network }) => {
      const outputs = outputsOf(network);
      return makeExamples("--data", call, {
        seed,
        ...outputs && { target: targetFor(outputs) },
      });
    });
  const [{ examples, columns: { schema } }] = made;
  if (heads.length < 2) {
    return await fitExamples(network, examples, { name: call, schema });
  }
  const x = {
    name: "x",
    shape: examples.inputShape,
    values: examples.memory.x,
  };
  const targets = made.map(({ examples }, i) => ({
    name: heads[i].name,
    shape: examples.targetShape ?? [],
    values: examples.memory.target,
  }));
  return await fitExamples(network, joinedExamples([x], targets), {
    name: call,
    schema: schema && {
      ...schema,
      targets: made.flatMap(({ columns }, i) =>
        columns.schema?.targets.map((each) => ({
          ...each,
          part: heads[i].name,
        })) ?? []
      ),
    },
  });
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

/** The arrays of a file with their targets, from the same file or others, and how they are read. */
async function withTargets(
  network: Network,
  file: Exclude<DataFile, { kind: "table" }>,
  request: DataRequest,
  io: Io,
): Promise<{ readonly arrays: FitArrays; readonly reading: ArrayReading }> {
  const { source, choice, isBeside, arrays: before } = request;
  const name = inputName(source);
  requireUse(
    request,
    name,
    file.kind === "array" ? "holds one array" : "holds arrays",
  );
  const hasParts = network.inputs.length > 1 || network.losses.length > 1;
  if (file.kind === "arrays") {
    const { arrays } = file;
    const chosen = choicesFor(network, choice, (each) => arrays.has(each));
    const reading = { ...readingOf(chosen), ...before };
    if (hasParts) {
      const named = (role: DataRole) =>
        namedAs(
          name,
          arraysFor(name, network, arrays, role, {
            names: chosen[role],
            before,
          }),
        );
      return {
        arrays: { inputs: named("inputs"), targets: named("target") },
        reading,
      };
    }
    const find = (role: DataRole) =>
      arrayIn(name, arrays, role, {
        name: arrayNamed(network, name, role, chosen[role]),
        before,
        network,
      });
    return {
      arrays: {
        x: { ...find("inputs"), name },
        target: { ...find("target"), name: choice.target ?? name },
      },
      reading,
    };
  }
  if (isBeside) {
    throw new UsageError(
      `${name} holds inputs alone, and --target names the targets of other examples`,
      "Give --validation a share of the data, or an .npz file with both.",
    );
  }
  requireOneInput(network, name);
  const x = { ...file.tensor, name };
  const targets = await targetFiles(network, name, choice, io);
  const [[, only]] = targets;
  const [{ name: input }] = inputsOf(network);
  return {
    arrays: hasParts
      ? { inputs: { [input]: x }, targets: Object.fromEntries(targets) }
      : { x, target: only },
    reading: { ...before },
  };
}

/** @throws {UsageError} if a network has several inputs, which one array cannot be. */
export function requireOneInput(network: Network, file: string): void {
  if (network.inputs.length < 2) return;
  const names = inputsOf(network).map(({ name }) => name);
  throw new UsageError(
    `the network has the inputs ${
      list(names, "and")
    }, and ${file} holds one array`,
    "Give an .npz file with an array for each, or a table.",
  );
}

/** The name of an array, which may be said of the only input or loss. */
export function arrayNamed(
  network: Network,
  file: string,
  role: DataRole,
  chosen: ColumnNames | undefined,
): string | undefined {
  if (chosen === undefined) return undefined;
  const data = { file, has: "", guess: () => undefined };
  const names = namesFor(data, network, role, chosen);
  return Object.values(names).flat()[0];
}

/** The file of targets for each loss. */
async function targetFiles(
  network: Network,
  name: string,
  choice: DataChoice,
  io: Io,
): Promise<(readonly [loss: string, ExampleArray])[]> {
  const { target, parts } = choice;
  const heads = headsOf(network);
  const isNamed = parts.target !== undefined &&
    (heads.length > 1 || target === undefined || !await io.fileExists(target));
  if (!isNamed) {
    if (target === undefined) {
      throw new UsageError(
        `the targets of ${name} are not named`,
        "Name their file with --target.",
      );
    }
    const array = { ...await openTargets(target, choice, io), name: target };
    const losses = heads.length === 0 ? ["target"] : heads.map((h) => h.name);
    return losses.map((loss) => [loss, array]);
  }
  const data = {
    file: name,
    has: "name a file for each",
    guess: () => undefined,
  };
  const names = namesFor(data, network, "target", parts.target);
  const files = Object.entries(
    isList(names) ? { [heads[0].name]: names } : names,
  );
  return await Promise.all(
    files.map(async ([loss, own]) => {
      const [path] = [own].flat();
      return [loss, { ...await openTargets(path, choice, io), name: path }];
    }),
  );
}

/** Arrays under names that tell in messages which they are. */
export function namedAs(
  file: string,
  arrays: Readonly<Record<string, Tensor>>,
): Readonly<Record<string, ExampleArray>> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, array]) => [
      name,
      { ...array, name: `${file}, ${name}` },
    ]),
  );
}

/** What is remembered of names that were given. */
function readingOf(
  chosen: Readonly<Record<DataRole, ColumnNames | undefined>>,
): ArrayReading {
  const { inputs, target } = chosen;
  const parts = new Map<string, ArrayReading>();
  for (const role of ["inputs", "target"] as const) {
    const own = chosen[role];
    if (own === undefined || isList(own)) continue;
    for (const [name, names] of Object.entries(own)) {
      const [array] = [names].flat();
      parts.set(name, { ...parts.get(name), [role]: array });
    }
  }
  return {
    inputs: inputs && isList(inputs) ? inputs[0] : undefined,
    target: target && isList(target) ? target.join() : undefined,
    ...parts.size > 0 && { parts: Object.fromEntries(parts) },
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
