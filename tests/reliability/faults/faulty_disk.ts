/**
 * A system in which one call fails, below the seam to the world: Deno's functions on
 * files are wrapped while a command runs.
 *
 * @module
 */

import { onFaultyMachine } from "./faulty_machine.ts";
import { type Fault, meeting, type Mishap, refused } from "./fault.ts";
import { odd, readRefusals, type Refusal, writeRefusals } from "./refusals.ts";

// Permissions are Deno's: they do not change on the way, and memory is tried apart.
const system = (refusals: readonly Refusal[]) =>
  refused(refusals.filter(({ name }) => !name.startsWith("no")));
const reads = system(readRefusals);
const writes = system(writeRefusals);

/** What may happen to each of Deno's functions. */
export const diskMishaps: Readonly<Record<string, readonly Mishap[]>> = {
  open: [...writes, ...reads],
  readFile: reads,
  stat: reads,
  lstat: reads,
  readLink: reads,
  readDir: reads,
  rename: writes,
  remove: writes,
  chmod: writes,
  "file.read": [...reads, { kind: "short" }],
  "file.write": [...writes, { kind: "short" }],
  "file.seek": reads,
  "file.stat": reads,
  "file.sync": writes,
  "file.truncate": writes,
  "file.tryLock": writes,
  worker: [...refused([odd]), { kind: "dies" }],
};

export interface FaultyDisk {
  readonly counts: ReadonlyMap<string, number>;
  readonly subject: string | undefined;
  readonly left: readonly string[];
}

type Method = (...words: unknown[]) => unknown;

/** Runs work on such a system; nothing else may touch files meanwhile. */
export async function onFaultyDisk(
  fault: Fault | undefined,
  work: () => Promise<void>,
): Promise<FaultyDisk> {
  const met = meeting(fault);
  const meet = met.call;
  const open = new Map<Deno.FsFile, string>();
  const undo: (() => void)[] = [];

  function replace(place: object, name: string, make: (own: Method) => Method) {
    const own: Method = Reflect.get(place, name);
    Reflect.set(place, name, make(own));
    undo.push(() => Reflect.set(place, name, own));
  }

  for (const name of ["readFile", "stat", "lstat", "readLink", "rename"]) {
    replace(Deno, name, (own) => async (...words) => {
      meet(name, String(words[0]));
      return await own.apply(Deno, words);
    });
  }
  for (const name of ["remove", "chmod"]) {
    replace(Deno, name, (own) => async (...words) => {
      meet(name, String(words[0]));
      return await own.apply(Deno, words);
    });
  }
  replace(Deno, "readDir", (own) => (path) => {
    meet("readDir", String(path));
    return own.call(Deno, path);
  });
  replace(Deno, "open", (own) => async (...words) => {
    meet("open", String(words[0]));
    const file = await own.apply(Deno, words) as Deno.FsFile;
    open.set(file, String(words[0]));
    return file;
  });
  const files = Deno.FsFile.prototype;
  for (
    const name of [
      "read",
      "write",
      "seek",
      "stat",
      "sync",
      "truncate",
      "tryLock",
    ]
  ) {
    replace(files, name, (own) =>
      async function (this: Deno.FsFile, ...words) {
        const mishap = meet(`file.${name}`, open.get(this) ?? "");
        const [bytes] = words;
        // As many bytes as the system likes; the others come with the next call.
        return mishap?.kind === "short" && bytes instanceof Uint8Array
          ? await own.call(this, bytes.subarray(0, Math.ceil(bytes.length / 2)))
          : await own.apply(this, words);
      });
  }
  replace(files, "close", (own) =>
    function (this: Deno.FsFile) {
      open.delete(this);
      return own.call(this);
    });
  try {
    await onFaultyMachine(
      (call, what) =>
        call === "worker" && meet(call, what)?.kind === "dies"
          ? "dies"
          : undefined,
      work,
    );
  } finally {
    for (const each of undo) each();
  }
  return {
    counts: met.counts,
    subject: met.subject(),
    left: [...open.values()],
  };
}
