import type nodeFs from "node:fs";
import { fs, process } from "./node_parts.ts";
import { awaited, throwing } from "./node_errors.ts";
import { claim } from "./node_claim.ts";
import type { FileFacts, SystemFile, SystemFiles } from "./contract.ts";

/** Files, by Node. */
export const nodeFiles: SystemFiles = {
  claim,
  chmod: (path, mode) =>
    awaited(`chmod '${path}'`, (done) => fs.chmod(path, mode, done)),
  chown: (path, uid, gid) =>
    awaited(
      `chown '${path}'`,
      (done) => fs.chown(path, uid ?? -1, gid ?? -1, done),
    ),
  lstat: (path) => facts("lstat", fs.lstat, path),
  stat: (path) => facts("stat", fs.stat, path),
  mkdir: (path, options) =>
    awaited(
      `mkdir '${path}'`,
      (done) => fs.mkdir(path, options, (error) => done(error)),
    ),
  async open(path, options = { read: true }) {
    const { mode = 0o666 } = options;
    const fd = await awaited<number>(
      `open '${path}'`,
      (done) => fs.open(path, flagsOf(options), mode, done),
    );
    return nodeFile(fd);
  },
  async *readDir(path) {
    const entries = await awaited<nodeFs.Dirent[]>(
      `readdir '${path}'`,
      (done) => fs.readdir(path, { withFileTypes: true }, done),
    );
    for (const entry of entries) {
      yield {
        name: entry.name,
        isFile: entry.isFile(),
        isDirectory: entry.isDirectory(),
        isSymlink: entry.isSymbolicLink(),
      };
    }
  },
  async readFile(path) {
    // A Buffer is no Uint8Array to all: its `slice` copies nothing.
    const { buffer, byteOffset, length } = await awaited<
      Uint8Array<ArrayBuffer>
    >(
      `readfile '${path}'`,
      (done) => fs.readFile(path, done as Parameters<typeof fs.readFile>[1]),
    );
    return new Uint8Array(buffer, byteOffset, length);
  },
  readLink: (path) =>
    awaited(`readlink '${path}'`, (done) => fs.readlink(path, done)),
  realPath: (path) =>
    awaited(`realpath '${path}'`, (done) => fs.realpath(path, done)),
  remove: (path) => awaited(`remove '${path}'`, (done) => fs.rm(path, done)),
  removeSync: (path) => throwing(`remove '${path}'`, () => fs.rmSync(path)),
  rename: (from, to) =>
    awaited(
      `rename '${from}' -> '${to}'`,
      (done) => fs.rename(from, to, done),
    ),
  watch,
  async fetch(url) {
    try {
      return new Response(
        new Uint8Array(
          await fs.promises.readFile(
            process.getBuiltinModule("node:url").fileURLToPath(url),
          ),
        ),
      );
    } catch (error) {
      throw new TypeError(`cannot read ${url.href}`, { cause: error });
    }
  },
};

function flagsOf(options: Deno.OpenOptions): number {
  const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_WRONLY } =
    fs.constants;
  const { read = false, write = false, append = false } = options;
  const writes = write || append;
  return (read && writes ? O_RDWR : writes ? O_WRONLY : O_RDONLY) |
    (append ? O_APPEND : 0) |
    (options.create || options.createNew ? O_CREAT : 0) |
    (options.createNew ? O_EXCL : 0);
}

async function facts(
  name: string,
  ask: (
    path: string | URL,
    done: (error: Error | null, stats: nodeFs.Stats) => void,
  ) => void,
  path: string | URL,
): Promise<FileFacts> {
  return factsOf(
    await awaited<nodeFs.Stats>(
      `${name} '${path}'`,
      (done) => ask(path, done),
    ),
  );
}

function factsOf(stats: nodeFs.Stats): FileFacts {
  const { dev, gid, ino, mode, mtime, size, uid } = stats;
  return {
    ...{ dev, gid, ino, mode, mtime, size, uid },
    isFile: stats.isFile(),
    isDirectory: stats.isDirectory(),
  };
}

function nodeFile(fd: number): SystemFile {
  /** Where the next byte is read, once that was set. */
  let position: number | null = null;
  async function read(bytes: Uint8Array): Promise<number | null> {
    const count = await awaited<number>(
      "",
      (done) => fs.read(fd, bytes, 0, bytes.length, position, done),
    );
    if (position !== null) position += count;
    return count === 0 && bytes.length > 0 ? null : count;
  }
  const close = () => throwing("", () => fs.closeSync(fd));
  return {
    close,
    read,
    seek: (offset) => Promise.resolve(position = Number(offset)),
    write: (bytes) =>
      awaited("", (done) => fs.write(fd, bytes, 0, bytes.length, null, done)),
    stat: async () =>
      factsOf(await awaited<nodeFs.Stats>("", (done) => fs.fstat(fd, done))),
    sync: () => awaited("", (done) => fs.fsync(fd, done)),
    truncate: (length = 0) =>
      awaited("", (done) => fs.ftruncate(fd, length, done)),
    get readable() {
      return new ReadableStream<Uint8Array<ArrayBuffer>>({
        async pull(controller) {
          const bytes = new Uint8Array(2 ** 16);
          const count = await read(bytes);
          if (count === null) {
            close();
            controller.close();
          } else controller.enqueue(bytes.subarray(0, count));
        },
        cancel: close,
      });
    },
  };
}

/** What changes in folders. */
function watch(folders: readonly string[]): ReturnType<SystemFiles["watch"]> {
  const found: { kind: "modify"; paths: string[] }[] = [];
  let wake = () => {};
  const watchers = folders.map((folder) =>
    throwing(`watch '${folder}'`, () =>
      fs.watch(folder, (_kind, name) => {
        found.push({ kind: "modify", paths: [joined(folder, String(name))] });
        wake();
      }))
  );
  return {
    close: () => watchers.forEach((watcher) => watcher.close()),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const next = found.shift();
        if (next !== undefined) yield next;
        else await new Promise<void>((resolve) => wake = resolve);
      }
    },
  };
}

function joined(folder: string, name: string): string {
  return /[\\/]$/.test(folder)
    ? folder + name
    : folder + (folder.includes("\\") ? "\\" : "/") + name;
}
