import { outlineOf, renderOutline } from "../../reports/outline.ts";
import { format } from "../../syntax/printer.ts";
import { loadTexts, networkOf, printDiagnostics } from "../files/texts.ts";
import type { Arguments, Command } from "../words/command.ts";
import { compiling, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const showCommand: Command = {
  name: "show",
  summary: "every step with its shapes and parameters, and the totals",
  usage: '"TEXT" | FILE.nn … | -',
  options: compiling,
  examples: [
    ['"input(784) -> fc(128) -> relu -> fc(10)"', "a network in quotes"],
    ["net.nn --use blocks.nn", "with the blocks of a library"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const loaded = await loadTexts(choice, io);
  const status = loaded.some((text) => networkOf(text) === undefined) ? 2 : 0;
  if (choice.isJson) {
    const networks = loaded.map((text) => {
      const network = networkOf(text)?.network;
      return {
        source: text.source.title,
        diagnostics: text.diagnostics,
        network: network && format(network),
        inputShape: network?.inputShape,
        outputShape: network?.outputShape,
        parameters: network?.parameterCount,
        steps: network && outlineOf(network),
      };
    });
    io.out(toRecord("show", status, { networks }));
    return status;
  }
  for (const [i, text] of loaded.entries()) {
    const network = networkOf(text)?.network;
    if (network === undefined) {
      printDiagnostics(text.diagnostics, text.source, choice.isShort, io);
      continue;
    }
    if (loaded.length > 1) io.out(`${i > 0 ? "\n" : ""}${text.source.title}\n`);
    io.out(
      `${format(network)}\n\n${renderOutline(network, { color: io.color })}\n`,
    );
  }
  return status;
}
