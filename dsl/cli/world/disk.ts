import { say } from "../../../words/say.ts";
import type { ProcessEnding } from "./ending.ts";
import type { FileAppender, FileContent, FileWriter } from "./io.ts";
import {
  infoOf,
  isDevice,
  mayRead,
  parentOf,
  stemOf,
  targetOf,
  writeAll,
} from "./place.ts";
import type { FileFacts, SystemFile } from "./system/contract.ts";
import { system } from "./system/system.ts";

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
  const file = await system.open(place, { append: true, create: true });
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
  if (!mayRead(folder || ".")) return;
  try {
    for await (const entry of system.readDir(folder || ".")) {
      const suffix = entry.name.slice(name.length);
      if (!entry.name.startsWith(name) || !leftover.test(suffix)) continue;
      const { mtime } = await system.stat(folder + entry.name);
      const age = Date.now() - (mtime?.getTime() ?? Infinity);
      if (age > 60_000) await system.remove(folder + entry.name);
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
  askFor(parentOf(place) || ".");
  const before = await infoOf(place);
  if (before?.isDirectory) throw new Error(say("it is a folder"));
  const mode = (before?.mode ?? 0o666) & 0o7777;
  if ((mode & 0o222) === 0) throw new Error(say("it is read-only"));
  const path = `${stemOf(place)}.${crypto.randomUUID().slice(0, 8)}.tmp`;
  const forget = ending.tidy(() => system.removeSync(path));
  const file = await system.open(path, { write: true, createNew: true, mode })
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
    await system.remove(path).catch(() => {});
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
        await system.rename(path, place);
        forget();
      } catch (error) {
        await abandon();
        throw error;
      }
      await syncFolder(place);
    },
  };
}

/** Has Deno ask once for a folder, and not for each of the files that are written there. */
function askFor(path: string): void {
  for (const name of ["read", "write"] as const) {
    system.permissions.requestSync({ name, path });
  }
}

/** Gives a new file the mode and owner of the one that it will replace. */
async function handOn(before: FileFacts | undefined, path: string) {
  if (before === undefined || system.build.os === "windows") return;
  const now = await infoOf(path);
  if (now !== undefined && (now.uid !== before.uid || now.gid !== before.gid)) {
    // Only root may give a file away.
    await system.chown(path, before.uid, before.gid).catch(() => {});
  }
  if (before.mode !== null) await system.chmod(path, before.mode & 0o7777);
}

/** A device or a pipe cannot be replaced. It is opened when there is something to write: who reads it takes its closing for the end. */
function writtenAsItIs(place: string) {
  let open: SystemFile | undefined;
  const file = {
    async write(bytes: Uint8Array): Promise<number> {
      open ??= await system.open(place, { write: true });
      return await open.write(bytes);
    },
  };
  const close = () => Promise.resolve(open?.close());
  return { file, settle: close, abandon: close };
}

/** The move of a file is on the disk when its folder is; not every system can tell. */
async function syncFolder(place: string) {
  try {
    const folder = await system.open(parentOf(place) || ".");
    try {
      await folder.sync();
    } finally {
      folder.close();
    }
  } catch {
    return;
  }
}
