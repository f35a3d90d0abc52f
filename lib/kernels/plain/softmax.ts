/**
 * Softmax and the negative log likelihood of it, row by row. The largest number
 * of a row is subtracted before any exponential is taken, so that none
 * overflows (Goodfellow, Bengio and Courville, Deep Learning, 2016, §4.1).
 *
 * @module
 */

import type { Kernels } from "../contract/kernels.ts";

export const plainSoftmax: Pick<
  Kernels,
  | "softmax"
  | "softmaxBackward"
  | "softmaxBackwardDown"
  | "expSums"
  | "logSoftmax"
  | "logSoftmaxBackward"
  | "expScaled"
> = {
  softmax(y, x, rows, columns) {
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      const end = start + columns;
      let largest = -Infinity;
      for (let i = start; i < end; i++) if (x[i] > largest) largest = x[i];
      let sum = 0;
      for (let i = start; i < end; i++) {
        const e = Math.exp(x[i] - largest);
        y[i] = e;
        sum += e;
      }
      for (let i = start; i < end; i++) y[i] /= sum;
    }
  },
  softmaxBackward: (dx, y, dy, rows, columns) =>
    plainSoftmax.softmaxBackwardDown(dx, y, dy, rows, columns, 1),
  softmaxBackwardDown(dx, y, dy, count, rows, columns) {
    const area = rows * columns;
    for (let matrix = 0; matrix < count * area; matrix += area) {
      for (let start = matrix; start < matrix + columns; start++) {
        const end = start + area;
        let top = start;
        for (let i = start; i < end; i += columns) if (y[i] > y[top]) top = i;
        const base = dy[top];
        let mean = 0;
        for (let i = start; i < end; i += columns) {
          mean += (dy[i] - base) * y[i];
        }
        for (let i = start; i < end; i += columns) {
          dx[i] = y[i] * (dy[i] - base - mean);
        }
      }
    }
  },
  expSums(largest, others, x, rows, columns) {
    for (let row = 0; row < rows; row++) {
      const start = row * columns;
      const end = start + columns;
      let most = -Infinity;
      for (let i = start; i < end; i++) if (x[i] > most) most = x[i];
      let sum = 0;
      let ties = -1;
      for (let i = start; i < end; i++) {
        if (x[i] === most) ties++;
        else sum += Math.exp(x[i] - most);
      }
      largest[row] = most;
      others[row] = ties + sum;
    }
  },
  logSoftmax(y, largest, others, x, rows, columns) {
    plainSoftmax.expSums(largest, others, x, rows, columns);
    for (let row = 0, i = 0; row < rows; row++) {
      const [most, log] = [largest[row], Math.log1p(others[row])];
      // In this order, to keep the difference of two large numbers.
      for (const end = i + columns; i < end; i++) y[i] = x[i] - most - log;
    }
  },
  logSoftmaxBackward(dx, x, largest, others, dy, rows, columns) {
    for (let row = 0, start = 0; row < rows; row++, start += columns) {
      const end = start + columns;
      let top = start;
      while (top < end - 1 && x[top] !== largest[row]) top++;
      let rest = 0;
      for (let i = start; i < end; i++) if (i !== top) rest += dy[i];
      const whole = 1 + others[row];
      const factor = (rest + dy[top]) / whole;
      for (let i = start; i < end; i++) {
        dx[i] = dy[i] - factor * Math.exp(x[i] - largest[row]);
      }
      // Where p is over ½, dy − p·Σ dy is what the others leave of it.
      if (others[row] < 1) dx[top] = (dy[top] * others[row] - rest) / whole;
    }
  },
  expScaled(y, x, shifts, factors, rows, columns) {
    for (let row = 0, i = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, i++) {
        y[i] = factors[row] * Math.exp(x[i] - shifts[row]);
      }
    }
  },
};
