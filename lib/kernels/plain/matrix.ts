/**
 * Matrix kernels in their plain form: the oracle that any faster form must
 * agree with. Matrices are row-major; sums are kept in double precision.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { Kernels } from "../contract/kernels.ts";
import { swapAxes } from "./axes.ts";

export const plainMatrix: Pick<
  Kernels,
  | "multiplyByTransposed"
  | "multiply"
  | "multiplyTransposed"
  | "multiplyBothTransposed"
  | "entriesByTransposed"
  | "sumRows"
  | "sumEach"
  | "spreadEach"
  | "largestPlaces"
  | "transposeEach"
  | "fillRows"
  | "takeRows"
  | "takeRowsBackward"
  | "copyColumns"
  | "addScaled"
> = {
  multiplyByTransposed(y, x, w, bias, rows, columns, inner) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const i = row * columns + column;
        y[i] = dot(x, row * inner, w, column * inner, inner);
      }
    }
    if (bias === undefined) return;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        y[row * columns + column] += bias[column];
      }
    }
  },
  multiply(y, x, w, rows, columns, inner) {
    for (let row = 0; row < rows; row++) {
      multiplyRow(y, row * columns, x, row * inner, 1, w, columns, inner);
    }
  },
  multiplyTransposed(y, a, b, rows, columns, inner) {
    for (let row = 0; row < rows; row++) {
      multiplyRow(y, row * columns, a, row, rows, b, columns, inner);
    }
  },
  multiplyBothTransposed(y, a, b, rows, columns, inner) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) {
          sum += a[k * rows + row] * b[column * inner + k];
        }
        y[row * columns + column] = sum;
      }
    }
  },
  entriesByTransposed(y, x, w, bias, _rows, columns, inner, span) {
    const { start, count, stride } = span;
    for (let n = 0, i = start; n < count; n++, i += stride) {
      const row = Math.floor(i / columns);
      const column = i - row * columns;
      y[i] = dot(x, row * inner, w, column * inner, inner);
      if (bias !== undefined) y[i] += bias[column];
    }
    return true;
  },
  sumRows(y, x, rows, columns) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += x[row * columns + column];
      y[column] = sum;
    }
  },
  sumEach(y, x, c, count, rows, columns) {
    for (let m = 0, i = 0; m < count; m++) {
      for (let column = 0; column < columns; column++, i++) {
        const start = m * rows * columns + column;
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += x[start + row * columns];
        y[i] = c * sum;
      }
    }
  },
  spreadEach(y, x, c, count, rows, columns) {
    for (let m = 0, i = 0; m < count; m++) {
      for (let row = 0; row < rows; row++) {
        for (let k = m * columns; k < (m + 1) * columns; k++) y[i++] = c * x[k];
      }
    }
  },
  largestPlaces(places, x, sign, count, rows, columns) {
    for (let m = 0, i = 0; m < count; m++) {
      for (let column = 0; column < columns; column++, i++) {
        const start = m * rows * columns + column;
        let best = 0;
        for (let row = 1; row < rows; row++) {
          const value = x[start + row * columns];
          const most = x[start + best * columns];
          const isMore = sign * value > sign * most;
          if (isMore || Number.isNaN(value) && !Number.isNaN(most)) best = row;
        }
        places[i] = best;
      }
    }
  },
  transposeEach: (y, x, count, rows, columns) =>
    swapAxes(y, x, count, rows, columns, 1),
  fillRows(y, from, rows, columns) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        y[row * columns + column] = from[column];
      }
    }
  },
  takeRows(y, x, places, rows, columns) {
    for (let row = 0; row < rows; row++) {
      const start = places[row] * columns;
      for (let column = 0; column < columns; column++) {
        y[row * columns + column] = x[start + column];
      }
    }
  },
  takeRowsBackward(dx, dy, places, count, rows, columns) {
    dx.fill(0, 0, rows * columns);
    for (let row = 0, i = 0; row < count; row++) {
      let j = places[row] * columns;
      for (const end = j + columns; j < end;) dx[j++] += dy[i++];
    }
  },
  copyColumns,
  addScaled(y, x, c, length) {
    for (let i = 0; i < length; i++) y[i] += c * x[i];
  },
};

/** `Σ a[aStart + k]·b[bStart + k]` over `length` numbers, in four sums: a single one would wait for each addition. */
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
