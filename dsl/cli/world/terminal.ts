import {
  appendToFile,
  createFile,
  openFile,
  removeLeftovers,
  replaceFile,
} from "./disk.ts";
import type { Io } from "./io.ts";
import { holdFile, placeIdentity } from "./place.ts";

export function terminal(): Io {
  const encoder = new TextEncoder();
  let input: Promise<Uint8Array> | undefined;
  return {
    out: (text) => writeAll(Deno.stdout, encoder.encode(text)),
    error: (text) => writeAll(Deno.stderr, encoder.encode(text)),
    readFile: (path) => unlessMissing(Deno.readFile(path)),
    async fileExists(path) {
      const asked = { name: "read", path } as const;
      const { state } = Deno.permissions.querySync(asked);
      if (state !== "granted") return undefined;
      try {
        // A link of the system may lead to no file: macOS keeps its libraries in
        // one cache.
        await Deno.lstat(path);
        return true;
      } catch {
        return false;
      }
    },
    listFiles: (path) =>
      unlessMissing(filesIn(path, path.replace(/[\\/]$/, ""))),
    openFile: (path) => unlessMissing(openFile(path)),
    writeFile: replaceFile,
    async rewriteFile(path, content) {
      await removeLeftovers(path);
      await replaceFile(path, content);
    },
    createFile,
    appendFile: appendToFile,
    identity: placeIdentity,
    hold: holdFile,
    removeLeftovers,
    removeFile: (path) => unlessMissing(Deno.remove(path)),
    async importModule(path) {
      const url = new URL(inUrl(path), `file://${inUrl(Deno.cwd())}/`);
      // A module runs once under each name: a changed file needs another.
      const { mtime } = await Deno.stat(url);
      return await import(`${url.href}?changed=${mtime?.getTime() ?? 0}`);
    },
    startProgram(program, words) {
      const child = new Deno.Command(program, {
        args: [...words],
        stdin: "piped",
        stdout: "piped",
      }).spawn();
      return {
        readable: child.stdout,
        writable: child.stdin,
        async end() {
          try {
            child.kill();
          } catch {
            // It has ended.
          }
          await child.status;
        },
      };
    },
    async nextChange(paths) {
      const own = new Set(
        await Promise.all(paths.map((path) => Deno.realPath(path))),
      );
      // Editors write another file and move it here, which only the folder shows.
      const folders = new Set(
        [...own].map((path) => path.replace(/[\\/][^\\/]*$/, "") || "/"),
      );
      const watcher = Deno.watchFs([...folders], { recursive: false });
      for await (const { kind, paths: changed } of watcher) {
        const found = changed.find((path) => own.has(path));
        if (found === undefined || kind === "access") continue;
        watcher.close();
        return found;
      }
    },
    readKey,
    readInput: () => input ??= new Response(Deno.stdin.readable).bytes(),
    streamInput: () => Deno.stdin.readable,
    columns: columns(),
    color: Deno.stdout.isTerminal() && !Deno.noColor,
    showsProgress: Deno.stderr.isTerminal() && !Deno.noColor,
    now: () => performance.now(),
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    onInterrupt(listener) {
      Deno.addSignalListener("SIGINT", listener);
      return () => Deno.removeSignalListener("SIGINT", listener);
    },
  };
}

/** Files in a folder and those in it, without hidden ones and what npm installs. */
async function filesIn(place: string, path: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(place));
  entries.sort((a, b) => a.name < b.name ? -1 : 1);
  const files: string[] = [];
  for (const { name, isDirectory, isFile } of entries) {
    if (name.startsWith(".") || name === "node_modules") continue;
    const inner = path === "." ? name : `${path}/${name}`;
    if (isDirectory) files.push(...await filesIn(`${place}/${name}`, inner));
    else if (isFile) files.push(inner);
  }
  return files;
}

function columns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}

async function readKey(): Promise<string | undefined> {
  if (!Deno.stdin.isTerminal() || !Deno.stdout.isTerminal()) return undefined;
  Deno.stdin.setRaw(true, { cbreak: true });
  try {
    const buffer = new Uint8Array(16);
    const length = await Deno.stdin.read(buffer);
    return length === null
      ? undefined
      : new TextDecoder().decode(buffer.subarray(0, length));
  } finally {
    Deno.stdin.setRaw(false);
  }
}

/** A path as a URL has it. */
function inUrl(path: string): string {
  const plain = Deno.build.os === "windows" ? path.replaceAll("\\", "/") : path;
  return plain.replaceAll(/[%#?\\\s]/g, (sign) => encodeURIComponent(sign));
}

/** What an action gives; undefined where there is no such file. */
async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A text too long or too odd to be the name of a file is one that does not exist. */
function isMissing(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.FilesystemLoop ||
    error instanceof TypeError ||
    (error instanceof Error &&
      /ENAMETOOLONG|os error (36|63|123|206)\b|Not a directory/.test(
        error.message,
      ));
}

function writeAll(
  stream: { writeSync(bytes: Uint8Array): number },
  bytes: Uint8Array,
): void {
  for (let sent = 0; sent < bytes.length;) {
    sent += stream.writeSync(bytes.subarray(sent));
  }
}
