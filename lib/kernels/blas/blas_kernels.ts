import type { ConvolutionShape } from "../contract/convolution.ts";
import type { Kernels } from "../contract/kernels.ts";
import type { Threads } from "../wasm/threads.ts";
import type { Blas } from "./blas.ts";

/** Smaller products take less time than the call. */
const worthCalling = 4096;

/** Larger ones are worth the library's own threads. */
const worthThreads = 1_000_000;

/**
 * Products this much taller or deeper than wide are of the windows of images:
 * threads that wrote their rows are faster than a library that gives them to
 * others.
 */
const tall = 8;

/**
 * From here on the library is so much faster that what windows see is laid out for
 * it: on one thread so many multiplications for a window, on several so many
 * outputs, as its threads divide tall products badly.
 */
const worthLayingOut = { multiplications: 2000, outputs: 128 };

/** The same for sums of two arrays, in numbers. */
const worthThreadsOfSum = 50_000;

function isLaidOut(
  { geometry: { kernel, channels }, outputs, groups }: ConvolutionShape,
  threads: number,
): boolean {
  const seen = kernel[0] * kernel[1] * kernel[2] * channels / groups;
  const width = outputs / groups;
  return threads === 1
    ? seen * width >= worthLayingOut.multiplications
    : width >= worthLayingOut.outputs;
}

/**
 * Kernels that leave large products to a library, tall ones to kernels on all
 * threads, and the rest to kernels on one.
 *
 * @param threads those of `shared`; they rest while the library uses the cores.
 */
export function blasKernels(
  blas: Blas,
  alone: Kernels,
  shared: Kernels,
  threads: Threads,
): Kernels {
  const product: Blas["product"] = (y, a, b, m, n, k, isAT, isBT, beta) => {
    const count = m * n * k < worthThreads ? 1 : threads.count;
    if (count > 1) threads.rest();
    blas.product(y, a, b, m, n, k, isAT, isBT, beta, count);
  };
  /** The kernels that are better for a product than the library, if any. */
  function others(rows: number, columns: number, inner: number) {
    if (rows * columns * inner < worthCalling) return alone;
    const isOfWindows = rows >= tall * columns ||
      inner >= tall * Math.max(rows, columns);
    return threads.count > 1 && isOfWindows ? shared : undefined;
  }
  return {
    ...alone,
    kind: "blas",
    windows: shared.windows,
    resampling: shared.resampling,
    convolution: (shape, scratch) =>
      isLaidOut(shape, threads.count)
        ? undefined
        : shared.convolution(shape, scratch),
    updates: shared.updates,
    // The library's threads are rarely in the way: they are for the largest products.
    functions: shared.functions,
    cells: shared.cells,
    fixed: {
      // Libraries are faster where no matrix is transposed, and much so where it is
      // small.
      multiplyByTransposed(w, bias, rows, columns, inner, scratch) {
        const own = others(rows, columns, inner)?.fixed;
        if (own !== undefined) {
          return own.multiplyByTransposed(
            w,
            bias,
            rows,
            columns,
            inner,
            scratch,
          );
        }
        const turned = scratch(w.length);
        const beta = bias === undefined ? 0 : 1;
        return {
          read: () => alone.transposeEach(turned, w, 1, columns, inner),
          run(y, x) {
            if (bias !== undefined) alone.fillRows(y, bias, rows, columns);
            product(y, x, turned, rows, columns, inner, false, false, beta);
          },
        };
      },
      multiply(w, rows, columns, inner, scratch) {
        const own = others(rows, columns, inner)?.fixed;
        if (own !== undefined) {
          return own.multiply(w, rows, columns, inner, scratch);
        }
        return {
          read() {},
          run: (y, x) =>
            product(y, x, w, rows, columns, inner, false, false, 0),
        };
      },
    },
    multiplyByTransposed(y, x, w, bias, rows, columns, inner) {
      const own = others(rows, columns, inner);
      if (own !== undefined) {
        return own.multiplyByTransposed(y, x, w, bias, rows, columns, inner);
      }
      if (bias !== undefined) alone.fillRows(y, bias, rows, columns);
      const beta = bias === undefined ? 0 : 1;
      product(y, x, w, rows, columns, inner, false, true, beta);
    },
    multiply(y, x, w, rows, columns, inner) {
      const own = others(rows, columns, inner);
      if (own !== undefined) own.multiply(y, x, w, rows, columns, inner);
      else product(y, x, w, rows, columns, inner, false, false, 0);
    },
    multiplyTransposed(y, a, b, rows, columns, inner) {
      const own = others(rows, columns, inner);
      if (own !== undefined) {
        own.multiplyTransposed(y, a, b, rows, columns, inner);
      } else product(y, a, b, rows, columns, inner, true, false, 0);
    },
    multiplyBothTransposed(y, a, b, rows, columns, inner) {
      const own = others(rows, columns, inner);
      if (own !== undefined) {
        own.multiplyBothTransposed(y, a, b, rows, columns, inner);
      } else product(y, a, b, rows, columns, inner, true, true, 0);
    },
    addScaled(y, x, c, length) {
      if (length < worthThreadsOfSum) alone.addScaled(y, x, c, length);
      else {
        threads.rest();
        blas.addScaled(y, x, c, length, threads.count);
      }
    },
    // The library does not say in which order it adds.
    entriesByTransposed: (y, x, w, bias, rows, columns, inner, span) =>
      others(rows, columns, inner)?.entriesByTransposed(
        y,
        x,
        w,
        bias,
        rows,
        columns,
        inner,
        span,
      ) ?? false,
  };
}
