/**
 * safetensors: a file of named tensors, as Hugging Face's library of that name
 * writes and reads it. A file is the length of a header, 8 bytes, lowest first;
 * the header, JSON with the `dtype`, the `shape` and the place of each tensor; and
 * the data, one tensor after the other.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { elementCount } from "../base/shape.ts";
import { allocate, type Values } from "../base/values.ts";
import { formatCount, quote, series } from "../base/words.ts";
import type { RandomAccess } from "../bytes/byte_source.ts";
import { DataError } from "../bytes/data_error.ts";
import { createDigest } from "../bytes/digest.ts";
import { decode } from "../bytes/number_type.ts";
import { checksumHelp, digestsIn } from "./safetensors_checksum.ts";
import {
  dtypes,
  type HeaderEntry,
  maxHeader,
  numberMistake,
  readHeader,
  tensorMistake,
} from "./safetensors_header.ts";
import { requireRoomFor, type TensorEntry } from "./tensor.ts";

/** What a safetensors file holds. */
export interface SafetensorsFile {
  /** Other text in its header, by name. */
  readonly metadata: ReadonlyMap<string, string>;
  /** Its tensors by name, in the order of its header. */
  readonly tensors: ReadonlyMap<string, TensorEntry>;
}

const pieceSize = 2 ** 20;

/**
 * Reads the header of a safetensors file; the numbers are read tensor by tensor
 * when asked for. Everything the file says is checked: names are used once, shapes,
 * types and places agree, each byte belongs to one tensor. Numbers may be NaN or
 * infinite. A tensor of another type than floats of 16 to 64 bits, integers and
 * booleans, such as `F8_E4M3` or `C64`, is there with its `dtype` and `shape`, and
 * throws only when it is read. Where the metadata has a checksum, as in the files of
 * networks, it must fit: that of the header at once, that of a tensor when it is read.
 *
 * ```ts
 * import { fromBytes, readSafetensors, writeSafetensors } from "@nabla/nabla/data";
 * import { assertEquals } from "@std/assert";
 *
 * const bytes = writeSafetensors([
 *   { name: "fc1.weight", shape: [1, 2], values: Float32Array.of(3, 4) },
 * ]);
 * const { tensors } = await readSafetensors(fromBytes("net.safetensors", bytes));
 * assertEquals(await tensors.get("fc1.weight")?.read(), Float32Array.of(3, 4));
 * ```
 *
 * @throws {DataError} if it is not such a file, or not a whole one. A header may
 * have 16 MiB and 100,000 names; a tensor 64 axes and 500,000,000 numbers.
 */
export async function readSafetensors(
  file: RandomAccess,
): Promise<SafetensorsFile> {
  const start = await readExactly(file, 0, Math.min(8, file.size));
  if (start.length < 8) {
    throw new DataError(
      { file: file.name },
      say("a safetensors file begins with 8 bytes: found {count}", {
        count: start.length,
      }),
    );
  }
  const view = new DataView(start.buffer, start.byteOffset, 8);
  const said = view.getBigUint64(0, true);
  const most = Math.min(maxHeader, file.size - 8);
  if (said > most) {
    const counts = {
      most: formatCount(most),
      count: formatCount(Number(said)),
    };
    throw new DataError(
      { file: file.name, byte: 0 },
      most === maxHeader
        ? say(
          "the header of a safetensors file may have at most {most} bytes: found {count}",
          counts,
        )
        : say(
          "the header of a safetensors file may have at most {most} bytes, where the file ends: found {count}",
          counts,
        ),
      say("It may not be a safetensors file, or only a part of one."),
    );
  }
  const length = Number(said);
  const text = decodeHeader(file, await readExactly(file, 8, length));
  const header = readHeader(text, file.size - 8 - length, (message, at) => {
    const byte = 8 + new TextEncoder().encode(text.slice(0, at)).length;
    throw new DataError({ file: file.name, byte }, message);
  });
  const { metadata, entries } = header;
  const digests = digestsIn({ metadata, tensors: entries }, (message) => {
    throw new DataError({ file: file.name, byte: 8 }, message, checksumHelp());
  });
  const tensors = new Map<string, TensorEntry>();
  for (const [name, entry] of entries) {
    const place = {
      start: 8 + length + entry.begin,
      digest: digests?.get(name),
    };
    tensors.set(name, tensorEntry(file, name, entry, place));
  }
  return { metadata, tensors };
}

function decodeHeader({ name: file }: RandomAccess, bytes: Uint8Array): string {
  if (bytes[0] !== 0x7b) {
    throw new DataError(
      { file, byte: 8 },
      say("the header of a safetensors file begins with {character}", {
        character: '"{"',
      }),
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new DataError({ file, byte: 8 }, say("the header must be UTF-8"));
  }
}

function tensorEntry(
  file: RandomAccess,
  name: string,
  { dtype, type, shape }: HeaderEntry,
  { start, digest }: {
    readonly start: number;
    /** Of its bytes, where the file says it. */
    readonly digest: string | undefined;
  },
): TensorEntry {
  const length = elementCount(shape);
  return {
    name,
    dtype,
    shape,
    length,
    async read(given?: Values) {
      if (type === undefined) {
        throw new DataError(
          { file: file.name, byte: start },
          tensorMistake(
            name,
            say(
              "to be read, its dtype must be one of {dtypes}: found {dtype}",
              {
                dtypes: series([...dtypes.keys()]),
                dtype: quote(dtype),
              },
            ),
          ),
        );
      }
      const into = given ?? allocate(type.precision, length);
      requireRoomFor(name, length, into);
      const step = pieceSize / type.bytes;
      const found = digest === undefined ? undefined : createDigest();
      for (let done = 0; done < length; done += step) {
        const count = Math.min(step, length - done);
        const offset = start + done * type.bytes;
        const bytes = await readExactly(file, offset, count * type.bytes);
        found?.add(bytes);
        const wrong = decode(into, done, bytes, type, "little");
        if (wrong < 0) continue;
        throw new DataError(
          { file: file.name, byte: offset + wrong * type.bytes },
          tensorMistake(name, numberMistake(dtype, done + wrong)),
        );
      }
      if (found?.text() === digest) return into;
      throw new DataError(
        { file: file.name, byte: start },
        tensorMistake(
          name,
          say(
            "its numbers are not those that were written, as the checksum of the file says",
          ),
        ),
        checksumHelp(),
      );
    },
  };
}

async function readExactly(
  file: RandomAccess,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const bytes = await file.read(offset, length);
  if (bytes.length === length) return bytes;
  throw new DataError(
    { file: file.name, byte: offset },
    say("{count} bytes must follow: found {found}", {
      count: formatCount(length),
      found: bytes.length,
    }),
  );
}
