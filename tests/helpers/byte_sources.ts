/**
 * Sources for tests.
 *
 * @module
 */

import type { ByteSource } from "../../data.ts";

/** Bytes that come in pieces of one size. */
export function pieces(
  name: string,
  bytes: Uint8Array,
  size: number,
): ByteSource {
  return {
    name,
    async *open() {
      for (let start = 0; start < bytes.length; start += size) {
        yield bytes.subarray(start, start + size);
      }
    },
  };
}

/** A source that tells how many bytes were taken from it, and whether it was closed. */
export function bytesPulled(from: ByteSource): {
  readonly source: ByteSource;
  bytes(): number;
  isClosed(): boolean;
} {
  let bytes = 0;
  let isClosed = false;
  return {
    source: {
      name: from.name,
      async *open() {
        try {
          for await (const chunk of await from.open()) {
            bytes += chunk.length;
            yield chunk;
          }
        } finally {
          isClosed = true;
        }
      },
    },
    bytes: () => bytes,
    isClosed: () => isClosed,
  };
}

/** Bytes compressed by gzip. */
export function gzipped(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(bytes)]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return new Response(stream).bytes();
}
