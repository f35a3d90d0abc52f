import { sweep } from "../../../../lib/gradcheck/sweep.ts";
import { renderSweep, sweepToSvg } from "../../../reports/sweep_report.ts";
import { format } from "../../../syntax/printer.ts";
import {
  type LoadedText,
  networkOf,
  printDiagnostics,
} from "../../files/texts.ts";
import { UsageError } from "../../words/command.ts";
import { toRecord } from "../../words/record.ts";
import type { Io } from "../../world/io.ts";
import type { GradcheckChoice } from "./gradcheck_choice.ts";
import { gradcheckPlace } from "./gradcheck_place.ts";

/** @returns the exit status. */
export async function sweepAll(
  loaded: readonly LoadedText[],
  choice: GradcheckChoice,
  io: Io,
): Promise<number> {
  const { form, files: { svg }, text: { isShort } } = choice;
  if (svg !== undefined && loaded.length > 1) {
    throw new UsageError("--svg draws one network: name one text");
  }
  const found = [];
  for (const each of loaded) {
    const { source, diagnostics } = each;
    const compiled = networkOf(each);
    if (compiled === undefined) {
      printDiagnostics(diagnostics, source, isShort, io);
      return 2;
    }
    const { network } = compiled;
    const place = await gradcheckPlace(compiled, source.title, choice, io);
    const { step: _, scheme: __, ...rest } = place.options;
    const swept = sweep(network, rest);
    const text = format(network);
    found.push({ source: source.title, network: text, sweep: swept });
    if (form !== "json") {
      io.out(`${text}\n\n${renderSweep(swept, place, io.columns)}\n`);
    }
    if (svg !== undefined) {
      await io.writeFile(svg, sweepToSvg(swept, source.title));
    }
  }
  if (form === "json") io.data(toRecord("gradcheck", 0, { sweeps: found }));
  return 0;
}
