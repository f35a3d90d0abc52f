import { plural } from "../../../lib/base/words.ts";
import { isLibrary } from "../../compiler/libraries.ts";
import { lint } from "../../linter/linter.ts";
import { loadTexts, notRead, printDiagnostics } from "../files/texts.ts";
import type { Arguments, Command } from "../words/command.ts";
import { compiling, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const lintCommand: Command = {
  name: "lint",
  summary: "what is allowed in a text but probably a mistake",
  usage: '"TEXT" | FILE.nn … | FOLDER … | -',
  options: compiling,
  exitStatus: "0 no warnings, 1 warnings, 2 could not be read",
  examples: [
    ['"fc(4,3) -> softmax -> cross_entropy"', "softmax twice"],
    ["exercises/", "all files in a folder"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const loaded = await loadTexts(choice, io);
  const results = loaded.map(({ source, compiled, diagnostics, options }) => ({
    source,
    diagnostics: [
      ...isLibrary(compiled.file, diagnostics) ? [] : diagnostics,
      ...lint(source.text, options),
    ],
  }));
  const all = results.flatMap(({ diagnostics }) => diagnostics);
  const count = all.filter(({ severity }) => severity === "warning").length;
  const status = count < all.length ? 2 : count > 0 ? 1 : 0;
  if (choice.isJson) {
    const texts = results.map(({ source, diagnostics }) => ({
      source: source.title,
      diagnostics,
    }));
    io.data(toRecord("lint", status, { texts }));
    return status;
  }
  for (const { source, diagnostics } of results) {
    if (diagnostics.length === 0) continue;
    printDiagnostics(diagnostics, source, choice.isShort, io);
  }
  const unread = results.filter(({ diagnostics }) =>
    diagnostics.some(({ severity }) => severity === "error")
  );
  io.out(
    `${plural(loaded.length, "text")}, ${plural(count, "warning")}${
      notRead(unread.length)
    }\n`,
  );
  return status;
}
