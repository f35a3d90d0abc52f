import { say } from "../../words/say.ts";
import { maxBoundNumbers } from "../base/limits.ts";
import { NablaError } from "../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";
import { formatCount, quote } from "../base/words.ts";

/** An array of any number of axes. */
export interface Tensor {
  /** Its sizes, the axis of examples included; `[]` is a single number. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly values: Values;
}

/** A tensor with its name. */
export interface NamedTensor extends Tensor {
  /** Its name in its file, or the name of the file. */
  readonly name: string;
}

/** A tensor of a file whose numbers are read when asked for. */
export interface TensorEntry {
  /** Its name in the file. */
  readonly name: string;
  /** The type of its numbers in the file: `F32`. */
  readonly dtype: string;
  /** Its sizes. */
  readonly shape: Shape;
  /** How many numbers it has. */
  readonly length: number;
  /**
   * Reads its numbers.
   *
   * @param into an array of {@linkcode length}, in whose precision they are rounded
   * to the nearest. Default: a new one, of the precision that holds every number of
   * the type.
   * @throws {DataError} if the file ends before, neither precision holds a number, or
   * numbers of this type are not read.
   * @throws {NablaError} if the array has another length.
   */
  read(into?: Values): Promise<Values>;
}

/** The most axes of an array, as in NumPy. */
export const maxAxes = 64;

/** How many numbers a shape has; `fail` throws if there are too many. */
export function boundedCount(
  shape: Shape,
  fail: (message: string) => never,
): number {
  const count = elementCount(shape);
  if (count <= maxBoundNumbers) return count;
  return fail(
    say("it may have at most {most} numbers: found {shape}", {
      most: formatCount(maxBoundNumbers),
      shape: formatShape(shape),
    }),
  );
}

/** @throws {NablaError} if an array has not the length of the tensor that is read into it. */
export function requireRoomFor(
  name: string,
  length: number,
  into: Values,
): void {
  if (into.length === length) return;
  throw new NablaError("length", {
    action: say("read tensor {name}", { name: quote(name) }),
    name: say("the array"),
    expected: length,
    found: into.length,
  });
}
