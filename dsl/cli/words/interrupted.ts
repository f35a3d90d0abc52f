import { say } from "../../../words/say.ts";
import { formatCount } from "../../../lib/base/words.ts";
import type { GradcheckReport } from "../../../lib/gradcheck/report.ts";
import type { StopSignal } from "../world/signals.ts";
import { Stopped } from "./stopped.ts";

/** Thrown where a signal stopped a gradient check. */
export class Interrupted extends Stopped {
  /** What was known by then, if anything was. */
  readonly report: GradcheckReport | undefined;

  /** Says how much was done. */
  constructor(
    signal: StopSignal,
    { done, total, report }: {
      readonly done: number;
      readonly total: number;
      readonly report?: GradcheckReport;
    },
  ) {
    // The report may know of numbers that came after the press.
    const seen = report === undefined
      ? done
      : report.totals.checked + report.totals.skipped;
    super(
      signal,
      done === 0 ? say("stopped before a number was compared") : say(
        "stopped after {done} of {total} numbers; there is no verdict on the rest",
        { done: formatCount(seen), total: formatCount(total) },
      ),
    );
    this.name = "Interrupted";
    this.report = report;
  }
}
