/**
 * Products by a library of the system, each part of one on the thread that takes it,
 * as kernels share their work. The functions are passed to workers as text, so that they
 * refer to nothing around them.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";

/** A library that threads open, by Deno's foreign function interface. */
export interface Library {
  readonly path: string;
  /** What is taken of it, as Deno is told. */
  readonly symbols: Readonly<Record<string, unknown>>;
}

/** An array, or where it begins in the memory. */
export type MatrixStart = Values | Uint8Array;

/** `y = alpha·op(a)·op(b) + beta·y`, by the C interface of BLAS. */
export type Gemm = (
  order: number,
  transposeA: number,
  transposeB: number,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: MatrixStart,
  lda: number,
  b: MatrixStart,
  ldb: number,
  beta: number,
  y: MatrixStart,
  ldy: number,
) => void;

/** So many products, each of whose matrices has a distance to the next. */
export type GemmBatch = (
  order: number,
  transposeA: number,
  transposeB: number,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: MatrixStart,
  lda: number,
  nextA: number,
  b: MatrixStart,
  ldb: number,
  nextB: number,
  beta: number,
  y: MatrixStart,
  ldy: number,
  nextY: number,
  count: number,
) => void;

type SetThreads = ((count: number) => void) | null;

/** The functions of a library. */
export interface LibrarySymbols {
  readonly cblas_sgemm: Gemm;
  readonly cblas_dgemm: Gemm;
  readonly cblas_sgemm_batch_strided: GemmBatch | null;
  readonly cblas_dgemm_batch_strided: GemmBatch | null;
  readonly openblas_set_num_threads: SetThreads;
  readonly MKL_Set_Num_Threads: SetThreads;
  readonly bli_thread_set_num_threads: SetThreads;
}

/** A library, and its functions for the main thread. */
export interface OpenedLibrary {
  readonly library: Library;
  readonly symbols: LibrarySymbols;
}

/** What is used of Deno: no other engine has such an interface. */
export interface ForeignFunctions {
  dlopen(
    path: string,
    symbols: Library["symbols"],
  ): { readonly symbols: LibrarySymbols };
}

/** What each function takes after its part. */
export interface LibraryWords {
  /** A product, of which a part is rows, or columns. Flags say that, and how the matrices lie. */
  libraryProduct: [
    flags: number,
    y: number,
    a: number,
    b: number,
    m: number,
    n: number,
    k: number,
  ];
  /** Products of the same sizes, one matrix after the other. */
  libraryProducts: LibraryWords["libraryProduct"];
  /** Lists of so many steps each, of {@linkcode stepLength} numbers. */
  librarySteps: [steps: number, count: number];
}

/** What flags say: that a matrix is transposed, that the product is added to `y`, and that a part is columns. */
export const libraryFlags = { isAT: 1, isBT: 2, isAdded: 4, byColumns: 8 };

/**
 * The numbers of a step: flags, m, n, k, alpha, and where y, a and b begin, each with
 * the distance of its rows; or of another kernel: −1 − its place, and its words.
 */
export const stepLength = 12;

type Run = (...words: number[]) => void;

/** Opens a library for calls on this thread alone; undefined if it may not. */
export function openLibrary(
  { path, symbols }: Library,
): LibrarySymbols | undefined {
  const { Deno: deno } = globalThis as unknown as { Deno?: ForeignFunctions };
  try {
    const found = deno?.dlopen(path, symbols).symbols;
    found?.openblas_set_num_threads?.(1);
    found?.MKL_Set_Num_Threads?.(1);
    found?.bli_thread_set_num_threads?.(1);
    return found;
  } catch {
    return undefined;
  }
}

/** The functions over a memory, in the order of {@linkcode LibraryWords}: each for floats, then for doubles. */
export function libraryFunctions(
  symbols: LibrarySymbols,
  memory: WebAssembly.Memory,
  kernels: readonly Run[],
): readonly Run[] {
  // To make a view takes as long as a small product.
  function kept<View>(make: (address: number) => View) {
    const views = new Map<number, View>();
    return (address: number): View => {
      const known = views.get(address);
      if (known !== undefined) return known;
      if (views.size === 2 ** 15) views.clear();
      const view = make(address);
      views.set(address, view);
      return view;
    };
  }
  const at = kept((address) => new Uint8Array(memory.buffer, address));
  const listAt = kept((address) => new Float64Array(memory.buffer, address));

  function functionsBy(
    run: Gemm,
    batch: GemmBatch | null,
    size: number,
  ): readonly Run[] {
    const gemm: Run = (flags, m, n, k, alpha, y, ldy, a, lda, b, ldb) => {
      const ta = (flags & 1) === 0 ? 111 : 112;
      const tb = (flags & 2) === 0 ? 111 : 112;
      const c = (flags & 4) === 0 ? 0 : 1;
      run(101, ta, tb, m, n, k, alpha, at(a), lda, at(b), ldb, c, at(y), ldy);
    };
    return [
      (from, to, flags, y, a, b, m, n, k) => {
        const lda = (flags & 1) === 0 ? k : m;
        const ldb = (flags & 2) === 0 ? n : k;
        const own = to - from;
        if ((flags & 8) === 0) {
          const start = y + from * size * n;
          const left = a + from * size * ((flags & 1) === 0 ? k : 1);
          gemm(flags, own, n, k, 1, start, n, left, lda, b, ldb);
        } else {
          const start = y + from * size;
          const right = b + from * size * ((flags & 2) === 0 ? 1 : k);
          gemm(flags, m, own, k, 1, start, n, a, lda, right, ldb);
        }
      },
      (from, to, flags, y, a, b, m, n, k) => {
        const lda = (flags & 1) === 0 ? k : m;
        const ldb = (flags & 2) === 0 ? n : k;
        const [nextY, nextA, nextB] = [m * n, m * k, k * n];
        if (batch !== null) {
          const ta = (flags & 1) === 0 ? 111 : 112;
          const tb = (flags & 2) === 0 ? 111 : 112;
          const own = at(y + from * size * nextY);
          const left = at(a + from * size * nextA);
          const right = at(b + from * size * nextB);
          batch(
            101,
            ta,
            tb,
            m,
            n,
            k,
            1,
            left,
            lda,
            nextA,
            right,
            ldb,
            nextB,
            0,
            own,
            n,
            nextY,
            to - from,
          );
          return;
        }
        for (let i = from; i < to; i++) {
          const own = y + i * size * nextY;
          const left = a + i * size * nextA;
          const right = b + i * size * nextB;
          gemm(flags, m, n, k, 1, own, n, left, lda, right, ldb);
        }
      },
      (from, to, steps, count) => {
        const list = listAt(steps);
        for (let i = 12 * from * count; i < 12 * to * count; i += 12) {
          const own = list[i];
          const [m, n, k] = [list[i + 1], list[i + 2], list[i + 3]];
          const c = list[i + 4];
          if (own < 0) kernels[-1 - own](m, n, k, c);
          else {
            const [y, ldy] = [list[i + 5], list[i + 6]];
            const [a, lda] = [list[i + 7], list[i + 8]];
            gemm(own, m, n, k, c, y, ldy, a, lda, list[i + 9], list[i + 10]);
          }
        }
      },
    ];
  }

  const { cblas_sgemm_batch_strided, cblas_dgemm_batch_strided } = symbols;
  const floats = functionsBy(symbols.cblas_sgemm, cblas_sgemm_batch_strided, 4);
  const doubles = functionsBy(
    symbols.cblas_dgemm,
    cblas_dgemm_batch_strided,
    8,
  );
  return floats.flatMap((run, i) => [run, doubles[i]]);
}
