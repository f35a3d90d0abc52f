import { formatShape } from "../../lib/base/shape.ts";
import { formatCount, list, plural } from "../../lib/base/words.ts";
import type { GradientCheck } from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check, GradcheckReport } from "../../lib/gradcheck/report.ts";
import { doubtsOf, firstOf, reasonsOf, waysOut } from "./gradcheck_doubts.ts";
import { notesOf } from "./gradcheck_notes.ts";
import {
  formatError,
  formatGradient,
  numberPlace,
  questions,
  type ReportSource,
  worstOf,
  wrongName,
} from "./gradcheck_words.ts";

/** The verdict of a report, with what explains it. */
interface Findings {
  readonly word: string;
  readonly summary: string;
  /** Each fault or doubt, worst first. */
  readonly items: readonly Finding[];
  readonly notes: readonly string[];
  /** Where nothing differs but something cannot be told: what that means, and where to look. */
  readonly waysOut: readonly string[];
  /** The command that shows the fault again. */
  readonly reproduce?: string | undefined;
}

/** A fault or doubt, with lines that explain it. */
interface Finding {
  readonly title: string;
  readonly lines: readonly string[];
}

export function findingsOf(
  report: GradcheckReport,
  source: ReportSource = {},
): Findings {
  const { verdict, checks, culprits, partial } = report;
  const items = causesOf(report).flatMap((check) => itemsOf(check, source));
  const doubts = checks.flatMap(doubtsOf);
  const steps = culprits.filter((name) =>
    checks.some((check) => check.name === name && check.scope === "step")
  );
  const only = steps.length > 0 ? ` --only ${steps[0]}` : "";
  const { command } = source;
  return {
    word: partial === true && verdict !== "fail"
      ? "STOPPED"
      : verdict.toUpperCase(),
    summary: summaryOf(report),
    items: [...assumption(report), ...items, ...doubts],
    notes: notesOf(report),
    waysOut: waysOut(report, source),
    reproduce: command === undefined || verdict !== "fail"
      ? undefined
      : command + only,
  };
}

/** What an accusation rests on, where nobody said what the layer takes. */
function assumption({ verdict, checks, assumed }: GradcheckReport): Finding[] {
  if (verdict !== "fail" || assumed === undefined) return [];
  const shapes = list(assumed.map(formatShape), "and");
  return [{
    title: `tried on an input of ${shapes}, as ${
      checks[0].name
    } has no examples`,
    lines: [
      "if it takes other shapes, give one, as in inputs: [[2, 4]], or examples: [{ arguments: [], inputs: [[2, 4]] }] to defineLayer",
    ],
  }];
}

function summaryOf(
  { verdict, totals, checks, culprits, partial }: GradcheckReport,
): string {
  const all = plural(totals.entries, "number");
  const numbers = formatCount(totals.checked);
  if (partial === true) {
    return `a partial check: ${numbers} of ${all} were compared so far`;
  }
  const tooSmall = checks.flatMap(({ gradients }) => gradients)
    .reduce((n, { tooSmall = 0 }) => n + tooSmall, 0);
  if (verdict === "pass") {
    const count = checks.flatMap(({ gradients }) => gradients).length;
    const gradients = plural(count, "gradient");
    if (totals.checked === 1 && tooSmall === 0) {
      return `the 1 number of ${gradients} agrees`;
    }
    const agreeing = tooSmall === 0
      ? `all ${numbers}`
      : `${formatCount(totals.checked - tooSmall)} of ${numbers}`;
    return `${agreeing} numbers of ${gradients} agree`;
  }
  if (verdict === "inconclusive") {
    const others = totals.checked > tooSmall ? "; all others agree" : "";
    if (totals.skipped === 0) {
      return `${formatCount(tooSmall)} of ${all} cannot be seen${others}`;
    }
    const unseen = tooSmall === 0
      ? ""
      : `, and ${formatCount(tooSmall)} cannot be seen`;
    return `${
      formatCount(totals.skipped)
    } of ${all} could not be compared${unseen}${others}`;
  }
  if (culprits.length > 0) {
    const names = list(culprits.map((name) => `\`${name}\``), "and");
    if (checks.length === 1) return `the fault is in ${names}`;
    return `the fault is in ${names}: ${
      culprits.length === 1 ? "it fails" : "they fail"
    } when checked by ${culprits.length === 1 ? "itself" : "themselves"}`;
  }
  return checks.length > 1
    ? "every step passes when checked by itself, so the fault is in how they are joined"
    : `the gradient of ${checks[0].name} is wrong`;
}

