import type { Values } from "../../base/values.ts";

/** A product with a matrix that stays the same for many; made at bind. */
export interface FixedProduct {
  /** Reads the matrix, and its bias; to be called when they have changed. */
  read(): void;
  run(y: Values, x: Values): void;
}

/** Products as those of the same name, where `w` is fixed and may be laid out for them in scratch. */
export interface FixedProducts {
  multiplyByTransposed(
    w: Values,
    bias: Values | undefined,
    rows: number,
    columns: number,
    inner: number,
    scratch: (length: number) => Values,
  ): FixedProduct;
  multiply(
    w: Values,
    rows: number,
    columns: number,
    inner: number,
    scratch: (length: number) => Values,
  ): FixedProduct;
}
