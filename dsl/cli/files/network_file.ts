/**
 * The file of a trained network.
 *
 * @module
 */

import { holdsWeightsAlone } from "../../../lib/weights/weights_file.ts";
import {
  readNetwork,
  type ReadNetworkOptions,
  type SavedNetwork,
} from "../../network_file/saved_network.ts";
import { UsageError } from "../words/command.ts";
import type { NetworkChoice } from "../words/network_options.ts";
import type { Io } from "../world/io.ts";
import { readLayers } from "./layers.ts";
import { orUsageError } from "./source.ts";

/**
 * Reads a network's file; undefined where there is none.
 *
 * @throws {UsageError} if it cannot be read.
 * @throws {DataError} if it is none, or damaged.
 */
export async function openNetwork(
  path: string,
  options: ReadNetworkOptions,
  io: Io,
): Promise<SavedNetwork | undefined> {
  const file = await orUsageError("read", path, io.openFile(path));
  if (file === undefined) return undefined;
  try {
    return await readNetwork({ ...file, name: path }, options);
  } finally {
    file.close();
  }
}

/**
 * Reads the network that a command works with.
 *
 * @throws {UsageError} if there is no such file, or it holds no text of a network.
 * @throws {DataError} if the file is none of a network, or damaged.
 */
export async function loadNetwork(
  { path, layers, kernels }: NetworkChoice,
  io: Io,
): Promise<SavedNetwork> {
  if (holdsWeightsAlone(path)) {
    throw new UsageError(
      `${path} may hold weights, but not the text of their network`,
      'Make one of both: nabla export "TEXT" --weights weights.npz --out net.safetensors.',
    );
  }
  const own = await readLayers(layers, io);
  const options = { ...kernels, layers: own, batch: 256 };
  const saved = await openNetwork(path, options, io);
  if (saved !== undefined) return saved;
  throw new UsageError(`cannot read ${path}: there is no such file`);
}
