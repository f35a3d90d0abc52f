import type { Values } from "../../base/values.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";

/** An array that moves along a direction: where it is, and its change. */
export interface Moving {
  readonly at: Values;
  readonly change: Values;
}

/** Changes of products, `(a·b)′ = a′·b + a·b′`, with the names and sizes of the kernels. */
export interface MovingProducts {
  /** `y′` of `y = x·wᵀ + bias`, with the change of `bias`, if any. */
  multiplyByTransposed(
    y: Values,
    x: Moving,
    w: Moving,
    bias: Values | undefined,
    rows: number,
    columns: number,
    inner: number,
  ): void;
  /** `y′` of `y = x·w`. */
  multiply(
    y: Values,
    x: Moving,
    w: Moving,
    rows: number,
    columns: number,
    inner: number,
  ): void;
  /** `y′` of `y = aᵀ·b`. */
  readonly multiplyTransposed: MovingProducts["multiply"];
}

/** `part` is scratch, as long as the largest product. */
export function movingProducts(
  kernels: Kernels,
  part: Values,
): MovingProducts {
  const both = (multiply: Kernels["multiply"]): MovingProducts["multiply"] =>
  (
    y,
    a,
    b,
    rows,
    columns,
    inner,
  ) => {
    multiply(y, a.change, b.at, rows, columns, inner);
    multiply(part, a.at, b.change, rows, columns, inner);
    kernels.addScaled(y, part, 1, rows * columns);
  };
  return {
    multiplyByTransposed(y, x, w, bias, rows, columns, inner) {
      const { multiplyByTransposed, addScaled } = kernels;
      multiplyByTransposed(y, x.change, w.at, bias, rows, columns, inner);
      multiplyByTransposed(
        part,
        x.at,
        w.change,
        undefined,
        rows,
        columns,
        inner,
      );
      addScaled(y, part, 1, rows * columns);
    },
    multiply: both(kernels.multiply),
    multiplyTransposed: both(kernels.multiplyTransposed),
  };
}

/** Pairs arrays with their changes. */
export function moving(
  at: readonly Values[],
  changes: readonly Values[],
): readonly Moving[] {
  return at.map((each, i) => ({ at: each, change: changes[i] }));
}
