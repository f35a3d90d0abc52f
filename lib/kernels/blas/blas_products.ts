import type { Values } from "../../base/values.ts";
import type { AttentionKernels, HeadsPlace } from "../contract/attention.ts";
import type { ProductsPlace } from "../contract/products.ts";
import { writePlace } from "../wasm/attention.ts";
import { costs } from "../wasm/costs.ts";
import { libraryFlags, stepLength } from "../contract/library.ts";
import type { KernelMemory } from "../wasm/memory.ts";
import { functionOf } from "../wasm/module.ts";
import type { KernelThreads } from "../wasm/threads.ts";
import { type Blas, canSetThreads, setThreads } from "./blas.ts";

/** A matrix within another. */
export interface MatrixPart {
  /** It begins with the first number. */
  readonly at: Values;
  /** From a row to the next. */
  readonly pitch: number;
}

/** `y = alpha·op(a)·op(b) + beta·y`; `y` is `m × n`. */
export interface ProductStep {
  readonly y: MatrixPart;
  readonly a: MatrixPart;
  readonly b: MatrixPart;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly isAT: boolean;
  readonly isBT: boolean;
  readonly alpha: number;
  readonly beta: 0 | 1;
}

/** Rows of scores that become weights, or the way back of their gradients. */
export interface WeightStep {
  readonly way: "weigh" | "unweigh";
  readonly from: number;
  readonly to: number;
  /** Which matrix of `dscores` the gradients are in. */
  readonly room: number;
}

export type HeadStep = ProductStep | WeightStep;

/** Products that a library computes. */
export interface BlasProducts {
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
  ): void;
  /** Many products of the same sizes; undefined if one after the other is as good. */
  products(place: ProductsPlace): (() => void) | undefined;
  /** The steps of all heads: those of a head in turn. */
  heads(
    place: HeadsPlace,
    own: AttentionKernels,
    stepsOf: () => readonly (readonly HeadStep[])[],
  ): () => void;
}

/** What a library's multiplication takes, in multiplications of our own. */
const share = 0.3;

/** Parts of products are multiples of so many rows or columns. */
const tile = 16;

/** A product of so many multiplications takes all threads by itself. */
const worthSharing = 4_000_000;

/**
 * Products of arrays in a memory, on the threads that share kernels: each calls the
 * library for its part. The threads of a library itself are slow where ours need the
 * cores, and sleep between calls.
 */
export function sharedProducts(
  { symbols }: Blas,
  memory: KernelMemory,
  threads: KernelThreads,
): BlasProducts {
  const { at } = memory;
  // A library whose own threads cannot be stilled is called on one of ours.
  const cost = canSetThreads(symbols) ? share : 0;
  const { isAT: transposesA, isBT: transposesB, isAdded, byColumns } =
    libraryFlags;
  const flagsOf = (isAT = false, isBT = false) =>
    (isAT ? transposesA : 0) | (isBT ? transposesB : 0);

  function write(
    steps: Values,
    place: HeadsPlace,
    heads: number,
    lists: readonly (readonly HeadStep[])[],
  ) {
    const { weights } = place;
    const square = place.time * place.steps * weights.BYTES_PER_ELEMENT;
    const all = lists.flat();
    for (const [i, step] of all.entries()) {
      const numbers = "way" in step
        ? [
          -1 - functionOf(step.way, weights),
          step.from,
          step.to,
          heads,
          at(place.dscores) + step.room * square,
        ]
        : [
          flagsOf(step.isAT, step.isBT) | (step.beta === 0 ? 0 : isAdded),
          step.m,
          step.n,
          step.k,
          step.alpha,
          ...[step.y, step.a, step.b].flatMap(({ at: values, pitch }) => [
            at(values),
            pitch,
          ]),
        ];
      steps.set(numbers, i * stepLength);
    }
  }

  return {
    product(y, a, b, m, n, k, isAT, isBT, beta) {
      const isByColumns = n > m;
      const flags = flagsOf(isAT, isBT) | (beta === 0 ? 0 : isAdded);
      threads.run(
        functionOf("libraryProduct", y),
        0,
        isByColumns ? n : m,
        tile,
        cost * m * n * k,
        isByColumns ? flags | byColumns : flags,
        at(y),
        at(a),
        at(b),
        m,
        n,
        k,
      );
    },
    products({ y, a, b, count, rows, columns, inner, isAT, isBT }) {
      const each = rows * columns * inner;
      // Few large ones are shared each by itself.
      if (count < threads.count && each > worthSharing) return;
      return () =>
        threads.run(
          functionOf("libraryProducts", y),
          0,
          count,
          1,
          cost * count * each,
          flagsOf(isAT, isBT),
          at(y),
          at(a),
          at(b),
          rows,
          columns,
          inner,
        );
    },
    heads(place, _own, stepsOf) {
      const { batch, heads, weights, lengths } = place;
      const numbers = memory.at(writePlace(memory, place));
      let lists = stepsOf();
      const length = lists[0]?.length ?? 0;
      const steps = memory.allocate(
        "float64",
        lists.length * length * stepLength,
      );
      write(steps, place, numbers, lists);
      let written = lengths?.slice();
      const products = lists.flat().flatMap((step) =>
        "way" in step ? [] : [step.m * step.n * step.k]
      );
      const work = cost *
        (products.reduce((a, b) => a + b, 0) + costs.softmax * weights.length);
      return () => {
        if (lengths?.some((own, i) => own !== written?.[i])) {
          lists = stepsOf();
          write(steps, place, numbers, lists);
          written = lengths.slice();
        }
        const kernel = functionOf("librarySteps", weights);
        threads.run(kernel, 0, batch * heads, 1, work, at(steps), length);
      };
    },
  };
}

/** Larger products are worth the library's own threads. */
const worthThreads = 6_000_000;

/** Products of arrays anywhere, on the library's own threads. */
export function ownProducts(
  { symbols }: Blas,
  threads: number,
): BlasProducts {
  const [rowMajor, asItIs, transposed] = [101, 111, 112];

  function run({ y, a, b, m, n, k, isAT, isBT, alpha, beta }: ProductStep) {
    const { cblas_sgemm, cblas_dgemm } = symbols;
    const gemm = y.at.BYTES_PER_ELEMENT === 4 ? cblas_sgemm : cblas_dgemm;
    const ta = isAT ? transposed : asItIs;
    const tb = isBT ? transposed : asItIs;
    const isLarge = m * n * k >= worthThreads;
    if (isLarge) setThreads(symbols, threads);
    gemm(
      rowMajor,
      ta,
      tb,
      m,
      n,
      k,
      alpha,
      a.at,
      a.pitch,
      b.at,
      b.pitch,
      beta,
      y.at,
      y.pitch,
    );
    if (isLarge) setThreads(symbols, 1);
  }

  return {
    product: (y, a, b, m, n, k, isAT, isBT, beta) =>
      run({
        y: { at: y, pitch: n },
        a: { at: a, pitch: isAT ? m : k },
        b: { at: b, pitch: isBT ? k : n },
        ...{ m, n, k, isAT, isBT, alpha: 1, beta },
      }),
    products: () => undefined,
    heads: (_place, own, stepsOf) => () => {
      for (const step of stepsOf().flat()) {
        if (!("way" in step)) run(step);
        else own[step.way](step.from, step.to, step.room);
      }
    },
  };
}
