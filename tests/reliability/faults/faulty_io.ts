/**
 * A world in which one call fails: the Nth of its kind. It keeps count of all calls,
 * and of what is open.
 *
 * @module
 */

import type { Io, OpenFile } from "../../../dsl/cli/world/io.ts";
import type { StopSignal } from "../../../dsl/cli/world/signals.ts";
import { type Fault, meeting, type Mishap, refused } from "./fault.ts";
import type { Watcher } from "./faulty_machine.ts";
import {
  noMemory,
  odd,
  printRefusals,
  readRefusals,
  startRefusals,
  writeRefusals,
} from "./refusals.ts";

export interface FaultyWorld {
  readonly io: Io;
  /** To be told of what the machine is asked for. */
  readonly watch: Watcher;
  /** What the call that failed was about: a path, `stdout`; undefined where it was not met. */
  subject(): string | undefined;
  /** How often each kind of call was made. */
  readonly counts: ReadonlyMap<string, number>;
  /** What is open, held or half-written now. */
  left(): readonly string[];
}

const reads = refused(readRefusals);
const writes = refused(writeRefusals);
const prints = refused(printRefusals);

/** What may happen to each kind of call. */
export const mishaps: Readonly<Record<string, readonly Mishap[]>> = {
  readFile: [...reads, { kind: "missing" }, { kind: "short" }],
  fileExists: [...reads, { kind: "missing" }],
  listFiles: [...reads, { kind: "missing" }],
  openFile: [...reads, { kind: "missing" }],
  "openFile.read": [...reads, { kind: "short" }, { kind: "changed" }],
  "openFile.stream": reads,
  "openFile.piece": [...reads, { kind: "changed" }],
  writeFile: writes,
  rewriteFile: writes,
  createFile: writes,
  "createFile.write": writes,
  "createFile.close": writes,
  "createFile.abandon": writes,
  appendTo: writes,
  "appendTo.add": writes,
  isDevice: reads,
  identity: reads,
  hold: [...writes, { kind: "held" }],
  "hold.release": writes,
  removeLeftovers: writes,
  removeFile: writes,
  importModule: [...reads, { kind: "missing" }],
  startProgram: refused(startRefusals),
  "startProgram.read": [...reads, { kind: "missing" }],
  "startProgram.write": writes,
  nextChange: reads,
  readInput: reads,
  readKey: [...reads, { kind: "missing" }],
  out: prints,
  data: prints,
  error: prints,
  erase: prints,
  pause: [{ kind: "Ctrl-C" }],
  allocate: refused([noMemory]),
  memory: refused([noMemory]),
  worker: [...refused([noMemory, odd]), { kind: "dies" }],
};

/** What never fails. */
type Still =
  | "columns"
  | "errorColumns"
  | "color"
  | "errorColor"
  | "showsProgress"
  | "now"
  | "stopSignal";

