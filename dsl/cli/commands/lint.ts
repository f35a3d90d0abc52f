import { say } from "../../../words/say.ts";
import { plural } from "../../../lib/base/words.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isLibrary } from "../../compiler/libraries.ts";
import { warningsOn } from "../../linter/linter.ts";
import { eachText, printUnread, unreadRecord } from "../files/each_text.ts";
import { type LoadedText, notRead, printDiagnostics } from "../files/texts.ts";
import type { Arguments, Command } from "../words/command.ts";
import { compiling, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const lintCommand: Command = {
  name: "lint",
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
  const all = await Array.fromAsync(eachText(choice, io, linted));
  const found = all.flatMap((each) => "unread" in each ? [] : [each]);
  const diagnostics = found.flatMap((each) => each.diagnostics);
  const warnings = diagnostics.filter(isWarning).length;
  const unread = all.length -
    found.filter((each) => each.diagnostics.every(isWarning)).length;
  const status = unread > 0 ? 2 : warnings > 0 ? 1 : 0;
  if (choice.isJson) {
    const texts = all.map((each) =>
      "unread" in each
        ? unreadRecord(each)
        : { source: each.source.title, diagnostics: each.diagnostics }
    );
    io.data(toRecord("lint", status, { texts }));
    return status;
  }
  for (const each of all) {
    if ("unread" in each) printUnread(each, io);
    else if (each.diagnostics.length > 0) {
      printDiagnostics(each.diagnostics, each.source, choice.isShort, io);
    }
  }
  const counts = say("{first}, {second}", {
    first: plural(all.length, "text"),
    second: plural(warnings, "warning"),
  });
  io.out(`${counts}${notRead(unread)}\n`);
  return status;
}

function linted({ source, compiled, diagnostics, options }: LoadedText) {
  return {
    source,
    diagnostics: [
      ...isLibrary(compiled.file, diagnostics) ? [] : diagnostics,
      ...warningsOn(compiled, options),
    ],
  };
}

function isWarning({ severity }: Diagnostic): boolean {
  return severity === "warning";
}
