import type { ConvolutionShape } from "../contract/convolution.ts";
import type { Kernels } from "../contract/kernels.ts";
import { productsInTurn, type SingleProducts } from "../plain/products.ts";
import { blasAttention } from "./blas_attention.ts";
import { blasFixed } from "./blas_fixed.ts";
import type { BlasProducts } from "./blas_products.ts";

/** Smaller products take less time than the call. */
const worthCalling = 4096;

/**
 * From so many multiplications for a window on, the library is so much faster that
 * what windows see is laid out for it.
 */
const worthLayingOut = 2000;

function isLaidOut(
  { geometry: { kernel, channels }, outputs, groups }: ConvolutionShape,
): boolean {
  const seen = kernel[0] * kernel[1] * kernel[2] * channels / groups;
  return seen * outputs / groups >= worthLayingOut;
}

/** Kernels that leave products to a library, but for the smallest, and the rest to others. */
export function blasKernels(library: BlasProducts, others: Kernels): Kernels {
  const { product } = library;
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
      isLaidOut(shape) ? undefined : others.convolution(shape, scratch),
    products: (place) =>
      isSmall(place.rows, place.columns, place.inner)
        ? others.products(place)
        : library.products(place) ?? productsInTurn(singles, place),
    attention: (place) => blasAttention(library, others, place),
    // The library does not say in which order it adds.
    entriesByTransposed: (y, x, w, bias, rows, columns, inner, span) =>
      isSmall(rows, columns, inner) &&
      others.entriesByTransposed(y, x, w, bias, rows, columns, inner, span),
  };
}