/** @param fault undefined: none. */
export function faultyIo(inner: Io, fault?: Fault): FaultyWorld {
  const met = meeting(fault);
  const pass = met.call;
  const open = new Map<object, string>();
  const listeners = new Set<(signal: StopSignal) => void>();
  const keep = (what: string) => {
    const token = {};
    open.set(token, what);
    return () => open.delete(token);
  };

  async function* stream(
    call: string,
    what: string,
    of: () => AsyncIterable<Uint8Array>,
  ) {
    pass(call, what);
    const close = keep(`stream of ${what}`);
    const piece = `${call.split(".")[0]}.piece`;
    try {
      for await (const bytes of of()) {
        // In three parts, so that there is a middle.
        const size = Math.max(1, Math.ceil(bytes.length / 3));
        for (let at = 0; at < bytes.length; at += size) {
          const part = bytes.slice(at, at + size);
          if (pass(piece, what)?.kind === "changed") part.fill(0);
          yield part;
        }
      }
    } finally {
      close();
    }
  }

  /** What a program prints, on its way; a stream that is cancelled is so at once. */
  const output = (program: string) =>
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        const kind = pass("startProgram.read", program)?.kind;
        if (kind === "missing") controller.terminate();
        else controller.enqueue(piece);
      },
    });

  /** What a program is told, on its way; the program lives on where that fails. */
  function asked(program: string, writable: WritableStream<Uint8Array>) {
    const writer = writable.getWriter();
    return new WritableStream<Uint8Array>({
      async write(piece) {
        pass("startProgram.write", program);
        await writer.write(piece);
      },
      close: () => writer.close(),
      abort: (reason) => writer.abort(reason),
    });
  }

  function opened(path: string, file: OpenFile): OpenFile {
    const close = keep(`open file ${path}`);
    return {
      size: file.size,
      async read(offset, length) {
        const kind = pass("openFile.read", path)?.kind;
        const bytes = await file.read(offset, length);
        if (kind === "short") return bytes.slice(0, bytes.length >> 1);
        return kind === "changed" ? bytes.slice().fill(0) : bytes;
      },
      stream: () => stream("openFile.stream", path, () => file.stream()),
      close() {
        close();
        file.close();
      },
    };
  }

  const io: Omit<Io, Still> = {
    out(text) {
      pass("out", "stdout");
      inner.out(text);
    },
    data(text) {
      pass("data", "stdout");
      inner.data(text);
    },
    error(text) {
      pass("error", "stderr");
      inner.error(text);
    },
    erase(stream, rows) {
      pass("erase", "the terminal");
      inner.erase(stream, rows);
    },
    async readFile(path, most) {
      const kind = pass("readFile", path)?.kind;
      const bytes = await inner.readFile(path, most);
      if (kind === "missing") return undefined;
      return kind === "short" ? bytes?.slice(0, bytes.length >> 1) : bytes;
    },
    async fileExists(path) {
      const kind = pass("fileExists", String(path))?.kind;
      return kind === "missing" ? undefined : await inner.fileExists(path);
    },
    async listFiles(path) {
      const kind = pass("listFiles", path)?.kind;
      return kind === "missing" ? undefined : await inner.listFiles(path);
    },
    async openFile(path) {
      const kind = pass("openFile", path)?.kind;
      const file = kind === "missing" ? undefined : await inner.openFile(path);
      return file && opened(path, file);
    },
    async writeFile(path, content) {
      pass("writeFile", path);
      await inner.writeFile(path, content);
    },
    async rewriteFile(path, content) {
      pass("rewriteFile", path);
      await inner.rewriteFile(path, content);
    },
    async createFile(path) {
      pass("createFile", path);
      const file = await inner.createFile(path);
      const close = keep(`half-written ${path}`);
      return {
        async write(text) {
          pass("createFile.write", path);
          await file.write(text);
        },
        async close() {
          // Closing leaves nothing, whether it succeeds or not.
          close();
          pass("createFile.close", path);
          await file.close();
        },
        async abandon() {
          close();
          pass("createFile.abandon", path);
          await file.abandon();
        },
      };
    },
    async appendTo(path) {
      pass("appendTo", path);
      const file = await inner.appendTo(path);
      const close = keep(`open log ${path}`);
      return {
        async add(text) {
          pass("appendTo.add", path);
          await file.add(text);
        },
        close() {
          close();
          file.close();
        },
      };
    },
    async isDevice(path) {
      pass("isDevice", path);
      return await inner.isDevice(path);
    },
    async identity(path) {
      pass("identity", path);
      return await inner.identity(path);
    },
    async hold(path) {
      const kind = pass("hold", path)?.kind;
      if (kind === "held") return { isHeld: false, process: "7" };
      const hold = await inner.hold(path);
      if (!hold.isHeld) return hold;
      const close = keep(`hold on ${path}`);
      return {
        isHeld: true,
        async release() {
          close();
          pass("hold.release", path);
          await hold.release();
        },
      };
    },
    async removeLeftovers(path) {
      pass("removeLeftovers", path);
      await inner.removeLeftovers(path);
    },
    async removeFile(path) {
      pass("removeFile", path);
      await inner.removeFile(path);
    },
    async importModule(path) {
      const kind = pass("importModule", path)?.kind;
      if (kind === "missing") {
        throw new TypeError(`Module not found "${path}".`);
      }
      return await inner.importModule(path);
    },
    startProgram(program, words) {
      pass("startProgram", program);
      const started = inner.startProgram(program, words);
      const close = keep(`program ${program}`);
      return {
        readable: started.readable.pipeThrough(output(program)),
        writable: asked(program, started.writable),
        errors: started.errors,
        async end() {
          close();
          await started.end();
        },
      };
    },
    async nextChange(paths) {
      pass("nextChange", paths.join(", "));
      return await inner.nextChange(paths);
    },
    async readInput(most) {
      pass("readInput", "stdin");
      return await inner.readInput(most);
    },
    readKey: inner.readKey && (async () => {
      const kind = pass("readKey", "stdin")?.kind;
      return kind === "missing" ? undefined : await inner.readKey?.();
    }),
    async pause() {
      // Where nobody listens, a signal ends the process.
      if (listeners.size > 0 && pass("pause", "") !== undefined) {
        for (const each of listeners) each("SIGINT");
      }
      await inner.pause();
    },
    async onStop(listener) {
      listeners.add(listener);
      const close = keep("listener of signals");
      const stop = await inner.onStop(listener);
      return () => {
        listeners.delete(listener);
        close();
        stop();
      };
    },
  };
  return {
    io: Object.assign(Object.create(inner) as Io, io),
    counts: met.counts,
    watch(call, what) {
      const mishap = pass(call, what);
      return mishap?.kind === "dies" ? "dies" : undefined;
    },
    subject: met.subject,
    left: () => [...open.values()],
  };
}
