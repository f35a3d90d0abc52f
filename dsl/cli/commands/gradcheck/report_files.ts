import { reportToHtml } from "../../../reports/gradcheck_html.ts";
import type { ReportPage } from "../../../reports/gradcheck_html.ts";
import { toJunit } from "../../../reports/junit.ts";
import { toTap } from "../../../reports/tap.ts";
import type { CheckedText } from "../../../reports/verdicts.ts";
import type { Io } from "../../world/io.ts";
import type { GradcheckChoice, ReportFiles } from "./gradcheck_choice.ts";

/** What a command has found, in the forms that it may be asked for. */
export interface Findings {
  readonly pages: readonly ReportPage[];
  readonly checked: readonly CheckedText[];
  /** The record of `--json`. */
  readonly record: string;
}

/** Writes the files that were asked for, and prints what programs read. */
export async function writeFindings(
  { form, files: { html, junit } }: {
    readonly form: GradcheckChoice["form"];
    readonly files: ReportFiles;
  },
  { pages, checked, record }: Findings,
  io: Io,
): Promise<void> {
  if (html !== undefined) await io.writeFile(html, reportToHtml(pages));
  if (junit !== undefined) await io.writeFile(junit, toJunit(checked));
  if (form === "tap") io.data(toTap(checked));
  if (form === "json") io.data(record);
}
