import type { AxisShares } from "../../../kernels/contract/resampling.ts";
import type { OutStep, WrittenStep } from "./step.ts";

/** What each new position of an axis is made of. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: ArrayLike<number>;
}

/** Shares of old positions as a matrix. */
export function sharesMatrix(
  { starts, places, shares }: AxisShares,
  columns: number,
): Matrix {
  const rows = starts.length - 1;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]; i < starts[row + 1]; i++) {
      values[row * columns + places[i]] += shares[i];
    }
  }
  return { rows, columns, values };
}

/**
 * The first input with a product along each axis before the channels: for means and
 * lines that no operator draws as we do.
 */
export function productsAlong(
  { g, shapes: [shape], image }: OutStep,
  matrices: readonly Matrix[],
): WrittenStep {
  let y = image();
  const sizes = [shape[shape.length - 1], ...shape.slice(0, -1)];
  for (const [axis, { rows, columns, values }] of matrices.entries()) {
    const isSame = rows === columns &&
      Array.from(values).every((value, i) =>
        value === (i % columns === Math.floor(i / columns) ? 1 : 0)
      );
    if (isSame) continue;
    // The axis is made the last but one: what is behind it, the columns of a matrix.
    const behind = sizes.slice(axis + 2).reduce((a, b) => a * b, 1);
    const before = sizes.slice(0, axis + 1);
    const matrix = g.floats(values, [rows, columns]);
    const flat = g.reshape(y, [0, ...before, columns, behind]);
    sizes[axis + 1] = rows;
    y = g.reshape(g.node("MatMul", [matrix, flat]), [0, ...sizes]);
  }
  return { first: y };
}
