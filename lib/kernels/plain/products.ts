import type { Values } from "../../base/values.ts";
import type { Kernels } from "../contract/kernels.ts";
import type { ProductsPlace } from "../contract/products.ts";

/** One product of matrices each. */
export type SingleProducts = Pick<
  Kernels,
  | "multiply"
  | "multiplyTransposed"
  | "multiplyByTransposed"
  | "multiplyBothTransposed"
>;

/** The products one after the other, by kernels for one. */
export function productsInTurn(
  kernels: SingleProducts,
  { y, a, b, count, rows, columns, inner, isAT, isBT }: ProductsPlace,
): () => void {
  const matrices = (values: Values, size: number) =>
    Array.from(
      { length: count },
      (_, i) => values.subarray(i * size, (i + 1) * size),
    );
  const ofY = matrices(y, rows * columns);
  const ofA = matrices(a, rows * inner);
  const ofB = matrices(b, inner * columns);
  const sizes = [rows, columns, inner] as const;
  const multiplyByTransposed: Kernels["multiply"] = (y, a, b, ...sizes) =>
    kernels.multiplyByTransposed(y, a, b, undefined, ...sizes);
  const multiply = isAT
    ? isBT ? kernels.multiplyBothTransposed : kernels.multiplyTransposed
    : isBT
    ? multiplyByTransposed
    : kernels.multiply;
  return () => {
    for (let i = 0; i < count; i++) multiply(ofY[i], ofA[i], ofB[i], ...sizes);
  };
}
