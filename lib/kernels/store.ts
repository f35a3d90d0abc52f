import { say } from "../../words/say.ts";
import { maxWasmBytes } from "../base/limits.ts";
import { NablaError } from "../base/nabla_error.ts";
import { isCount, requireOptions } from "../base/ranges.ts";
import { allocate, type Precision, type Values } from "../base/values.ts";
import { type BlasPlace, findBlas } from "./blas/blas.ts";
import { blasKernels } from "./blas/blas_kernels.ts";
import { ownProducts, sharedProducts } from "./blas/blas_products.ts";
import type { KernelKind, Kernels } from "./contract/kernels.ts";
import { plainKernels } from "./plain/plain.ts";
import { createMemory } from "./wasm/memory.ts";
import { kernelModule } from "./wasm/compiled.ts";
import { type Threads, threadsOver } from "./wasm/threads.ts";
import { wasmKernels } from "./wasm/wasm.ts";

/** The memory of a network's arrays, and kernels over them. */
export interface Store {
  /** The kernels; they only take arrays of this store. */
  readonly kernels: Kernels;
  /** The threads that share the kernels' work. Plain kernels have none. */
  readonly threads?: Threads;
  /** An array of zeros. */
  allocate(precision: Precision, length: number): Values;
  /** Whether an array is of this store, so that its kernels take it. */
  holds(values: Values): boolean;
  /** The most bytes that it has room for, if its kernels set a bound. */
  readonly mostBytes?: number;
}

/** Which kernels a network runs on. */
export interface KernelOptions {
  /**
   * Default: `auto`, which takes plain TypeScript for tiny networks and layers, the system's
   * BLAS where it was granted (`--allow-ffi`), and WebAssembly otherwise. A network of
   * over 4 GiB has no room in a memory of WebAssembly: it takes ordinary arrays, with
   * products by the BLAS or plain ones. `own` is `auto` without a BLAS.
   */
  readonly kernels?: KernelKind | "auto" | "own";
  /** The most threads that share large work; more than the machine has processors would only wait for each other, and are not started. Default: as many. Results do not depend on it, except with `blas`: a library may add in another order. */
  readonly threads?: number;
}

/** Ordinary arrays. */
export const plainStore: Store = {
  kernels: plainKernels,
  allocate,
  holds: () => true,
};

/** Below this many multiplications, calls cost more than vectors save. */
const crossover = 2048;

/** More threads than that only wait for each other. */
const mostThreads = 16;

/**
 * Chooses the kernels and the memory of a network.
 *
 * @param work about how many multiplications a pass takes.
 * @param bytes about how many bytes the arrays take.
 * @throws {NablaError} if an option is out of range, or the machine does not have
 * the kernels.
 */
export function openStore(
  options: KernelOptions,
  work: number,
  bytes = 0,
): Store {
  const { kernels = "auto" } = options;
  const threads = threadsOf(options.threads);
  const isChosen = kernels === "auto" || kernels === "own";
  if (kernels === "plain" || (isChosen && work < crossover)) return plainStore;
  const { blas, places } = kernels === "auto" || kernels === "blas"
    ? findBlas()
    : {};
  if (kernels === "blas" && blas === undefined) {
    const action = say("use the kernels {kernels}", { kernels });
    throw new NablaError("machine", { action, ...whyNoBlas(places) });
  }
  if (kernels !== "wasm" && bytes > maxWasmBytes) {
    if (blas === undefined) return plainStore;
    const library = ownProducts(blas, threads);
    return { ...plainStore, kernels: blasKernels(library, plainKernels) };
  }
  const memory = createMemory(threads, kernelModule(), blas);
  if (memory === undefined) {
    if (isChosen) return plainStore;
    throw new NablaError("machine", {
      action: say("use the kernels {kernels}", { kernels }),
      reason: say(
        "this engine has no vectors or no shared memory in WebAssembly",
      ),
      wayOut: say("take plain ones"),
    });
  }
  const { allocate, holds } = memory;
  const shared = threadsOver(memory);
  const own = wasmKernels(memory, shared);
  const chosen = blas === undefined
    ? own
    : blasKernels(sharedProducts(blas, memory, shared), own);
  return {
    kernels: chosen,
    threads: shared,
    allocate,
    holds,
    mostBytes: maxWasmBytes,
  };
}

/** Why no library was found, and what to do. */
function whyNoBlas(places: readonly BlasPlace[] = []) {
  if (places.length === 0) {
    return {
      reason: say("this engine cannot call the system's libraries"),
      wayOut: say("take wasm"),
    };
  }
  return places.some(({ reason }) => reason === "not granted")
    ? {
      reason: say("calling the system's libraries was not granted"),
      wayOut: say("run with --allow-ffi, or take wasm"),
    }
    : {
      reason: say("no library was found"),
      wayOut: say(
        "install OpenBLAS (on Debian libopenblas0), MKL or BLIS, or take wasm",
      ),
    };
}

function threadsOf(wanted: number | undefined): number {
  const cores = coreCount();
  const isFit = (n: number) => isCount(n) && n <= 64;
  if (wanted !== undefined) {
    const options = { threads: wanted };
    requireOptions(
      say("share the work"),
      options,
      say("an integer from 1 to 64"),
      isFit,
    );
  }
  return Math.min(wanted ?? mostThreads, cores);
}

/** How many threads the machine runs at once; Node 20 has no navigator that says it. */
function coreCount(): number {
  const { navigator, process } = globalThis as {
    navigator?: { hardwareConcurrency?: number };
    process?: { getBuiltinModule?(name: string): unknown };
  };
  const node = () =>
    process?.getBuiltinModule?.("node:os") as
      | { availableParallelism(): number }
      | undefined;
  return navigator?.hardwareConcurrency ?? node()?.availableParallelism() ?? 1;
}
