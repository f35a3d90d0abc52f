/**
 * The kernels in WebAssembly, with vectors of 128 bits: over arrays of one
 * memory, which several threads may share.
 *
 * @module
 */

import { relaxedBinary, simdBinary } from "./binaries.ts";
import type { FunctionKernel, FunctionName, Kernels } from "./kernels.ts";
import type { Threads } from "./threads.ts";
import type { Values } from "./values.ts";

/** What the module exports: for each kernel one of floats and one of doubles. */
export type KernelExports = Readonly<
  Record<string, (...words: number[]) => number>
>;

/**
 * The compiled kernels: with relaxed instructions (multiplication and addition
 * in one rounding) where the engine has them; undefined where it has no
 * vectors.
 */
export function compileKernels(): WebAssembly.Module | undefined {
  return compiled ??= compileOne(relaxedBinary) ?? compileOne(simdBinary);
}

let compiled: WebAssembly.Module | undefined;

function compileOne(base64: string): WebAssembly.Module | undefined {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return WebAssembly.validate(bytes)
    ? new WebAssembly.Module(bytes)
    : undefined;
}

/** Products of so many multiplications are worth a second thread, which costs some microseconds. */
const shared = 400_000;

/** As many numbers are worth it in a sum of two arrays. */
const sharedSum = 100_000;

/** Makes the kernels over arrays of a memory. */
export function wasmKernels(memory: WasmMemory): Kernels {
  const { exports, scratch, threads } = memory;
  const both = (name: string) => [exports[`${name}32`], exports[`${name}64`]];
  const [product32, product64] = both("product");
  const [dot32, dot64] = both("dot");
  const [sumRows32, sumRows64] = both("sumRows");
  const [addScaled32, addScaled64] = both("addScaled");
  const [softmax32, softmax64] = both("softmax");
  const [softmaxBackward32, softmaxBackward64] = both("softmaxBackward");
  const [logSumExp32, logSumExp64] = both("logSumExp");
  const [expScaled32, expScaled64] = both("expScaled");
  const { at } = memory;

  function product(
    y: Values,
    a: Values,
    b: Values,
    bias: Values | undefined,
    m: number,
    n: number,
    k: number,
    isAT: number,
    isBT: number,
  ): void {
    const [to, left, right] = [at(y), at(a), at(b)];
    const c = bias === undefined ? 0 : at(bias);
    const isSingle = y.BYTES_PER_ELEMENT === 4;
    if (threads.count > 1 && m * n * k >= shared) {
      threads.run(
        isSingle ? "product32" : "product64",
        [to, left, right, c, m, n, k, isAT, isBT],
        m,
        n,
      );
    } else if (isSingle) {
      product32(to, left, right, c, m, n, k, isAT, isBT, scratch, 0, m, 0, n);
    } else {
      product64(to, left, right, c, m, n, k, isAT, isBT, scratch, 0, m, 0, n);
    }
  }

  return {
    kind: "wasm",
    multiplyByTransposed(y, x, w, bias, rows, columns, inner) {
      product(y, x, w, bias, rows, columns, inner, 0, 1);
    },
    multiply(y, x, w, rows, columns, inner) {
      product(y, x, w, undefined, rows, columns, inner, 0, 0);
    },
    multiplyTransposed(y, a, b, rows, columns, inner) {
      product(y, a, b, undefined, rows, columns, inner, 1, 0);
    },
    multiplyBothTransposed(y, a, b, rows, columns, inner) {
      product(y, a, b, undefined, rows, columns, inner, 1, 1);
    },
    dot(a, aStart, b, bStart, length) {
      const size = a.BYTES_PER_ELEMENT;
      const left = at(a) + aStart * size;
      const right = at(b) + bStart * size;
      return size === 4
        ? dot32(left, right, length)
        : dot64(left, right, length);
    },
    sumRows(y, x, rows, columns) {
      const run = y.BYTES_PER_ELEMENT === 4 ? sumRows32 : sumRows64;
      run(at(y), at(x), rows, columns, 0, columns);
    },
    addScaled(y, x, c, length) {
      const isSingle = y.BYTES_PER_ELEMENT === 4;
      if (threads.count > 1 && length >= sharedSum) {
        threads.runSum(
          isSingle ? "addScaled32" : "addScaled64",
          at(y),
          at(x),
          c,
          length,
          y.BYTES_PER_ELEMENT,
        );
      } else if (isSingle) addScaled32(at(y), at(x), c, length);
      else addScaled64(at(y), at(x), c, length);
    },
    softmax(y, x, rows, columns) {
      const run = y.BYTES_PER_ELEMENT === 4 ? softmax32 : softmax64;
      run(at(y), at(x), rows, columns);
    },
    softmaxBackward(dx, y, dy, rows, columns) {
      const isSingle = dx.BYTES_PER_ELEMENT === 4;
      const run = isSingle ? softmaxBackward32 : softmaxBackward64;
      run(at(dx), at(y), at(dy), rows, columns);
    },
    logSumExp(y, x, rows, columns) {
      const run = y.BYTES_PER_ELEMENT === 4 ? logSumExp32 : logSumExp64;
      run(at(y), at(x), rows, columns);
    },
    expScaled(y, x, shifts, factors, rows, columns) {
      const run = y.BYTES_PER_ELEMENT === 4 ? expScaled32 : expScaled64;
      run(at(y), at(x), at(shifts), at(factors), rows, columns);
    },
    functions: Object.fromEntries(
      functionNames.map((name) => [name, functionKernel(memory, name)]),
    ) as Record<FunctionName, FunctionKernel>,
  };
}

