import { list } from "../../../lib/base/words.ts";
import { codeInForce, say } from "../../../words/say.ts";
import { type Arguments, type Option, UsageError } from "../words/command.ts";
import { leadsInto, readableBy } from "../world/readable_places.ts";
import type { Io } from "../world/io.ts";
import { stopStatus } from "../world/signals.ts";
import { grantsOf } from "./grants.ts";
import {
  type Beginning,
  type FromCommand,
  fromErrorRecord,
  marksOf,
  shared,
  toErrorRecord,
} from "./messages.ts";
import { serveWorld } from "./served_world.ts";

/**
 * Carries out a command whose words name modules of layers in a worker that may read
 * the folders of these modules and do nothing else.
 *
 * @param start starts a worker that may read these places.
 * @returns the exit status.
 */
export async function runConfined(
  { words, options, args }: {
    readonly words: readonly string[];
    readonly options: readonly Option[];
    readonly args: Arguments;
  },
  io: Io,
  start: (url: URL, places: readonly URL[]) => Worker,
): Promise<number> {
  if (args.text("kernels") === "blas") {
    throw new UsageError(
      say(
        "--kernels blas calls a library of the system, and modules of layers run without permission",
      ),
      say("Leave out --kernels: wasm has the same results."),
    );
  }
  const modules = args.texts("layers");
  if (!args.given("json") && !args.given("tap")) {
    io.error(`${runningWords(modules)}\n`);
  }
  const seen = new Int32Array(new SharedArrayBuffer(4 * shared.length));
  const look = () => {
    seen[shared.columns] = io.columns ?? 0;
    seen[shared.errorColumns] = io.errorColumns ?? 0;
  };
  look();
  const places = readableBy(modules);
  const url = new URL("../confined_worker.ts", import.meta.url);
  const worker = start(url, places);
  const ended = Promise.withResolvers<number>();
  const serve = serveWorld(
    io,
    grantsOf(options, args, (path) => leadsInto(path, places)),
    (signal) => {
      Atomics.store(seen, shared.stop, stopStatus[signal]);
      worker.postMessage({ kind: "stop", signal });
    },
  );

  async function answer(id: number, name: string, words: readonly unknown[]) {
    try {
      const value = await serve(name, words);
      worker.postMessage({ kind: "answer", id, value });
    } catch (error) {
      const record = toErrorRecord(error);
      worker.postMessage({ kind: "refusal", id, error: record });
    }
  }

  function hear(message: FromCommand) {
    look();
    switch (message.kind) {
      case "request":
        return void answer(message.id, message.name, [...message.words]);
      case "erase":
        return io.erase(
          message.stream === "out" ? "out" : "error",
          Number(message.rows),
        );
      case "out":
      case "data":
      case "error":
        io[message.kind](String(message.text));
        Atomics.sub(seen, shared.waiting, 1);
        return void Atomics.notify(seen, shared.waiting);
      case "end":
        return ended.resolve(Number(message.status));
      case "fault":
        return ended.reject(fromErrorRecord(message.error));
    }
  }

  worker.onmessage = ({ data }: MessageEvent<FromCommand>) => {
    try {
      hear(data);
    } catch (error) {
      // What stands behind a closed pipe needs no more.
      ended.reject(
        error instanceof TypeError
          ? new UsageError(
            say("a module of layers sends what no command sends"),
          )
          : error,
      );
    }
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const { message } = event;
    ended.reject(
      new UsageError(
        say("a module of layers ended with: {message}", { message }),
      ),
    );
  };
  // Nothing is left to wait for, and there is no end.
  const abandoned = (event: Event) => {
    event.preventDefault();
    ended.reject(
      new UsageError(
        say("a module of layers ended its own worker"),
      ),
    );
  };
  globalThis.addEventListener("beforeunload", abandoned);
  worker.postMessage(beginningOf(words, io, seen));
  try {
    return await ended.promise;
  } finally {
    globalThis.removeEventListener("beforeunload", abandoned);
    worker.terminate();
  }
}

/** What the worker is told first. */
function beginningOf(
  words: readonly string[],
  io: Io,
  shared: Beginning["shared"],
): Beginning {
  return {
    kind: "begin",
    words,
    language: codeInForce(),
    colors: marksOf(io.color),
    errorColors: marksOf(io.errorColor),
    showsProgress: io.showsProgress,
    readsKeys: io.readKey !== undefined,
    shared,
  };
}

function runningWords(modules: readonly string[]): string {
  return say(
    modules.length === 1
      ? "running {names}, which may read its folder and do nothing else"
      : "running {names}, which may read their folders and do nothing else",
    { names: list(modules, "and") },
  );
}
