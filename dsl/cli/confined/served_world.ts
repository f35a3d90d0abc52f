import { say } from "../../../words/say.ts";
import type {
  FileAppender,
  FileContent,
  FileWriter,
  Hold,
  Io,
  OpenFile,
} from "../world/io.ts";
import type { StopSignal } from "../world/signals.ts";
import type { Grants } from "./grants.ts";
import { system } from "../world/system/system.ts";

/** Does what a confined command asks for. */
export type Serve = (
  name: string,
  words: readonly unknown[],
) => Promise<unknown>;

/**
 * Serves to a confined command what its command line grants of a world. Whatever
 * runs beside the command can ask as well, for anything and in any form.
 *
 * @param stop tells the command that a signal asks it to end.
 */
export function serveWorld(
  io: Io,
  grants: Grants,
  stop: (signal: StopSignal) => void,
): Serve {
  const files = kept<OpenFile>();
  const streams = kept<AsyncIterator<Uint8Array>>();
  const writers = kept<FileWriter>();
  const appenders = kept<FileAppender>();
  const holds = kept<Hold & { isHeld: true }>();
  const stops = kept<() => void>();
  const keep = (stream: AsyncIterable<Uint8Array>) =>
    streams.add(stream[Symbol.asyncIterator]());
  const requireInput = () => {
    if (!grants.readsInput) throw refusal(say("standard input"));
  };
  const requests: Record<string, (...words: unknown[]) => unknown> = {
    readFile: (path, most) => io.readFile(grants.toRead(path), boundOf(most)),
    fileExists: (path) => io.fileExists(grants.toRead(path)),
    async listFiles(path) {
      const folder = grants.toList(path);
      const found = await io.listFiles(folder);
      return found && grants.listed(folder, found);
    },
    async openFile(path) {
      const file = await io.openFile(grants.toRead(path));
      return file && { key: files.add(file), size: file.size };
    },
    read: (key, offset, length) =>
      files.get(key).read(Number(offset), Number(length)),
    stream: (key) => keep(files.get(key).stream()),
    // It can be streamed from, closed or not.
    closeFile: (key) => files.get(key).close(),
    async next(key) {
      const { done, value } = await streams.get(key).next();
      return done ? undefined : value;
    },
    endStream: (key) => void streams.take(key).return?.(),
    writeFile: (path, content) =>
      io.writeFile(grants.toWrite(path), toContent(content)),
    createFile: async (path) =>
      writers.add(await io.createFile(grants.toWrite(path))),
    write: (key, text) => writers.get(key).write(String(text)),
    closeWriter: (key) => writers.take(key).close(),
    abandonWriter: (key) => writers.take(key).abandon(),
    appendTo: async (path) =>
      appenders.add(await io.appendTo(grants.toWrite(path))),
    add: (key, text) => appenders.get(key).add(String(text)),
    closeAppender: (key) => appenders.take(key).close(),
    isDevice: (path) => io.isDevice(grants.toWrite(path)),
    async hold(path) {
      const hold = await io.hold(grants.toWrite(path));
      return hold.isHeld ? { key: holds.add(hold) } : hold;
    },
    release: (key) => holds.take(key).release(),
    removeLeftovers: (path) => io.removeLeftovers(grants.toWrite(path)),
    removeFile: (path) => io.removeFile(grants.toWrite(path)),
    nextChange: (paths) =>
      io.nextChange(Array.isArray(paths) ? paths.map(grants.toRead) : []),
    readInput(most) {
      requireInput();
      return io.readInput(boundOf(most));
    },
    readKey() {
      if (!grants.readsKeys) throw refusal(say("keys"));
      return io.readKey?.();
    },
    onStop: async () => stops.add(await io.onStop(stop)),
    offStop: (key) => stops.take(key)(),
  };
  const served = new Map(Object.entries(requests));
  return async (name, words) => {
    const request = served.get(name);
    if (request === undefined) throw refusal(name);
    return await request(...words);
  };
}

function boundOf(most: unknown): number | undefined {
  return typeof most === "number" ? most : undefined;
}

function refusal(what: string): Error {
  return new system.errors.NotCapable(
    say("the command line asks for no {what}", { what }),
  );
}

function toContent(content: unknown): FileContent {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) throw refusal(say("such content"));
  return content.map((piece) => new Uint8Array(piece));
}

/** What a command goes on using, by keys. */
function kept<T>() {
  const items = new Map<unknown, T>();
  let count = 0;
  function get(key: unknown): T {
    const item = items.get(key);
    if (item === undefined) throw refusal(say("such file"));
    return item;
  }
  return {
    get,
    add(item: T): number {
      items.set(++count, item);
      return count;
    },
    take(key: unknown): T {
      const item = get(key);
      items.delete(key);
      return item;
    },
  };
}
