/**
 * Bytes that can be read again and again, as those of a file.
 *
 * @module
 */

/** Bytes from their first on. */
export interface ByteSource {
  /** What messages call it: the file's path. */
  readonly name: string;
  /** Begins to read. A reader that stops early cancels or returns what it was given. */
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** Bytes of which any part can be read without the rest. */
export interface RandomAccess {
  /** What messages call it: the file's path. */
  readonly name: string;
  /** How many bytes there are. */
  readonly size: number;
  /** The bytes from `offset` on; fewer than `length` where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory, either way. */
export function fromBytes(
  name: string,
  bytes: Uint8Array,
): ByteSource & RandomAccess {
  return {
    name,
    size: bytes.length,
    async *open() {
      yield bytes;
    },
    read: (offset, length) =>
      Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}
