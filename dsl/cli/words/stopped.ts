import { say } from "../../../words/say.ts";
import type { Io } from "../world/io.ts";
import { type StopSignal, stopStatus } from "../world/signals.ts";

/** Thrown where a signal asked the program to end. */
export class Stopped extends Error {
  /** The exit status. */
  readonly status: number;

  /** @param message what became of the work. */
  constructor(readonly signal: StopSignal, message = say("stopped")) {
    super(message);
    this.name = "Stopped";
    this.status = stopStatus[signal];
  }
}

/**
 * Carries out work that a signal stops between two pieces of it, however small.
 *
 * @param work calls its parameter between pieces.
 * @param message what became of it where a signal came.
 * @throws {Stopped} where a signal came.
 */
export async function stoppable<T>(
  io: Io,
  work: (goOn: () => void) => Promise<T>,
  message?: string,
): Promise<T> {
  let stop: StopSignal | undefined;
  const release = await io.onStop((signal) => stop ??= signal);
  try {
    return await work(() => {
      stop ??= io.stopSignal();
      if (stop !== undefined) throw new Stopped(stop, message);
    });
  } finally {
    release();
  }
}
