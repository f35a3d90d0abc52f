import type { Kernels } from "../contract/kernels.ts";
import { fixedInPlace } from "../plain/fixed.ts";
import { wasmAttention } from "./attention.ts";
import { wasmConvolution } from "./convolution.ts";
import { costs } from "./costs.ts";
import {
  wasmCombine,
  wasmCtc,
  wasmDraw,
  wasmFunctions,
  wasmLosses,
} from "./functions.ts";
import {
  cellCalls,
  comparisonCalls,
  kernelCalls,
  updateCalls,
} from "./kernel_calls.ts";
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
    sumRows(y, x, rows, columns) {
      const kernel = functionOf("sumAlong", y);
      const work = costs.sumEach * rows * columns;
      const words = [at(y), at(x), 1, rows, columns] as const;
      threads.run(kernel, 0, columns, line, work, ...words);
    },
    sumEach(y, x, c, count, rows, columns) {
      const kernel = functionOf("sumAlong", y);
      const work = costs.sumEach * count * rows * columns;
      const words = [at(y), at(x), c, rows, columns] as const;
      // A sum of a row may be so long that each is a part.
      const step = columns === 1 ? 1 : line;
      threads.run(kernel, 0, count * columns, step, work, ...words);
    },
    spreadEach(y, x, c, count, rows, columns) {
      const kernel = functionOf("spreadAlong", y);
      const work = costs.spreadEach * count * rows * columns;
      const words = [at(y), at(x), c, rows, columns] as const;
      const step = columns === 1 ? line : 1;
      threads.run(kernel, 0, count * rows, step, work, ...words);
    },
    largestPlaces(places, x, sign, count, rows, columns) {
      const kernel = functionOf("largestAlong", x);
      const work = costs.largestPlaces * count * rows * columns;
      const words = [at(places), at(x), sign, rows, columns] as const;
      const step = columns === 1 ? 1 : line;
      threads.run(kernel, 0, count * columns, step, work, ...words);
    },
    softmaxBackwardDown(dx, y, dy, count, rows, columns) {
      const kernel = functionOf("softmaxColumnsBackward", dx);
      const work = costs.softmaxBackward * count * rows * columns;
      const words = [at(dx), at(y), at(dy), rows, columns] as const;
      // In bands of a cache line.
      const bands = Math.ceil(columns * dx.BYTES_PER_ELEMENT / 64);
      threads.run(kernel, 0, count * bands, 1, work, ...words);
    },
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
    comparisons: comparisonCalls(memory, threads),
    ctc: (shape) => wasmCtc(memory, threads, shape),
    combine: wasmCombine(memory, threads),
    draw: wasmDraw(memory, threads),
  };
}
