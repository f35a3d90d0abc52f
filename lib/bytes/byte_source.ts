/** Bytes that can be read again and again, as those of a file. */
export interface ByteSource {
  /** What messages call it: the file's path. */
  readonly name: string;
  /** Reads from the first byte on. A reader that stops early calls `return` or `cancel`. */
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** Bytes of which any part can be read by itself. */
export interface RandomAccess {
  /** What messages call it: the file's path. */
  readonly name: string;
  /** The number of bytes. */
  readonly size: number;
  /** The bytes from `offset` on; fewer than `length` if the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes in memory, for both ways of reading. */
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
