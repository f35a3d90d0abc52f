/**
 * The trained network that a command works with.
 *
 * @module
 */

import type { SavedNetwork } from "../../network_file/saved_network.ts";
import { type Arguments, UsageError } from "../words/command.ts";
import { readKernels } from "../words/kernel_options.ts";
import type { Io } from "../world/io.ts";
import { openNetwork } from "./checkpoints.ts";
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
  requireText(path);
  const saved = await openNetwork(path, {
    ...readKernels(args),
    layers: await readLayers(args.texts("layers"), io),
    batch: 256,
  }, io);
  if (saved !== undefined) return saved;
  throw new UsageError(`cannot read ${path}: there is no such file`);
}

/** @throws {UsageError} if a file of this name holds no text of a network. */
export function requireText(path: string): void {
  if (!/\.np[yz]$/i.test(path)) return;
  throw new UsageError(
    `${path} may hold weights, but not the text of their network`,
    'Make one of both: nabla export "TEXT" --weights weights.npz --out net.safetensors.',
  );
}
