import { say } from "../../words/say.ts";
import { formatShape } from "../../lib/base/shape.ts";
import { clauses, formatCount, list, plural } from "../../lib/base/words.ts";
import type { GradientCheck } from "../../lib/gradcheck/comparison/comparison.ts";
import type { Check, GradcheckReport } from "../../lib/gradcheck/report.ts";
import { doubtsOf, reasonsOf, waysOut, withPlace } from "./gradcheck_doubts.ts";
import { notesOf } from "./gradcheck_notes.ts";
import {
  checkName,
  formatError,
  formatGradient,
  numberPlace,
  questions,
  type ReportSource,
  verdictWord,
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
      ? say("STOPPED")
      : verdictWord(verdict),
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
    title: say("tried on an input of {shapes}, as {layer} has no examples", {
      shapes,
      layer: checks[0].name,
    }),
    lines: [
      say(
        "if it takes other shapes, give one, as in {inputs}, or {examples} to defineLayer",
        {
          inputs: "inputs: [[2, 4]]",
          examples: "examples: [{ arguments: [], inputs: [[2, 4]] }]",
        },
      ),
    ],
  }];
}

function summaryOf(report: GradcheckReport): string {
  const { verdict, totals, checks, culprits, partial } = report;
  if (partial === true) {
    return say("a partial check: {count} of {numbers} were compared so far", {
      count: formatCount(totals.checked),
      numbers: plural(totals.entries, "number"),
    });
  }
  if (verdict === "pass") return agreement(report);
  if (verdict === "inconclusive") return openness(report);
  if (culprits.length > 0) {
    const names = list(culprits.map((name) => `\`${name}\``), "and");
    return checks.length === 1
      ? say("the fault is in {names}", { names })
      : culprits.length === 1
      ? say("the fault is in {names}: it fails when checked by itself", {
        names,
      })
      : say("the fault is in {names}: they fail when checked by themselves", {
        names,
      });
  }
  return checks.length > 1
    ? say(
      "every step passes when checked by itself, so the fault is in how they are joined",
    )
    : say("the gradient of {path} is wrong", { path: checkName(checks[0]) });
}

function tooSmallIn({ checks }: GradcheckReport): number {
  return checks.flatMap(({ gradients }) => gradients)
    .reduce((n, { tooSmall = 0 }) => n + tooSmall, 0);
}

/** How many numbers agree, where none differs. */
function agreement(report: GradcheckReport): string {
  const { totals: { checked }, checks } = report;
  const tooSmall = tooSmallIn(report);
  const count = checks.flatMap(({ gradients }) => gradients).length;
  const gradients = plural(count, "gradient");
  if (checked === 1 && tooSmall === 0) {
    return say("the 1 number of {gradients} agrees", { gradients });
  }
  const numbers = formatCount(checked);
  return tooSmall === 0
    ? say("all {count} numbers of {gradients} agree", {
      count: numbers,
      gradients,
    })
    : say("{count} of {numbers} numbers of {gradients} agree", {
      count: formatCount(checked - tooSmall),
      numbers,
      gradients,
    });
}

/** How many numbers cannot be told, where none differs. */
function openness(report: GradcheckReport): string {
  const { totals: { checked, skipped, entries } } = report;
  const tooSmall = tooSmallIn(report);
  const unseen = formatCount(tooSmall);
  const facts = {
    count: formatCount(skipped),
    numbers: plural(entries, "number"),
  };
  const open = skipped === 0
    ? cannotBeSeen(tooSmall, entries)
    : tooSmall === 0
    ? say("{count} of {numbers} could not be compared", facts)
    : say(
      "{count} of {numbers} could not be compared, and {unseen} cannot be seen",
      { ...facts, unseen },
    );
  return checked > tooSmall ? clauses([open, say("all others agree")]) : open;
}

