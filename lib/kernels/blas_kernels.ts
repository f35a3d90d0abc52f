/**
 * Kernels whose large products run in the system's BLAS.
 *
 * @module
 */

import type { Blas } from "./blas.ts";
import type { Kernels } from "./kernels.ts";
import type { Threads } from "./threads.ts";
import type { Values } from "./values.ts";

/** Smaller products are done before the call is. */
const worthCalling = 4096;

/** Larger ones are worth the library's own threads. */
const worthThreads = 1_000_000;

/** So are sums of two arrays, in numbers. */
const worthThreadsOfSum = 50_000;

/**
 * Kernels that leave large products to a library, and all else to others.
 *
 * @param threads those of the others, whose cores the library takes while it
 * runs.
 */
export function blasKernels(
  blas: Blas,
  others: Kernels,
  threads: Threads,
): Kernels {
  function product(
    y: Values,
    a: Values,
    b: Values,
    m: number,
    n: number,
    k: number,
    isAT: boolean,
    isBT: boolean,
    beta: 0 | 1,
  ): void {
    const count = m * n * k < worthThreads ? 1 : threads.count;
    if (count > 1) threads.rest();
    blas.product(y, a, b, m, n, k, isAT, isBT, beta, count);
  }
  const isSmall = (rows: number, columns: number, inner: number) =>
    rows * columns * inner < worthCalling;
  return {
    ...others,
    kind: "blas",
    multiplyByTransposed(y, x, w, bias, rows, columns, inner) {
      if (isSmall(rows, columns, inner)) {
        others.multiplyByTransposed(y, x, w, bias, rows, columns, inner);
        return;
      }
      if (bias !== undefined) others.fillRows(y, bias, rows, columns);
      const beta = bias === undefined ? 0 : 1;
      product(y, x, w, rows, columns, inner, false, true, beta);
    },
    multiply(y, x, w, rows, columns, inner) {
      if (isSmall(rows, columns, inner)) {
        others.multiply(y, x, w, rows, columns, inner);
      } else product(y, x, w, rows, columns, inner, false, false, 0);
    },
    multiplyTransposed(y, a, b, rows, columns, inner) {
      if (isSmall(rows, columns, inner)) {
        others.multiplyTransposed(y, a, b, rows, columns, inner);
      } else product(y, a, b, rows, columns, inner, true, false, 0);
    },
    multiplyBothTransposed(y, a, b, rows, columns, inner) {
      if (isSmall(rows, columns, inner)) {
        others.multiplyBothTransposed(y, a, b, rows, columns, inner);
      } else product(y, a, b, rows, columns, inner, true, true, 0);
    },
    addScaled(y, x, c, length) {
      if (length < worthThreadsOfSum) others.addScaled(y, x, c, length);
      else {
        threads.rest();
        blas.addScaled(y, x, c, length, threads.count);
      }
    },
    // The library does not say in which order it adds.
    entriesByTransposed: (y, x, w, bias, rows, columns, inner, span) =>
      isSmall(rows, columns, inner) &&
      others.entriesByTransposed(y, x, w, bias, rows, columns, inner, span),
  };
}
