import { main } from "../../dsl/cli/main.ts";
import { requireFewBytes } from "../../dsl/cli/world/reading.ts";
import type { Io } from "../../dsl/cli/world/io.ts";
import type { SiteFile } from "../../dsl/cli/world/server.ts";
import type { StopSignal } from "../../dsl/cli/world/signals.ts";
import { fit } from "../../dsl/typesetting/wrap.ts";
import { erasure, terminal } from "../../dsl/cli/world/terminal.ts";

/** What a command line printed, and how it ended. */
export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly error: string;
  /** The files as they were left. */
  readonly files: Readonly<Record<string, string>>;
  /** The same in bytes. */
  readonly bytes: Readonly<Record<string, Uint8Array>>;
}

/** A page. */
export const siteOfTests: readonly SiteFile[] = [
  ["index.html", '<html><meta name="generator" content="nabla"></html>'],
  ["start.json", "{}"],
].map(([name, text]) => ({ name, content: new TextEncoder().encode(text) }));

/** The page of one exercise, as far as commands know it. */
export const exercisePageOfTests =
  '<title>nabla</title><script type="application/json" id="start">{}</script>';

/** What the world is like for a command. */
export interface World {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Whether one may look which files there are; true unless told otherwise. */
  readonly mayLook?: boolean;
  readonly input?: string;
  readonly showsProgress?: boolean;
  /** The language of the system; English unless told otherwise. */
  readonly language?: string;
  readonly color?: boolean;
  /** The width of the terminal; none where results go to a file or a program. */
  readonly columns?: number;
  /** Keys that are pressed, one after the other. */
  readonly keys?: readonly string[];
  /** What modules export, by path. */
  readonly modules?: Readonly<Record<string, object>>;
  /** What happens before each return to a watched command: files are changed; the command ends where nothing is left. */
  readonly changes?: readonly Readonly<Record<string, string>>[];
  /** Sends a signal at the first chance, or after so many pauses. */
  readonly interrupts?: boolean | number;
  /** The signal; default: that of Ctrl-C. */
  readonly signal?: StopSignal;
  /** A port that another program has. */
  readonly taken?: number;
  /** Hears which files are served. */
  readonly served?: (files: readonly SiteFile[]) => void;
  /** Takes an address that is opened. */
  readonly browser?: (address: string) => boolean;
  /** Folders that are not there, so that nothing can be written in them. */
  readonly missing?: readonly string[];
}

/** Runs a command line in a world of its own. */
export async function run(
  words: readonly string[],
  world: World = {},
): Promise<Ran> {
  const { io, ended } = open(world);
  return ended(await main(words, io));
}

