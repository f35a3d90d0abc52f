import { say } from "../../../words/say.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { type KernelOptions, openStore } from "../../../lib/kernels/store.ts";
import {
  type Arguments,
  choiceOption,
  type Option,
  option,
  UsageError,
} from "./command.ts";
import { refuseIdle } from "./idle.ts";

export const threads = option(
  "threads N",
  "threads that share large work (as many as the machine has)",
);

const kernels = choiceOption(
  "kernels KIND",
  "auto, own, plain, wasm or blas; see nabla kernels (auto; own for checks)",
  ["auto", "own", "plain", "wasm", "blas"],
);

/** What every command takes that computes. */
export const computing: readonly Option[] = [kernels, threads];

/** @throws {UsageError} if the choice makes no sense, or this machine does not have it. */
export function readKernels(args: Arguments): KernelOptions {
  const options: KernelOptions = {
    kernels: args.choice(kernels),
    threads: readThreads(args),
  };
  if (options.kernels === "plain" && options.threads !== 1) {
    refuseIdle(
      args,
      ["threads"],
      "shares the work of wasm and blas, and plain kernels work alone",
    );
  }
  try {
    // An empty store tells at once whether there can be one.
    openStore(options, 0);
  } catch (error) {
    if (!(error instanceof NablaError)) throw error;
    throw new UsageError(
      error.message,
      say("nabla kernels lists what can be had here, and why the rest cannot."),
    );
  }
  return options;
}

/** How many run side by side. */
export function readThreads(
  args: Arguments,
  name: "threads" | "workers" = "threads",
): number | undefined {
  return args.number(name, "an integer from 1 to 64");
}
