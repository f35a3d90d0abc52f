import type { Kernels } from "../contract/kernels.ts";
import { fixedInPlace } from "../plain/fixed.ts";
import { wasmAttention } from "./attention.ts";
import { wasmConvolution } from "./convolution.ts";
import { costs } from "./costs.ts";
import { wasmCombine, wasmFunctions, wasmLosses } from "./functions.ts";
import { cellCalls, kernelCalls, updateCalls } from "./kernel_calls.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import { wasmNormalization } from "./normalize.ts";
import { wasmFixed, wasmProducts } from "./products.ts";
import { wasmResampling } from "./resampling.ts";
import { type KernelThreads, line } from "./threads.ts";
import { wasmWindows } from "./windows.ts";

/** The kernels in WebAssembly, with vectors of 128 bits, over arrays of a memory. */
export function wasmKernels(
  memory: KernelMemory,
  threads: KernelThreads,
): Kernels {
  const { at } = memory;

  const products = wasmProducts(memory, threads);
  return {
    kind: "wasm",
    ...products,
    fixed: wasmFixed(memory, threads, fixedInPlace(products)),
    ...kernelCalls(memory, threads),
    transposeEach(y, x, count, rows, columns) {
      const kernel = functionOf("transposeColumns", y);
      const words = [at(y), at(x), rows, columns] as const;
      const work = costs.transposeEach * count * rows * columns;
      threads.run(kernel, 0, count * columns, line, work, ...words);
    },
    takeRowsBackward(dx, dy, places, count, rows, columns) {
      const work = costs.takeRows * columns * (rows + 2 * count);
      const kernel = functionOf("sumTaken", dx);
      const words = [at(dx), at(dy), at(places), count, columns] as const;
      threads.run(kernel, 0, rows, 1, work, ...words);
    },
    attention: (place) => wasmAttention(memory, threads, place),
    normalization: (grouping) => wasmNormalization(memory, threads, grouping),
    convolution: (shape, scratch) =>
      wasmConvolution(memory, threads, shape, scratch),
    windows: (geometry) => wasmWindows(memory, threads, geometry),
    resampling: (shape, precision) =>
      wasmResampling(memory, threads, shape, precision),
    updates: updateCalls(memory, threads),
    cells: cellCalls(memory, threads),
    functions: wasmFunctions(memory, threads),
    losses: wasmLosses(memory, threads),
    combine: wasmCombine(memory, threads),
  };
}