export function cannotBeSeen(tooSmall: number, entries: number): string {
  return say("{count} of {numbers} cannot be seen", {
    count: formatCount(tooSmall),
    numbers: plural(entries, "number"),
  });
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
  const name = checkName(check);
  const where = place === undefined ? name : `${name} (${place})`;
  const wrong = check.gradients.filter(({ wrong, unfollowed = 0 }) =>
    wrong + unfollowed > 0
  ).toSorted((a, b) => (b.worst?.error ?? 0) - (a.worst?.error ?? 0));
  return [
    ...wrong.map((gradient) => ({
      title: say("{place}: {problem}", {
        place: where,
        problem: wrongWords(gradient),
      }),
      lines: [...beside(gradient, check), ...explain(gradient)],
    })),
    ...check.behaviors.filter(({ verdict }) => verdict === "fail").map((
      { name, detail = "" },
    ) => ({
      title: say("{place}: {problem}", { place: where, problem: detail }),
      lines: [say("asked: {question}", { question: say(questions[name]) })],
    })),
  ];
}

/** How many numbers of a gradient are wrong, as a sentence. */
export function wrongWords(gradient: GradientCheck): string {
  const { wrong, checked, unfollowed = 0 } = gradient;
  const facts = {
    gradient: wrongName(gradient),
    wrong: formatCount(wrong),
    numbers: plural(checked, "number"),
  };
  return unfollowed === 0
    ? say("{gradient} is wrong in {wrong} of {numbers}", facts)
    : say(
      "{gradient} is wrong in at least {wrong} of {numbers}; {more} more lie in blocks that are wrong as a whole",
      { ...facts, more: formatCount(unfollowed) },
    );
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
      say(
        "the gradient of {path} is right at this place, but does not change around it as it should",
        { path },
      ),
    ]
    : [];
}

/** The mistake or the pattern, then the worst numbers. */
function explain(gradient: GradientCheck): string[] {
  const { mistake, pattern, worst, found = [] } = gradient;
  const lines: string[] = [];
  if (mistake !== undefined) lines.push(likely(mistake));
  else if (pattern !== undefined) lines.push(patternOf(pattern));
  const shown = found.length > 0 ? found.slice(0, 10) : [worst];
  for (const each of shown) {
    if (each === undefined) continue;
    const { index, analytic, numeric, error } = each;
    const facts = {
      place: numberPlace(gradient, index),
      analytic: formatGradient(analytic),
      numeric: formatGradient(numeric),
      error: formatError(error),
    };
    lines.push(
      each === worst
        ? say(
          "worst at {place}: analytic {analytic}, numeric {numeric}, {error} times the tolerance",
          facts,
        )
        : say(
          "{place}: analytic {analytic}, numeric {numeric}, {error} times the tolerance",
          facts,
        ),
    );
  }
  if (found.length > shown.length) {
    lines.push(
      say("and {numbers} more", {
        numbers: plural(found.length - shown.length, "number"),
      }),
    );
  }
  return lines;
}

function likely(mistake: string): string {
  return say("likely mistake: {mistake}", { mistake });
}

function patternOf(pattern: string): string {
  return say("pattern: {pattern}", { pattern });
}

/** What there is to say of a gradient beside its pictures. */
export function factsOf(gradient: GradientCheck): readonly string[] {
  const { verdict, checked, wrong, worst, mistake, pattern, reason } = gradient;
  const { skipped, tooSmall = 0, bound = 0 } = gradient;
  const reasons = reasonsOf(gradient);
  return [
    say("{checked} compared, {wrong} wrong", {
      checked: formatCount(checked),
      wrong: formatCount(wrong),
    }),
    worst && say(
      "worst {place}: analytic {analytic}, numeric {numeric}, error {error}",
      {
        place: numberPlace(gradient, worst.index),
        analytic: formatGradient(worst.analytic),
        numeric: formatGradient(worst.numeric),
        error: formatError(worst.error),
      },
    ),
    // Named where numbers are wrong, not where they cannot be told.
    verdict === "fail" && mistake ? likely(mistake) : undefined,
    verdict === "fail" && pattern ? patternOf(pattern) : undefined,
    ...reasons.length > 1
      ? reasons.map((each) => say("not compared: {numbers}", { numbers: each }))
      : [
        reason && say("{doubt}: {reason}", {
          doubt: withPlace(
            say("{count} not compared", { count: formatCount(skipped) }),
            gradient,
          ),
          reason,
        }),
      ],
    tooSmall > 0
      ? say("{count} too small to see: below {bound}", {
        count: formatCount(tooSmall),
        bound: formatError(bound),
      })
      : undefined,
    gradient.vanishes && say("every number is 0"),
  ].filter((fact) => fact !== undefined);
}
