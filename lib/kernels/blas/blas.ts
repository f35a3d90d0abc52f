/**
 * The system's BLAS, called through Deno's foreign function interface if that
 * was granted: Lawson, Hanson, Kincaid and Krogh, "Basic Linear Algebra
 * Subprograms for Fortran usage", 1979, by its C interface.
 *
 * @module
 */

import type {
  ForeignFunctions,
  LibrarySymbols,
  OpenedLibrary,
} from "../contract/library.ts";

/** A library of matrix products, open for calls. */
export interface Blas extends OpenedLibrary {
  /** `OpenBLAS`. */
  readonly name: string;
}

/** A place where a library may be. */
export interface BlasPlace {
  readonly name: string;
  /** The file. */
  readonly path: string;
  /** Why it is not used; undefined if it is. */
  readonly reason?: string;
}

/** The library, if one was found, and every place that was tried until then. */
export interface BlasSearch {
  readonly blas?: Blas;
  readonly places: readonly BlasPlace[];
}

/** What else is used of Deno. */
interface System extends ForeignFunctions {
  readonly build: { readonly os: string; readonly arch: string };
  readonly permissions: {
    querySync(permission: { name: "ffi"; path?: string }): { state: string };
  };
}

const int = "i32";
const gemm = (real: "f32" | "f64") => ({
  // Order, two transpositions, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc.
  parameters: [
    ...[int, int, int, int, int, int, real, "buffer", int, "buffer", int],
    ...[real, "buffer", int],
  ],
  result: "void",
});
const batch = (real: "f32" | "f64") => ({
  // As above, but each matrix with the distance to the next, and how many there are.
  parameters: [
    ...[int, int, int, int, int, int, real, "buffer", int, int, "buffer", int],
    ...[int, real, "buffer", int, int, int],
  ],
  result: "void",
  optional: true,
});
const setter = (count: "i32" | "isize") => ({
  parameters: [count],
  result: "void",
  optional: true,
});
const cblas = {
  cblas_sgemm: gemm("f32"),
  cblas_dgemm: gemm("f64"),
  // MKL has them, and OpenBLAS from 0.3.31 on.
  cblas_sgemm_batch_strided: batch("f32"),
  cblas_dgemm_batch_strided: batch("f64"),
  openblas_set_num_threads: setter(int),
  MKL_Set_Num_Threads: setter(int),
  bli_thread_set_num_threads: setter("isize"),
};

/** Looks for a library, once in a process. It never asks for a permission. */
export function findBlas(): BlasSearch {
  return found ??= search();
}

let found: BlasSearch | undefined;

function search(): BlasSearch {
  const { Deno: deno } = globalThis as unknown as { Deno?: System };
  if (deno?.dlopen === undefined) return { places: [] };
  const places: BlasPlace[] = [];
  for (const { name, path } of blasPlaces(deno.build.os, deno.build.arch)) {
    const { state } = deno.permissions.querySync({ name: "ffi", path });
    if (state !== "granted") {
      places.push({ name, path, reason: "not granted" });
      continue;
    }
    try {
      const blas = openBlas(name, path, deno);
      places.push({ name, path });
      return { blas, places };
    } catch (error) {
      const reason = `${error instanceof Error ? error.message : error}`;
      places.push({ name, path, reason: reason.split("\n")[0] });
    }
  }
  return { places };
}

/**
 * Opens a library, and stills its own threads.
 *
 * @throws {Error} if it is not there, not granted, or lacks products.
 */
export function openBlas(
  name: string,
  path: string,
  { dlopen }: ForeignFunctions,
): Blas {
  const { symbols } = dlopen(path, cblas);
  setThreads(symbols, 1);
  return { name, library: { path, symbols: cblas }, symbols };
}

/** Where systems keep their libraries, the fastest kinds first. */
export function blasPlaces(os: string, arch: string): readonly BlasPlace[] {
  const all = (name: string, ...paths: string[]) =>
    paths.map((path) => ({ name, path }));
  if (os === "darwin") {
    return [
      ...all(
        "Accelerate",
        "/System/Library/Frameworks/Accelerate.framework/Accelerate",
      ),
      ...all(
        "OpenBLAS",
        "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
        "/usr/local/opt/openblas/lib/libopenblas.dylib",
      ),
    ];
  }
  if (os !== "linux") return [];
  const debian = `/usr/lib/${arch}-linux-gnu`;
  const folders = [debian, "/usr/lib64", "/usr/lib", "/usr/local/lib"];
  const inFolders = (file: string) => folders.map((each) => `${each}/${file}`);
  return [
    ...all(
      "MKL",
      "/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so.2",
      "/opt/intel/oneapi/mkl/latest/lib/intel64/libmkl_rt.so.2",
      ...inFolders("libmkl_rt.so.2"),
      `${debian}/libmkl_rt.so`,
    ),
    ...all("OpenBLAS", ...inFolders("libopenblas.so.0")),
    ...all("BLIS", ...inFolders("libblis.so.4")),
  ];
}

/** Whether a library lets one choose how many threads of its own it takes. */
export function canSetThreads(symbols: LibrarySymbols): boolean {
  return settersOf(symbols).some((set) => set !== null);
}

/** Chooses how many threads of its own a library takes. */
export function setThreads(symbols: LibrarySymbols, count: number): void {
  for (const set of settersOf(symbols)) set?.(count);
}

function settersOf(symbols: LibrarySymbols) {
  return [
    symbols.openblas_set_num_threads,
    symbols.MKL_Set_Num_Threads,
    symbols.bli_thread_set_num_threads,
  ];
}
