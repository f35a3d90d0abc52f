import type { RandomAccess } from "../bytes/byte_source.ts";
import {
  readSafetensors,
  type SafetensorsFile,
} from "../tensor_files/safetensors.ts";
import type { Tensor, TensorEntry } from "../tensor_files/tensor.ts";

/** What a file of weights holds. */
export interface WeightsFile {
  /** Its tensors by name. */
  readonly tensors: ReadonlyMap<string, Tensor | TensorEntry>;
  /** Other text in it; none in `.npz`. */
  readonly metadata: SafetensorsFile["metadata"];
}

/**
 * Reads a file of weights, safetensors or `.npz` by its first bytes.
 *
 * @throws {DataError} if it is neither safetensors nor `.npz`, or damaged.
 */
export async function readWeightsFile(
  file: RandomAccess,
): Promise<WeightsFile> {
  const [first, second] = await file.read(0, 2);
  if (first !== 0x50 || second !== 0x4b) return await readSafetensors(file);
  const { readNpz } = await import("../tensor_files/npz.ts");
  return { tensors: await readNpz(file), metadata: new Map() };
}

/** Whether a file of this name holds only arrays, without the text of a network. */
export function holdsWeightsAlone(name: string): boolean {
  return /\.np[yz]$/i.test(name);
}
