/**
 * Weights from a file, for a network whose text is known.
 *
 * @module
 */

import type { RandomAccess } from "../bytes/byte_source.ts";
import type { Network } from "../network/network.ts";
import type { Parameters } from "../network/parameters.ts";
import { readSafetensors } from "../tensor_files/safetensors.ts";
import type { Tensor, TensorEntry } from "../tensor_files/tensor.ts";
import { withoutState } from "../training/checkpoints/checkpoint.ts";
import { loadParameters } from "./state_dict.ts";
import {
  descriptionIn,
  type NetworkDescription,
} from "../../dsl/network_file/network_description.ts";
import { UsageError } from "../../dsl/cli/words/command.ts";
import type { Io } from "../../dsl/cli/world/io.ts";
import { orUsageError } from "../../dsl/cli/files/source.ts";

/**
 * Reads the parameters of a network from a `.safetensors` or `.npz` file with
 * PyTorch's names. Returns what else the file knows of them, where it is one of
 * `nabla train`.
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
  const file = await orUsageError("read", path, io.openFile(path));
  if (file === undefined) {
    throw new UsageError(`cannot read ${path}: there is no such file`);
  }
  try {
    const begin = await file.read(0, 2);
    const isZip = begin[0] === 0x50 && begin[1] === 0x4b;
    const access = { ...file, name: path };
    const saved = isZip ? undefined : await readSafetensors(access);
    const tensors: ReadonlyMap<string, Tensor | TensorEntry> = saved?.tensors ??
      await readZip(access);
    await loadParameters(parameters, network, withoutState(tensors), {
      file: path,
    });
    return saved && descriptionIn(path, saved);
  } finally {
    file.close();
  }
}

async function readZip(
  access: RandomAccess,
): Promise<ReadonlyMap<string, Tensor>> {
  const { readNpz } = await import("../tensor_files/npz.ts");
  return await readNpz(access);
}
