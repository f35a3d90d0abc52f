/**
 * On which kernels a command computes, and on how many threads.
 *
 * @module
 */

import { NablaError } from "../../../lib/base/nabla_error.ts";
import { isCount } from "../../../lib/base/ranges.ts";
import { type KernelOptions, openStore } from "../../../lib/kernels/store.ts";
import { type Arguments, type Option, UsageError } from "./command.ts";

/** How many threads share what is large. */
export const threads: Option = {
  name: "threads",
  value: "N",
  summary: "threads that share large work (as many as the machine has)",
};

/** What every command takes that computes. */
export const computing: readonly Option[] = [
  {
    name: "kernels",
    value: "KIND",
    summary: "auto, plain, wasm or blas; see nabla kernels (auto)",
  },
  threads,
];

/**
 * What was chosen; what was not is left out.
 *
 * @throws {UsageError} if it makes no sense or cannot be had.
 */
export function readKernels(args: Arguments): KernelOptions {
  const kernels = args.choice("kernels", [
    "auto",
    "plain",
    "wasm",
    "blas",
  ]);
  const threads = readThreads(args);
  const options: KernelOptions = { kernels, threads };
  try {
    // A store of nothing tells at once whether one can be had.
    openStore(options, 0);
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    throw new UsageError(
      error.message,
      "nabla kernels lists what can be had here, and why the rest cannot.",
    );
  }
  return options;
}

/**
 * How many run side by side: threads, unless the option has another name.
 *
 * @throws {UsageError} if it is no such number.
 */
export function readThreads(
  args: Arguments,
  name = "threads",
): number | undefined {
  return args.number(
    name,
    "an integer from 1 to 64",
    (n) => isCount(n) && n <= 64,
  );
}
