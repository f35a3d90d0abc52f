import type { Values } from "../../base/values.ts";
import type { Kernels } from "../contract/kernels.ts";
import { fixedInPlace } from "../plain/fixed.ts";
import { wasmConvolution } from "./convolution.ts";
import { costs } from "./costs.ts";
import { wasmFixed } from "./fixed.ts";
import { wasmFunctions } from "./functions.ts";
import { cellCalls, kernelCalls, updateCalls } from "./kernel_calls.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import { wasmNormalization } from "./normalize.ts";
import { wasmResampling } from "./resampling.ts";
import { type KernelThreads, line } from "./threads.ts";
import { wasmWindows } from "./windows.ts";

/** The width of a product's tile, and its height. */
const tileColumns = 8;
const tileRows = 5;

/** The kernels in WebAssembly, with vectors of 128 bits, over arrays of a memory. */
export function wasmKernels(
  memory: KernelMemory,
  threads: KernelThreads,
): Kernels {
  const { at, instance } = memory;
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

  const products: Pick<
    Kernels,
    | "multiplyByTransposed"
    | "multiply"
    | "multiplyTransposed"
    | "multiplyBothTransposed"
  > = {
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
    kind: "wasm",
    ...products,
    fixed: wasmFixed(memory, threads, fixedInPlace(products)),
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
    ...kernelCalls(memory, threads),
    transposeEach(y, x, count, rows, columns) {
      const kernel = functionOf("transposeColumns", y);
      const words = [at(y), at(x), rows, columns] as const;
      const work = costs.transposeEach * count * rows * columns;
      threads.run(kernel, 0, count * columns, line, work, ...words);
    },
    normalization: (grouping) => wasmNormalization(memory, threads, grouping),
    convolution: (shape, scratch) =>
      wasmConvolution(memory, threads, shape, scratch),
    windows: (geometry) => wasmWindows(memory, threads, geometry),
    resampling: (shape, precision) =>
      wasmResampling(memory, threads, shape, precision),
    updates: updateCalls(memory, threads),
    cells: cellCalls(memory, threads),
    functions: wasmFunctions(memory, threads),
  };
}
