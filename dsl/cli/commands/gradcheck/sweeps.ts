import { sweep } from "../../../../lib/gradcheck/sweep.ts";
import { renderSweep, sweepToSvg } from "../../../reports/sweep_report.ts";
import { format } from "../../../syntax/printer.ts";
import { writeFile } from "../../files/source.ts";
import {
  type LoadedText,
  networkOf,
  printDiagnostics,
} from "../../files/texts.ts";
import { UsageError } from "../../words/command.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import type { GradcheckChoice } from "./gradcheck_choice.ts";

/** @returns the exit status. */
export async function sweepAll(
  loaded: readonly LoadedText[],
  { options, form, files: { svg }, text: { isShort } }: GradcheckChoice,
  io: Io,
): Promise<number> {
  if (svg !== undefined && loaded.length > 1) {
    throw new UsageError("--svg draws one network: name one text");
  }
  const found = [];
  for (const each of loaded) {
    const { source, diagnostics } = each;
    const network = networkOf(each)?.network;
    if (network === undefined) {
      printDiagnostics(diagnostics, source, isShort, io);
      return 2;
    }
    const { step: _, scheme: __, ...rest } = options;
    const swept = sweep(network, rest);
    const text = format(network);
    found.push({ source: source.title, network: text, sweep: swept });
    if (form !== "json") io.out(`${text}\n\n${renderSweep(swept)}\n`);
    if (svg !== undefined) {
      await writeFile(svg, sweepToSvg(swept, source.title), io);
    }
  }
  if (form === "json") io.out(toRecord("gradcheck", 0, { sweeps: found }));
  return 0;
}
