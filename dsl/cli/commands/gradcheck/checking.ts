/**
 * A gradient check that shows its progress and stops at Ctrl-C.
 *
 * @module
 */

import { gradcheckSteps } from "../../../../lib/gradcheck/gradcheck.ts";
import type { GradcheckOptions } from "../../../../lib/gradcheck/options.ts";
import { gradcheckParts } from "../../../../lib/gradcheck/parts.ts";
import type { GradcheckReport } from "../../../../lib/gradcheck/report.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { Interrupted } from "../../words/interrupted.ts";
import type { Io } from "../../world/io.ts";
import { progressLine } from "../../world/progress.ts";
import type { WorkerPool } from "./workers.ts";

/** How long to compute before signals and the progress line have their turn. */
const sliceMilliseconds = 50;

/**
 * Checks a network, with workers if there is a pool.
 *
 * @throws {NablaError} if an option is out of range.
 * @throws {Interrupted} if the user pressed Ctrl-C.
 */
export async function checkNetwork(
  network: Network,
  options: GradcheckOptions,
  io: Io,
  pool?: WorkerPool,
): Promise<GradcheckReport> {
  const steps = pool === undefined
    ? gradcheckSteps(network, options)
    : gradcheckParts(network, options, (parts) => pool.compare(parts));
  const progress = progressLine(io);
  let sliceEnd = io.now() + sliceMilliseconds;
  let stopped = false;
  let stopListening: (() => void) | undefined;
  try {
    for (let count = 1;; count++) {
      const next = steps.next();
      const { done, value } = next instanceof Promise ? await next : next;
      if (done) return value;
      // Reading the clock costs more than comparing a small network's number.
      if (pool === undefined && count % 16 !== 0) continue;
      if (io.now() < sliceEnd) continue;
      stopListening ??= io.onInterrupt(() => stopped = true);
      progress.show(`checking ${value.name}`, value.done, value.total);
      await io.pause();
      if (stopped) throw new Interrupted({ ...value, report: value.report() });
      sliceEnd = io.now() + sliceMilliseconds;
    }
  } finally {
    progress.clear();
    stopListening?.();
  }
}
