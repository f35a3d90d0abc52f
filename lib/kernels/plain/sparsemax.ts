/**
 * The probabilities nearest to some numbers (Martins and Astudillo, "From softmax to
 * sparsemax", 2016). The threshold is found from below: of the numbers above it, the
 * one that leaves a sum of 1 is higher, until none falls below (Michelot, "A finite
 * algorithm for finding the projection of a point onto the canonical simplex", 1986).
 *
 * @module
 */

import type { Kernels } from "../contract/kernels.ts";

export const plainSparsemax: Pick<Kernels, "sparsemax" | "sparsemaxBackward"> =
  {
    sparsemax(y, x, rows, columns) {
      for (let row = 0, start = 0; row < rows; row++, start += columns) {
        const end = start + columns;
        let largest = -Infinity;
        for (let i = start; i < end; i++) largest = Math.max(largest, x[i]);
        // Measured from the largest. Lower than −1 it cannot be.
        let threshold = -1;
        while (!Number.isNaN(threshold)) {
          let [sum, count] = [0, 0];
          for (let i = start; i < end; i++) {
            if (x[i] - largest <= threshold) continue;
            sum += x[i] - largest;
            count++;
          }
          const next = (sum - 1) / count;
          if (next <= threshold) break;
          threshold = next;
        }
        for (let i = start; i < end; i++) {
          y[i] = Math.max(x[i] - largest - threshold, 0);
        }
      }
    },
    sparsemaxBackward(dx, y, dy, rows, columns) {
      for (let row = 0, start = 0; row < rows; row++, start += columns) {
        const end = start + columns;
        let [sum, count] = [0, 0];
        for (let i = start; i < end; i++) {
          if (y[i] === 0) continue;
          sum += dy[i];
          count++;
        }
        for (let i = start; i < end; i++) {
          dx[i] = y[i] === 0 ? 0 : dy[i] - sum / count;
        }
      }
    },
  };
