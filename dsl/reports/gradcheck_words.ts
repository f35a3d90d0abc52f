/**
 * The words in which every form of a gradient check's report speaks.
 *
 * @module
 */

import { formatCount, plural } from "../../lib/base/words.ts";
import type {
  GradientCheck,
  Verdict,
} from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check, GradcheckReport } from "../../lib/gradcheck/report.ts";

/** What is known of the text that a network came from. */
export interface ReportSource {
  /** Where each step stands in its text: `net.nn:1:12`. */
  readonly places?: ReadonlyMap<string, string>;
  /** How the check is called again, before `--only`: `nabla gradcheck net.nn --seed 7`. */
  readonly command?: string;
}

/** What follows from a report, in one line, and what there is to say of it. */
export interface Findings {
  /** `PASS`, `FAIL`, `INCONCLUSIVE`, `STOPPED`. */
  readonly word: string;
  /** What follows. */
  readonly summary: string;
  /** Each fault or doubt, worst first: a title and what explains it. */
  readonly items: readonly Finding[];
  /** What else one should know. */
  readonly notes: readonly string[];
  /** The command that shows the fault again. */
  readonly reproduce?: string;
}

/** One fault or doubt. */
export interface Finding {
  /** What is wrong where. */
  readonly title: string;
  /** The mistake, the worst number, and the like. */
  readonly lines: readonly string[];
}

