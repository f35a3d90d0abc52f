import { say } from "../../words/say.ts";
import type { RandomAccess } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import {
  readSafetensors,
  type SafetensorsFile,
} from "../tensor_files/safetensors.ts";
import type { Tensor, TensorEntry } from "../tensor_files/tensor.ts";

/** What a file of weights holds. */
export interface WeightsFile {
  /** Its tensors by name. */
  readonly tensors: ReadonlyMap<string, Tensor | TensorEntry>;
  /** Other text in it; none but in safetensors. */
  readonly metadata: SafetensorsFile["metadata"];
}

/** How files of PyTorch before 1.6 begin: a pickle of a number that says so. */
const before16 = [0x80, 0x02, 0x8a, 0x0a];

/**
 * Reads a file of weights: safetensors, `.npz` or `.pt` of PyTorch, by its bytes. Of
 * the last only tensors are read, and nothing in it is executed.
 *
 * @throws {DataError} if it is none of these, or damaged.
 */
export async function readWeightsFile(
  file: RandomAccess,
): Promise<WeightsFile> {
  const begin = await file.read(0, 4);
  if (before16.every((byte, i) => begin[i] === byte)) {
    throw new DataError(
      { file: file.name },
      say("it is a file of PyTorch before 1.6, which is not read"),
      say("Load it there, and save it again with torch.save of today."),
    );
  }
  if (begin[0] !== 0x50 || begin[1] !== 0x4b) {
    return await readSafetensors(file);
  }
  const { isTorchFile, readTorchFile } = await import(
    "../tensor_files/torch_file.ts"
  );
  const metadata = new Map<string, string>();
  if (await isTorchFile(file)) {
    return { tensors: await readTorchFile(file), metadata };
  }
  const { readNpz } = await import("../tensor_files/npz.ts");
  return { tensors: await readNpz(file), metadata };
}

/** Whether a file of this name holds only arrays, without the text of a network. */
export function holdsWeightsAlone(name: string): boolean {
  return /\.(?:np[yz]|pth?)$/i.test(name);
}
