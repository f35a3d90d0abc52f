/**
 * Matrix kernels in their plain form: the oracle that any faster form must
 * agree with. Matrices are row-major; sums are kept in double precision.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { EntrySpan } from "../contract/kernels.ts";

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
      y[row * columns + column] = dot(x, row * inner, w, column * inner, inner);
    }
  }
}

/** Some numbers of `y = x·wᵀ + bias`; see {@linkcode multiplyByTransposed}. */
export function entriesByTransposed(
  y: Values,
  x: Values,
  w: Values,
  bias: Values | undefined,
  _rows: number,
  columns: number,
  inner: number,
  { start, count, stride }: EntrySpan,
): boolean {
  for (let n = 0, i = start; n < count; n++, i += stride) {
    const row = Math.floor(i / columns);
    const column = i - row * columns;
    y[i] = dot(x, row * inner, w, column * inner, inner);
    if (bias !== undefined) y[i] += bias[column];
  }
  return true;
}

/** `Σ a[aStart + k]·b[bStart + k]` over `length` numbers, in four sums side by side: one alone would wait for each addition. */
function dot(
  a: Values,
  aStart: number,
  b: Values,
  bStart: number,
  length: number,
): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  const whole = length & ~3;
  let k = 0;
  for (; k < whole; k += 4) {
    const i = aStart + k;
    const j = bStart + k;
    sum0 += a[i] * b[j];
    sum1 += a[i + 1] * b[j + 1];
    sum2 += a[i + 2] * b[j + 2];
    sum3 += a[i + 3] * b[j + 3];
  }
  for (; k < length; k++) sum0 += a[aStart + k] * b[bStart + k];
  return (sum0 + sum1) + (sum2 + sum3);
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
    multiplyRow(y, row * columns, x, row * inner, 1, w, columns, inner);
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
    multiplyRow(y, row * columns, a, row, rows, b, columns, inner);
  }
}

/** One row of a product, `y[c] = Σₖ x[k·xStride]·w[k, c]`, four columns at a time. */
function multiplyRow(
  y: Values,
  yStart: number,
  x: Values,
  xStart: number,
  xStride: number,
  w: Values,
  columns: number,
  inner: number,
): void {
  let c = 0;
  for (; c + 3 < columns; c += 4) {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let k = 0, i = xStart, j = c; k < inner; k++) {
      const t = x[i];
      sum0 += t * w[j];
      sum1 += t * w[j + 1];
      sum2 += t * w[j + 2];
      sum3 += t * w[j + 3];
      i += xStride;
      j += columns;
    }
    y[yStart + c] = sum0;
    y[yStart + c + 1] = sum1;
    y[yStart + c + 2] = sum2;
    y[yStart + c + 3] = sum3;
  }
  for (; c < columns; c++) {
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum += x[xStart + k * xStride] * w[k * columns + c];
    }
    y[yStart + c] = sum;
  }
}

/**
 * `y = aᵀ·bᵀ`, where `a` is `inner × rows`, `b` is `columns × inner` and `y` is
 * `rows × columns`.
 */
export function multiplyBothTransposed(
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
        sum += a[k * rows + row] * b[column * inner + k];
      }
      y[row * columns + column] = sum;
    }
  }
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

/** `y += c·x`, element by element. */
export function addScaled(
  y: Values,
  x: Values,
  c: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) y[i] += c * x[i];
}

/** `y[row, ·] = x[places[row], ·]` */
export function takeRows(
  y: Values,
  x: Values,
  places: Values,
  rows: number,
  columns: number,
): void {
  for (let row = 0; row < rows; row++) {
    const start = places[row] * columns;
    for (let column = 0; column < columns; column++) {
      y[row * columns + column] = x[start + column];
    }
  }
}

/** `y[row, ·] = from` in each row. */
export function fillRows(
  y: Values,
  from: Values,
  rows: number,
  columns: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      y[row * columns + column] = from[column];
    }
  }
}

/** Copies columns of a matrix into columns of another. */
export function copyColumns(
  to: Values,
  toWidth: number,
  toStart: number,
  from: Values,
  fromWidth: number,
  fromStart: number,
  rows: number,
  columns: number,
): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      to[row * toWidth + toStart + column] =
        from[row * fromWidth + fromStart + column];
    }
  }
}
