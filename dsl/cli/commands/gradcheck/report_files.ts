import type { ReportPage } from "../../../reports/gradcheck_html.ts";
import type { CheckedText } from "../../../reports/verdicts.ts";
import type { Io } from "../../world/io.ts";
import type { GradcheckChoice, ReportFiles } from "./gradcheck_choice.ts";

/** What a command has found, in the forms that it may be asked for. */
export interface Findings {
  pages(): readonly ReportPage[];
  checked(): readonly CheckedText[];
  /** The record of `--json`. */
  record(): string;
}

/** Writes the files that were asked for, and prints what programs read. */
export async function writeFindings(
  { form, files: { html, junit } }: {
    readonly form: GradcheckChoice["form"];
    readonly files: ReportFiles;
  },
  findings: Findings,
  io: Io,
): Promise<void> {
  if (html !== undefined) {
    const { reportToHtml } = await import("../../../reports/gradcheck_html.ts");
    await io.writeFile(html, reportToHtml(findings.pages()));
  }
  if (junit !== undefined) {
    const { toJunit } = await import("../../../reports/junit.ts");
    await io.writeFile(junit, toJunit(findings.checked()));
  }
  if (form === "tap") {
    const { toTap } = await import("../../../reports/tap.ts");
    io.data(toTap(findings.checked()));
  }
  if (form === "json") io.data(findings.record());
}
