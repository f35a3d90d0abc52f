/**
 * Data made to fit a network.
 *
 * @module
 */

import { arrayExamples } from "../../lib/data/array_examples.ts";
import { DataError } from "../../lib/data/data_error.ts";
import type { Examples } from "../../lib/data/examples.ts";
import { generators } from "../../lib/data/generators.ts";
import { targetFor } from "../../lib/data/generators/target.ts";
import {
  type LearnedSchema,
  learnSchema,
} from "../../lib/data/learn_schema.ts";
import type { Schema } from "../../lib/data/schema.ts";
import { targetShapeOf } from "../../lib/data/schema.ts";
import type { Table } from "../../lib/data/table.ts";
import {
  streamedExamples,
  tableExamples,
} from "../../lib/data/table_examples.ts";
import type { Prediction } from "../../lib/layer.ts";
import { outputsOf } from "../../lib/metrics/outputs.ts";
import type { Network } from "../../lib/network.ts";
import {
  elementCount,
  equalShapes,
  formatShape,
  type Shape,
} from "../../lib/shape.ts";
import type { Tensor } from "../../lib/tensor_files/tensor.ts";
import type { Precision } from "../../lib/values.ts";
import { type Arguments, UsageError } from "./command.ts";
import { type DataFile, openDataFile } from "./data_file.ts";
import { type DataChoice, namesIn } from "./data_options.ts";
import { isGenerator, makeExamples } from "./generated.ts";
import type { Io } from "./io.ts";

/** Examples that fit a network. */
export interface FittedData {
  /** The examples, not normalized. */
  readonly examples: Examples;
  /** What its columns mean, where it has columns. */
  readonly schema?: Schema;
  /** The means of the features, where missing values take them. */
  readonly means?: readonly number[];
  /** Whether the inputs are bytes, as those of images. */
  readonly isBytes: boolean;
  /** What was left out, in words. */
  readonly notes: readonly string[];
}

/** What data is to fit. */
export interface FitOptions {
  /** The network. */
  readonly network: Network;
  /** The precision of its numbers. */
  readonly precision: Precision;
  /** How the data is read. */
  readonly choice: DataChoice;
  /** Where chance begins, for generators. */
  readonly seed: number;
  /** Whether a table is read again for each epoch instead of being held; where absent, its size decides. */
  readonly streams?: boolean | undefined;
  /** What the columns mean, where that was learned before. */
  readonly known?: {
    readonly schema: Schema;
    readonly means?: readonly number[] | undefined;
  };
}

/** A larger table is read again for each epoch: in memory it takes as much or more. */
const largestInMemory = 2 ** 30;

/**
 * Reads data for a network.
 *
 * @param word a file, a generator, or - for standard input.
 * @throws {UsageError} if it cannot be read, or the target is not said.
 * @throws {DataError} if it does not fit.
 */
export async function fitData(
  word: string,
  options: FitOptions,
  io: Io,
): Promise<FittedData> {
  if (await isGenerator(word, io)) {
    const { network, seed } = options;
    const outputs = outputsOf(network);
    const examples = makeExamples("data", word, {
      seed,
      ...(outputs === undefined ? {} : { target: targetFor(outputs) }),
    });
    return {
      examples: shaped(word, examples, network),
      isBytes: false,
      notes: [],
    };
  }
  const file = await openDataFile(word, options.choice, io);
  const data = file.kind === "table"
    ? await fitTable(file.table, file.size, options)
    : await fitArrays(word, file, options, io);
  await requireClassNumbers(word, data.examples, options.network);
  return data;
}

/** What the numbers of the network's output are read as. */
function predictionOf(network: Network): Prediction | undefined {
  return outputsOf(network)?.predicts;
}

