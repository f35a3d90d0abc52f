/**
 * The outcomes of checks as data for other programs.
 *
 * @module
 */

import { reportItems } from "../../../reports/gradcheck_items.ts";
import type { CheckedText } from "../../../reports/verdicts.ts";
import { format } from "../../../syntax/printer.ts";
import { networkOf } from "../../files/texts.ts";
import { toRecord } from "../../words/record.ts";
import type { Outcome } from "./outcome.ts";

/** The outcomes as one record of JSON. */
export function outcomesToJson(
  outcomes: readonly Outcome[],
  status: number,
): string {
  const networks = outcomes.map((outcome) => {
    const { source, diagnostics, report } = outcome;
    const network = networkOf(outcome)?.network;
    return {
      source: source.title,
      network: network && format(network),
      diagnostics,
      report,
    };
  });
  return toRecord("gradcheck", status, { networks });
}

/** The outcomes as test harnesses take them. */
export function outcomesChecked(outcomes: readonly Outcome[]): CheckedText[] {
  return outcomes.map((outcome) => ({
    title: outcome.source.title,
    source: outcome.source,
    items: reportItems(outcome),
  }));
}