/** The checks that explain the fault: steps that fail alone, otherwise the network. */
function causesOf({ checks, culprits }: GradcheckReport): readonly Check[] {
  const failed = checks.filter(({ verdict }) => verdict === "fail");
  const own = failed.filter(({ scope }) =>
    scope !== "network" || culprits.length === 0
  );
  return own.toSorted((a, b) => worstOf(b) - worstOf(a));
}

function itemsOf(check: Check, { places }: ReportSource): Finding[] {
  const place = places?.get(check.name);
  const where = place === undefined ? check.name : `${check.name} (${place})`;
  const wrong = check.gradients.filter(({ wrong, unfollowed = 0 }) =>
    wrong + unfollowed > 0
  ).toSorted((a, b) => (b.worst?.error ?? 0) - (a.worst?.error ?? 0));
  return [
    ...wrong.map((gradient) => ({
      title: `${where}: ${wrongWords(gradient)}`,
      lines: [...beside(gradient, check), ...explain(gradient)],
    })),
    ...check.behaviors.filter(({ verdict }) => verdict === "fail").map((
      { name, detail = "" },
    ) => ({
      title: `${where}: ${detail}`,
      lines: [`asked: ${questions[name]}`],
    })),
  ];
}

/** How many numbers of a gradient are wrong, as a sentence. */
export function wrongWords(gradient: GradientCheck): string {
  return `${wrongName(gradient)} is wrong in ${countWrong(gradient)}`;
}

function countWrong({ wrong, checked, unfollowed = 0 }: GradientCheck): string {
  const share = `${formatCount(wrong)} of ${plural(checked, "number")}`;
  return unfollowed === 0
    ? share
    : `at least ${share}; ${
      formatCount(unfollowed)
    } more lie in blocks that are wrong as a whole`;
}

/** Where a gradient itself is right, and its change is not. */
function beside({ path, kind }: GradientCheck, { gradients }: Check): string[] {
  const changes: readonly GradientCheck["kind"][] = [
    "order 2, symmetry",
    "order 2, forward",
  ];
  const isRight = gradients.some((each) =>
    each.path === path && each.kind === undefined && each.verdict === "pass"
  );
  return isRight && changes.includes(kind)
    ? [
      `the gradient of ${path} is right at this place, but does not change around it as it should`,
    ]
    : [];
}

/** The mistake or the pattern, then the worst numbers. */
function explain(gradient: GradientCheck): string[] {
  const { mistake, pattern, worst, found = [] } = gradient;
  const lines: string[] = [];
  if (mistake !== undefined) lines.push(`likely mistake: ${mistake}`);
  else if (pattern !== undefined) lines.push(`pattern: ${pattern}`);
  const shown = found.length > 0 ? found.slice(0, 10) : [worst];
  for (const each of shown) {
    if (each === undefined) continue;
    const { index, analytic, numeric, error } = each;
    lines.push(
      `${each === worst ? "worst at " : ""}${
        numberPlace(gradient, index)
      }: analytic ${formatGradient(analytic)}, numeric ${
        formatGradient(numeric)
      }, ${formatError(error)} times the tolerance`,
    );
  }
  if (found.length > shown.length) {
    lines.push(`and ${plural(found.length - shown.length, "number")} more`);
  }
  return lines;
}

/** What there is to say of a gradient beside its pictures. */
export function factsOf(gradient: GradientCheck): readonly string[] {
  const { verdict, checked, wrong, worst, mistake, pattern, reason } = gradient;
  const { skipped, tooSmall = 0, bound = 0 } = gradient;
  const reasons = reasonsOf(gradient);
  return [
    `${formatCount(checked)} compared, ${formatCount(wrong)} wrong`,
    worst &&
    `worst ${numberPlace(gradient, worst.index)}: analytic ${
      formatGradient(worst.analytic)
    }, numeric ${formatGradient(worst.numeric)}, error ${
      formatError(worst.error)
    }`,
    // Named where numbers are wrong, not where they cannot be told.
    verdict === "fail" && mistake ? `likely mistake: ${mistake}` : undefined,
    verdict === "fail" && pattern ? `pattern: ${pattern}` : undefined,
    ...reasons.length > 1 ? reasons.map((each) => `not compared: ${each}`) : [
      reason &&
      `${formatCount(skipped)} not compared${firstOf(gradient)}: ${reason}`,
    ],
    tooSmall > 0
      ? `${formatCount(tooSmall)} too small to see: below ${formatError(bound)}`
      : undefined,
    gradient.vanishes && "every number is 0",
  ].filter((fact) => fact !== undefined);
}
