/**
 * `nabla lint`: what is allowed in a text but hardly meant.
 *
 * @module
 */

import { plural } from "../../../lib/base/words.ts";
import { lint } from "../../compiler/linter.ts";
import { isLibrary, loadTexts, printDiagnostics } from "../files/texts.ts";
import type { Arguments, Command } from "../words/command.ts";
import { compiling, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

/** The command. */
export const lintCommand: Command = {
  name: "lint",
  summary: "what is allowed in a text but hardly meant",
  usage: '"TEXT" | FILE.nn … | FOLDER … | -',
  options: compiling,
  examples: [
    ['"fc(4,3) -> softmax -> cross_entropy"', "softmax twice"],
    ["exercises/", "all files in a folder"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const isJson = args.flag("json");
  const loaded = await loadTexts(choice, io);
  const results = loaded.map((text) => ({
    source: text.source,
    errors: isLibrary(text) ? [] : text.diagnostics,
    warnings: lint(text.source.text),
  }));
  const count = results.reduce((n, { warnings }) => n + warnings.length, 0);
  const isBroken = results.some(({ errors }) => errors.length > 0);
  const status = isBroken ? 2 : count > 0 ? 1 : 0;
  if (isJson) {
    const texts = results.map(({ source, errors, warnings }) => ({
      source: source.title,
      diagnostics: [...errors, ...warnings],
    }));
    io.out(toRecord("lint", status, { texts }));
    return status;
  }
  for (const { source, errors, warnings } of results) {
    const found = [...errors, ...warnings];
    if (found.length > 0) printDiagnostics(found, source, choice.isShort, io);
  }
  io.out(`${plural(loaded.length, "text")}, ${plural(count, "warning")}\n`);
  return status;
}