/** A world, and what is left of it when a command ends. */
export function open(
  world: World = {},
): { readonly io: Io; ended(status: number): Ran } {
  let out = "";
  let error = "";
  let time = 0;
  let pauses = 0;
  const listeners = new Set<(signal: StopSignal) => void>();
  const { signal = "SIGINT" } = world;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const files = new Map(Object.entries(world.files ?? {}));
  const keys = [...world.keys ?? []];
  const changes = [...world.changes ?? []];
  const bytes = (text: string | Uint8Array) =>
    typeof text === "string" ? encoder.encode(text) : text;
  const requireFolder = (path: string) => {
    const isMissing = world.missing?.some((each) =>
      path.startsWith(`${each}/`)
    );
    if (isMissing) throw new Deno.errors.NotFound(`writefile '${path}'`);
  };
  const io: Io = {
    out: (text) => out += fit(text, world.columns),
    data: (text) => out += text,
    error: (text) => error += fit(text, world.columns),
    erase: (stream, rows) => {
      if (stream === "out") out += erasure(rows);
      else error += erasure(rows);
    },
    // deno-lint-ignore require-await
    readFile: async (path, most = Infinity) => {
      const found = files.get(path);
      if (found === undefined) return undefined;
      requireFewBytes(bytes(found).length, most);
      return bytes(found);
    },
    fileExists: (path) =>
      Promise.resolve(
        world.mayLook === false ? undefined : files.has(String(path)),
      ),
    listFiles: (path) => {
      const prefix = path === "." ? "" : `${path.replace(/\/$/, "")}/`;
      const found = [...files.keys()].filter((each) => each.startsWith(prefix));
      const isFolder = path === "." || found.length > 0;
      return Promise.resolve(isFolder ? found.sort() : undefined);
    },
    openFile: (path) => {
      const found = files.get(path);
      if (found === undefined) return Promise.resolve(undefined);
      const all = bytes(found);
      return Promise.resolve({
        size: all.length,
        read: (offset, length) =>
          Promise.resolve(all.slice(offset, offset + length)),
        stream: async function* () {
          yield all;
        },
        close() {},
      });
    },
    // deno-lint-ignore require-await
    writeFile: async (path, content) => {
      requireFolder(path);
      files.set(
        path,
        typeof content === "string" ? content : joined([...content]),
      );
    },
    rewriteFile: (path, content) => io.writeFile(path, content),
    isDevice: () => Promise.resolve(false),
    // The names that a URL's path cannot do without: `./a` and `b/../a` are one.
    identity: (path) =>
      Promise.resolve(new URL(path, "file:///home/").pathname),
    hold: () =>
      Promise.resolve({ isHeld: true, release: () => Promise.resolve() }),
    // deno-lint-ignore require-await
    createFile: async (path) => {
      requireFolder(path);
      let text = "";
      return {
        write: (more) => Promise.resolve(void (text += more)),
        close: () => Promise.resolve(void files.set(path, text)),
        abandon: () => Promise.resolve(),
      };
    },
    appendTo: (path) =>
      Promise.resolve({
        add(text) {
          const before = decoder.decode(bytes(files.get(path) ?? ""));
          files.set(path, before + text);
          return Promise.resolve();
        },
        close: () => {},
      }),
    removeLeftovers: () => Promise.resolve(),
    removeFile: (path) => Promise.resolve(void files.delete(path)),
    importModule(path) {
      const found = world.modules?.[path];
      if (found !== undefined) return Promise.resolve(found);
      return Promise.reject(new TypeError(`Module not found "${path}".`));
    },
    startProgram: (program, words) => terminal().startProgram(program, words),
    page: {
      readSite: () => Promise.resolve(siteOfTests),
      readExercisePage: () => Promise.resolve(exercisePageOfTests),
      serve: (files, port) => {
        if (port === world.taken) return Promise.resolve(undefined);
        world.served?.(files);
        return Promise.resolve({
          port: port || 50_000,
          close: () => Promise.resolve(),
        });
      },
      open: (address) => Promise.resolve(world.browser?.(address) ?? false),
      makeFolder: (path) => Promise.resolve(requireFolder(path)),
    },
    nextChange() {
      const change = changes.shift();
      if (change === undefined) return Promise.resolve(undefined);
      for (const [path, text] of Object.entries(change)) files.set(path, text);
      return Promise.resolve(Object.keys(change)[0]);
    },
    readKey: world.keys && (() => Promise.resolve(keys.shift())),
    // deno-lint-ignore require-await
    readInput: async (most = Infinity) => {
      const input = bytes(world.input ?? "");
      requireFewBytes(input.length, most);
      return input;
    },
    columns: world.columns,
    errorColumns: world.columns,
    color: world.color ?? false,
    errorColor: world.color ?? false,
    showsProgress: world.showsProgress ?? false,
    language: world.language,
    now: () => time += 30,
    pause: () => {
      if (++pauses === world.interrupts) {
        for (const each of listeners) {
          each(signal);
        }
      }
      return Promise.resolve();
    },
    stopSignal: () => undefined,
    onStop: (listener) => {
      if (world.interrupts === true) listener(signal);
      listeners.add(listener);
      return Promise.resolve(() => listeners.delete(listener));
    },
  };
  return {
    io,
    ended(status) {
      const left = [...files].map(([path, text]) => [
        path,
        typeof text === "string" ? text : decoder.decode(text),
      ]);
      const raw = [...files].map(([path, content]) => [path, bytes(content)]);
      return {
        status,
        out,
        error,
        files: Object.fromEntries(left),
        bytes: Object.fromEntries(raw),
      };
    },
  };
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((n, { length }) => n + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
