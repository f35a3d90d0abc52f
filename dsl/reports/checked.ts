import { say } from "../../words/say.ts";
import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import { wordsOfRefusal } from "./checked_answers.ts";
import type { RenderReportOptions } from "./gradcheck_report.ts";
import type { CheckedItem, CheckedText } from "./verdicts.ts";

/**
 * What stands for a text that could not be read or compiled.
 *
 * @param details why, in words.
 */
export function uncheckedText(
  { title, file }: Pick<CheckedText, "title" | "file">,
  details: string,
): CheckedText {
  const name = file === title ? say("file") : say("text");
  const item = { name, verdict: "error", details } as const;
  return { title, source: { name: title, text: "" }, file, items: [item] };
}

/**
 * The item of a gradient check; it could not be made if a layer refuses the
 * numbers.
 *
 * @param look how its report is rendered, where it does not pass.
 */
export async function gradientItem(
  check: () => Promise<GradcheckReport>,
  look: (report: GradcheckReport) => RenderReportOptions,
  wordsOf = wordsOfRefusal,
): Promise<CheckedItem> {
  try {
    const report = await check();
    const { verdict } = report;
    if (verdict === "pass") return { name: say("gradients"), verdict };
    const { findingsOf } = await import("./gradcheck_findings.ts");
    const { renderReport } = await import("./gradcheck_report.ts");
    return {
      name: say("gradients"),
      verdict,
      message: findingsOf(report).summary,
      details: renderReport(report, look(report)),
    };
  } catch (error) {
    const details = wordsOf(error);
    if (details === undefined) throw error;
    return { name: say("gradients"), verdict: "error", details };
  }
}
