import { fit } from "../../typesetting/wrap.ts";
import { startConfined } from "./confinement.ts";
import { appendTo, createFile, removeLeftovers, replaceFile } from "./disk.ts";
import { type ProcessEnding, processEnding } from "./ending.ts";
import type { Io } from "./io.ts";
import { holdFile, isDevice, placeIdentity } from "./place.ts";
import { pageWorld } from "./page_world.ts";
import { collect, openFile, readWhole } from "./reading.ts";
import { system } from "./system/system.ts";

/** The world of a program, whose process is its own. */
export interface Terminal extends Io {
  /** Starts a worker for code of others, which a signal ends with the process: to listen to signals, as such code may, keeps them from ending it. */
  startConfined(url: URL, places: readonly URL[]): Worker;
}

export function terminal(): Terminal {
  let input: Promise<Uint8Array> | undefined;
  const isPlain = system.noColor || isDumb();
  const showsProgress = system.stderr.isTerminal() && !isPlain;
  const ending = processEnding(showsProgress ? "\r\x1b[K" : "");
  return {
    out: (text) => write(system.stdout, fit(text, columnsOf(system.stdout))),
    data: (text) => write(system.stdout, text),
    error: (text) => write(system.stderr, fit(text, columnsOf(system.stderr))),
    erase: (stream, rows) =>
      write(stream === "out" ? system.stdout : system.stderr, erasure(rows)),
    readFile: (path, most) => unlessMissing(readWhole(path, most)),
    async fileExists(path) {
      const asked = { name: "read", path } as const;
      const { state } = system.permissions.querySync(asked);
      if (state !== "granted") return undefined;
      try {
        // A link of the system may lead to no file: macOS keeps its libraries in
        // one cache.
        await system.lstat(path);
        return true;
      } catch {
        return false;
      }
    },
    listFiles: (path) =>
      unlessMissing(filesIn(path, path.replace(/[\\/]$/, ""))),
    openFile: (path) => unlessMissing(openFile(path)),
    writeFile: (path, content) => replaceFile(path, content, ending),
    async rewriteFile(path, content) {
      await removeLeftovers(path);
      await replaceFile(path, content, ending);
    },
    createFile: (path) => createFile(path, ending),
    appendTo,
    isDevice,
    identity: placeIdentity,
    hold: (path) => holdFile(path, ending),
    removeLeftovers,
    removeFile: (path) => unlessMissing(system.remove(path)),
    async importModule(path) {
      // Where Deno loads one part of Node, it loads most of it: a third of a start.
      const { fileURLToPath, pathToFileURL } = await import("node:url");
      const url = pathToFileURL(path);
      // Deno imports a package's CommonJS only where package.json says that it is.
      if (/\/node_modules\/.*\.js$/.test(url.pathname)) {
        const { createRequire } = await import("node:module");
        return createRequire(url)(fileURLToPath(url));
      }
      // A module runs once under each name: a changed file needs another.
      const { mtime } = await system.stat(url);
      return await import(`${url.href}?changed=${mtime?.getTime() ?? 0}`);
    },
    startProgram(program, words) {
      const child = system.start(program, words);
      const end = () => {
        try {
          child.kill();
        } catch {
          // It has ended.
        }
      };
      const forget = ending.tidy(end);
      return {
        readable: child.stdout,
        errors: child.stderr,
        writable: child.stdin,
        async end() {
          end();
          await child.ended;
          forget();
        },
      };
    },
    startConfined(url, places) {
      const worker = startConfined(url, places);
      ending.tidy(() => worker.terminate());
      return worker;
    },
    page: pageWorld,
    async nextChange(paths) {
      const own = new Set(
        await Promise.all(paths.map((path) => system.realPath(path))),
      );
      // Editors write another file and move it here, which only the folder shows.
      const folders = new Set(
        [...own].map((path) => path.replace(/[\\/][^\\/]*$/, "") || "/"),
      );
      const watcher = system.watch([...folders]);
      for await (const { kind, paths: changed } of watcher) {
        const found = changed.find((path) => own.has(path));
        if (found === undefined || kind === "access") continue;
        watcher.close();
        return found;
      }
    },
    readKey:
      system.stdin.isTerminal() && system.stdout.isTerminal() && !isDumb()
        ? () => readKey(ending)
        : undefined,
    readInput: (most) => input ??= collect(system.stdin.readable, most),
    // A window may change while a command runs.
    get columns() {
      return columnsOf(system.stdout);
    },
    get errorColumns() {
      return columnsOf(system.stderr);
    },
    color: system.stdout.isTerminal() && !isPlain,
    errorColor: system.stderr.isTerminal() && !isPlain,
    showsProgress,
    language: system.language,
    now: () => performance.now(),
    pause: system.turn,
    onStop: ending.onStop,
    stopSignal: ending.stopSignal,
  };
}

/** Files in a folder and those in it, without hidden ones and what npm installs. */
async function filesIn(place: string, path: string): Promise<string[]> {
  const entries = await Array.fromAsync(system.readDir(place));
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

/** What removes the line of a terminal's cursor, and so many rows above. */
export function erasure(rows: number): string {
  return rows > 0 ? `\r\x1b[${rows}A\x1b[J` : "\r\x1b[K";
}

/** Whether a terminal shows characters only; false where we may not look, for we never ask. */
function isDumb(): boolean {
  const asked = { name: "env", variable: "TERM" } as const;
  const { state } = system.permissions.querySync(asked);
  return state === "granted" && system.env.get("TERM") === "dumb";
}

/** Narrower windows are written to as if they had this width. */
const leastColumns = 20;

/** The width of a stream's terminal; undefined where it is none. */
function columnsOf(stream: { isTerminal(): boolean }): number | undefined {
  if (!stream.isTerminal()) return undefined;
  // A terminal without a window, as some tools make one, has none.
  const columns = consoleColumns() || 80;
  return Math.max(columns, leastColumns);
}

function consoleColumns(): number {
  try {
    return system.consoleSize().columns;
  } catch {
    return 0;
  }
}

/** A key, Ctrl-C too: a signal would end the program and leave the terminal as it is while it waits. */
async function readKey(ending: ProcessEnding): Promise<string | undefined> {
  const restore = () => system.stdin.setRaw(false);
  const take = () => system.stdin.setRaw(true);
  const forget = ending.tidy(restore);
  // A shell that stopped the program, and lets it go on, has set its own modes.
  const isUnix = system.build.os !== "windows";
  if (isUnix) system.addSignalListener("SIGCONT", take);
  take();
  try {
    const buffer = new Uint8Array(16);
    const length = await system.stdin.read(buffer);
    return length === null
      ? undefined
      : new TextDecoder().decode(buffer.subarray(0, length));
  } finally {
    if (isUnix) system.removeSignalListener("SIGCONT", take);
    forget();
    restore();
  }
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
  return error instanceof system.errors.NotFound ||
    error instanceof system.errors.NotADirectory ||
    error instanceof system.errors.FilesystemLoop ||
    error instanceof TypeError ||
    (error instanceof Error &&
      /ENAMETOOLONG|os error (36|63|123|206)\b|Not a directory/.test(
        error.message,
      ));
}

const encoder = new TextEncoder();

function write(
  stream: { writeSync(bytes: Uint8Array): number },
  text: string,
): void {
  const bytes = encoder.encode(text);
  for (let sent = 0; sent < bytes.length;) {
    sent += stream.writeSync(bytes.subarray(sent));
  }
}
