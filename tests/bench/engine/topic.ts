/**
 * What the engine's benchmark measures: topics, a table each, and the kinds of
 * kernels that contend in them.
 *
 * @module
 */

import type { CellText } from "../../../dsl/typesetting/table.ts";
import type { KernelKind } from "../../../lib/kernels/contract/kernels.ts";
import { openStore, type Store } from "../../../lib/kernels/store.ts";
import type { Precision } from "../../../mod.ts";
import { printTable } from "../figures.ts";
import { threadCount, threads } from "../machine.ts";

/** Kernels with some threads, or PyTorch with some. */
export interface Contender {
  readonly kernels: KernelKind | "PyTorch";
  readonly threads: number;
}

/** What one process of ours runs on. */
export interface Setup extends Contender {
  readonly kernels: KernelKind;
  readonly precision: Precision;
}

/** Things to do again and again, by the name of the row that they fill. */
export type Doings = ReadonlyMap<string, () => void>;

/** Milliseconds that the doing of each row took; nothing where they are missing. */
export type Times = ReadonlyMap<Contender, ReadonlyMap<string, number>>;

/** One table. */
export interface Topic {
  readonly name: string;
  /** What is measured, each in processes of its own: a loop that has run several functions is slower at every one. */
  readonly subjects: readonly string[];
  readonly contenders: readonly Contender[];
  /** The number of examples, where PyTorch has to be told. */
  readonly batch?: number;
  /**
   * What there is to do for a subject; it may be several things.
   *
   * @throws {RangeError} if the kernels cannot be had.
   */
  prepare(subject: string, setup: Setup): Doings;
  /** Prints the table. */
  print(times: Times, precision: Precision): void;
}

const most = threadCount > 1 ? [1, threadCount] : [1];

/** All kernels that there are, the plain ones first. */
export const contenders: readonly Contender[] = [
  { kernels: "plain", threads: 1 },
  ...most.map((threads) => ({ kernels: "wasm" as const, threads })),
  ...most.map((threads) => ({ kernels: "blas" as const, threads })),
];

/** PyTorch, which takes subjects that are texts of one layer. */
export const torchContenders: readonly Contender[] = most.map((threads) => ({
  kernels: "PyTorch",
  threads,
}));

/** `wasm, 2 threads` */
export function titleOf(contender: Contender): string {
  return contender.kernels === "plain"
    ? "plain"
    : `${contender.kernels}, ${threads(contender.threads)}`;
}

/**
 * Opens a store that has the kernels of a setup and no others.
 *
 * @throws {RangeError} if they cannot be had.
 */
export function storeOf(setup: Setup): Store {
  const store = openStore(setup, 1e9);
  requireKernels(store, setup);
  return store;
}

/** @throws {RangeError} if a store has other kernels than were asked for. */
export function requireKernels(store: Store, { kernels }: Setup): void {
  const { kind } = store.kernels;
  if (kind === kernels) return;
  throw new RangeError(
    `Cannot measure the kernels ${kernels} as the engine took others: ${kind}`,
  );
}

/** A row of the table for each name: a cell for each contender, as `format` makes it from the time. */
export function printTimes(
  about: string,
  times: Times,
  names: readonly string[],
  format: (milliseconds: number, name: string) => CellText,
): void {
  const shown = [...times.keys()];
  printTable(
    about,
    ["", ...shown.map(titleOf)],
    names.map((name) => [
      name,
      ...shown.map((contender) => {
        const time = times.get(contender)?.get(name);
        return time === undefined ? "missing" : format(time, name);
      }),
    ]),
  );
}
