/**
 * A gradient check that shows its progress and stops at a signal.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { gradcheckSteps } from "../../../../lib/gradcheck/gradcheck.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import { gradcheckParts } from "../../../../lib/gradcheck/parts.ts";
import type { GradcheckReport } from "../../../../lib/gradcheck/report.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { Interrupted } from "../../words/interrupted.ts";
import type { Io } from "../../world/io.ts";
import { progressLine } from "../../world/progress.ts";
import type { StopSignal } from "../../world/signals.ts";
import type { WorkerPool } from "./workers.ts";

/** How long to compute before signals and the progress line have their turn. */
const sliceMilliseconds = 50;

/** A report, and how many milliseconds each of its checks took. */
export interface TimedReport {
  readonly report: GradcheckReport;
  readonly times: ReadonlyMap<string, number>;
}

/**
 * Checks a network, with workers if there is a pool.
 *
 * @throws {NablaError} if an option is out of range.
 * @throws {Interrupted} if a signal stopped it.
 */
export async function checkNetwork(
  network: Network,
  options: GradcheckOptions,
  io: Io,
  pool?: WorkerPool,
): Promise<TimedReport> {
  const steps = pool === undefined
    ? gradcheckSteps(network, options)
    : gradcheckParts(network, options, (parts) => pool.compare(parts));
  const progress = progressLine(io);
  const watch = stopwatch(io);
  let sliceEnd = io.now() + sliceMilliseconds;
  let stop: StopSignal | undefined;
  let stopListening: (() => void) | undefined;
  try {
    for (let count = 1;; count++) {
      const next = steps.next();
      const { done, value } = next instanceof Promise ? await next : next;
      if (done) return { report: value, times: watch.end() };
      watch.in(value.name);
      // Reading the clock costs more than comparing a small network's number.
      if (pool === undefined && count % 16 !== 0) continue;
      if (io.now() < sliceEnd) continue;
      stopListening ??= await io.onStop((signal) => stop ??= signal, true);
      progress.show(
        say("checking {name}", { name: value.name }),
        value.done,
        value.total,
      );
      await io.pause();
      if (stop !== undefined) {
        throw new Interrupted(stop, { ...value, report: value.report() });
      }
      sliceEnd = io.now() + sliceMilliseconds;
    }
  } finally {
    progress.clear();
    stopListening?.();
  }
}

/** Measures how long each of several checks takes, one after the other. */
function stopwatch(io: Io) {
  const times = new Map<string, number>();
  let last = io.now();
  let current: string | undefined;
  const stop = () => {
    if (current === undefined) return;
    const now = io.now();
    times.set(current, (times.get(current) ?? 0) + now - last);
    last = now;
  };
  return {
    /** A number of a check was compared. */
    in(name: string): void {
      if (name === current) return;
      stop();
      current = name;
    },
    end(): ReadonlyMap<string, number> {
      stop();
      return times;
    },
  };
}
