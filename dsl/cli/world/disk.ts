import type { FileContent, FileWriter, OpenFile } from "./io.ts";

export async function openFile(place: string): Promise<OpenFile> {
  const file = await Deno.open(place, { read: true });
  const { size, isFile, isDirectory } = await file.stat();
  if (!isFile) {
    file.close();
    throw new Error(isDirectory ? "it is a folder" : "it is not a file");
  }
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
      return bytes.subarray(0, done);
    },
    async *stream() {
      // A file of its own, so that two streams do not share a position.
      const own = await Deno.open(place, { read: true });
      try {
        for (;;) {
          const piece = new Uint8Array(2 ** 16);
          const count = await own.read(piece);
          if (count === null) return;
          yield piece.subarray(0, count);
        }
      } finally {
        own.close();
      }
    },
    close: () => file.close(),
  };
}

export async function createFile(place: string): Promise<FileWriter> {
  const { file, settle, abandon } = await beside(place);
  const encoder = new TextEncoder();
  return {
    write: (text) => writeAll(file, encoder.encode(text)),
    close: settle,
    abandon,
  };
}

/** Writes a file beside its place and moves it there. */
export async function replaceFile(place: string, content: FileContent) {
  const { file, settle, abandon } = await beside(place);
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

export async function appendToFile(place: string, text: string) {
  await Deno.writeTextFile(place, text, { append: true });
}

/**
 * Removes what writers that were killed left beside a file. A writer younger than a
 * minute may still be at work. Without permission to read the folder, it removes
 * nothing.
 */
export async function removeLeftovers(place: string) {
  const folder = folderOf(place);
  const name = place.slice(folder.length);
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

function folderOf(place: string): string {
  return place.replace(/[^\\/]*$/, "");
}

/** A file beside a place, to be moved there or to be removed. */
async function beside(place: string) {
  if (await isFolder(place)) throw new Error("it is a folder");
  const path = `${place}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  const file = await Deno.open(path, { write: true, createNew: true });
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  async function abandon() {
    close();
    await Deno.remove(path).catch(() => {});
  }
  return {
    file,
    abandon,
    async settle() {
      try {
        await file.sync();
        close();
        await Deno.rename(path, place);
      } catch (error) {
        await abandon();
        throw error;
      }
      await syncFolder(place);
    },
  };
}

/** Whether a place is a folder that may be read; it never asks for a permission. */
async function isFolder(place: string): Promise<boolean> {
  const asked = { name: "read", path: place } as const;
  if (Deno.permissions.querySync(asked).state !== "granted") return false;
  try {
    return (await Deno.stat(place)).isDirectory;
  } catch {
    return false;
  }
}

/** The move of a file is on the disk when its folder is; not every system can tell. */
async function syncFolder(place: string) {
  try {
    const folder = await Deno.open(folderOf(place) || ".");
    try {
      await folder.sync();
    } finally {
      folder.close();
    }
  } catch {
    return;
  }
}

async function writeAll(
  file: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
) {
  for (let sent = 0; sent < bytes.length;) {
    sent += await file.write(bytes.subarray(sent));
  }
}
