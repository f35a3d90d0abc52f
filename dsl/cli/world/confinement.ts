/**
 * Workers that may do less than the process that starts them. Deno gives a worker
 * permissions of its own under `--unstable-worker-options`, which the `deno.json` of
 * nabla turns on for those who run it from a folder. Without it Deno ends the
 * process, names that option, and runs nothing.
 *
 * @module
 */

import process from "node:process";
import { pathToFileURL } from "node:url";

const nabla = new URL("../../../", import.meta.url);
const isLocal = nabla.protocol === "file:";

/** Starts a worker of nabla's own code, which needs no permission. */
export function startWorker(url: URL): Worker {
  // From JSR it runs without Deno's option too: nothing of others runs in it.
  return new Worker(url, {
    type: "module",
    ...isLocal ? { deno: { permissions: "none" } } : {},
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
        read: [...places],
        import: isGranted(asked) ? [jsr] : false,
        write: false,
        net: false,
        run: false,
        env: false,
        sys: false,
        ffi: false,
      },
    },
  });
}

/** What the code of modules may read: their folders, the code of nabla and what it imports. */
export function readableBy(modules: readonly string[]): URL[] {
  const folders = modules.flatMap((path) => {
    const module = pathToFileURL(path);
    return [module, ...placesIn(new URL("./", module))];
  });
  if (!isLocal) return folders;
  const std = new URL("./", import.meta.resolve("@std/cli/parse-args"));
  const entries = ["mod", "define", "data", "testing", "text", "plots"];
  return [
    ...folders,
    new URL("lib/", nabla),
    new URL("dsl/", nabla),
    ...[...entries, "self_test"].map((name) => new URL(`${name}.ts`, nabla)),
    ...std.protocol === "file:" ? [std] : [],
  ];
}

/** So many entries of a module's folder are looked at. */
const mostEntries = 5000;

/**
 * A folder, or where links in it lead out of it, all in it but these links: Deno
 * follows links in what may be read.
 */
function placesIn(folder: URL): URL[] {
  let left = mostEntries;
  let root: URL;
  try {
    root = new URL(`${pathToFileURL(Deno.realPathSync(folder)).href}/`);
  } catch {
    return [folder];
  }
  function look(place: URL): { isWhole: boolean; places: URL[] } {
    const entries = left > 0 ? [...Deno.readDirSync(place)] : [];
    left -= entries.length;
    const looks = entries.map(({ name, isDirectory, isSymlink }) => {
      const entry = new URL(encodeURIComponent(name), place);
      if (isDirectory) return look(new URL(`${entry.href}/`));
      const isWhole = !isSymlink || staysIn(root, entry);
      return { isWhole, places: isWhole ? [entry] : [] };
    });
    return looks.every(({ isWhole }) => isWhole)
      ? { isWhole: true, places: [place] }
      : { isWhole: false, places: looks.flatMap(({ places }) => places) };
  }
  return look(folder).places;
}

/** Whether a link leads to something in a folder, or nowhere. */
function staysIn(root: URL, link: URL): boolean {
  try {
    return leadsInto(Deno.realPathSync(link), [root]);
  } catch {
    return true;
  }
}

/** Whether a path leads to one of some places, or into a folder of them. */
export function leadsInto(path: string, places: readonly URL[]): boolean {
  const { href } = pathToFileURL(path);
  return places.some((place) =>
    place.href.endsWith("/") ? href.startsWith(place.href) : href === place.href
  );
}

function isGranted(asked: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(asked).state === "granted";
}

/**
 * Takes from a worker, before it runs code of others, what Deno grants without a
 * permission: its inner workings, and a cache that it writes to the disk.
 */
export function hideInternals() {
  const { internal } = Deno as unknown as { internal: symbol };
  Reflect.deleteProperty(Deno, internal);
  Reflect.deleteProperty(globalThis, "caches");
}

/**
 * Has code of others throw where it would end its worker, of which nobody hears: whoever
 * waits for an answer would wait for ever.
 */
export function forbidEnding(): void {
  const value = () => {
    throw new Error("code in a worker may not end it");
  };
  for (
    const [owner, name] of [
      [globalThis, "close"],
      [Deno, "exit"],
      [process, "exit"],
      [process, "reallyExit"],
      [process, "abort"],
    ] as const
  ) {
    Object.defineProperty(owner, name, { value });
  }
}

/**
 * Has what code of others prints in a worker go to `say`: a terminal that it wrote to
 * by itself would obey it.
 */
export function divertOutput(say: (text: string) => void): void {
  const names = ["log", "info", "debug", "warn", "error", "trace"];
  const told = ["dir", "dirxml", "table", ...names].map((name) =>
    [
      name,
      (...values: unknown[]) => {
        const words = values.map((each) =>
          typeof each === "string" ? each : Deno.inspect(each)
        );
        say(`${words.join(" ")}\n`);
      },
    ] as const
  );
  const others = Object.keys(console).map((name) => [name, () => {}] as const);
  Object.assign(console, Object.fromEntries([...others, ...told]));
  const decoder = new TextDecoder();
  const write = (data: Uint8Array | string) => {
    say(typeof data === "string" ? data : decoder.decode(data));
    return data.length;
  };
  const stream = {
    isTerminal: () => false,
    writeSync: write,
    write: (data: Uint8Array | string) => Promise.resolve(write(data)),
    writable: new WritableStream({ write: (data) => void write(data) }),
  };
  for (const owner of [Deno, process]) {
    for (const name of ["stdout", "stderr"]) {
      Object.defineProperty(owner, name, { value: stream });
    }
  }
}

/** Takes what code in a worker throws while nobody waits for it, which Deno would print. */
export function hearFailures(take: (error: unknown) => void): void {
  addEventListener("error", (event) => {
    event.preventDefault();
    take(event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    take(event.reason);
  });
}

/** Whether Deno opens a path only for a process that may do everything: a device, or a pipe of the shell. */
export function isGuarded(path: string): boolean {
  return /^\/(dev|proc|sys)\//.test(path);
}

/** Gives up what this process may do, for good. */
export function giveUp(...names: readonly Deno.PermissionName[]) {
  for (const name of names) Deno.permissions.revokeSync({ name });
}

/** What code lacked the permission for, as a phrase; undefined where it threw for another reason. */
export function missingPermission(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  // The lock of the task `nabla` refuses every package but its own.
  if (/^The lockfile is out of date/.test(error.message)) {
    return "a lock for a package that it imports";
  }
  // What a module may not import is no NotCapable.
  return /^Requires (.*), run again with/.exec(error.message)?.[1];
}
