/**
 * The check of functions that return promises. The checker runs in a worker, which
 * sleeps while the function, called here, is on its way.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import {
  type AsyncDifferentiatedFunction,
  openSession,
  type Session,
} from "./session.ts";
import { createEnding } from "./ending.ts";
import type { GradcheckOptions } from "../gradcheck/options.ts";
import type { GradcheckReport } from "../gradcheck/report.ts";

/** What {@linkcode gradcheckAsync} takes. */
export interface GradcheckAsyncOptions extends GradcheckOptions {
  /** Ends the check: its promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** How far a check has come. */
export interface GradcheckAsyncProgress {
  /** The function's name. */
  readonly name: string;
  /** How many numbers were compared so far. */
  readonly done: number;
  /** How many there are in all. */
  readonly total: number;
  /** The report of what was compared so far. */
  report(): Promise<GradcheckReport>;
}

/** {@linkcode gradcheckAsyncSteps} to the end. */
export async function gradcheckAsync<X extends Values = Float64Array>(
  subject: AsyncDifferentiatedFunction<X>,
  options: GradcheckAsyncOptions = {},
): Promise<GradcheckReport> {
  const steps = gradcheckAsyncSteps(subject, options);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return value;
  }
}

/** {@linkcode gradcheckAsync} in small pieces, to show progress or stop; leaving a `for await` ends the worker. */
export async function* gradcheckAsyncSteps<X extends Values = Float64Array>(
  subject: AsyncDifferentiatedFunction<X>,
  options: GradcheckAsyncOptions = {},
): AsyncGenerator<GradcheckAsyncProgress, GradcheckReport> {
  const { signal, ...own } = options;
  signal?.throwIfAborted();
  const ending = createEnding(signal);
  let session: Session | undefined;
  try {
    session = await openSession(subject, own, ending);
    const { name, total, partial } = session;
    for (let before = 0;;) {
      const report = await session.serve();
      if (report !== undefined && session.isOver()) return report;
      const done = session.done();
      if (done === before) continue;
      before = done;
      yield { name, done, total, report: partial };
    }
  } finally {
    session?.close();
    ending.close();
  }
}
