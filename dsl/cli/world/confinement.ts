/**
 * Workers that may do less than the process that starts them. Deno gives a worker
 * permissions of its own under `--unstable-worker-options`, which the `deno.json` of
 * nabla turns on for those who run it from a folder. Without it Deno ends the
 * process, names that option, and runs nothing.
 *
 * @module
 */

import { type OpenWorker, openWorker } from "../../../lib/base/worker.ts";
import { say } from "../../../words/say.ts";
import { system } from "./system/system.ts";
/** Where the code of nabla is. */
export const nabla = new URL("../../../", import.meta.url);
/** Whether that is a folder here. */
export const isLocal = nabla.protocol === "file:";

/** Nothing. */
const none = {
  read: false,
  write: false,
  net: false,
  run: false,
  env: false,
  sys: false,
  ffi: false,
} as const;

/** Where the languages are, in the sources and in what is built of them. */
const languages = ["words/", "dsl/cli/dist/"]
  .map((path) => new URL(path, nabla));

/**
 * Starts a worker of nabla's own code, which needs no permission; but where modules
 * are read only when they are imported, as the task `nabla` asks Deno to do, it must
 * be able to read its language.
 *
 * @param ffi whether it may call the libraries that this process may call.
 */
export function startWorker(
  url: URL,
  ffi: "inherit" | false = false,
): OpenWorker {
  if (!system.confines) {
    return openWorker((Worker) => new Worker(url, { type: "module" }));
  }
  const read = isLocal
    ? languages.filter((path) => isGranted({ name: "read", path }))
    : [];
  // From JSR it runs without Deno's option too: nothing of others runs in it.
  return new Worker(url, {
    type: "module",
    ...isLocal ? { deno: { permissions: { ...none, read, ffi } } } : {},
  });
}

/** Starts a worker that may read some places and do nothing else. */
export function startConfined(url: URL, places: readonly URL[]): Worker {
  const jsr = "jsr.io:443";
  const asked = { name: "import", host: jsr } as const;
  return new Worker(url, {
    type: "module",
    deno: {
      permissions: {
        ...none,
        read: [...places],
        import: isGranted(asked) ? [jsr] : false,
      },
    },
  });
}

function isGranted(asked: Deno.PermissionDescriptor): boolean {
  return system.permissions.querySync(asked).state === "granted";
}

/** Whether Deno opens a path only for a process that may do everything: a device, or a pipe of the shell. */
export function isGuarded(path: string): boolean {
  return /^\/(dev|proc|sys)\//.test(path);
}

/** Gives up what this process may do, for good. */
export function giveUp(...names: readonly Deno.PermissionName[]) {
  for (const name of names) system.permissions.revokeSync({ name });
}

/** The options of Deno, as they are typed, that grant what this process lacks of some access to a place; a file is written in its folder. */
export function lackedOptions(
  accesses: readonly ("read" | "write" | "run" | "net")[],
  place: string,
): string[] {
  const isNet = accesses.includes("net");
  const granted = accesses.includes("write")
    ? place.replace(/[^\\/]*$/, "").replace(/(?<=.)[\\/]$/, "") || "."
    : place;
  const lacked = accesses.filter((name) =>
    (name === "read" || name === "write") &&
    !isGranted({ name, path: granted })
  );
  // A comma ends a name in Deno's list, and cannot be written in it; hosts are such a list.
  const value = granted.includes(",") && !isNet ? "" : `=${shellWord(granted)}`;
  // Where a link leads elsewhere, all is lacked that there is.
  return (lacked.length > 0 ? lacked : accesses)
    .map((name) => `--allow-${name}${value}`);
}

/** A word as it is typed for a shell. */
function shellWord(word: string): string {
  const isWindows = system.build.os === "windows";
  if (/^[\w@%+:.,/-]+$/.test(isWindows ? word.replaceAll("\\", "/") : word)) {
    return word;
  }
  return isWindows ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What code lacked the permission for, as a phrase; undefined where it threw for another reason. */
export function missingPermission(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // The lock of the task `nabla` refuses every package but its own.
  if (/^The lockfile is out of date/.test(error.message)) {
    return say("a lock for a package that it imports");
  }
  // What a module may not import is no NotCapable.
  return /^Requires (.*), run again with/.exec(error.message)?.[1];
}
