/**
 * The trained network that a command works with.
 *
 * @module
 */

import type { SavedNetwork } from "../saved_network.ts";
import { openNetwork } from "./checkpoints.ts";
import { type Arguments, UsageError } from "./command.ts";
import type { Io } from "./io.ts";
import { readKernels } from "./kernel_options.ts";
import { readLayers } from "./layers.ts";

/**
 * Reads the network that the command line names.
 *
 * @throws {UsageError} if it names none, or there is no such file.
 * @throws {DataError} if the file is none of a network, or damaged.
 */
export async function loadNetwork(
  args: Arguments,
  io: Io,
): Promise<SavedNetwork> {
  const [path, ...more] = args.positional;
  if (path === undefined || more.length > 0) {
    throw new UsageError(
      path === undefined
        ? "there is no network to work with"
        : `there is one network too many: ${more[0]}`,
      "Give the file that nabla train --out wrote, such as net.safetensors.",
    );
  }
  const saved = await openNetwork(path, {
    ...readKernels(args),
    layers: await readLayers(args.texts("layers"), io),
    batch: 256,
  }, io);
  if (saved !== undefined) return saved;
  throw new UsageError(`cannot read ${path}: there is no such file`);
}
