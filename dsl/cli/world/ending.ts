/**
 * The end of this process by a signal. Where there is nothing to put right before,
 * a signal ends it as it ends any program. Else what there is is put right first;
 * work that has something to keep is asked to end itself, and a second signal ends
 * it at once.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Io } from "./io.ts";
import { signalOf, type StopSignal, stopStatus } from "./signals.ts";

export interface ProcessEnding {
  /** Has a file removed, or a terminal restored, where a signal ends the process; until the returned function is called. */
  tidy(work: () => void): () => void;
  /**
   * Answers signals also while this thread computes, until the returned function is
   * called. That takes a worker, whose start takes longer than most work does: where
   * no piece of the work is long, it waits whether the work goes on.
   */
  attend(hasLongPieces?: boolean): Promise<() => void>;
  /** The signal that asked work to end, as soon as it came. */
  stopSignal(): StopSignal | undefined;
  /** Asks work to end itself, instead of ending it; until the returned function is called. */
  onStop: Io["onStop"];
}

/** So long work goes on before a worker listens for it. */
const patienceMilliseconds = 50;

/** On Windows a program hears of Ctrl-C alone. */
const signals: readonly StopSignal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/** @param erase what removes the line of progress from the terminal. */
export function processEnding(erase: string): ProcessEnding {
  const tidies = new Set<() => void>();
  const listeners = new Set<(signal: StopSignal) => void>();
  const own = signals.map((signal) => [signal, () => hear(signal)] as const);
  let isListening = false;
  let attending = 0;
  /** How many times there was something to attend. */
  let spans = 0;
  /** The exit status of the signal that the worker heard; 0 for none. */
  const heard = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | undefined;
  let isAttended = false;
  let isAsked = false;

  function hear(signal: StopSignal) {
    if (isAsked || listeners.size === 0) end(signal);
    isAsked = true;
    settle();
    for (const listener of listeners) listener(signal);
  }

  function end(signal: StopSignal): never {
    for (const work of [...tidies].toReversed()) {
      try {
        work();
      } catch {
        // The others are as much worth.
      }
    }
    write(`${erase}${say("stopped")}\n`);
    Deno.exit(stopStatus[signal]);
  }

  /** Listens where this thread must, and there alone: it hears nothing while it computes. */
  function settle() {
    const isNeeded = isAsked ||
      (!isAttended && (tidies.size > 0 || listeners.size > 0));
    if (isNeeded === isListening) return;
    isListening = isNeeded;
    for (const [signal, listener] of own) {
      if (isNeeded) Deno.addSignalListener(signal, listener);
      else Deno.removeSignalListener(signal, listener);
    }
  }

  function addTo<T>(set: Set<T>, item: T): () => void {
    set.add(item);
    settle();
    return () => {
      set.delete(item);
      settle();
    };
  }

  function stopSignal(): StopSignal | undefined {
    const signal = signalOf(Atomics.load(heard, 0));
    if (signal === undefined) return undefined;
    // Its message is still to come, and is no second signal.
    isAsked = true;
    settle();
    return signal;
  }

  /** Waits until a worker hears signals. Where it dies, this thread hears them, between pieces of its work. */
  function attended(attendant: Worker): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const change = (isOn: boolean) => {
      resolve();
      // It may be over by then.
      if (attendant !== worker) return;
      isAttended = isOn;
      settle();
    };
    attendant.onmessage = ({ data }: MessageEvent<StopSignal | "ready">) => {
      if (data === "ready") change(true);
      // It may have been heard by both, while this thread still listened.
      else if (!isAsked) hear(data);
    };
    attendant.onerror = (event) => {
      event.preventDefault();
      change(false);
    };
    return promise;
  }

  async function startAttending(): Promise<void> {
    if (worker !== undefined) return;
    worker = startAttendant(erase, heard);
    if (worker !== undefined) await attended(worker);
  }

  /** Waits as no timer of Deno does: the first of them takes 5 milliseconds to load. */
  async function attendLater() {
    const span = spans;
    await Atomics.waitAsync(heard, 0, 0, patienceMilliseconds).value;
    if (attending > 0 && span === spans) await startAttending();
  }

  async function attend(hasLongPieces = false): Promise<() => void> {
    if (attending++ === 0) {
      spans++;
      void attendLater();
    }
    if (hasLongPieces) await startAttending();
    return () => {
      if (--attending > 0) return;
      isAttended = false;
      settle();
      worker?.terminate();
      worker = undefined;
    };
  }

  return {
    stopSignal,
    tidy: (work) => addTo(tidies, work),
    attend,
    async onStop(listener, hasLongPieces) {
      const remove = addTo(listeners, listener);
      const release = await attend(hasLongPieces);
      return () => {
        remove();
        release();
      };
    },
  };
}

function write(text: string) {
  try {
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  } catch {
    // There is nobody to read it.
  }
}

/** A worker that hears the first signal for a thread that may be computing; the second ends the process as it ends any. Undefined where none can be started. */
function startAttendant(
  erase: string,
  heard: Int32Array,
): Worker | undefined {
  const words = JSON.stringify([
    signals.map((signal) => [signal, stopStatus[signal]]),
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
