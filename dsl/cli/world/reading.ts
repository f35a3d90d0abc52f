import { say } from "../../../words/say.ts";
import { formatCount } from "../../../lib/base/words.ts";
import type { OpenFile } from "./io.ts";
import { isDevice } from "./place.ts";
import type { FileFacts, SystemFile } from "./system/contract.ts";
import { system } from "./system/system.ts";

/**
 * The bytes of a file.
 *
 * @throws {Error} if there are more than `most`: of a file before it is read, of a
 * pipe or a device as soon as they came.
 */
export async function readWhole(
  place: string,
  most = Infinity,
): Promise<Uint8Array> {
  const { isFile, isDirectory, size } = await system.stat(place);
  if (isDirectory) throw new Error(say("it is a folder"));
  if (isFile) {
    requireFewBytes(size, most);
    return await system.readFile(place);
  }
  const file = await system.open(place);
  return await collect(file.readable, most);
}

/** All bytes of a stream. */
export async function collect(
  stream: ReadableStream<Uint8Array>,
  most = Infinity,
): Promise<Uint8Array> {
  let size = 0;
  const counted = new TransformStream<
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>
  >({
    transform(piece, controller) {
      size += piece.length;
      requireFewBytes(size, most);
      controller.enqueue(piece);
    },
  });
  const pieces = stream as ReadableStream<Uint8Array<ArrayBuffer>>;
  const all = new Response(pieces.pipeThrough(counted));
  // Node 20 has no bytes().
  return new Uint8Array(await all.arrayBuffer());
}

/** @throws {Error} if there are more bytes than are read. */
export function requireFewBytes(size: number, most: number): void {
  if (size <= most) return;
  const problem = say("at most {most} bytes are read: found {found}", {
    most: formatCount(most),
    found: formatCount(size),
  });
  throw Object.assign(new Error(problem), { code: tooLarge });
}

/** The code of the refusal to read so much. */
export const tooLarge = "TOO_LARGE";

/** The code of the error for a pipe or a device where a file is read in any order. */
export const noFile = "NO_FILE";

export async function openFile(place: string): Promise<OpenFile> {
  // To open a pipe waits for somebody to write to it.
  if (await isDevice(place)) throw notAFile();
  const file = await system.open(place, { read: true });
  const { size, mtime } = await statOfFile(file).catch((error) => {
    file.close();
    throw error;
  });
  const changed = () => new Error(say("it was changed while it was read"));
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(
        Math.max(0, Math.min(length, size - offset)),
      );
      await file.seek(offset, seekStart);
      let done = 0;
      while (done < bytes.length) {
        const count = await file.read(bytes.subarray(done));
        if (count === null) break;
        done += count;
      }
      if (done < bytes.length) throw changed();
      return bytes;
    },
    async *stream() {
      // A file of its own, so that two streams do not share a position.
      const own = await system.open(place, { read: true });
      try {
        const now = await own.stat();
        if (Number(now.mtime) !== Number(mtime)) throw changed();
        let done = 0;
        for (;;) {
          const piece = new Uint8Array(2 ** 16);
          const count = await own.read(piece);
          if (count === null) break;
          done += count;
          yield piece.subarray(0, count);
        }
        if (done < size) throw changed();
      } finally {
        own.close();
      }
    },
    close: () => file.close(),
  };
}

/** Deno's SeekMode.Start. */
const seekStart = 0;

function notAFile(): Error {
  return Object.assign(new Error(say("it is not a file")), { code: noFile });
}

/** @throws {Error} if it is a folder, a device or a pipe. */
async function statOfFile(file: SystemFile): Promise<FileFacts> {
  const info = await file.stat();
  if (info.isFile) return info;
  if (info.isDirectory) throw new Error(say("it is a folder"));
  throw notAFile();
}
