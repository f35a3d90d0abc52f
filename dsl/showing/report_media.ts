import type { GradcheckReport } from "../../lib/gradcheck/report.ts";
import { basisOf } from "../reports/gradcheck_basis.ts";
import { findingsOf } from "../reports/gradcheck_findings.ts";
import { reportColumns, reportGroups } from "../reports/gradcheck_report.ts";
import { escapeXml } from "../typesetting/xml.ts";
import { fragment, htmlLines, htmlTable } from "./html.ts";
import type { Media } from "./showing.ts";

/** The verdict, what explains it, and each gradient. */
export function reportMedia(report: GradcheckReport): Media {
  const { word, summary, items, notes, waysOut } = findingsOf(report);
  return {
    "text/html": fragment([
      `<p><strong class="verdict ${report.verdict}">${word}</strong> ${
        escapeXml(summary)
      }</p>`,
      ...items.map(({ title, lines }) => htmlLines([title, ...lines])),
      ...[...notes, ...waysOut].map((note) => htmlLines([note])),
      htmlTable("", reportColumns(), reportGroups(report)),
      `<small>${htmlLines(basisOf(report))}</small>`,
    ]),
  };
}
