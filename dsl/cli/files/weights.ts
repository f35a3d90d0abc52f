import type { Network } from "../../../lib/network/network.ts";
import type { Parameters } from "../../../lib/network/parameters.ts";
import { withoutState } from "../../../lib/training/checkpoints/checkpoint.ts";
import { loadParameters } from "../../../lib/weights/state_dict.ts";
import { readWeightsFile } from "../../../lib/weights/weights_file.ts";
import {
  descriptionIn,
  type NetworkDescription,
} from "../../network_file/network_description.ts";
import { noSuchFile } from "../words/command.ts";
import type { Io } from "../world/io.ts";
import { withFile } from "./source.ts";

/**
 * Reads the parameters of a network from a `.safetensors` or `.npz` file with
 * PyTorch's names. Returns what else a file of `nabla train` says of them.
 *
 * @throws {UsageError} if there is no such file.
 * @throws {DataError} if it does not hold the parameters of the network.
 */
export async function loadWeights(
  path: string,
  network: Network,
  parameters: Parameters,
  io: Io,
): Promise<NetworkDescription | undefined> {
  const read = await withFile(path, io, async (file) => {
    const saved = await readWeightsFile(file);
    const tensors = withoutState(saved.tensors);
    await loadParameters(parameters, network, tensors, { file: path });
    return { known: descriptionIn(path, saved) };
  });
  if (read === undefined) throw noSuchFile(path);
  return read.known;
}
