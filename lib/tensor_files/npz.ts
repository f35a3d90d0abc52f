import { say } from "../../words/say.ts";
import { Inflate, type ZipOptions, zipSync } from "fflate";
import { maxBoundNumbers } from "../base/limits.ts";
import { NablaError } from "../base/nabla_error.ts";
import { formatCount, quote } from "../base/words.ts";
import type { ByteSource, RandomAccess } from "../bytes/byte_source.ts";
import { crc32 } from "../bytes/crc32.ts";
import { DataError } from "../bytes/data_error.ts";
import { readZip, type ZipEntry } from "../bytes/zip.ts";
import { readNpyWithin, writeNpy } from "./npy.ts";
import type { NamedTensor } from "./tensor.ts";

/** What {@linkcode writeNpz} takes. */
export interface WriteNpzOptions {
  /** Whether the arrays are compressed. Default: false, as with `np.savez`. */
  readonly compressed?: boolean;
}

/** How many compressed bytes are inflated at once, to at most some 1032 times as many. */
const pieceSize = 2 ** 13;

/**
 * Reads the arrays of an `.npz` file by their names. A file within it is refused
 * before it is decompressed if its size cannot be true, and as soon as it turns out
 * larger than its size.
 *
 * ```ts
 * import { fromBytes, readNpz, writeNpz } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = writeNpz([
 *   { name: "x", shape: [2], values: Float32Array.of(1, 2) },
 *   { name: "t", shape: [], values: Float64Array.of(3) },
 * ]);
 * const arrays = await readNpz(fromBytes("data.npz", bytes));
 * assertEquals([...arrays.keys()], ["x", "t"]);
 * assertEquals(arrays.get("t")?.values, Float64Array.of(3));
 * ```
 *
 * @throws {DataError} if it is not such a file, one of its arrays cannot be read, or
 * all together have more than 500,000,000 numbers.
 */
export async function readNpz(
  file: RandomAccess,
): Promise<ReadonlyMap<string, NamedTensor>> {
  const entries = await readZip(file);
  const tensors = new Map<string, NamedTensor>();
  let left = maxBoundNumbers;
  for (const entry of entries) {
    const name = entry.name.replace(/\.npy$/, "");
    if (name === entry.name) {
      throw new DataError(
        { file: file.name, byte: entry.start },
        say("an .npz file may only have files ending in .npy: found {name}", {
          name: quote(name),
        }),
        /\.xml$/.test(name)
          ? say("It may be a spreadsheet: save it as CSV.")
          : undefined,
      );
    }
    const { shape, values } = await readNpyWithin(member(file, entry), left);
    tensors.set(name, { name, shape, values });
    left -= values.length;
  }
  return tensors;
}

/** The bytes of a file within a zip file, checked against its directory. */
function member(file: RandomAccess, entry: ZipEntry): ByteSource {
  const name = `${file.name}/${entry.name}`;
  return {
    name,
    async *open() {
      const fail = (message: string): never => {
        throw new DataError({ file: name }, message);
      };
      const expected = formatCount(entry.size);
      let size = 0;
      let checksum = 0;
      for await (const bytes of contents(file, entry, fail)) {
        size += bytes.length;
        if (size > entry.size) {
          fail(
            say(
              "it must have {count} bytes, as the directory says: found more",
              { count: expected },
            ),
          );
        }
        checksum = crc32(bytes, checksum);
        yield bytes;
      }
      if (size < entry.size) {
        fail(
          say(
            "it must have {count} bytes, as the directory says: found {found}",
            { count: expected, found: formatCount(size) },
          ),
        );
      }
      if (checksum !== entry.checksum) {
        fail(
          say("its bytes are not those that were saved: the checksum differs"),
        );
      }
    },
  };
}

async function* contents(
  file: RandomAccess,
  { start, compressedSize, isDeflated }: ZipEntry,
  fail: (message: string) => never,
): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  const inflate = new Inflate((bytes) => parts.push(bytes));
  for (let done = 0; done < compressedSize; done += pieceSize) {
    const length = Math.min(pieceSize, compressedSize - done);
    const bytes = await file.read(start + done, length);
    if (bytes.length < length) fail(say("the zip file is cut off"));
    if (!isDeflated) {
      yield bytes;
      continue;
    }
    parts = [];
    try {
      inflate.push(bytes, done + length === compressedSize);
    } catch (error) {
      fail(
        say("its compression is damaged: {why}", {
          why: error instanceof Error ? error.message : `${error}`,
        }),
      );
    }
    yield* parts;
  }
}

/**
 * The bytes of an `.npz` file for `np.load`. The same arrays give the same bytes, as
 * each is dated 1980-01-01. `writeNpz(saveParameters(…))` is a network under
 * PyTorch's names.
 *
 * @throws {NablaError} if a name is used twice, or numbers do not fit their shape.
 */
export function writeNpz(
  tensors: Iterable<NamedTensor>,
  options: WriteNpzOptions = {},
): Uint8Array {
  const files = new Map<string, [Uint8Array, ZipOptions]>();
  const level = options.compressed ? 6 : 0;
  for (const { name, shape, values } of tensors) {
    const path = `${name}.npy`;
    if (files.has(path)) {
      throw new NablaError("call", {
        action: say("write {file}", { file: ".npz" }),
        rule: say("each array must have its own name"),
        found: say("another {name}", { name: JSON.stringify(name) }),
      });
    }
    // The earliest date of a zip file; its dates are in local time.
    const mtime = "1980-01-01T00:00:00";
    files.set(path, [writeNpy(shape, values), { level, mtime }]);
  }
  return zipSync(Object.fromEntries(files));
}
