import type { Values } from "../../base/values.ts";
import type { FixedProduct, FixedProducts } from "../contract/fixed.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** Fewer rows are multiplied without panels; see assembly/few_rows.ts. */
const fewRows = 4;

/** Whether a product with a transposed matrix is of dots; see there too. */
function takesDots(m: number, n: number, k: number): boolean {
  return m < fewRows || (m <= 6 || n <= 12) && k * (m + n) > 12 * m * n;
}

/** The panels of tiles are as wide. */
const tileColumns = 8;

/** Lays out a fixed matrix as the panels that tiles read. */
export function wasmFixed(
  { at }: KernelMemory,
  threads: KernelThreads,
  inPlace: FixedProducts,
): FixedProducts {
  function inPanels(
    w: Values,
    isTransposed: 0 | 1,
    bias: Values | undefined,
    rows: number,
    columns: number,
    inner: number,
    scratch: (length: number) => Values,
  ): FixedProduct {
    const width = tileColumns * Math.ceil(columns / tileColumns);
    const panels = scratch(inner * width);
    return {
      read: () =>
        threads.run(
          functionOf("layOut", w),
          0,
          columns,
          tileColumns,
          costs.layOut * inner * columns,
          at(panels),
          at(w),
          columns,
          inner,
          isTransposed,
        ),
      run: (y, x) =>
        threads.run(
          functionOf("fixedProduct", y),
          0,
          columns,
          tileColumns,
          rows * columns * inner,
          at(y),
          at(x),
          at(panels),
          bias === undefined ? 0 : at(bias),
          rows,
          columns,
          inner,
        ),
    };
  }
  return {
    multiplyByTransposed: (w, bias, rows, columns, inner, scratch) =>
      takesDots(rows, columns, inner) || inner === 0
        ? inPlace.multiplyByTransposed(w, bias, rows, columns, inner, scratch)
        : inPanels(w, 1, bias, rows, columns, inner, scratch),
    multiply: (w, rows, columns, inner, scratch) =>
      rows < fewRows || inner === 0
        ? inPlace.multiply(w, rows, columns, inner, scratch)
        : inPanels(w, 0, undefined, rows, columns, inner, scratch),
  };
}
