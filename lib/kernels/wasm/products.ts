import type { Values } from "../../base/values.ts";
import type { FixedProduct, FixedProducts } from "../contract/fixed.ts";
import type { Kernels } from "../contract/kernels.ts";
import { productsInTurn, type SingleProducts } from "../plain/products.ts";
import { costs } from "./costs.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import type { KernelThreads } from "./threads.ts";

/** A product of so many multiplications takes all threads by itself. */
const worthSharing = 1_000_000;

/** Fewer rows are multiplied without panels; see assembly/few_rows.ts. */
const fewRows = 4;

/** Whether a product with a transposed matrix is of dots; see there too. */
function takesDots(m: number, n: number, k: number): boolean {
  return m < fewRows || (m <= 6 || n <= 12) && k * (m + n) > 12 * m * n;
}

/** The width of a product's tile, and its height. */
const tileColumns = 8;
const tileRows = 5;

/** Products of matrices, and some numbers of them. */
export function wasmProducts(
  { at, instance }: KernelMemory,
  threads: KernelThreads,
): SingleProducts & Pick<Kernels, "products" | "entriesByTransposed"> {
  const { entries32, entries64 } = instance.exports;

  function product(
    y: Values,
    a: Values,
    b: Values,
    bias: Values | undefined,
    m: number,
    n: number,
    k: number,
    isAT: 0 | 1,
    isBT: 0 | 1,
  ): void {
    // Each thread packs its part of one factor and all of the other, the smaller
    // one; if rows are many, as windows of images are, each thread reads the rows
    // that it has written.
    const isByColumns = n >= m || m < 2 * tileRows * threads.count;
    threads.run(
      functionOf("product", y),
      0,
      isByColumns ? n : m,
      isByColumns ? tileColumns : tileRows,
      m * n * k,
      isByColumns ? 1 : 0,
      at(y),
      at(a),
      at(b),
      bias === undefined ? 0 : at(bias),
      m,
      n,
      k,
      isAT,
      isBT,
    );
  }

  const singles: SingleProducts = {
    multiplyByTransposed: (y, x, w, bias, rows, columns, inner) =>
      product(y, x, w, bias, rows, columns, inner, 0, 1),
    multiply: (y, x, w, rows, columns, inner) =>
      product(y, x, w, undefined, rows, columns, inner, 0, 0),
    multiplyTransposed: (y, a, b, rows, columns, inner) =>
      product(y, a, b, undefined, rows, columns, inner, 1, 0),
    multiplyBothTransposed: (y, a, b, rows, columns, inner) =>
      product(y, a, b, undefined, rows, columns, inner, 1, 1),
  };

  return {
    ...singles,
    products(place) {
      const { y, a, b, count, rows, columns, inner, isAT, isBT } = place;
      const each = rows * columns * inner;
      // Few large ones are shared each by itself.
      if (count < threads.count && each > worthSharing) {
        return productsInTurn(singles, place);
      }
      const [ta, tb] = [isAT ? 1 : 0, isBT ? 1 : 0];
      return () =>
        threads.run(
          functionOf("products", y),
          0,
          count,
          1,
          count * each,
          at(y),
          at(a),
          at(b),
          rows,
          columns,
          inner,
          ta,
          tb,
        );
    },
    entriesByTransposed(y, x, w, bias, rows, columns, inner, span) {
      const run = y.BYTES_PER_ELEMENT === 4 ? entries32 : entries64;
      run(
        span.start,
        span.count,
        span.stride,
        at(y),
        at(x),
        at(w),
        bias === undefined ? 0 : at(bias),
        rows,
        columns,
        inner,
      );
      return true;
    },
  };
}

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
