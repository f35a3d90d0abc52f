/**
 * A gradient check that shows how far it has come and stops at Ctrl-C.
 *
 * @module
 */

import { type GradcheckOptions, gradcheckSteps } from "../../lib/gradcheck.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { Network } from "../../lib/network.ts";
import { UsageError } from "./command.ts";
import type { Io } from "./io.ts";
import { progressLine } from "./progress.ts";

/** How long to compute before signals and the progress line have their turn. */
const sliceMilliseconds = 50;

/**
 * Checks a network.
 *
 * @throws {UsageError} if an option is out of range.
 * @throws {Interrupted} if the user pressed Ctrl-C.
 */
export async function checkNetwork(
  network: Network,
  options: GradcheckOptions,
  io: Io,
): Promise<GradcheckReport> {
  const steps = gradcheckSteps(network, options);
  const progress = progressLine(io);
  let sliceEnd = io.now() + sliceMilliseconds;
  let stopped = false;
  let stopListening: (() => void) | undefined;
  try {
    for (let count = 1;; count++) {
      const { done, value } = steps.next();
      if (done) return value;
      // Reading the clock costs more than comparing a small network's number.
      if (count % 16 !== 0 || io.now() < sliceEnd) continue;
      stopListening ??= io.onInterrupt(() => stopped = true);
      progress.show(`checking ${value.name}`, value.done, value.total);
      await io.pause();
      if (stopped) throw new Interrupted(value.done, value.total);
      sliceEnd = io.now() + sliceMilliseconds;
    }
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  } finally {
    progress.clear();
    stopListening?.();
  }
}

/** Thrown where the user pressed Ctrl-C. */
export class Interrupted extends Error {
  /** Says how far the work had come. */
  constructor(done: number, total: number) {
    super(
      `stopped after ${done} of ${total} numbers; there is no verdict on the rest`,
    );
    this.name = "Interrupted";
  }
}
