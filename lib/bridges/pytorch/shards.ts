/**
 * Prepared examples as files of tensors, row by row in their order.
 *
 * @module
 */

import { allocate, type Precision, type Values } from "../../base/values.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { copyRow, widthsOf } from "../../data/examples/example_rows.ts";
import type {
  Block,
  ExamplePart,
  Examples,
} from "../../data/examples/examples.ts";
import { placed, takePart } from "../../data/examples/parts.ts";
import type { NamedTensor } from "../../tensor_files/tensor.ts";
import { inputNames, targetNames } from "./tensor_names.ts";

/** About how many numbers a file has: 64 MB of single precision. */
const mostNumbers = 2 ** 24;

/** How many examples a file has at most. */
function rowsOf(all: Examples, most: number): number {
  const [width, targetWidth] = widthsOf(all);
  return Math.max(1, Math.floor(most / (width + targetWidth)));
}

/** In how many files examples are written. */
export function shardCount(all: Examples, most = mostNumbers): number {
  return Math.max(1, Math.ceil(all.length / rowsOf(all, most)));
}

/** The tensors of one file after the other; only one of them is in memory. */
export async function* shardsOf(
  all: Examples,
  precision: Precision,
  most = mostNumbers,
): AsyncGenerator<readonly NamedTensor[]> {
  const [width, targetWidth] = widthsOf(all);
  const capacity = Math.min(rowsOf(all, most), Math.max(all.length, 1));
  let x = allocate(precision, capacity * width);
  let target = allocate(precision, capacity * targetWidth);
  let count = 0;
  const tensors = () => [
    ...partsOf(inputNames(all), all.inputs, all.inputShape, x, count),
    ...partsOf(
      targetNames(all),
      all.targets,
      all.targetShape ?? [],
      target,
      count,
    ),
  ];
  for await (const block of all.blocks() as AsyncIterable<Block>) {
    for (let i = 0; i < block.length; i++) {
      copyRow(x, count, block.x, i, width);
      copyRow(target, count, block.target, i, targetWidth);
      if (++count < capacity) continue;
      yield tensors();
      count = 0;
      x = allocate(precision, capacity * width);
      target = allocate(precision, capacity * targetWidth);
    }
  }
  if (count > 0) yield tensors();
}

/** Each of several inputs or targets for itself. */
function partsOf(
  names: readonly string[],
  parts: readonly ExamplePart[] | undefined,
  shape: Shape,
  rows: Values,
  count: number,
): NamedTensor[] {
  const width = elementCount(shape);
  const all = rows.subarray(0, count * width);
  if (parts === undefined) {
    return [{ name: names[0], shape: [count, ...shape], values: all }];
  }
  return placed(parts).map((part, i) => {
    const values = rows instanceof Float64Array
      ? new Float64Array(count * part.width)
      : new Float32Array(count * part.width);
    takePart(values, all, part, width);
    return { name: names[i], shape: [count, ...part.shape], values };
  });
}