const functionNames: readonly FunctionName[] = [
  "relu",
  "leakyRelu",
  "sigmoid",
  "tanh",
  "exp",
  "log",
];

function functionKernel(
  { exports, at }: WasmMemory,
  name: FunctionName,
): FunctionKernel {
  const [forward32, forward64] = [exports[`${name}32`], exports[`${name}64`]];
  const backward32 = exports[`${name}Backward32`];
  const backward64 = exports[`${name}Backward64`];
  return {
    forward(y, x, c, length) {
      if (y.BYTES_PER_ELEMENT === 4) forward32(at(y), at(x), c, length);
      else forward64(at(y), at(x), c, length);
    },
    backward(dx, x, y, dy, c, length) {
      const run = dx.BYTES_PER_ELEMENT === 4 ? backward32 : backward64;
      run(at(dx), at(x), at(y), at(dy), c, length);
    },
  };
}

/** A memory with the kernels instantiated over it. */
export interface WasmMemory {
  /** The kernels' functions. */
  readonly exports: KernelExports;
  /** Where the main thread's scratch begins. */
  readonly scratch: number;
  /** The threads that share it. */
  readonly threads: Threads;
  /** An array of zeros in it. */
  allocate(precision: "float32" | "float64", length: number): Values;
  /**
   * Where an array of it begins.
   *
   * @throws {TypeError} if the array lies elsewhere.
   */
  at(values: Values): number;
}

const page = 2 ** 16;

/** The largest memory of 32-bit addresses. */
const mostPages = 2 ** 16;

/**
 * Makes a memory.
 *
 * @returns undefined where the engine has no vectors or no shared memory.
 */
export function createMemory(
  threadsOver: (
    memory: WebAssembly.Memory,
    module: WebAssembly.Module,
    exports: KernelExports,
    scratches: readonly number[],
  ) => Threads,
  threadCount: number,
): WasmMemory | undefined {
  const module = compileKernels();
  if (module === undefined) return;
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({
      initial: 1,
      maximum: mostPages,
      shared: true,
    });
  } catch {
    return;
  }
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = exports as unknown as KernelExports;
  const scratchBytes = kernels.productScratch();
  // The first bytes stay unused, so that 0 is the address of nothing.
  let end = 64;
  let room = page;
  const buffers = new WeakSet<ArrayBufferLike>();

  function take(bytes: number): number {
    const start = end;
    end += Math.ceil(bytes / 64) * 64;
    if (end > room) {
      const pages = Math.ceil((end - room) / page);
      try {
        memory.grow(pages);
      } catch {
        end = start;
        throw new RangeError(
          `Cannot allocate ${bytes} bytes for a network: its memory would grow over 4 GiB, or the machine has no more`,
        );
      }
      room += pages * page;
    }
    return start;
  }

  const scratches = Array.from(
    { length: threadCount },
    () => take(scratchBytes),
  );
  return {
    exports: kernels,
    scratch: scratches[0],
    threads: threadsOver(memory, module, kernels, scratches),
    allocate(precision, length) {
      const size = precision === "float32" ? 4 : 8;
      const start = take(length * size);
      const { buffer } = memory;
      buffers.add(buffer);
      return precision === "float32"
        ? new Float32Array(buffer, start, length)
        : new Float64Array(buffer, start, length);
    },
    at(values) {
      if (buffers.has(values.buffer)) return values.byteOffset;
      throw new TypeError(
        "Cannot run a kernel as its arrays must be those of the site or its scratch: an array lies elsewhere",
      );
    },
  };
}
