import { say } from "../../words/say.ts";
import { formatCount, plural } from "../../lib/base/words.ts";
import type { GradientCheck } from "../../lib/gradcheck/comparison/comparison.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { cannotBeSeen, findingsOf, wrongWords } from "./gradcheck_findings.ts";
import {
  behaviorName,
  checkName,
  gradientName,
  type ReportSource,
} from "./gradcheck_words.ts";
import type { CheckedItem } from "./verdicts.ts";

/** An item for each gradient and each question of behaviour of a gradient check, for test tools. */
export function reportItems(
  { report, reportSource, diagnostics, refusal, times }: {
    readonly report?: GradcheckReport;
    /** Why its numbers could not be computed with, in words. */
    readonly refusal?: string | undefined;
    /** How long each check of the report took. */
    readonly times?: ReadonlyMap<string, number> | undefined;
    readonly reportSource: ReportSource;
    readonly diagnostics: readonly Diagnostic[];
  },
): readonly CheckedItem[] {
  if (refusal !== undefined) {
    return [{ name: say("numbers"), verdict: "error", details: refusal }];
  }
  if (report === undefined) {
    return [{ name: say("text"), verdict: "error", diagnostics }];
  }
  const { items, summary, waysOut, reproduce } = findingsOf(
    report,
    reportSource,
  );
  const details = [
    summary,
    ...items.flatMap(({ title, lines }) => [title, ...lines]),
    ...waysOut,
    ...reproduce === undefined
      ? []
      : [say("reproduce: {command}", { command: reproduce })],
  ].join("\n");
  return report.checks.flatMap((check) => {
    const { gradients, behaviors } = check;
    const time = times?.get(check.name);
    const name = checkName(check);
    const count = gradients.length + behaviors.length;
    const milliseconds = time === undefined ? time : time / count;
    return [
      ...gradients.map((gradient): CheckedItem => ({
        name: say("{name}: gradient of {path}", {
          name,
          path: gradientName(gradient),
        }),
        verdict: gradient.verdict,
        ...gradient.verdict === "pass"
          ? {}
          : { message: messageOf(gradient), details },
        milliseconds,
      })),
      ...behaviors.map((behavior): CheckedItem => ({
        name: say("{place}: {problem}", {
          place: name,
          problem: behaviorName(behavior),
        }),
        ...behavior.verdict === "fail"
          ? { verdict: "fail", details: behavior.detail ?? "" }
          : { verdict: "pass" },
        milliseconds,
      })),
    ];
  });
}

/** What is wrong with a gradient, or why it cannot be told. */
function messageOf(gradient: GradientCheck): string {
  const { verdict, entries, skipped, tooSmall = 0, reason } = gradient;
  if (verdict === "fail") return wrongWords(gradient);
  if (skipped === 0) return cannotBeSeen(tooSmall, entries);
  const doubt = say("{count} of {numbers} could not be compared", {
    count: formatCount(skipped),
    numbers: plural(entries, "number"),
  });
  return reason === undefined
    ? doubt
    : say("{doubt}: {reason}", { doubt, reason });
}
