import { say } from "../../../words/say.ts";
import type { Io } from "../world/io.ts";
import { signalOf, type StopSignal } from "../world/signals.ts";
import { system } from "../world/system/system.ts";
import { terminal } from "../world/terminal.ts";
import {
  type Beginning,
  type FromCommand,
  fromErrorRecord,
  paintBy,
  shared,
  type ToCommand,
} from "./messages.ts";

/** The world as a confined command sees it: its process does what it asks for. */
export interface RemoteWorld {
  readonly io: Io;
  /** Hears the process. */
  hear(message: Exclude<ToCommand, Beginning>): void;
}

export function remoteWorld(
  beginning: Beginning,
  post: (message: FromCommand) => void,
): RemoteWorld {
  const answers = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Set<(signal: StopSignal) => void>();
  let count = 0;
  const ask: Ask = (name, ...words) => {
    const answer = Promise.withResolvers<unknown>();
    const id = ++count;
    answers.set(id, answer);
    post({ kind: "request", id, name, words });
    return answer.promise as Promise<never>;
  };
  return {
    io: {
      ...filesOf(ask),
      ...inputOf(ask),
      ...outputOf(beginning, post),
      readKey: beginning.readsKeys ? () => ask("readKey") : undefined,
      get columns() {
        return beginning.shared[shared.columns] || undefined;
      },
      get errorColumns() {
        return beginning.shared[shared.errorColumns] || undefined;
      },
      stopSignal: () => signalOf(Atomics.load(beginning.shared, shared.stop)),
      async onStop(listener) {
        listeners.add(listener);
        const key = await ask<number>("onStop");
        return () => {
          listeners.delete(listener);
          void ask("offStop", key);
        };
      },
    },
    hear(message) {
      if (message.kind === "stop") {
        for (const listener of listeners) listener(message.signal);
        return;
      }
      const answer = answers.get(message.id);
      answers.delete(message.id);
      if (message.kind === "answer") answer?.resolve(message.value);
      else answer?.reject(fromErrorRecord(message.error));
    },
  };
}

/** Asks the process for something, by the names of {@linkcode serveWorld}. */
type Ask = <Answer = void>(
  name: string,
  ...words: readonly unknown[]
) => Promise<Answer>;

function filesOf(ask: Ask) {
  const { importModule } = terminal();
  return {
    importModule,
    readFile: (path, most) => ask("readFile", path, most),
    fileExists: (path) => ask("fileExists", path),
    listFiles: (path) => ask("listFiles", path),
    async openFile(path) {
      const file = await ask<{ key: number; size: number } | undefined>(
        "openFile",
        path,
      );
      if (file === undefined) return undefined;
      const { key, size } = file;
      return {
        size,
        read: (offset, length) => ask("read", key, offset, length),
        stream: () => pieces(() => ask("stream", key), ask),
        close: () => void ask("closeFile", key),
      };
    },
    writeFile: (path, content) =>
      ask(
        "writeFile",
        path,
        // Copies: what shared memory holds would go on changing.
        typeof content === "string"
          ? content
          : Array.from(content, (piece) => new Uint8Array(piece)),
      ),
    rewriteFile: (path) => ask("rewriteFile", path),
    async createFile(path) {
      const key = await ask<number>("createFile", path);
      return {
        write: (text) => ask("write", key, text),
        close: () => ask("closeWriter", key),
        abandon: () => ask("abandonWriter", key),
      };
    },
    async appendTo(path) {
      const key = await ask<number>("appendTo", path);
      return {
        add: (text) => ask("add", key, text),
        close: () => void ask("closeAppender", key),
      };
    },
    isDevice: (path) => ask("isDevice", path),
    identity: (path) => ask("identity", path),
    async hold(path) {
      const hold = await ask<{ key: number } | { process: string }>(
        "hold",
        path,
      );
      return "key" in hold
        ? { isHeld: true, release: () => ask("release", hold.key) }
        : { isHeld: false, process: hold.process };
    },
    removeLeftovers: (path) => ask("removeLeftovers", path),
    removeFile: (path) => ask("removeFile", path),
    nextChange: (paths) => ask("nextChange", paths),
    startProgram: () => {
      throw new system.errors.NotCapable(
        say("layers of a module start no program"),
      );
    },
  } satisfies Partial<Io>;
}

function inputOf(ask: Ask) {
  return {
    readInput: (most) => ask("readInput", most),
  } satisfies Partial<Io>;
}

/** A stream of the process, piece by piece. */
async function* pieces(
  open: () => Promise<number>,
  ask: Ask,
): AsyncGenerator<Uint8Array> {
  const key = await open();
  try {
    for (;;) {
      const piece = await ask<Uint8Array | undefined>("next", key);
      if (piece === undefined) return;
      yield piece;
    }
  } finally {
    await ask("endStream", key);
  }
}

/** How many texts may wait to be written. */
const mostWaiting = 64;

function outputOf(
  { colors, errorColors, showsProgress, shared: seen }: Beginning,
  post: (message: FromCommand) => void,
) {
  function say(kind: "out" | "data" | "error", text: string) {
    for (;;) {
      const waiting = Atomics.load(seen, shared.waiting);
      if (waiting < mostWaiting) break;
      Atomics.wait(seen, shared.waiting, waiting);
    }
    Atomics.add(seen, shared.waiting, 1);
    post({ kind, text });
  }
  const { now, pause } = terminal();
  return {
    now,
    pause,
    color: paintBy(colors),
    errorColor: paintBy(errorColors),
    showsProgress,
    out: (text: string) => say("out", text),
    data: (text: string) => say("data", text),
    error: (text: string) => say("error", text),
    erase: (stream, rows) => post({ kind: "erase", stream, rows }),
  } satisfies Partial<Io>;
}
