/**
 * The outcome of a check in words.
 *
 * @module
 */

import { renderReport } from "../../../reports/gradcheck_report.ts";
import { format } from "../../../syntax/printer.ts";
import { printDiagnostics } from "../../files/texts.ts";
import type { Io } from "../../world/io.ts";
import type { Outcome } from "./outcome.ts";

/** How outcomes are printed. */
export interface OutcomeWordsOptions {
  /** Whether the name of the text stands above. */
  readonly isNamed: boolean;
  /** Whether a mistake in the text is one line. */
  readonly isShort: boolean;
}

/** Prints an outcome. */
export function printOutcome(
  { source, diagnostics, compiled, report, reportSource }: Outcome,
  { isNamed, isShort }: OutcomeWordsOptions,
  io: Io,
): void {
  const { network } = compiled;
  if (network === undefined || report === undefined) {
    printDiagnostics(diagnostics, source, isShort, io);
    return;
  }
  if (isNamed) io.out(`${source.title}\n`);
  const { color } = io;
  const rendered = renderReport(report, { color, ...reportSource });
  io.out(`${format(network)}\n\n${rendered}\n`);
  if (isNamed) io.out("\n");
}
