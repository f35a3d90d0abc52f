import { say } from "../../words/say.ts";
import { allocate, type Values } from "../base/values.ts";
import { formatCount } from "../base/words.ts";
import type { ByteSource } from "./byte_source.ts";
import { DataError } from "./data_error.ts";
import { type ByteOrder, decode, type NumberType } from "./number_type.ts";

interface ByteReader {
  readonly offset: number;
  /** Reads so many bytes into a new array: the caller bounds how many. */
  take(length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Reads numbers. The memory for them grows with what arrives, so that a false size costs nothing. */
  numbers(count: number, type: NumberType, order: ByteOrder): Promise<Values>;
  /** @throws {DataError} if anything follows. */
  end(): Promise<void>;
}

/** The first room in numbers, and how many are read at once. */
const firstRoom = 2 ** 16;

/** Opens a source, hands it to `read`, and closes it in any case. */
export async function readBytes<T>(
  source: ByteSource,
  read: (reader: ByteReader) => Promise<T>,
): Promise<T> {
  const chunks = (await source.open())[Symbol.asyncIterator]();
  try {
    return await read(byteReader(source.name, chunks));
  } finally {
    await chunks.return?.();
  }
}

function byteReader(
  name: string,
  chunks: AsyncIterator<Uint8Array>,
): ByteReader {
  let chunk: Uint8Array = new Uint8Array();
  let offset = 0;

  /** Whether another byte follows; then it is in the chunk. */
  async function hasMore(): Promise<boolean> {
    while (chunk.length === 0) {
      const next = await chunks.next();
      if (next.done) return false;
      chunk = next.value.subarray();
    }
    return true;
  }

  async function take(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      if (!await hasMore()) {
        throw new DataError(
          { file: name, byte: offset + filled },
          say("{count} more bytes must follow: found none", {
            count: formatCount(length - filled),
          }),
          say("The file may be cut off."),
        );
      }
      const part = chunk.subarray(0, length - filled);
      bytes.set(part, filled);
      filled += part.length;
      chunk = chunk.subarray(part.length);
    }
    offset += length;
    return bytes;
  }

  return {
    get offset() {
      return offset;
    },
    take,
    async numbers(count, type, order) {
      let values = allocate(type.precision, Math.min(count, firstRoom));
      for (let done = 0; done < count; done += firstRoom) {
        const more = Math.min(firstRoom, count - done);
        const bytes = await take(more * type.bytes);
        if (done + more > values.length) {
          const room = Math.min(count, 2 * values.length);
          const larger = allocate(type.precision, room);
          larger.set(values);
          values = larger;
        }
        const wrong = decode(values, done, bytes, type, order);
        if (wrong < 0) continue;
        const byte = offset - bytes.length + wrong * type.bytes;
        throw new DataError(
          { file: name, byte },
          type.bytes === 1
            ? say("number {number} is a boolean that is neither 0 nor 1", {
              number: formatCount(done + wrong),
            })
            : say("number {number} is beyond 2^53", {
              number: formatCount(done + wrong),
            }),
        );
      }
      return values;
    },
    async end() {
      if (!await hasMore()) return;
      throw new DataError(
        { file: name, byte: offset },
        say(
          "nothing may follow the numbers that the header promises: found more bytes",
        ),
      );
    },
  };
}
