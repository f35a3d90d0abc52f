// Every kind of fast kernels that this engine has, over a memory of its own.
import type { Precision, Values } from "../../../lib/base/values.ts";
import { findBlas } from "../../../lib/kernels/blas/blas.ts";
import { blasKernels } from "../../../lib/kernels/blas/blas_kernels.ts";
import { sharedProducts } from "../../../lib/kernels/blas/blas_products.ts";
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import {
  relaxedBinary,
  simdBinary,
} from "../../../lib/kernels/wasm/binaries.ts";
import {
  createMemory,
  type KernelMemory,
} from "../../../lib/kernels/wasm/memory.ts";
import {
  compileKernels,
  kernelModule,
} from "../../../lib/kernels/wasm/compiled.ts";
import {
  type Threads,
  threadsOver,
} from "../../../lib/kernels/wasm/threads.ts";
import { wasmKernels } from "../../../lib/kernels/wasm/wasm.ts";

/** Kernels with a place for their arrays. */
export interface Kind {
  readonly name: string;
  readonly kernels: Kernels;
  /** An array that holds given numbers and begins `offset` numbers after a whole cache line. */
  place(
    precision: Precision,
    numbers: ArrayLike<number>,
    offset: number,
  ): Values;
  /** Gives the room of all arrays to others. */
  clear(): void;
  /** Waits until all threads work. */
  ready(): Promise<void>;
}

/** Opens kernels of one build. */
export function openKind(
  name: string,
  binary: string,
  threadCount: number,
): Kind | undefined {
  const memory = createMemory(threadCount, compileKernels(binary, true));
  if (memory === undefined) return undefined;
  const threads = threadsOver(memory);
  const kernels = wasmKernels(memory, threads);
  return kindOver(name, memory, kernels, threads);
}

/** Kernels over a memory. */
function kindOver(
  name: string,
  memory: KernelMemory,
  kernels: Kernels,
  threads: Threads,
): Kind {
  const room = memory.allocate("float64", 4 * 2 ** 20);
  let end = room.byteOffset;
  return {
    name,
    kernels,
    place(precision, numbers, offset) {
      const size = precision === "float32" ? 4 : 8;
      const bytes = (numbers.length + offset + 1) * size;
      const start = end;
      end += 64 * Math.ceil(bytes / 64);
      // What lies around must neither be read nor written.
      const length = numbers.length + offset + 1;
      const around = size === 4
        ? new Float32Array(room.buffer, start, length).fill(NaN)
        : new Float64Array(room.buffer, start, length).fill(NaN);
      const own = around.subarray(offset, offset + numbers.length);
      own.set(numbers);
      return own;
    },
    clear: () => void (end = room.byteOffset),
    async ready() {
      while (!threads.isReady()) await new Promise((go) => setTimeout(go, 1));
    },
  };
}

/** The builds on one thread. */
export const builds: readonly Kind[] = [
  openKind("relaxed", relaxedBinary, 1),
  openKind("simd", simdBinary, 1),
].filter((kind) => kind !== undefined);

/** The first build that the engine has, on some threads. */
export function onThreads(count: number): Kind {
  const kind = openKind(`${count} threads`, relaxedBinary, count) ??
    openKind(`${count} threads`, simdBinary, count);
  if (kind === undefined) throw new Error("this engine has no vectors");
  return kind;
}

/** Kernels with the system's BLAS, which must have been granted, and the others that they are made of. */
export function withBlas(threads: number): { kind: Kind; others: Kernels } {
  const { blas } = findBlas();
  const memory = createMemory(threads, kernelModule(), blas);
  if (blas === undefined || memory === undefined) throw new Error("no BLAS");
  const shared = threadsOver(memory);
  const others = wasmKernels(memory, shared);
  const library = sharedProducts(blas, memory, shared);
  const kernels = blasKernels(library, others);
  const name = `${blas.name} on ${threads}`;
  return { kind: kindOver(name, memory, kernels, shared), others };
}
