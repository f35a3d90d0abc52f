import type { GradcheckProgress } from "../../../lib/gradcheck/progress.ts";
import type { GradcheckReport } from "../../../lib/gradcheck/report.ts";

/** Thrown where the user pressed Ctrl-C. */
export class Interrupted extends Error {
  /** What was known by then. */
  readonly report: GradcheckReport;

  /** Says how much was done. */
  constructor({ done, total, report }: GradcheckProgress) {
    super(
      `stopped after ${done} of ${total} numbers; there is no verdict on the rest`,
    );
    this.name = "Interrupted";
    this.report = report();
  }
}
