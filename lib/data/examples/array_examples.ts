/**
 * Examples from arrays.
 *
 * @module
 */

import {
  elementCount,
  formatShape,
  indexOf,
  type Shape,
} from "../../base/shape.ts";
import {
  allocate,
  type Precision,
  precisionOf,
  type Values,
} from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import type { Tensor } from "../../tensor_files/tensor.ts";
import { type Block, type Examples, examplesOf } from "./examples.ts";

/** An array; its name, where it has one, is for messages. */
export interface ExampleArray extends Tensor {
  /** What messages call it. */
  readonly name?: string;
}

/** Arrays whose first axis counts examples. */
export interface ExampleArrays {
  /** The inputs. */
  readonly x: ExampleArray;
  /** The targets, as many. */
  readonly target?: ExampleArray;
}

/** What {@linkcode arrayExamples} takes by name. */
export interface ArrayExamplesOptions {
  /** The precision of the examples: that of each array unless told otherwise. */
  readonly precision?: Precision;
  /** The shape of one input, of as many numbers as the array has for it: its other axes unless told otherwise. */
  readonly inputShape?: Shape;
  /** The shape of one target, likewise. */
  readonly targetShape?: Shape;
}

/**
 * Examples from arrays whose first axis counts them, as files of IDX, `.npy` and
 * `.npz` hold them. Images of 28×28 go into a network whose input is 28×28×1, or
 * 784. Arrays of the precision that is asked for are taken as they are.
 *
 * ```ts
 * import { arrayExamples } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const data = arrayExamples({
 *   x: { shape: [2, 2, 2], values: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7) },
 *   target: { shape: [2], values: Float32Array.of(0, 1) },
 * }, { inputShape: [4] });
 * assertEquals([data.length, data.inputShape, data.targetShape], [2, [4], []]);
 * ```
 *
 * @throws {DataError} if the arrays have not the same number of examples, at
 * least one, if these are not of the shapes asked for, or a number is not finite.
 */
export function arrayExamples(
  { x, target }: ExampleArrays,
  options: ArrayExamplesOptions = {},
): Examples & { readonly memory: Block } {
  const inputs = countedArray(x, "x", options.inputShape, options.precision);
  if (target === undefined) {
    return examplesOf(inputs.values, { inputShape: inputs.shape });
  }
  const { targetShape, precision } = options;
  const targets = countedArray(target, "target", targetShape, precision);
  if (targets.count !== inputs.count) {
    throw new DataError(
      { file: target.name ?? "target" },
      `each input must have a target: found ${
        formatCount(inputs.count)
      } inputs and ${formatCount(targets.count)} targets`,
    );
  }
  return examplesOf(inputs.values, {
    inputShape: inputs.shape,
    target: targets.values,
    targetShape: targets.shape,
  });
}

function countedArray(
  { shape: [count, ...own], values, name }: ExampleArray,
  role: string,
  shape: Shape = own,
  precision: Precision = precisionOf(values),
) {
  const file = name ?? role;
  const width = elementCount(own);
  if (count === undefined || !(values.length > 0)) {
    throw new DataError(
      { file },
      `its first axis must count examples, at least one: found ${
        formatShape(count === undefined ? [] : [count, ...own])
      }`,
    );
  }
  if (elementCount(shape) !== width || values.length !== count * width) {
    throw new DataError(
      { file },
      `each example must have the numbers of ${formatShape(shape)}: found ${
        formatShape(own)
      }`,
    );
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const place = indexOf(wrong % width, own);
    throw new DataError(
      { file, example: Math.floor(wrong / width) + 1 },
      `its numbers must be finite: found ${values[wrong]} at ${role}${
        place.length === 0 ? "" : `[${place.join()}]`
      }`,
    );
  }
  return { count, shape, values: inPrecision(values, precision) };
}

function inPrecision(values: Values, precision: Precision): Values {
  if (precisionOf(values) === precision) return values;
  const copy = allocate(precision, values.length);
  copy.set(values);
  return copy;
}
