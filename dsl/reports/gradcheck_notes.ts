/**
 * What a report says beside its faults and doubts.
 *
 * @module
 */

import { say, translated } from "../../words/say.ts";
import { clauses, list, plural, series } from "../../lib/base/words.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import {
  behaviorName,
  formatError,
  gradientName,
  some,
} from "./gradcheck_words.ts";

/** What else there is to say: waivers, numbers that were moved, the smallest visible fault. */
export function notesOf(report: GradcheckReport): string[] {
  const { checks, culprits, verdict } = report;
  const notes: string[] = [];
  for (const { name, waiver, behaviors } of checks) {
    if (waiver !== undefined) {
      notes.push(
        say("waived for {name}: its gradient, as {reason}", {
          name,
          reason: translated(waiver),
        }),
      );
    }
    for (const each of behaviors) {
      if (each.verdict === "remark") {
        notes.push(
          say("remark on {name}: {remark}", {
            name,
            remark: each.detail ?? "",
          }),
        );
      }
      if (each.verdict !== "waived") continue;
      notes.push(
        say('waived for {name}: "{question}", as {reason}', {
          name,
          question: behaviorName(each),
          reason: translated(each.reason ?? ""),
        }),
      );
    }
  }
  const moved = checks.flatMap(({ gradients }) => gradients)
    .reduce((n, gradient) => n + (gradient.moved ?? 0), 0);
  if (moved > 0) {
    const numbers = plural(moved, "number");
    notes.push(
      moved === 1
        ? say("{numbers} at a kink or in noise was compared beside it", {
          numbers,
        })
        : say("{numbers} at a kink or in noise were compared beside it", {
          numbers,
        }),
    );
  }
  notes.push(...tooSmallNote(report), ...vanishedNote(report));
  if (verdict === "fail" && report.scheme !== "adaptive") {
    notes.push(
      say(
        "one fixed step errs by truncation and rounding, and may be what is wrong: adaptive steps tell",
      ),
    );
  }
  if (verdict !== "fail") notes.push(...visibleFault(report));
  else if (culprits.length > 0 && checks.length > 2) {
    const right = checks.filter(({ scope, verdict }) =>
      scope === "step" && verdict === "pass"
    );
    const steps = checks.filter(({ scope }) => scope === "step").length;
    if (right.length > 0 && right.length + culprits.length === steps) {
      notes.push(say("all other steps are right"));
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
    say("a relative error of {error} would have been detected", {
      error: formatError(largest),
    }),
  ];
  const single = checks.filter(({ precision }) => precision === "float32")
    .map(({ name }) => name);
  if (single.length > 0) {
    lines.push(say("{names}: in float32 only", { names: series(single) }));
  }
  return lines;
}

/** The numbers that are too small to be seen, if any. */
function tooSmallNote({ checks }: GradcheckReport): string[] {
  const gradients = checks.flatMap(({ gradients }) => gradients);
  const count = gradients.reduce((n, { tooSmall = 0 }) => n + tooSmall, 0);
  if (count === 0) return [];
  const bound = Math.max(...gradients.map(({ bound = 0 }) => bound));
  const facts = {
    numbers: plural(count, "number"),
    bound: formatError(bound),
  };
  return [
    count === 1
      ? say("{numbers} is too small to see: below {bound}, its rounding", facts)
      : say(
        "{numbers} are too small to see: below {bound}, their rounding",
        facts,
      ),
  ];
}

/** The gradients that are 0 in every number: right, but nothing is learned from them. */
function vanishedNote({ checks }: GradcheckReport): string[] {
  const groups = checks.flatMap(({ scope, name, gradients }) => {
    const paths = gradients.filter(({ vanishes }) => vanishes === true)
      .map(gradientName);
    if (paths.length === 0) return [];
    return [
      say("{gradients} of {of}", {
        gradients: list(some(paths), "and"),
        of: scope === "network" ? say("the network") : name,
      }),
    ];
  });
  return groups.length === 0 ? [] : [
    say(
      "every number is 0 in these gradients, so nothing is learned from them here: {gradients}",
      { gradients: clauses(some(groups)) },
    ),
  ];
}
