import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "./gradcheck_findings.ts";
import { gradientName, type ReportSource } from "./gradcheck_words.ts";
import type { CheckedItem } from "./verdicts.ts";

/** An item for each gradient and each question of behaviour of a gradient check, for test tools. */
export function reportItems(
  { report, reportSource, diagnostics }: {
    readonly report?: GradcheckReport;
    readonly reportSource: ReportSource;
    readonly diagnostics: readonly Diagnostic[];
  },
): readonly CheckedItem[] {
  if (report === undefined) {
    return [{ name: "text", verdict: "error", diagnostics }];
  }
  const { items, summary, reproduce } = findingsOf(report, reportSource);
  const details = [
    summary,
    ...items.flatMap(({ title, lines }) => [title, ...lines]),
    ...reproduce === undefined ? [] : [`reproduce: ${reproduce}`],
  ].join("\n");
  return report.checks.flatMap(({ name, gradients, behaviors }) => [
    ...gradients.map((gradient): CheckedItem => ({
      name: `${name}: gradient of ${gradientName(gradient)}`,
      verdict: gradient.verdict,
      details: gradient.verdict === "pass" ? undefined : details,
    })),
    ...behaviors.map((behavior): CheckedItem => ({
      name: `${name}: ${behavior.name}`,
      ...behavior.verdict === "fail"
        ? { verdict: "fail", details: behavior.detail ?? "" }
        : { verdict: "pass" },
    })),
  ]);
}
