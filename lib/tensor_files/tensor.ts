/**
 * Arrays of numbers with their shapes, as files hold them.
 *
 * @module
 */

import type { Shape } from "../base/shape.ts";
import type { Values } from "../base/values.ts";

/** An array of any number of axes. */
export interface Tensor {
  /** Its sizes, the example's axis among them where there is one; `[]` is a single number. */
  readonly shape: Shape;
  /** Its numbers, row-major. */
  readonly values: Values;
}

/** A tensor with a name: that in its file, or that of its file. */
export interface NamedTensor extends Tensor {
  /** The name. */
  readonly name: string;
}

/** A tensor of a file, of which no number has been read yet. */
export interface TensorEntry {
  /** Its name in the file. */
  readonly name: string;
  /** What its numbers are there: `F32`. */
  readonly dtype: string;
  /** Its sizes. */
  readonly shape: Shape;
  /** How many numbers it has: the product of its sizes. */
  readonly length: number;
  /**
   * Reads its numbers, into an array of {@linkcode length} or into a new one. A
   * new one has the precision that holds every number of the type; an array that
   * is given is filled in its own, rounded to the nearest.
   *
   * @throws {DataError} if the file ends before, or a number is none that either
   * precision holds.
   * @throws {NablaError} if the array is not as long.
   */
  read(into?: Values): Promise<Values>;
}

/** More axes are hardly meant; NumPy has the same bound. */
export const maxAxes = 64;
