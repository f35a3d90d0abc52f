/**
 * Places of files: where links lead, whether two paths are one place, and who holds
 * it.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { ProcessEnding } from "./ending.ts";
import type { Hold } from "./io.ts";
import type { FileFacts, LockedFile, SystemFile } from "./system/contract.ts";
import { system } from "./system/system.ts";

/**
 * What tells a file from all others, whatever paths lead to it: for one that is
 * not there yet its folder and its name. Without permission to look, the path.
 */
export async function placeIdentity(named: string): Promise<string> {
  const place = await targetOf(named);
  const info = await infoOf(place);
  if (info?.ino) return `${info.dev}:${info.ino}`;
  const folder = parentOf(place);
  const name = sameName(place.slice(folder.length));
  const plain = folder.replace(/(?<=.)[\\/]+$/, "") || ".";
  const parent = await infoOf(plain);
  return parent?.ino
    ? `${parent.dev}:${parent.ino}/${name}`
    : place.replaceAll(/(^|[\\/])(\.[\\/])+/g, "$1");
}

/** What is the same for two names of one file: some systems make no difference between small and capital letters. */
function sameName(name: string): string {
  const differs = !["windows", "darwin"].includes(system.build.os);
  return differs ? name : name.toLowerCase();
}

/** Holds the place of a file by a lock on one beside it, which says which process holds it. */
export async function holdFile(
  place: string,
  ending: ProcessEnding,
): Promise<Hold> {
  // Whoever writes to a device or a pipe replaces nothing.
  if (await isDevice(place)) {
    return { isHeld: true, release: () => Promise.resolve() };
  }
  const path = `${stemOf(await targetOf(place))}.lock`;
  if (system.claim !== undefined) return await claimed(path, ending);
  for (;;) {
    const { file, isNew } = await openLock(path);
    let hold: Hold | undefined;
    try {
      if (!await file.tryLock(true)) {
        return { isHeld: false, process: await firstWord(file) };
      }
      // Who held it before may have removed the file since it was opened.
      const here = await infoOf(path);
      if (here === undefined || here.ino === (await file.stat()).ino) {
        return hold = await heldBy(path, ending, file);
      }
    } catch (error) {
      // Whoever holds it by now has written to it.
      if (isNew && (await infoOf(path))?.size === 0) {
        await system.remove(path).catch(() => {});
      }
      throw error;
    } finally {
      if (hold === undefined) file.close();
    }
  }
}

/** Holds a place where files cannot be locked. */
async function claimed(path: string, ending: ProcessEnding): Promise<Hold> {
  const process = system.claim?.(path);
  return process === undefined
    ? await heldBy(path, ending)
    : { isHeld: false, process };
}

async function openLock(path: string) {
  const options = { read: true, write: true };
  const open = system.open as (
    ...words: Parameters<typeof system.open>
  ) => Promise<LockedFile>;
  try {
    const file = await open(path, { ...options, createNew: true });
    return { file, isNew: true };
  } catch (error) {
    if (!(error instanceof system.errors.AlreadyExists)) throw error;
    const file = await open(path, { ...options, create: true });
    return { file, isNew: false };
  }
}

/**
 * A file that this process holds, until it is released and removed.
 *
 * @param file where it is locked, and is to say so.
 */
async function heldBy(
  path: string,
  ending: ProcessEnding,
  file?: SystemFile,
): Promise<Hold> {
  const forget = ending.tidy(() => system.removeSync(path));
  const remove = async () => {
    await system.remove(path).catch(() => {});
    forget();
  };
  try {
    await file?.truncate();
    if (file !== undefined) {
      await writeAll(file, new TextEncoder().encode(String(system.pid)));
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const leave = await ending.attend();
  return {
    isHeld: true,
    async release() {
      await remove();
      file?.close();
      leave();
    },
  };
}

async function firstWord(file: SystemFile): Promise<string> {
  const bytes = new Uint8Array(20);
  const length = await file.read(bytes) ?? 0;
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/**
 * Where links lead from a place; there need not be a file.
 *
 * @throws {Error} if they lead in a circle.
 */
export async function targetOf(place: string): Promise<string> {
  let target = place;
  for (let links = 0; mayRead(target); links++) {
    const next = await system.readLink(target).catch(() => undefined);
    if (next === undefined) break;
    // No system follows more.
    if (links === 40) throw new Error(say("its links lead in a circle"));
    target = /^([A-Za-z]:)?[\\/]/.test(next) ? next : parentOf(target) + next;
  }
  return target;
}

/** Whether something is there that is neither a file nor a folder: a device, or a pipe. */
export async function isDevice(place: string): Promise<boolean> {
  const info = await infoOf(place);
  return info !== undefined && !info.isFile && !info.isDirectory;
}

/** What names beside a place begin with: all of its name, unless it is so long that nothing could be added. One that is too long itself stays, for the system to refuse. */
export function stemOf(place: string): string {
  const folder = parentOf(place);
  const name = place.slice(folder.length);
  const bytes = new TextEncoder().encode(name);
  const [room, most] = [240, 255];
  if (bytes.length <= room || bytes.length > most) return place;
  return folder +
    // Half a character is left out.
    new TextDecoder().decode(bytes.subarray(0, room), { stream: true });
}

/** Undefined where there is no such file, or no permission to look; it never asks for one. */
export async function infoOf(
  place: string,
): Promise<FileFacts | undefined> {
  if (!mayRead(place)) return undefined;
  try {
    return await system.stat(place);
  } catch {
    return undefined;
  }
}

/** Whether a place may be read, without asking. */
export function mayRead(path: string): boolean {
  const { state } = system.permissions.querySync({ name: "read", path });
  return state === "granted";
}

export function parentOf(place: string): string {
  return place.replace(/[^\\/]*$/, "");
}

/** Writes all of some bytes. */
export async function writeAll(
  file: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
) {
  for (let sent = 0; sent < bytes.length;) {
    sent += await file.write(bytes.subarray(sent));
  }
}
