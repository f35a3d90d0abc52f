import type { Advice } from "../base/advice.ts";
import { DataError } from "../bytes/data_error.ts";
import type { ExamplesInMemory } from "../data/examples/examples.ts";
import { elementCount } from "../base/shape.ts";
import {
  arrayExamples,
  type ExampleArrays,
} from "../data/examples/array_examples.ts";
import type { Network } from "../network/network.ts";
import type { Tensor } from "../tensor_files/tensor.ts";
import { type ArrayReading, requireOrder } from "./array_reading.ts";
import { type FittedData, targetShapeFor } from "./fitted_data.ts";
import {
  numberedTargets,
  requireTargetNumbers,
  targetLabels,
} from "./target_numbers.ts";

/** Arrays of inputs and their targets, one for each index of the first axis. */
export type FitArrays = Required<ExampleArrays>;

/** What {@linkcode fitArrays} takes. */
export interface FitArraysOptions {
  /** Whether the inputs are bytes, as in images. Default: false. */
  readonly isBytes?: boolean;
  /** What stands for classes 0, 1 and so on, if that was learned before; none for these numbers themselves. Default: what the targets tell. */
  readonly labels?: readonly number[] | undefined;
  /** How arrays were read before, or are to be named. */
  readonly arrays?: ArrayReading | undefined;
}

/**
 * Fits arrays to a network.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { fitArrays } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { examples } = await fitArrays(nn`fc(2,1) -> mse`, {
 *   x: { shape: [2, 2], values: Float32Array.of(0, 1, 2, 3) },
 *   target: { shape: [2], values: Float32Array.of(4, 5) },
 * });
 * assertEquals([examples.length, examples.targetShape], [2, [1]]);
 * ```
 *
 * @throws {DataError} if they do not fit.
 */
export async function fitArrays(
  network: Network,
  { x, target }: FitArrays,
  options: FitArraysOptions = {},
): Promise<FittedData> {
  const file = x.name ?? "x";
  const { isBytes, arrays = {} } = options;
  const shape = x.shape.slice(1);
  requireOrder(file, shape, arrays, network);
  const examples = arrayExamples({ x, target }, {
    inputShape: network.inputShape,
    targetShape: targetShapeFor(file, target.shape.slice(1), network),
  });
  const found = options.labels ??
    targetLabels(network, { ...examples.memory, ...examples });
  const labels = found?.length === 0 ? undefined : found;
  if (labels !== undefined) {
    requireLabels(target.name ?? "target", examples, network, labels);
  }
  const numbered = labels === undefined
    ? examples
    : numberedTargets(network, examples, labels);
  await requireTargetNumbers(file, numbered, network);
  return { examples: numbered, isBytes, labels, arrays: { shape, ...arrays } };
}

/** @throws {DataError} if a target is none of the labels. */
function requireLabels(
  file: string,
  { memory: { target }, targetShape = [] }: ExamplesInMemory,
  { loss }: Network,
  labels: readonly number[],
): void {
  const known = new Set(labels).add(loss?.layer.loss?.ignore ?? NaN);
  const wrong = target.findIndex((t) => !known.has(t));
  if (wrong < 0) return;
  const example = Math.floor(wrong / elementCount(targetShape)) + 1;
  throw new DataError(
    { file, example },
    `the target must be one of ${labels.slice(0, 20).join(", ")}${
      labels.length > 20 ? " …" : ""
    }, as in training: found ${target[wrong]}`,
  );
}

const usualNames = {
  inputs: ["x", "X", "inputs", "arr_0"],
  target: ["y", "Y", "target", "targets", "labels", "arr_1"],
} as const;

/**
 * The inputs or the targets among the arrays of a file.
 *
 * @param name the array's name. Default: that of training, if it is there, or a usual one.
 * @throws {DataError} if there is no such array, or several have a usual name.
 */
export function arrayIn(
  file: string,
  arrays: ReadonlyMap<string, Tensor>,
  role: keyof typeof usualNames,
  name?: string,
  before?: ArrayReading,
): Tensor {
  const known = before?.[role];
  const own = name ?? (arrays.has(known ?? "") ? known : undefined);
  const names = own === undefined ? usualNames[role] : [own];
  const found = names.filter((each) => arrays.has(each));
  const array = arrays.get(found[0]);
  if (array !== undefined && found.length === 1) return array;
  const help: Advice = [
    `It has ${[...arrays.keys()].slice(0, 20).join(", ")}: name one with `,
    { option: "inputs" },
    " and one with ",
    { option: "target" },
    ".",
  ];
  throw new DataError(
    { file },
    found.length === 0
      ? `it has no array ${names.join(" or ")}`
      : `several arrays may be the ${
        role === "inputs" ? "inputs" : "targets"
      }: found ${found.join(" and ")}`,
    help,
  );
}
