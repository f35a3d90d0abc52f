/**
 * The end of this process by a signal. Where there is nothing to put right before,
 * a signal ends it as it ends any program. Else what there is is put right first;
 * work that has something to keep is asked to end itself, and a second signal ends
 * it at once.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { createAttendant, stopSignals } from "./attendant.ts";
import type { Io } from "./io.ts";
import { type StopSignal, stopStatus } from "./signals.ts";
import { system } from "./system/system.ts";

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

/** @param erase what removes the line of progress from the terminal. */
export function processEnding(erase: string): ProcessEnding {
  const tidies = new Set<() => void>();
  const listeners = new Set<(signal: StopSignal) => void>();
  const own = stopSignals.map((signal) =>
    [signal, () => hearHere(signal)] as const
  );
  let isListening = false;
  let attending = 0;
  let isAttended = false;
  let isAsked = false;
  /** Whether this thread listened as well when the worker heard a signal, and is still to hear it. */
  let isEchoed = false;
  const attendant = createAttendant(erase, {
    hear(signal) {
      if (isAsked) return;
      isEchoed = isListening;
      hear(signal);
    },
    settle(isListening) {
      isAttended = isListening;
      settle();
    },
  });

  function hearHere(signal: StopSignal) {
    if (isEchoed) isEchoed = false;
    else hear(signal);
  }

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
    system.exit(stopStatus[signal]);
  }

  /** Listens where this thread must, and there alone: it hears nothing while it computes. */
  function settle() {
    const isNeeded = isAsked ||
      (!isAttended && (tidies.size > 0 || listeners.size > 0));
    if (isNeeded === isListening) return;
    isListening = isNeeded;
    for (const [signal, listener] of own) {
      if (isNeeded) system.addSignalListener(signal, listener);
      else system.removeSignalListener(signal, listener);
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
    const signal = attendant.heard();
    if (signal !== undefined && !isAsked) {
      // Its message is still to come, and is no second signal.
      isEchoed = isListening;
      isAsked = true;
      settle();
    }
    return signal;
  }

  async function attend(hasLongPieces = false): Promise<() => void> {
    if (attending++ === 0) attendant.await();
    if (hasLongPieces) await attendant.start();
    return () => {
      if (--attending > 0) return;
      attendant.end();
      isAttended = false;
      settle();
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
    system.stderr.writeSync(new TextEncoder().encode(text));
  } catch {
    // There is nobody to read it.
  }
}
