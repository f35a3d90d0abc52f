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

/** How work is stopped. */
export interface Stopping {
  /** What became of the work where a signal came. */
  readonly message?: string;
  /** See {@linkcode Io.onStop}. */
  readonly hasLongPieces?: boolean;
}

/**
 * Carries out work that a signal stops between two pieces of it, however small.
 *
 * @param work calls its parameter between pieces.
 * @throws {Stopped} where a signal came.
 */
export async function stoppable<T>(
  io: Io,
  work: (goOn: () => void) => Promise<T>,
  { message, hasLongPieces }: Stopping = {},
): Promise<T> {
  let stop: StopSignal | undefined;
  const release = await io.onStop((signal) => stop ??= signal, hasLongPieces);
  try {
    return await work(() => {
      stop ??= io.stopSignal();
      if (stop !== undefined) throw new Stopped(stop, message);
    });
  } finally {
    release();
  }
}
