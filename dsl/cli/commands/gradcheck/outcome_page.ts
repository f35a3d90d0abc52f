/**
 * The outcomes of checks as a page.
 *
 * @module
 */

import { reportToHtml } from "../../../reports/gradcheck_html.ts";
import { format } from "../../../syntax/printer.ts";
import { networkOf } from "../../files/texts.ts";
import type { Outcome } from "./outcome.ts";

/** HTML of the texts that have a network. */
export function outcomesToHtml(outcomes: readonly Outcome[]): string {
  return reportToHtml(outcomes.flatMap((outcome) => {
    const { report, reportSource, source } = outcome;
    const network = networkOf(outcome)?.network;
    return report === undefined || network === undefined ? [] : [{
      title: source.title,
      text: format(network),
      report,
      ...reportSource,
    }];
  }));
}
