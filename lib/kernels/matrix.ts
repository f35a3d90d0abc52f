/**
 * Matrix kernels in their plain form: the oracle that any faster form must
 * agree with. Matrices are row-major; sums are kept in double precision.
 *
 * @module
 */

import type { Values } from "./values.ts";

/**
 * `y = x·wᵀ`, where `x` is `rows × inner`, `w` is `columns × inner` and `y` is
 * `rows × columns`.
 */
export function multiplyByTransposed(
  y: Values,
  x: Values,
  w: Values,
  rows: number,
  columns: number,
  inner: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum += x[row * inner + k] * w[column * inner + k];
      }
      y[row * columns + column] = sum;
    }
  }
}

/**
 * `y = x·w`, where `x` is `rows × inner`, `w` is `inner × columns` and `y` is
 * `rows × columns`.
 */
export function multiply(
  y: Values,
  x: Values,
  w: Values,
  rows: number,
  columns: number,
  inner: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum += x[row * inner + k] * w[k * columns + column];
      }
      y[row * columns + column] = sum;
    }
  }
}

/**
 * `y = aᵀ·b`, where `a` is `inner × rows`, `b` is `inner × columns` and `y` is
 * `rows × columns`.
 */
export function multiplyTransposed(
  y: Values,
  a: Values,
  b: Values,
  rows: number,
  columns: number,
  inner: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) {
        sum += a[k * rows + row] * b[k * columns + column];
      }
      y[row * columns + column] = sum;
    }
  }
}

/** `Σ a[aStart + k]·b[bStart + k]` over `length` numbers, in the order of {@linkcode multiplyByTransposed}. */
export function dot(
  a: Values,
  aStart: number,
  b: Values,
  bStart: number,
  length: number,
): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[aStart + k] * b[bStart + k];
  return sum;
}

/** Adds `bias`, one number a column, to each row of `y`. */
export function addBias(
  y: Values,
  bias: Values,
  rows: number,
  columns: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      y[row * columns + column] += bias[column];
    }
  }
}

/** `y[column] = Σ_row x[row, column]` */
export function sumRows(
  y: Values,
  x: Values,
  rows: number,
  columns: number,
): void {
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += x[row * columns + column];
    y[column] = sum;
  }
}

/** `y += x`, element by element. */
export function add(y: Values, x: Values, length: number): void {
  for (let i = 0; i < length; i++) y[i] += x[i];
}
