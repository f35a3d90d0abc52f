import type { FixedProducts } from "../contract/fixed.ts";
import type { Kernels } from "../contract/kernels.ts";

/** Products that read a fixed matrix where it lies. */
export function fixedInPlace(
  kernels: Pick<Kernels, "multiplyByTransposed" | "multiply">,
): FixedProducts {
  const { multiplyByTransposed, multiply } = kernels;
  const read = () => {};
  return {
    multiplyByTransposed: (w, bias, rows, columns, inner) => ({
      read,
      run: (y, x) => multiplyByTransposed(y, x, w, bias, rows, columns, inner),
    }),
    multiply: (w, rows, columns, inner) => ({
      read,
      run: (y, x) => multiply(y, x, w, rows, columns, inner),
    }),
  };
}
