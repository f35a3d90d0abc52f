/**
 * The system's BLAS, called through Deno's foreign function interface if that
 * was granted: Lawson, Hanson, Kincaid and Krogh, "Basic Linear Algebra
 * Subprograms for Fortran usage", 1979, by its C interface.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";

/** A library of matrix products, on `threads` threads (default: 1) if the library lets one choose. */
export interface Blas {
  /** `OpenBLAS`. */
  readonly name: string;
  /** The file. */
  readonly path: string;
  /** `y = op(a)·op(b) + beta·y` over row-major matrices; `y` is `m × n`. */
  product(
    y: Values,
    a: Values,
    b: Values,
    m: number,
    n: number,
    k: number,
    isAT: boolean,
    isBT: boolean,
    beta: 0 | 1,
    threads?: number,
  ): void;
  /** `y = alpha·op(a)·op(b) + beta·y` for matrices that are parts of others, on one thread. */
  partProduct(
    y: MatrixPart,
    a: MatrixPart,
    b: MatrixPart,
    m: number,
    n: number,
    k: number,
    isAT: boolean,
    isBT: boolean,
    alpha: number,
    beta: 0 | 1,
  ): void;
  /** `y += c·x` over `length` numbers. */
  addScaled(
    y: Values,
    x: Values,
    c: number,
    length: number,
    threads: number,
  ): void;
}

/** A matrix within another. */
export interface MatrixPart {
  /** It begins with the first number. */
  readonly at: Values;
  /** From a row to the next. */
  readonly pitch: number;
}

/** A place where a library may be. */
export interface BlasPlace extends Pick<Blas, "name" | "path"> {
  /** Why it is not used; undefined if it is. */
  readonly reason?: string;
}

/** The library, if one was found, and every place that was tried until then. */
export interface BlasSearch {
  readonly blas?: Blas;
  readonly places: readonly BlasPlace[];
}

/** What is used of Deno, only here: no other engine has an FFI. */
interface ForeignFunctions {
  readonly build: { readonly os: string; readonly arch: string };
  readonly permissions: {
    querySync(permission: { name: "ffi"; path?: string }): { state: string };
  };
  dlopen(path: string, symbols: typeof cblas): { symbols: Cblas };
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
const axpy = (real: "f32" | "f64") => ({
  // n, alpha, x, its stride, y, its stride.
  parameters: [int, real, "buffer", int, "buffer", int],
  result: "void",
});
const setThreads = { parameters: [int], result: "void", optional: true };
const cblas = {
  cblas_sgemm: gemm("f32"),
  cblas_dgemm: gemm("f64"),
  cblas_saxpy: axpy("f32"),
  cblas_daxpy: axpy("f64"),
  openblas_set_num_threads: setThreads,
  MKL_Set_Num_Threads: setThreads,
  bli_thread_set_num_threads: setThreads,
};

type Gemm = (
  order: number,
  transposeA: number,
  transposeB: number,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Values,
  lda: number,
  b: Values,
  ldb: number,
  beta: number,
  y: Values,
  ldy: number,
) => void;

type Axpy = (
  length: number,
  c: number,
  x: Values,
  xStride: number,
  y: Values,
  yStride: number,
) => void;

type SetThreads = ((count: number) => void) | null;

interface Cblas {
  readonly cblas_sgemm: Gemm;
  readonly cblas_dgemm: Gemm;
  readonly cblas_saxpy: Axpy;
  readonly cblas_daxpy: Axpy;
  readonly openblas_set_num_threads: SetThreads;
  readonly MKL_Set_Num_Threads: SetThreads;
  readonly bli_thread_set_num_threads: SetThreads;
}

/** Looks for a library, once in a process. It never asks for a permission. */
export function findBlas(): BlasSearch {
  return found ??= search();
}

let found: BlasSearch | undefined;

function search(): BlasSearch {
  const { Deno: deno } = globalThis as unknown as { Deno?: ForeignFunctions };
  if (deno?.dlopen === undefined) return { places: [] };
  const places: BlasPlace[] = [];
  for (const { name, path } of blasPlaces(deno.build.os, deno.build.arch)) {
    const { state } = deno.permissions.querySync({ name: "ffi", path });
    if (state !== "granted") {
      places.push({ name, path, reason: "not granted" });
      continue;
    }
    try {
      const { symbols } = deno.dlopen(path, cblas);
      places.push({ name, path });
      return { blas: blasOf(name, path, symbols), places };
    } catch (error) {
      const reason = `${error instanceof Error ? error.message : error}`;
      places.push({ name, path, reason: reason.split("\n")[0] });
    }
  }
  return { places };
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
      ...inFolders("libmkl_rt.so.2"),
      `${debian}/libmkl_rt.so`,
    ),
    ...all("OpenBLAS", ...inFolders("libopenblas.so.0")),
    ...all("BLIS", ...inFolders("libblis.so.4")),
  ];
}

const rowMajor = 101;
const asItIs = 111;
const transposed = 112;

function blasOf(name: string, path: string, symbols: Cblas): Blas {
  const { cblas_sgemm, cblas_dgemm, cblas_saxpy, cblas_daxpy } = symbols;
  const choose = symbols.openblas_set_num_threads ??
    symbols.MKL_Set_Num_Threads ?? symbols.bli_thread_set_num_threads;
  let chosen = 0;
  function useThreads(count: number): void {
    if (count === chosen) return;
    choose?.(count);
    chosen = count;
  }
  return {
    name,
    path,
    addScaled(y, x, c, length, threads) {
      useThreads(threads);
      const run = y.BYTES_PER_ELEMENT === 4 ? cblas_saxpy : cblas_daxpy;
      run(length, c, x, 1, y, 1);
    },
    product(y, a, b, m, n, k, isAT, isBT, beta, threads = 1) {
      useThreads(threads);
      const run = y.BYTES_PER_ELEMENT === 4 ? cblas_sgemm : cblas_dgemm;
      const ta = isAT ? transposed : asItIs;
      const tb = isBT ? transposed : asItIs;
      const lda = isAT ? m : k;
      const ldb = isBT ? k : n;
      run(rowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, beta, y, n);
    },
    partProduct(y, a, b, m, n, k, isAT, isBT, alpha, beta) {
      useThreads(1);
      const run = y.at.BYTES_PER_ELEMENT === 4 ? cblas_sgemm : cblas_dgemm;
      const ta = isAT ? transposed : asItIs;
      const tb = isBT ? transposed : asItIs;
      const { pitch: lda } = a;
      const { pitch: ldb } = b;
      const { pitch: ldy } = y;
      run(
        rowMajor,
        ta,
        tb,
        m,
        n,
        k,
        alpha,
        a.at,
        lda,
        b.at,
        ldb,
        beta,
        y.at,
        ldy,
      );
    },
  };
}
