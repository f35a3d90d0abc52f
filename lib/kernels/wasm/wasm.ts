import type { Values } from "../../base/values.ts";
import {
  type FunctionKernel,
  type FunctionName,
  functionNames,
} from "../contract/functions.ts";
import type { Kernels } from "../contract/kernels.ts";
import { wasmConvolution } from "./convolution.ts";
import {
  type LossKernel,
  type LossName,
  lossNames,
} from "../contract/losses.ts";
import { costsOfFunctions, costsOfLosses } from "./costs.ts";
import { kernelCalls, updateCalls } from "./kernel_calls.ts";
import type { KernelMemory } from "./memory.ts";
import { functionOf } from "./module.ts";
import { wasmNormalization } from "./normalize.ts";
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

  function functionKernel(name: FunctionName): FunctionKernel {
    const index = functionNames.indexOf(name);
    const cost = costsOfFunctions[name];
    return {
      forward(y, x, [a = 0, b = 0, c = 0, d = 0], length) {
        threads.run(
          functionOf("map", y),
          0,
          length,
          line,
          cost.forward * length,
          index,
          at(y),
          at(x),
          a,
          b,
          c,
          d,
        );
      },
      backward(dx, x, y, dy, [a = 0, b = 0, c = 0, d = 0, e = 0], length) {
        threads.run(
          functionOf("mapBackward", dx),
          0,
          length,
          line,
          cost.backward * length,
          index,
          at(dx),
          at(x),
          at(y),
          at(dy),
          a,
          b,
          c,
          d,
          e,
        );
      },
    };
  }

  function lossKernel(name: LossName): LossKernel {
    const index = lossNames.indexOf(name);
    const cost = costsOfLosses[name];
    return {
      forward(y, x, target, [a = 0, b = 0], factor, rows, columns) {
        threads.run(
          functionOf("lossSums", y),
          0,
          rows,
          line,
          cost.forward * rows * columns,
          index,
          at(y),
          at(x),
          at(target),
          a,
          b,
          factor,
          columns,
        );
      },
      backward(dx, x, target, dy, [a = 0, b = 0], factor, rows, columns) {
        threads.run(
          functionOf("lossSlopes", dx),
          0,
          rows,
          1,
          cost.backward * rows * columns,
          index,
          at(dx),
          at(x),
          at(target),
          at(dy),
          a,
          b,
          factor,
          columns,
        );
      },
    };
  }

  return {
    kind: "wasm",
    multiplyByTransposed: (y, x, w, bias, rows, columns, inner) =>
      product(y, x, w, bias, rows, columns, inner, 0, 1),
    multiply: (y, x, w, rows, columns, inner) =>
      product(y, x, w, undefined, rows, columns, inner, 0, 0),
    multiplyTransposed: (y, a, b, rows, columns, inner) =>
      product(y, a, b, undefined, rows, columns, inner, 1, 0),
    multiplyBothTransposed: (y, a, b, rows, columns, inner) =>
      product(y, a, b, undefined, rows, columns, inner, 1, 1),
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
    normalization: (grouping) => wasmNormalization(memory, threads, grouping),
    convolution: (shape, scratch) =>
      wasmConvolution(memory, threads, shape, scratch),
    windows: (geometry) => wasmWindows(memory, threads, geometry),
    updates: updateCalls(memory, threads),
    functions: Object.fromEntries(
      functionNames.map((name) => [name, functionKernel(name)]),
    ) as Record<FunctionName, FunctionKernel>,
    losses: Object.fromEntries(
      lossNames.map((name) => [name, lossKernel(name)]),
    ) as Record<LossName, LossKernel>,
  };
}