async function fitTable(
  table: Table,
  size: number,
  options: FitOptions,
): Promise<FittedData> {
  const { network, precision, choice, known } = options;
  const isStream = options.streams ?? size > largestInMemory;
  const learned = known === undefined || isStream
    ? await learn(table, options)
    : undefined;
  const schema = known?.schema ?? learned?.schema;
  if (schema === undefined) throw new TypeError("a table has a schema");
  if (learned !== undefined) requireTargets(table.name, learned, network);
  const means = known?.means ?? learned?.inputs.mean;
  const targetShape = targetShapeFor(
    table.name,
    targetShapeOf(schema),
    network,
  );
  const { missing } = choice.columns;
  const encoding = {
    precision,
    inputShape: network.inputShape,
    ...(targetShape === undefined ? {} : { targetShape }),
    ...(missing === undefined ? {} : { missing }),
    ...(missing === "mean" && means !== undefined ? { means } : {}),
  };
  const length = learned?.length;
  return {
    examples: isStream && length !== undefined
      ? streamedExamples(table, schema, { ...encoding, length })
      : await tableExamples(table, schema, {
        ...encoding,
        ...(length === undefined ? {} : { length }),
      }),
    schema,
    ...(means === undefined ? {} : { means }),
    isBytes: false,
    notes: learned === undefined || learned.skipped === 0
      ? []
      : [`${learned.skipped} lines with missing values were left out`],
  };
}

function learn(
  table: Table,
  { network, choice, known }: FitOptions,
): Promise<LearnedSchema> {
  const kind = predictionOf(network);
  const target = choice.target === undefined
    ? undefined
    : namesIn("target", choice.target);
  return learnSchema(table, {
    ...choice.columns,
    target: target ?? known?.schema.targets.map(({ name }) => name) ??
      guessTarget(table),
    targetKind: kind === "classes"
      ? "class"
      : kind === "numbers"
      ? "number"
      : "auto",
  });
}

/** A column of this name needs no saying. */
function guessTarget({ name, columns }: Table): string[] {
  const found = columns.find((each) => each.toLowerCase() === "target");
  if (found !== undefined) return [found];
  const shown = columns.slice(0, 20).join(", ");
  throw new UsageError(
    `the target of ${name} is not said`,
    `Name its column with --target; the columns are ${shown}${
      columns.length > 20 ? " and more" : ""
    }.`,
  );
}

/** What the classes or numbers of the target must be for the network's loss. */
function requireTargets(
  file: string,
  { schema, targets }: LearnedSchema,
  network: Network,
): void {
  const [{ name: column, categories }] = schema.targets;
  const kind = predictionOf(network);
  if (categories !== undefined) {
    const most = kind === "classes" ? network.outputShape.at(-1) ?? 1 : 2;
    if (categories.length > most) {
      throw new DataError(
        { file, column },
        `the network tells ${most} classes apart, and there are ${categories.length}: ${
          categories.slice(0, 12).join(", ")
        }${categories.length > 12 ? " …" : ""}`,
        kind === "classes"
          ? `End the network with fc(${categories.length}) before its loss.`
          : `For more than two classes, end the network with fc(${categories.length}) -> cross_entropy.`,
      );
    }
    return;
  }
  if (kind !== "probability" && kind !== "logit") return;
  for (const [i, least] of targets?.least.entries() ?? []) {
    const largest = targets?.largest[i] ?? 1;
    if (least >= 0 && largest <= 1) continue;
    throw new DataError(
      { file, column: schema.targets[i]?.name ?? column },
      `a target of ${network.loss?.layer.name} lies between 0 and 1: there are numbers from ${least} to ${largest}`,
    );
  }
}

/** The shape that the loss takes of a target with these numbers. */
function targetShapeFor(
  file: string,
  found: Shape | undefined,
  network: Network,
): Shape | undefined {
  const { loss, outputShape } = network;
  if (loss === undefined || found === undefined) return found;
  const accepted = loss.layer.loss?.targetShapes(outputShape) ?? [];
  const fitting = accepted.find((shape) => equalShapes(shape, found)) ??
    accepted.find((shape) => elementCount(shape) === elementCount(found));
  if (fitting !== undefined) return fitting;
  throw new DataError(
    { file },
    `the target of an example must be ${
      accepted.map(formatShape).join(" or ")
    } for ${loss.layer.name}: it is ${formatShape(found)}`,
  );
}

