/**
 * What a report says beside its faults and doubts.
 *
 * @module
 */

import { list, plural } from "../../lib/base/words.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import { formatError, gradientName, some } from "./gradcheck_words.ts";

/** What else there is to say: waivers, numbers that were moved, the smallest visible fault. */
export function notesOf(report: GradcheckReport): string[] {
  const { checks, culprits, verdict } = report;
  const notes: string[] = [];
  for (const { name, waiver, behaviors } of checks) {
    if (waiver !== undefined) {
      notes.push(`waived for ${name}: its gradient, as ${waiver}`);
    }
    for (const each of behaviors) {
      if (each.verdict === "remark") {
        notes.push(`remark on ${name}: ${each.detail}`);
      }
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
  notes.push(...tooSmallNote(report), ...vanishedNote(report));
  if (verdict === "fail" && report.scheme !== "adaptive") {
    notes.push(
      "one fixed step errs by truncation and rounding, and may be what is wrong: adaptive steps tell",
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
  const largest = checks.flatMap(({ gradients }) => gradients)
    .filter(({ detectability, checked, kind }) =>
      checked > 0 && kind === undefined && Number.isFinite(detectability)
    )
    .reduce((most, { detectability }) => Math.max(most, detectability), 0);
  if (largest === 0) return [];
  const lines = [
    `a relative error of ${formatError(largest)} would have been detected`,
  ];
  const single = checks.filter(({ precision }) => precision === "float32")
    .map(({ name }) => name).join(", ");
  if (single !== "") {
    lines.push(`${single}: in float32 only`);
  }
  return lines;
}

/** The numbers that are too small to be seen, if any. */
function tooSmallNote({ checks }: GradcheckReport): string[] {
  const gradients = checks.flatMap(({ gradients }) => gradients);
  const count = gradients.reduce((n, { tooSmall = 0 }) => n + tooSmall, 0);
  if (count === 0) return [];
  const bound = Math.max(...gradients.map(({ bound = 0 }) => bound));
  return [
    `${plural(count, "number")} ${
      count === 1 ? "is" : "are"
    } too small to see: below ${formatError(bound)}, ${
      count === 1 ? "its" : "their"
    } rounding`,
  ];
}

/** The gradients that are 0 in every number: right, but nothing is learned from them. */
function vanishedNote({ checks }: GradcheckReport): string[] {
  const groups = checks.flatMap(({ scope, name, gradients }) => {
    const paths = gradients.filter(({ vanishes }) => vanishes === true)
      .map(gradientName);
    const of = scope === "network" ? "the network" : name;
    return paths.length === 0 ? [] : [`${list(some(paths), "and")} of ${of}`];
  });
  return groups.length === 0 ? [] : [
    `every number is 0 in these gradients, so nothing is learned from them here: ${
      some(groups).join("; ")
    }`,
  ];
}
