import { say } from "../../../words/say.ts";
import type { KernelOptions } from "../../../lib/kernels/store.ts";
import { type Arguments, UsageError } from "./command.ts";
import { readKernels } from "./kernel_options.ts";

export interface NetworkChoice {
  readonly path: string;
  /** The modules of own layers. */
  readonly layers: readonly string[];
  readonly kernels: KernelOptions;
}

/** @throws {UsageError} if it names none, or several. */
export function readNetworkChoice(args: Arguments): NetworkChoice {
  const [path, ...more] = args.positional;
  if (path === undefined || more.length > 0) {
    throw new UsageError(
      path === undefined
        ? say("there is no network to work with")
        : say("there is one network too many: {name}", { name: more[0] }),
      say(
        "Give the file that nabla train --out wrote, such as net.safetensors.",
      ),
    );
  }
  return { path, layers: args.texts("layers"), kernels: readKernels(args) };
}