/** Reads a report. */
export function findingsOf(
  report: GradcheckReport,
  source: ReportSource = {},
): Findings {
  const { verdict, totals, checks, culprits, partial } = report;
  const gradients = checks.flatMap((check) => check.gradients);
  const numbers = formatCount(totals.checked);
  const items = causesOf(report).flatMap((check) => itemsOf(check, source));
  const doubts = checks.flatMap((check) => doubtsOf(check));
  const word = partial === true && verdict !== "fail"
    ? "STOPPED"
    : verdict.toUpperCase();
  const summary = partial === true
    ? `a partial check: ${numbers} of ${
      plural(totals.entries, "number")
    } were compared so far`
    : verdict === "pass"
    ? `all ${numbers} numbers of ${plural(gradients.length, "gradient")} agree`
    : verdict === "inconclusive"
    ? `${formatCount(totals.skipped)} of ${
      plural(totals.entries, "number")
    } could not be compared; all others agree`
    : culprits.length === 0 && checks.length > 1
    ? "every step is right alone, so the fault is in how they are joined"
    : culprits.length === 0
    ? `the gradient of ${checks[0].name} is wrong`
    : `the fault is in ${
      culprits.map((name) => `\`${name}\``).join(", ")
    }, which ${culprits.length === 1 ? "is" : "are"} wrong alone`;
  const only = culprits.length > 0 ? ` --only ${culprits[0]}` : "";
  return {
    word,
    summary,
    items: [...items, ...doubts],
    notes: notesOf(report),
    ...(source.command === undefined || verdict !== "fail"
      ? {}
      : { reproduce: source.command + only }),
  };
}

/** The checks that tell of the fault: steps that fail alone, else the network. */
function causesOf({ checks, culprits }: GradcheckReport): readonly Check[] {
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  const own = failed.filter(({ scope }) =>
    scope !== "network" || culprits.length === 0
  );
  return own.toSorted((a, b) => worstOf(b) - worstOf(a));
}

/** The largest error of a check; that of behaviour counts as large. */
export function worstOf({ gradients, behaviors }: Check): number {
  const errors = gradients.map(({ worst }) => worst?.error ?? 0);
  const isBad = behaviors.some(({ verdict }) => verdict === "fail");
  return Math.max(0, ...errors, isBad ? 1e3 : 0);
}

function itemsOf(check: Check, { places }: ReportSource): Finding[] {
  const place = places?.get(check.name);
  const where = place === undefined ? check.name : `${check.name} (${place})`;
  const wrong = check.gradients.filter(({ wrong, unfollowed = 0 }) =>
    wrong + unfollowed > 0
  ).toSorted((a, b) => (b.worst?.error ?? 0) - (a.worst?.error ?? 0));
  return [
    ...wrong.map((gradient) => ({
      title: `${where}: the gradient of ${nameOf(gradient)} is wrong in ${
        countWrong(gradient)
      }`,
      lines: explain(gradient),
    })),
    ...check.behaviors.filter(({ verdict }) => verdict === "fail").map((
      { name, detail = "" },
    ) => ({
      title: `${where}: ${detail}`,
      lines: [`asked: ${questions[name]}`],
    })),
  ];
}

/** What a gradient check is of. */
export function nameOf({ path, kind }: GradientCheck): string {
  return kind === undefined ? path : `${path}, ${kind}`;
}

function countWrong(
  { wrong, checked, unfollowed = 0, found }: GradientCheck,
): string {
  if (found !== undefined && unfollowed === 0) {
    return `${formatCount(wrong)} of ${plural(checked, "number")}`;
  }
  return unfollowed === 0
    ? `${formatCount(wrong)} of ${plural(checked, "number")}`
    : `at least ${formatCount(wrong)} of ${plural(checked, "number")}; ${
      formatCount(unfollowed)
    } more lie in blocks that are wrong as a whole`;
}

/** The mistake or the pattern, then the worst numbers. */
function explain(
  { path, mistake, pattern, worst, found = [] }: GradientCheck,
): string[] {
  const lines: string[] = [];
  if (mistake !== undefined) lines.push(`likely mistake: ${mistake}`);
  else if (pattern !== undefined) lines.push(`pattern: ${pattern}`);
  const shown = found.length > 0 ? found.slice(0, 10) : [worst];
  for (const each of shown) {
    if (each === undefined) continue;
    const { index, analytic, numeric, error } = each;
    lines.push(
      `${each === worst ? "worst at " : ""}${path}[${index.join()}]: analytic ${
        formatDerivative(analytic)
      }, numeric ${formatDerivative(numeric)}, ${
        formatError(error)
      } times the tolerance`,
    );
  }
  if (found.length > shown.length) {
    lines.push(`and ${plural(found.length - shown.length, "number")} more`);
  }
  return lines;
}

function doubtsOf({ name, gradients }: Check): Finding[] {
  return gradients.filter(({ skipped }) => skipped > 0).map((gradient) => ({
    title: `${name}: ${formatCount(gradient.skipped)} of ${
      plural(gradient.entries, "number")
    } of ${nameOf(gradient)} not compared: ${gradient.reason}`,
    lines: [],
  }));
}

function notesOf(report: GradcheckReport): string[] {
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
    if (
      right.length > 0 && right.length + culprits.length === stepsOf(checks)
    ) {
      notes.push("all other steps are right");
    }
  }
  return notes;
}

function stepsOf(checks: readonly Check[]): number {
  return checks.filter(({ scope }) => scope === "step").length;
}

/** The smallest fault that every number would have shown. */
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
  const single = checks.filter(({ precision }) => precision === "float32");
  if (single.length > 0) {
    lines.push(
      `${
        single.map(({ name }) => name).join(", ")
      }: in float32 alone; faults below 1% of the largest gradient may be invisible`,
    );
  }
  return lines;
}

/** What is asked of a layer besides right numbers. */
export const questions: Readonly<
  Record<Check["behaviors"][number]["name"], string>
> = {
  finite: "are gradients finite where outputs are?",
  written: "do both ways overwrite all that they compute?",
  deterministic: "do two runs give the same, to the bit?",
  pure: "are inputs, parameters and the gradient from above left alone?",
  linear: "is backward linear in the gradient from above?",
  fresh: "is nothing of an earlier input left?",
  "by example": "are examples independent of each other?",
  "any batch": "does it run with a batch of 1 and of 3?",
  mode: "are outputs the same in training and in use?",
  depends: "does some output depend on each parameter?",
  shortcut: "does its shortcut compute what forward does?",
};

/** How its numbers were compared, for the end of a report. */
export function basisOf(report: GradcheckReport): string[] {
  const { seed, batch, evaluations, step, precision, scheme } = report;
  const { forward, partial, backward } = evaluations;
  const shortcuts = partial === 0 ? "" : `, ${plural(partial, "shortcut")}`;
  const lines = [
    `seed ${seed}, batch ${batch}, ${precision}, ${
      scheme === "adaptive" ? "adaptive steps" : `${scheme} differences`
    }${step === undefined ? "" : `, step ${step}`}`,
    `numeric side: ${
      plural(forward, "forward pass", "es")
    }${shortcuts}; analytic side: ${plural(backward, "backward pass", "es")}`,
    toleranceOf(report),
  ];
  const behaviors = report.checks.flatMap((check) => check.behaviors);
  const passed = behaviors.filter(({ verdict }) => verdict === "pass").length;
  if (behaviors.length > 0) {
    lines.push(
      `behaviour: ${passed} of ${plural(behaviors.length, "question")} passed`,
    );
  }
  for (const { name, mode, gradients } of report.checks) {
    if (mode === "exhaustive") continue;
    const sum = (of: (gradient: GradientCheck) => number) =>
      formatCount(gradients.reduce((n, each) => n + of(each), 0));
    lines.push(
      mode === "search"
        ? `${name}: ${sum(({ entries }) => entries)} numbers compared in blocks`
        : `${name}: a sample of ${sum(({ checked }) => checked)} of ${
          sum(({ entries }) => entries)
        } numbers`,
    );
  }
  const others = new Map<string, string>();
  for (const { notDifferentiated } of report.checks) {
    for (const { path, entries, reason } of notDifferentiated) {
      const numbers = entries === 0 ? "" : ` (${plural(entries, "number")})`;
      if (!others.has(path)) {
        others.set(path, `not checked: ${path}${numbers}, ${reason}`);
      }
    }
  }
  return [...lines, ...others.values()];
}

function toleranceOf(report: GradcheckReport): string {
  const { scheme, relativeTolerance, absoluteTolerance } = report;
  const relative = `${formatTolerance(relativeTolerance)} of the larger`;
  const absolute = absoluteTolerance === undefined
    ? ""
    : ` + ${formatTolerance(absoluteTolerance)}`;
  if (scheme === "adaptive") {
    return `tolerance: ${relative} + 10 × measured error and rounding${absolute}`;
  }
  const share = scheme === "forward" ? "1e-5" : "1e-9";
  return `tolerance: ${relative}${absolute || ` + ${share} of the largest`}`;
}

/** Eight digits, enough to see where two numbers part. */
export function formatDerivative(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e6
    ? value.toPrecision(8)
    : value.toExponential(6);
}

/** `1e-6` rather than `0.000001`. */
function formatTolerance(tolerance: number): string {
  const short = tolerance.toExponential();
  return short.length < String(tolerance).length ? short : String(tolerance);
}

/** Two digits: what counts is which side of 1 it is on. */
export function formatError(error: number): string {
  if (error === 0 || !Number.isFinite(error)) return String(error);
  return error >= 1e-3 && error < 1e4
    ? String(Number(error.toPrecision(2)))
    : error.toExponential(0);
}

/** A verdict as it stands before a row. */
export const verdictMarks: Readonly<Record<Verdict, string>> = {
  pass: "ok",
  fail: "FAIL",
  inconclusive: "?",
};
