import { say } from "../../words/say.ts";
import { isWhole } from "../base/ranges.ts";
import type { Shape } from "../base/shape.ts";
import { allocate, type Values } from "../base/values.ts";
import { formatCount } from "../base/words.ts";
import type { RandomAccess } from "../bytes/byte_source.ts";
import { crc32 } from "../bytes/crc32.ts";
import { DataError } from "../bytes/data_error.ts";
import { decode } from "../bytes/number_type.ts";
import type { ZipEntry } from "../bytes/zip.ts";
import { dtypes, numberMistake, tensorMistake } from "./safetensors_header.ts";
import { boundedCount, requireRoomFor, type TensorEntry } from "./tensor.ts";

/** The bytes of numbers, by their place in the zip file. */
export class Storage {
  constructor(readonly dtype: string, readonly entry: ZipEntry) {}
}

/** A tensor: places in a storage. */
export class StoredTensor {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: Shape,
    readonly strides: readonly number[],
  ) {}
}

/** A tensor whose numbers are read when asked for. @throws {DataError} if it reaches beyond its storage. */
export function entryOf(
  file: RandomAccess,
  name: string,
  { storage, offset, shape, strides }: StoredTensor,
): TensorEntry {
  const { dtype, entry } = storage;
  const type = dtypes.get(dtype);
  const fail = (problem: string): never => {
    throw new DataError(
      { file: `${file.name}/${entry.name}` },
      tensorMistake(name, problem),
    );
  };
  if (type === undefined) return fail(dtype);
  const length = boundedCount(shape, fail);
  const held = entry.size / type.bytes;
  const last = shape.reduce((sum, n, i) => sum + (n - 1) * strides[i], offset);
  if (!isWhole(held) || (length > 0 && last >= held)) {
    fail(
      say("its numbers reach beyond the {count} bytes of its storage", {
        count: formatCount(entry.size),
      }),
    );
  }
  return {
    name,
    dtype,
    shape,
    length,
    async read(given?: Values) {
      const into = given ?? allocate(type.precision, length);
      requireRoomFor(name, length, into);
      if (length === 0) return into;
      const bytes = await checkedBytes(file, entry);
      const from = offset * type.bytes;
      const count = last + 1 - offset;
      const isRow = count === length && isRowMajor(shape, strides);
      const numbers = isRow ? into : allocate(type.precision, count);
      const part = bytes.subarray(from, from + count * type.bytes);
      const wrong = decode(numbers, 0, part, type, "little");
      if (wrong >= 0) {
        fail(numberMistake(dtype, wrong));
      }
      if (!isRow) gather(into, numbers, shape, strides);
      return into;
    },
  };
}

function isRowMajor(shape: Shape, strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis];
  }
  return true;
}

/** Reads numbers row by row that lie otherwise. */
function gather(
  into: Values,
  from: Values,
  shape: Shape,
  strides: readonly number[],
): void {
  const place = shape.map(() => 0);
  for (let i = 0, at = 0; i < into.length; i++) {
    into[i] = from[at];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis];
      if (++place[axis] < shape[axis]) break;
      at -= strides[axis] * shape[axis];
      place[axis] = 0;
    }
  }
}

/** The bytes of a file within the zip file, which is not compressed. */
export async function checkedBytes(
  file: RandomAccess,
  { name, start, size, checksum, isDeflated }: ZipEntry,
): Promise<Uint8Array> {
  const bytes = isDeflated ? undefined : await file.read(start, size);
  if (bytes?.length === size && crc32(bytes) === checksum) return bytes;
  throw new DataError(
    { file: `${file.name}/${name}` },
    bytes === undefined
      ? say("PyTorch does not compress its files")
      : say("its bytes are not those that were saved: the checksum differs"),
  );
}
