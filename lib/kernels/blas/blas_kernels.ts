import type { ConvolutionShape } from "../contract/convolution.ts";
import type { Kernels } from "../contract/kernels.ts";
import { productsInTurn, type SingleProducts } from "../plain/products.ts";
import type { Threads } from "../wasm/threads.ts";
import type { Blas } from "./blas.ts";
import { blasAttention } from "./blas_attention.ts";
import { blasFixed } from "./blas_fixed.ts";

/** Smaller products take less time than the call. */
const worthCalling = 4096;

/** Larger ones are worth the library's own threads. */
const worthThreads = 6_000_000;

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
 * Kernels that leave products to a library, but for the smallest, and the rest to
 * others. The library has threads of its own, which are slow where others need the
 * cores: only large products use them.
 *
 * @param threads those of `others`; they rest while the library uses the cores.
 */
export function blasKernels(
  blas: Blas,
  others: Kernels,
  threads: Threads,
): Kernels {
  const product: Blas["product"] = (y, a, b, m, n, k, isAT, isBT, beta) => {
    const count = m * n * k < worthThreads ? 1 : threads.count;
    if (count > 1) threads.rest();
    blas.product(y, a, b, m, n, k, isAT, isBT, beta, count);
  };
  const isSmall = (rows: number, columns: number, inner: number) =>
    rows * columns * inner < worthCalling;
  const singles: SingleProducts = {
    multiplyByTransposed(y, x, w, bias, rows, columns, inner) {
      if (isSmall(rows, columns, inner)) {
        return others.multiplyByTransposed(y, x, w, bias, rows, columns, inner);
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
  };
  return {
    ...others,
    ...singles,
    kind: "blas",
    fixed: blasFixed(product, others, isSmall),
    convolution: (shape, scratch) =>
      isLaidOut(shape, threads.count)
        ? undefined
        : others.convolution(shape, scratch),
    products: (place) =>
      isSmall(place.rows, place.columns, place.inner)
        ? others.products(place)
        : productsInTurn(singles, place),
    attention: (place) => blasAttention(blas, others, place),
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
