import type { ByteSource, RandomAccess } from "../bytes/byte_source.ts";
import { gunzipped } from "../bytes/gzip.ts";
import { readIdx } from "../tensor_files/idx.ts";
import { readNpy } from "../tensor_files/npy.ts";
import type { Tensor } from "../tensor_files/tensor.ts";
import {
  firstBytes,
  formatOf,
  type ReadDataFileOptions,
  type TableFile,
  tableIn,
} from "./table_file.ts";

/** The content of a data file. */
export type DataFile =
  | TableFile
  | {
    readonly kind: "array";
    readonly tensor: Tensor;
    /** Whether its numbers are bytes, as in images. */
    readonly isBytes: boolean;
  }
  | { readonly kind: "arrays"; readonly arrays: ReadonlyMap<string, Tensor> };

/**
 * Reads CSV, JSON, IDX, `.npy` or `.npz`, gzipped or not; of a table only the
 * first lines.
 *
 * ```ts
 * import { fromBytes, readDataFile } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const text = new TextEncoder().encode('{"x":1,"y":2}\n');
 * const file = await readDataFile(fromBytes("points", text));
 * assertEquals(file.kind === "table" && file.table.columns, ["x", "y"]);
 * ```
 *
 * @throws {DataError} if it is damaged, or not one of these, or if an option of CSV is
 * given for JSON.
 */
export async function readDataFile(
  file: ByteSource & RandomAccess,
  options: ReadDataFileOptions = {},
): Promise<DataFile> {
  const plain = gunzipped(file);
  const begin = await firstBytes(plain);
  switch (formatOf(begin)) {
    case "npy":
      return { kind: "array", tensor: await readNpy(plain), isBytes: false };
    case "npz": {
      // Loaded only if needed, as its package takes time to start.
      const { readNpz } = await import("../tensor_files/npz.ts");
      return { kind: "arrays", arrays: await readNpz(file) };
    }
    case "idx": {
      const isBytes = begin[2] === 0x08;
      return { kind: "array", tensor: await readIdx(plain), isBytes };
    }
    default:
      return await tableIn(file, plain, begin, options);
  }
}
