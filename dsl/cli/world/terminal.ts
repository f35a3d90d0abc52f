import {
  appendToFile,
  createFile,
  openFile,
  removeLeftovers,
  replaceFile,
} from "./disk.ts";
import type { Io } from "./io.ts";

export function terminal(): Io {
  const encoder = new TextEncoder();
  const base = userFolder();
  const placeOf = (path: string) => isAbsolute.test(path) ? path : base + path;
  let input: Promise<Uint8Array> | undefined;
  return {
    out: (text) => writeAll(Deno.stdout, encoder.encode(text)),
    error: (text) => writeAll(Deno.stderr, encoder.encode(text)),
    readFile: (path) => unlessMissing(Deno.readFile(placeOf(path))),
    async fileExists(path) {
      const place = path instanceof URL ? path : placeOf(path);
      const asked = { name: "read", path: place } as const;
      const { state } = Deno.permissions.querySync(asked);
      if (state !== "granted") return undefined;
      try {
        // A link of the system may lead to no file: macOS keeps its libraries in
        // one cache.
        await Deno.lstat(place);
        return true;
      } catch {
        return false;
      }
    },
    listFiles: (path) =>
      unlessMissing(filesIn(placeOf(path), path.replace(/[\\/]$/, ""))),
    openFile: (path) => unlessMissing(openFile(placeOf(path))),
    writeFile: (path, content) => replaceFile(placeOf(path), content),
    createFile: (path) => createFile(placeOf(path)),
    appendFile: (path, text) => appendToFile(placeOf(path), text),
    removeLeftovers: (path) => removeLeftovers(placeOf(path)),
    removeFile: (path) => unlessMissing(Deno.remove(placeOf(path))),
    async importModule(path) {
      const base = new URL(`file://${Deno.cwd().replaceAll("\\", "/")}/`);
      const url = new URL(placeOf(path).replaceAll("\\", "/"), base);
      // A module runs once under each name: a changed file needs another.
      const { mtime } = await Deno.stat(url);
      return await import(`${url.href}?changed=${mtime?.getTime() ?? 0}`);
    },
    startProgram(program, words) {
      // A name without a slash is looked up in PATH.
      const command = /[\\/]/.test(program) ? placeOf(program) : program;
      const child = new Deno.Command(command, {
        args: [...words],
        ...base === "" ? {} : { cwd: base },
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
        await Promise.all(paths.map((path) => Deno.realPath(placeOf(path)))),
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

const isAbsolute = /^([A-Za-z]:)?[\\/]/;

/**
 * The folder that relative paths start from, where it is not the current one:
 * `deno task` runs in the project's folder, and our task says where its user is.
 */
function userFolder(): string {
  const name = "env" as const;
  const variable = "NABLA_FOLDER";
  const { state } = Deno.permissions.querySync({ name, variable });
  const folder = state === "granted" ? Deno.env.get(variable) : undefined;
  return folder ? `${folder}/` : "";
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
