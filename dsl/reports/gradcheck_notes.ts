import { plural } from "../../lib/base/words.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import { formatError } from "./gradcheck_words.ts";

/** Other notes on a check: waivers, numbers that were moved, the smallest visible fault. */
export function notesOf(report: GradcheckReport): string[] {
  const { checks, culprits, verdict } = report;
  const notes: string[] = [];
  for (const { name, waiver, behaviors } of checks) {
    if (waiver !== undefined) {
      notes.push(`waived for ${name}: its gradient, as ${waiver}`);
    }
    for (const each of behaviors) {
      if (each.verdict !== "waived") continue;
      notes.push(`waived for ${name}: "${each.name}", as ${each.reason}`);
    }
  }
  const moved = checks.flatMap(({ gradients }) => gradients)
    .reduce((n, gradient) => n + (gradient.moved ?? 0), 0);
  if (moved > 0) {
    notes.push(
      `${plural(moved, "number")} at a kink or in noise ${
        moved === 1 ? "was" : "were"
      } compared beside it`,
    );
  }
  if (verdict !== "fail") notes.push(...visibleFault(report));
  else if (culprits.length > 0 && checks.length > 2) {
    const right = checks.filter(({ scope, verdict }) =>
      scope === "step" && verdict === "pass"
    );
    const steps = checks.filter(({ scope }) => scope === "step").length;
    if (right.length > 0 && right.length + culprits.length === steps) {
      notes.push("all other steps are right");
    }
  }
  return notes;
}

/** The smallest fault that would show in every number. */
function visibleFault({ checks }: GradcheckReport): string[] {
  const faults = checks.flatMap(({ gradients }) =>
    gradients.flatMap(({ detectability, checked, kind }) =>
      checked > 0 && kind === undefined && Number.isFinite(detectability)
        ? detectability
        : []
    )
  );
  if (faults.length === 0) return [];
  const largest = Math.max(...faults);
  if (largest === 0) return [];
  const lines = [
    `a number off by ${formatError(largest)} of itself would have been seen`,
  ];
  const single = checks.filter(({ precision }) => precision === "float32")
    .map(({ name }) => name).join(", ");
  if (single !== "") {
    lines.push(
      `${single}: in float32 only; faults below 1% of the largest gradient may be invisible`,
    );
  }
  return lines;
}