async function fitArrays(
  word: string,
  file: Exclude<DataFile, { kind: "table" }>,
  options: FitOptions,
  io: Io,
): Promise<FittedData> {
  const { network, precision, choice: { target: name } } = options;
  let x: Tensor;
  let target: Tensor | undefined;
  if (file.kind === "arrays") {
    x = arrayNamed(word, file.arrays, options.choice.columns.inputs?.[0], [
      "x",
      "X",
      "inputs",
      "arr_0",
    ]);
    target = arrayNamed(word, file.arrays, name, [
      "y",
      "Y",
      "target",
      "targets",
      "labels",
      "arr_1",
    ]);
  } else {
    x = file.tensor;
    if (name === undefined) {
      throw new UsageError(
        `the targets of ${word} are not said`,
        "Name their file with --target.",
      );
    }
    const other = await openDataFile(name, options.choice, io);
    if (other.kind !== "array") {
      throw new UsageError(
        `${name} holds no array of targets`,
        "The targets of IDX and .npy are a file of the same kind.",
      );
    }
    target = other.tensor;
  }
  const targetShape = targetShapeFor(word, target.shape.slice(1), network);
  const examples = arrayExamples({
    x: { ...x, name: word },
    target: { ...target, name: name ?? word },
  }, {
    precision,
    inputShape: network.inputShape,
    ...(targetShape === undefined ? {} : { targetShape }),
  });
  const isBytes = file.kind === "array" && file.isBytes;
  return { examples, isBytes, notes: [] };
}

function arrayNamed(
  file: string,
  arrays: ReadonlyMap<string, Tensor>,
  name: string | undefined,
  usual: readonly string[],
): Tensor {
  const names = name === undefined ? usual : [name];
  for (const each of names) {
    const found = arrays.get(each);
    if (found !== undefined) return found;
  }
  throw new UsageError(
    `${file} has no array ${names.join(" or ")}`,
    `It has ${
      [...arrays.keys()].slice(0, 20).join(", ")
    }: name one with --inputs and one with --target.`,
  );
}

/** Examples whose numbers are those of the network's input. */
function shaped(word: string, examples: Examples, network: Network): Examples {
  const { inputShape } = network;
  if (equalShapes(examples.inputShape, inputShape)) return examples;
  if (elementCount(examples.inputShape) === elementCount(inputShape)) {
    return { ...examples, inputShape };
  }
  throw new DataError(
    { file: word },
    `the network takes an input of ${formatShape(inputShape)}: an example has ${
      formatShape(examples.inputShape)
    }`,
  );
}

/** Class numbers that no output stands for are found before anything is trained. */
async function requireClassNumbers(
  file: string,
  examples: Examples,
  network: Network,
): Promise<void> {
  const outputs = outputsOf(network, examples.targetShape);
  const { targetShape } = examples;
  if (outputs?.predicts !== "classes" || targetShape === undefined) return;
  if (equalShapes(targetShape, network.outputShape)) return;
  const classes = network.outputShape.at(-1) ?? 1;
  const width = elementCount(targetShape);
  let before = 0;
  for await (const { target, length } of examples.blocks()) {
    for (let i = 0; i < target.length; i++) {
      const t = target[i];
      if (t >= 0 && t < classes && Number.isInteger(t)) continue;
      if (t === outputs.ignore) continue;
      throw new DataError(
        { file, example: before + Math.floor(i / width) + 1 },
        `the target must be a class number from 0 to ${
          classes - 1
        }: it is ${t}`,
      );
    }
    before += length;
  }
}
