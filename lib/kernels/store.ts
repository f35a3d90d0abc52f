import { NablaError } from "../base/nabla_error.ts";
import { isCount, requireOptions } from "../base/ranges.ts";
import { allocate, type Precision, type Values } from "../base/values.ts";
import { type BlasPlace, findBlas } from "./blas/blas.ts";
import { blasKernels } from "./blas/blas_kernels.ts";
import type { KernelKind, Kernels } from "./contract/kernels.ts";
import { plainKernels } from "./plain/plain.ts";
import { createMemory } from "./wasm/memory.ts";
import { type Threads, threadsOver } from "./wasm/threads.ts";
import { wasmKernels } from "./wasm/wasm.ts";

/** Arrays, and kernels over them. */
export interface Store {
  /** The kernels; they take arrays of this store alone. */
  readonly kernels: Kernels;
  /** The threads that share the kernels' work, where there are several. */
  readonly threads?: Threads;
  /** An array of zeros. */
  allocate(precision: Precision, length: number): Values;
  /** Whether an array is of this store, so that its kernels take it. */
  holds(values: Values): boolean;
}

/** Which kernels a network runs on. */
export interface KernelOptions {
  /**
   * Default: `auto`, which takes plain TypeScript for a tiny network, the system's
   * BLAS where it was granted (`--allow-ffi`), and WebAssembly otherwise.
   */
  readonly kernels?: KernelKind | "auto";
  /** The threads that share large work. Default: as many as the machine has. Results do not depend on it, except with `blas`: a library may add in another order. */
  readonly threads?: number;
}

/** Ordinary arrays. */
export const plainStore: Store = {
  kernels: plainKernels,
  allocate,
  holds: () => true,
};

/** Below so many multiplications or numbers, calls cost more than vectors save. */
const crossover = 2048;

/** More threads than that only wait for each other. */
const mostThreads = 16;

/**
 * Opens a store.
 *
 * @param work about how many multiplications a pass takes, or numbers it has.
 * @throws {NablaError} if an option is out of range, or kernels that are asked
 * for cannot be had.
 */
export function openStore(options: KernelOptions, work: number): Store {
  const { kernels = "auto" } = options;
  const threads = threadsOf(options.threads);
  if (kernels === "plain" || (kernels === "auto" && work < crossover)) {
    return plainStore;
  }
  const { blas, places } = kernels === "wasm" ? {} : findBlas();
  if (kernels === "blas" && blas === undefined) {
    const [reason, wayOut] = whyNoBlas(places);
    throw new NablaError("machine", {
      action: "use the kernels blas",
      reason,
      wayOut,
    });
  }
  const memory = createMemory(threads);
  if (memory === undefined) {
    if (kernels === "auto") return plainStore;
    throw new NablaError("machine", {
      action: `use the kernels ${kernels}`,
      reason: "this engine has no vectors or no shared memory in WebAssembly",
      wayOut: "take plain ones",
    });
  }
  const { allocate, holds } = memory;
  const shared = threadsOver(memory);
  const own = wasmKernels(memory, shared);
  // A library has threads of its own, which need the cores.
  const chosen = blas === undefined ? own : blasKernels(
    blas,
    wasmKernels(memory, threadsOver(memory, 1)),
    own,
    shared,
  );
  return { kernels: chosen, threads: shared, allocate, holds };
}

/** Why there is no library, with the way to one. */
function whyNoBlas(
  places: readonly BlasPlace[] = [],
): readonly [reason: string, wayOut: string] {
  if (places.length === 0) {
    return ["this engine cannot call the system's libraries", "take wasm"];
  }
  return places.some(({ reason }) => reason === "not granted")
    ? [
      "calling the system's libraries was not granted",
      "run with --allow-ffi, or take wasm",
    ]
    : [
      "no library was found",
      "install OpenBLAS (on Debian libopenblas0), MKL or BLIS, or take wasm",
    ];
}

function threadsOf(wanted: number | undefined): number {
  if (wanted === undefined) {
    const { hardwareConcurrency = 1 } = globalThis.navigator ?? {};
    return Math.min(hardwareConcurrency, mostThreads);
  }
  requireOptions(
    "share the work",
    { threads: wanted },
    "an integer from 1 to 64",
    (n) => isCount(n) && n <= 64,
  );
  return wanted;
}
