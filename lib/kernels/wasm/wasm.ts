import type { Values } from "../../base/values.ts";
import {
  type FunctionKernel,
  type FunctionName,
  functionNames,
} from "../contract/functions.ts";
import type { Kernels } from "../contract/kernels.ts";
import { plainKernels } from "../plain/plain.ts";
import { wasmAttention } from "./attention.ts";
import { wasmConvolution } from "./convolution.ts";
import { costs } from "./costs.ts";
import { kernelCalls, updateCalls } from "./kernel_calls.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import { wasmNormalization } from "./normalize.ts";
import { wasmProducts } from "./products.ts";
import { type KernelThreads, line } from "./threads.ts";
import { wasmWindows } from "./windows.ts";

// See `costs`.
const costOfCopy = 4;
const costOfExp = 60;

/** The kernels in WebAssembly, with vectors of 128 bits, over arrays of a memory. */
export function wasmKernels(
  memory: KernelMemory,
  threads: KernelThreads,
): Kernels {
  const { at } = memory;

  function functionKernel(name: FunctionName): FunctionKernel {
    const index = functionNames.indexOf(name);
    const isLinear = name === "relu" || name === "leakyRelu";
    const cost = isLinear ? costOfCopy : costOfExp;
    // The error function of doubles has no vectors.
    const isPlain = ({ BYTES_PER_ELEMENT }: Values) =>
      name === "gelu" && BYTES_PER_ELEMENT === 8;
    const { forward, backward } = plainKernels.functions[name];
    return {
      forward(y, x, c, length) {
        if (isPlain(y)) return forward(y, x, c, length);
        const kernel = functionOf("map", y);
        const work = cost * length;
        threads.run(kernel, 0, length, line, work, index, at(y), at(x), c);
      },
      backward(dx, x, y, dy, c, length) {
        if (isPlain(dx)) return backward(dx, x, y, dy, c, length);
        threads.run(
          functionOf("mapBackward", dx),
          0,
          length,
          line,
          costOfCopy * length,
          index,
          at(dx),
          at(x),
          at(y),
          at(dy),
          c,
        );
      },
    };
  }

  return {
    kind: "wasm",
    ...wasmProducts(memory, threads),
    ...kernelCalls(memory, threads),
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
    updates: updateCalls(memory, threads),
    functions: Object.fromEntries(
      functionNames.map((name) => [name, functionKernel(name)]),
    ) as Record<FunctionName, FunctionKernel>,
  };
}
