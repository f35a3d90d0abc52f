import { formatCount } from "../../../lib/base/words.ts";
import type { ProcessEnding } from "./ending.ts";
import type { FileAppender, FileContent, FileWriter, OpenFile } from "./io.ts";
import {
  infoOf,
  isDevice,
  parentOf,
  stemOf,
  targetOf,
  writeAll,
} from "./place.ts";

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
  const { isFile, isDirectory, size } = await Deno.stat(place);
  if (isDirectory) throw new Error("it is a folder");
  if (isFile) {
    requireFewBytes(size, most);
    return await Deno.readFile(place);
  }
  const file = await Deno.open(place);
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
  return await new Response(pieces.pipeThrough(counted)).bytes();
}

/** @throws {Error} if there are more bytes than are read. */
export function requireFewBytes(size: number, most: number): void {
  if (size <= most) return;
  const problem = `at most ${formatCount(most)} bytes are read: found ${
    formatCount(size)
  }`;
  throw Object.assign(new Error(problem), { code: tooLarge });
}

/** The code of the refusal to read so much. */
export const tooLarge = "TOO_LARGE";

/** The code of the error for a pipe or a device where a file is read in any order. */
export const noFile = "NO_FILE";

export async function openFile(place: string): Promise<OpenFile> {
  // To open a pipe waits for somebody to write to it.
  if (await isDevice(place)) throw notAFile();
  const file = await Deno.open(place, { read: true });
  const { size, mtime } = await statOfFile(file).catch((error) => {
    file.close();
    throw error;
  });
  const changed = () => new Error("it was changed while it was read");
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(
        Math.max(0, Math.min(length, size - offset)),
      );
      await file.seek(offset, Deno.SeekMode.Start);
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
      const own = await Deno.open(place, { read: true });
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

function notAFile(): Error {
  return Object.assign(new Error("it is not a file"), { code: noFile });
}

/** @throws {Error} if it is a folder, a device or a pipe. */
async function statOfFile(file: Deno.FsFile): Promise<Deno.FileInfo> {
  const info = await file.stat();
  if (info.isFile) return info;
  if (info.isDirectory) throw new Error("it is a folder");
  throw notAFile();
}

export async function createFile(
  place: string,
  ending: ProcessEnding,
): Promise<FileWriter> {
  const { file, settle, abandon } = await beside(place, ending);
  const encoder = new TextEncoder();
  return {
    write: (text) => writeAll(file, encoder.encode(text)),
    close: settle,
    abandon,
  };
}

/** Writes a file beside its place and moves it there. */
export async function replaceFile(
  place: string,
  content: FileContent,
  ending: ProcessEnding,
) {
  const { file, settle, abandon } = await beside(place, ending);
  try {
    const pieces = typeof content === "string"
      ? [new TextEncoder().encode(content)]
      : content;
    for (const piece of pieces) await writeAll(file, piece);
  } catch (error) {
    await abandon();
    throw error;
  }
  await settle();
}

export async function appendTo(place: string): Promise<FileAppender> {
  const file = await Deno.open(place, { append: true, create: true });
  const encoder = new TextEncoder();
  return {
    add: (text) => writeAll(file, encoder.encode(text)),
    close: () => file.close(),
  };
}

/**
 * Removes what writers that were killed left beside a file. A writer younger than a
 * minute may still be at work. Without permission to read the folder, it removes
 * nothing.
 */
export async function removeLeftovers(place: string) {
  const folder = parentOf(place);
  const name = stemOf(place).slice(folder.length);
  try {
    for await (const entry of Deno.readDir(folder || ".")) {
      const suffix = entry.name.slice(name.length);
      if (!entry.name.startsWith(name) || !leftover.test(suffix)) continue;
      const { mtime } = await Deno.stat(folder + entry.name);
      const age = Date.now() - (mtime?.getTime() ?? Infinity);
      if (age > 60_000) await Deno.remove(folder + entry.name);
    }
  } catch {
    return;
  }
}

const leftover = /^\.[0-9a-f]{8}\.tmp$/;

/**
 * A file beside a place, to be moved there or to be removed. What it replaces
 * hands on its mode and owner; a link stays, and the file it leads to is replaced.
 * What is no file, `/dev/null` or a pipe, is written to as it is.
 */
async function beside(named: string, ending: ProcessEnding) {
  if (await isDevice(named)) return writtenAsItIs(named);
  const place = await targetOf(named);
  const before = await infoOf(place);
  if (before?.isDirectory) throw new Error("it is a folder");
  const mode = (before?.mode ?? 0o666) & 0o7777;
  if ((mode & 0o222) === 0) throw new Error("it is read-only");
  const path = `${stemOf(place)}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  const forget = ending.tidy(() => Deno.removeSync(path));
  const file = await Deno.open(path, { write: true, createNew: true, mode })
    .catch((error) => {
      forget();
      throw error;
    });
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  async function abandon() {
    close();
    await Deno.remove(path).catch(() => {});
    forget();
  }
  try {
    await handOn(before, path);
  } catch (error) {
    await abandon();
    throw error;
  }
  return {
    file,
    abandon,
    async settle() {
      try {
        await file.sync();
        close();
        await Deno.rename(path, place);
        forget();
      } catch (error) {
        await abandon();
        throw error;
      }
      await syncFolder(place);
    },
  };
}

/** Gives a new file the mode and owner of the one that it will replace. */
async function handOn(before: Deno.FileInfo | undefined, path: string) {
  if (before === undefined || Deno.build.os === "windows") return;
  const now = await infoOf(path);
  if (now !== undefined && (now.uid !== before.uid || now.gid !== before.gid)) {
    // Only root may give a file away.
    await Deno.chown(path, before.uid, before.gid).catch(() => {});
  }
  if (before.mode !== null) await Deno.chmod(path, before.mode & 0o7777);
}

/** A device or a pipe cannot be replaced. It is opened when there is something to write: who reads it takes its closing for the end. */
function writtenAsItIs(place: string) {
  let open: Deno.FsFile | undefined;
  const file = {
    async write(bytes: Uint8Array): Promise<number> {
      open ??= await Deno.open(place, { write: true });
      return await open.write(bytes);
    },
  };
  const close = () => Promise.resolve(open?.close());
  return { file, settle: close, abandon: close };
}

/** The move of a file is on the disk when its folder is; not every system can tell. */
async function syncFolder(place: string) {
  try {
    const folder = await Deno.open(parentOf(place) || ".");
    try {
      await folder.sync();
    } finally {
      folder.close();
    }
  } catch {
    return;
  }
}
