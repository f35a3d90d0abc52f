import { holdsWeightsAlone } from "../../../lib/weights/weights_file.ts";
import { say } from "../../../words/say.ts";
import {
  readNetwork,
  type ReadNetworkOptions,
  type SavedNetwork,
} from "../../network_file/saved_network.ts";
import { noSuchFile, UsageError } from "../words/command.ts";
import type { NetworkChoice } from "../words/network_options.ts";
import type { Io } from "../world/io.ts";
import { readLayers } from "./layers.ts";
import { withFile } from "./source.ts";

/**
 * Reads a network's file; undefined where there is no such file.
 *
 * @throws {UsageError} if it cannot be read.
 * @throws {DataError} if it is not the file of a network, or damaged.
 */
export function openNetwork(
  path: string,
  options: ReadNetworkOptions,
  io: Io,
): Promise<SavedNetwork | undefined> {
  return withFile(path, io, (file) => readNetwork(file, options));
}

/**
 * Reads the network that a command works with.
 *
 * @throws {UsageError} if there is no such file, or it does not hold a text.
 * @throws {DataError} if it is not the file of a network, or damaged.
 */
export async function loadNetwork(
  { path, layers, kernels }: NetworkChoice,
  io: Io,
): Promise<SavedNetwork> {
  if (holdsWeightsAlone(path)) {
    throw new UsageError(
      say("{path} may hold weights, but not the text of their network", {
        path,
      }),
      say("Make one of both: {command}.", {
        command:
          'nabla export "TEXT" --weights weights.npz --out net.safetensors',
      }),
    );
  }
  const own = await readLayers(layers, io);
  const options = { ...kernels, layers: own, batch: 256 };
  const saved = await openNetwork(path, options, io);
  if (saved === undefined) throw noSuchFile(path);
  return saved;
}
