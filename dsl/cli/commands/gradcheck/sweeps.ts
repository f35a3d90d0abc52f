import { say } from "../../../../words/say.ts";
import { sweep } from "../../../../lib/gradcheck/sweep.ts";
import { renderSweep } from "../../../reports/sweep_report.ts";
import { sweepToSvg } from "../../../reports/sweep_svg.ts";
import { format } from "../../../syntax/printing/printer.ts";
import { loadTexts, orUnread, printUnread } from "../../files/each_text.ts";
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
  choice: GradcheckChoice,
  io: Io,
): Promise<number> {
  const { form, files: { svg }, text: { isShort } } = choice;
  const loaded = await loadTexts(choice.text, io);
  if (svg !== undefined && loaded.length > 1) {
    throw new UsageError(say("--svg draws one network: name one text"));
  }
  const found = [];
  for (const text of loaded) {
    const isThrown = loaded.length === 1;
    const each = "unread" in text
      ? text
      : await orUnread({ title: text.source.title, isThrown }, () =>
        sweepText(text, choice, io));
    if ("unread" in each) {
      printUnread(each, io);
      continue;
    }
    const { source, diagnostics, swept, place, network } = each;
    if (swept === undefined) {
      printDiagnostics(diagnostics, source, isShort, io);
      continue;
    }
    found.push({ source: source.title, network, sweep: swept });
    if (form !== "json") {
      io.out(`${network}\n\n${renderSweep(swept, place, io.columns)}\n`);
    }
    if (svg !== undefined) {
      await io.writeFile(svg, sweepToSvg(swept, source.title));
    }
  }
  const status = found.length < loaded.length ? 2 : 0;
  if (form === "json") {
    io.data(toRecord("gradcheck", status, { sweeps: found }));
  }
  return status;
}

/** The sweep of a text; without one where the text has mistakes. */
async function sweepText(text: LoadedText, choice: GradcheckChoice, io: Io) {
  const { source, diagnostics } = text;
  const compiled = networkOf(text);
  if (compiled === undefined) return { source, diagnostics };
  const { network } = compiled;
  const place = await gradcheckPlace(compiled, source.title, choice, io);
  const { step: _, scheme: __, ...rest } = place.options;
  const swept = sweep(network, rest);
  return { source, diagnostics, swept, place, network: format(network) };
}
