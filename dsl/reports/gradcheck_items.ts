import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { findingsOf } from "./gradcheck_findings.ts";
import { nameOf, type ReportSource } from "./gradcheck_words.ts";
import type { CheckedItem } from "./verdicts.ts";

/** An item a gradient and a question of behaviour; what explains a fault stands with the first that fails of its step. */
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
    ...(reproduce === undefined ? [] : [`reproduce: ${reproduce}`]),
  ].join("\n");
  return report.checks.flatMap(({ name, gradients, behaviors }) => [
    ...gradients.map((gradient): CheckedItem => ({
      name: `${name}: gradient of ${nameOf(gradient)}`,
      verdict: gradient.verdict,
      ...(gradient.verdict === "pass" ? {} : { details }),
    })),
    ...behaviors.map((behavior): CheckedItem => ({
      name: `${name}: ${behavior.name}`,
      verdict: behavior.verdict === "fail" ? "fail" : "pass",
      ...(behavior.verdict === "fail"
        ? { details: behavior.detail ?? "" }
        : {}),
    })),
  ]);
}
