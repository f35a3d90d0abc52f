/**
 * The examples of arrays, made to fit a network.
 *
 * @module
 */

import { arrayExamples } from "../data/examples/array_examples.ts";
import type { Tensor } from "../tensor_files/tensor.ts";
import { isFile } from "../../dsl/cli/files/source.ts";
import { UsageError } from "../../dsl/cli/words/command.ts";
import type { Io } from "../../dsl/cli/world/io.ts";
import { type DataFile, openDataFile } from "./data_file.ts";
import {
  type FitOptions,
  type FittedData,
  targetShapeFor,
} from "./fitted_data.ts";

/** What arrays of inputs and of targets are usually called. */
const usual = {
  x: ["x", "X", "inputs", "arr_0"],
  y: ["y", "Y", "target", "targets", "labels", "arr_1"],
} as const;

/**
 * Reads arrays for a network.
 *
 * @throws {UsageError} if an array or a file is not there.
 * @throws {DataError} if it does not fit.
 */
export async function fitArrays(
  word: string,
  file: Exclude<DataFile, { kind: "table" }>,
  options: FitOptions,
  io: Io,
): Promise<FittedData> {
  const { network, choice: { target: name }, isBeside } = options;
  let x: Tensor;
  let target: Tensor | undefined;
  if (file.kind === "arrays") {
    x = inputsIn(word, file.arrays, options.choice.columns.inputs?.[0]);
    target = arrayNamed(word, file.arrays, name, usual.y);
  } else {
    x = file.tensor;
    if (isBeside) {
      throw new UsageError(
        `${word} holds inputs alone, and --target names the targets of other examples`,
        "Give --validation a share of the data, or an .npz file with both.",
      );
    }
    if (name === undefined) {
      throw new UsageError(
        `the targets of ${word} are not said`,
        "Name their file with --target.",
      );
    }
    if (!await isFile(name, io)) {
      throw new UsageError(
        `cannot read ${name}: there is no such file`,
        "For IDX and .npy, --target is the file of the targets.",
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
    inputShape: network.inputShape,
    ...(targetShape === undefined ? {} : { targetShape }),
  });
  const isBytes = file.kind === "array" && file.isBytes;
  return { examples, isBytes, notes: [] };
}

/**
 * The inputs among arrays: of a name that is given, or of a usual one.
 *
 * @throws {UsageError} if there are none.
 */
export function inputsIn(
  file: string,
  arrays: ReadonlyMap<string, Tensor>,
  name?: string,
): Tensor {
  return arrayNamed(file, arrays, name, usual.x);
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
