import type { FixedProducts } from "../contract/fixed.ts";
import type { Kernels } from "../contract/kernels.ts";
import type { BlasProducts } from "./blas_products.ts";

/**
 * Products with a matrix that stays the same, by a library but for small ones.
 * Libraries are faster where no matrix is transposed, and much so where it is small.
 */
export function blasFixed(
  product: BlasProducts["product"],
  others: Pick<Kernels, "fixed" | "transposeEach" | "fillRows">,
  isSmall: (rows: number, columns: number, inner: number) => boolean,
): FixedProducts {
  return {
    multiplyByTransposed(w, bias, rows, columns, inner, scratch) {
      if (isSmall(rows, columns, inner)) {
        const { multiplyByTransposed } = others.fixed;
        return multiplyByTransposed(w, bias, rows, columns, inner, scratch);
      }
      const turned = scratch(w.length);
      const beta = bias === undefined ? 0 : 1;
      return {
        read: () => others.transposeEach(turned, w, 1, columns, inner),
        run(y, x) {
          if (bias !== undefined) others.fillRows(y, bias, rows, columns);
          product(y, x, turned, rows, columns, inner, false, false, beta);
        },
      };
    },
    multiply(w, rows, columns, inner, scratch) {
      if (isSmall(rows, columns, inner)) {
        return others.fixed.multiply(w, rows, columns, inner, scratch);
      }
      return {
        read() {},
        run: (y, x) => product(y, x, w, rows, columns, inner, false, false, 0),
      };
    },
  };
}
