import { say } from "../../words/say.ts";
import { formatCount } from "../base/words.ts";
import type { ByteSource } from "./byte_source.ts";
import { DataError } from "./data_error.ts";

/** How many compressed bytes are inflated at once, to at most some 1032 times as many in memory. */
const pieceSize = 2 ** 13;

/** Beyond so many bytes, no honest file becomes so many times as large. */
const bomb = { bytes: 2 ** 26, ratio: 200 };

/** What is wrong with a file of such sizes, made to fill a memory; undefined if nothing. */
export function inflationMistake(
  compressed: number,
  inflated: number,
): string | undefined {
  if (inflated <= Math.max(bomb.bytes, bomb.ratio * compressed)) {
    return undefined;
  }
  return say(
    "may become at most {ratio} times as large when it is decompressed, where that is over {bytes} bytes: found {inflated} of {compressed}",
    {
      ratio: bomb.ratio,
      bytes: formatCount(bomb.bytes),
      inflated: formatCount(inflated),
      compressed: formatCount(compressed),
    },
  );
}

/**
 * The same bytes, decompressed if they begin as gzip (RFC 1952): with 31 and 139.
 * The reader pulls them, so it can stop before a small file becomes a large one.
 * Checksum and length at the end are checked.
 */
export function gunzipped(source: ByteSource): ByteSource {
  return {
    name: source.name,
    async *open() {
      const chunks = (await source.open())[Symbol.asyncIterator]();
      try {
        const first = await beginning(chunks);
        const isCompressed = first[0] === 31 && first[1] === 139;
        const all = continued(first, chunks);
        yield* isCompressed ? inflated(source.name, all) : all;
      } finally {
        await chunks.return?.();
      }
    },
  };
}

/** The first two bytes, and whatever arrived with them. */
async function beginning(
  chunks: AsyncIterator<Uint8Array>,
): Promise<Uint8Array> {
  let bytes: Uint8Array = new Uint8Array();
  while (bytes.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    if (bytes.length === 0) bytes = next.value;
    else bytes = new Uint8Array([...bytes, ...next.value.slice(0, 2 ** 16)]);
  }
  return bytes;
}

async function* continued(
  first: Uint8Array,
  chunks: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    yield next.value;
  }
}

async function* inflated(
  file: string,
  compressed: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let ofSource: { readonly error: unknown } | undefined;
  let compressedSize = 0;
  let size = 0;
  async function* pieces() {
    try {
      for await (const chunk of compressed) {
        for (let start = 0; start < chunk.length; start += pieceSize) {
          const piece = chunk.slice(start, start + pieceSize);
          compressedSize += piece.length;
          yield piece;
        }
      }
    } catch (error) {
      ofSource = { error };
      throw error;
    }
  }
  const reader = ReadableStream.from(pieces())
    .pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      size += value.length;
      const mistake = inflationMistake(compressedSize, size);
      if (mistake !== undefined) {
        throw new DataError(
          { file },
          say("it {rule}", { rule: mistake }),
          say("If it is yours, give it without compression."),
        );
      }
      yield value;
    }
  } catch (error) {
    if (ofSource !== undefined) throw ofSource.error;
    if (error instanceof DataError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DataError(
      { file },
      say(
        "its compression by gzip is damaged, cut off, or followed by more: {why}",
        { why },
      ),
    );
  } finally {
    await reader.cancel().catch(() => {});
  }
}
