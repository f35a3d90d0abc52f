import { say } from "../../../words/say.ts";
import {
  elementCount,
  formatShape,
  indexOf,
  type Shape,
} from "../../base/shape.ts";
import {
  allocate,
  maxSingle,
  type Precision,
  precisionOf,
  singleRule,
  type Values,
} from "../../base/values.ts";
import { formatCount } from "../../base/words.ts";
import { DataError } from "../../bytes/data_error.ts";
import type { Tensor } from "../../tensor_files/tensor.ts";
import { type ExamplesInMemory, examplesOf } from "./examples.ts";

/** An array of examples. */
export interface ExampleArray extends Tensor {
  /** What messages call it. */
  readonly name?: string;
}

/** Arrays with one example for each index of their first axis. */
export interface ExampleArrays {
  /** The inputs. */
  readonly x: ExampleArray;
  /** The targets, as many. */
  readonly target?: ExampleArray;
}

/** What {@linkcode arrayExamples} takes. */
export interface ArrayExamplesOptions {
  /** The precision of the examples. Default: that of each array. */
  readonly precision?: Precision;
  /** The shape of one input, with as many numbers as the array has for it. Default: the other axes of the array. */
  readonly inputShape?: Shape;
  /** The shape of one target, likewise. */
  readonly targetShape?: Shape | undefined;
}

/**
 * Examples from arrays, one for each index of the first axis, as in files of IDX,
 * `.npy` and `.npz`. Images of 28×28 fit a network whose input is 28×28×1, or 784.
 * Arrays of the right precision are not copied.
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
 * @throws {DataError} if the arrays do not have the same number of examples, at least
 * one, in the given shapes, or a number is not finite.
 */
export function arrayExamples(
  { x, target }: ExampleArrays,
  options: ArrayExamplesOptions = {},
): ExamplesInMemory {
  const { inputShape, targetShape, precision } = options;
  const inputs = countedArray(x, "x", inputShape, precision);
  const targets = target &&
    countedArray(target, "target", targetShape, precision);
  if (targets && targets.count !== inputs.count) {
    throw new DataError(
      { file: target.name ?? "target" },
      say(
        "each input must have a target: found {inputs} inputs and {targets} targets",
        {
          inputs: formatCount(inputs.count),
          targets: formatCount(targets.count),
        },
      ),
    );
  }
  return examplesOf(inputs.values, {
    inputShape: inputs.shape,
    target: targets?.values,
    targetShape: targets?.shape,
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
      say("its first axis must count examples, at least one: found {shape}", {
        shape: formatShape(count === undefined ? [] : [count, ...own]),
      }),
    );
  }
  if (elementCount(shape) !== width || values.length !== count * width) {
    throw new DataError(
      { file },
      say("each example must have the numbers of {shape}: found {found}", {
        shape: formatShape(shape),
        found: formatShape(own),
      }),
    );
  }
  const wrong = values.findIndex((value) => !(Math.abs(value) <= maxSingle));
  if (wrong >= 0) {
    const place = indexOf(wrong % width, own);
    throw new DataError(
      { file, example: Math.floor(wrong / width) + 1 },
      say("its numbers must {rule}: found {found} at {place}", {
        rule: say(Number.isFinite(values[wrong]) ? singleRule : "be finite"),
        found: values[wrong],
        place: place.length === 0 ? role : `${role}[${place.join()}]`,
      }),
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
