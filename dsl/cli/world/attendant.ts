/**
 * A worker that hears signals while the thread that started it computes.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { signalOf, type StopSignal, stopStatus } from "./signals.ts";
import { system } from "./system/system.ts";

/** What asks a program to end; on Windows it hears of Ctrl-C alone. */
export const stopSignals: readonly StopSignal[] = system.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

interface Attendant {
  /** Starts the worker after a while, unless it ended before. */
  await(): void;
  /** Starts the worker, where there is none, and waits until it listens. */
  start(): Promise<void>;
  end(): void;
  /** The signal that it heard, which its message may still be to tell. */
  heard(): StopSignal | undefined;
}

/** So long work goes on before a worker listens for it. */
const patienceMilliseconds = 50;

/**
 * @param erase what removes the line of progress from the terminal.
 * @param on what becomes of a signal; and what changes where the worker begins to
 * listen, or dies: then this thread must, between pieces of its work.
 */
export function createAttendant(erase: string, on: {
  hear(signal: StopSignal): void;
  settle(isListening: boolean): void;
}): Attendant {
  /** The exit status of the signal that the worker heard; 0 for none. */
  const heard = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | undefined;
  /** How many times there was something to attend, while there is; else 0. */
  let span = 0;
  let spans = 0;

  function listening(own: Worker): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const settle = (isListening: boolean) => {
      resolve();
      // It may be over by then.
      if (own === worker) on.settle(isListening);
    };
    own.onmessage = ({ data }: MessageEvent<StopSignal | "ready">) =>
      data === "ready" ? settle(true) : on.hear(data);
    own.onerror = (event) => {
      event.preventDefault();
      settle(false);
    };
    return promise;
  }

  async function start(): Promise<void> {
    if (worker !== undefined) return;
    worker = startWorker(erase, heard);
    if (worker !== undefined) await listening(worker);
  }

  return {
    start,
    async await() {
      const own = span = ++spans;
      // The first timer of Deno takes 5 milliseconds to load.
      await Atomics.waitAsync(heard, 0, 0, patienceMilliseconds).value;
      if (own === span) await start();
    },
    end() {
      span = 0;
      worker?.terminate();
      worker = undefined;
    },
    heard: () => signalOf(Atomics.load(heard, 0)),
  };
}

/** A worker that hears the first signal for a thread that may be computing; the second ends the process as it ends any. Undefined where none can be started, or a worker hears no signals. */
function startWorker(
  erase: string,
  heard: Int32Array,
): Worker | undefined {
  if (!system.confines) return undefined;
  const words = JSON.stringify([
    stopSignals.map((signal) => [signal, stopStatus[signal]]),
    `${erase}${say("stopping after this step; Ctrl-C again stops at once")}\n`,
  ]);
  const source =
    `onmessage = ({ data }) => (${attendSignals})(data, ...${words})`;
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  try {
    const worker = new Worker(url, { type: "module" });
    worker.postMessage(heard);
    return worker;
  } catch {
    return undefined;
  }
}

/** What the worker runs; it may use nothing from outside. */
function attendSignals(
  heard: Int32Array,
  signals: readonly (readonly [name: Deno.Signal, status: number])[],
  note: string,
) {
  const { postMessage } = globalThis as unknown as {
    postMessage(message: string): void;
  };
  const listeners = signals.map(([name, status]) =>
    [name, () => hear(name, status)] as const
  );
  function hear(name: string, status: number) {
    for (const each of listeners) Deno.removeSignalListener(...each);
    Atomics.store(heard, 0, status);
    postMessage(name);
    setTimeout(() => {
      try {
        Deno.stderr.writeSync(new TextEncoder().encode(note));
      } catch {
        // There is nobody to read it.
      }
    }, 700);
  }
  for (const each of listeners) Deno.addSignalListener(...each);
  postMessage("ready");
}
