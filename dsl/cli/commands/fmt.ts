/**
 * `nabla fmt`: brings texts into their canonical form.
 *
 * @module
 */

import { plural } from "../../../lib/base/words.ts";
import { formatText } from "../../syntax/formatter.ts";
import { writeFile } from "../files/source.ts";
import { loadTexts, printDiagnostics } from "../files/texts.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { json, messageFormat, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

/** The command. */
export const fmtCommand: Command = {
  name: "fmt",
  summary: "the canonical form of texts, comments kept",
  usage: '"TEXT" | FILE.nn … | FOLDER … | -',
  options: [
    { name: "check", summary: "change nothing; say what would change" },
    messageFormat,
    json,
  ],
  examples: [
    ["exercises/", "formats every .nn file in a folder"],
    ["--check exercises/", "for continuous integration"],
    ["- < net.nn", "prints the canonical form"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const isCheck = args.flag("check");
  const isJson = args.flag("json");
  const changed: string[] = [];
  let broken = 0;
  const loaded = await loadTexts(choice, io);
  if (loaded.some(({ source }) => /\.(md|markdown)$/.test(source.name))) {
    throw new UsageError(
      "Markdown is not formatted",
      "Name the .nn files, for example '*.nn'.",
    );
  }
  for (const { source, compiled, diagnostics } of loaded) {
    const unreadable = diagnostics.filter(({ code }) =>
      code.startsWith("E0") && code !== "E019" && code !== "E020"
    );
    if (unreadable.length > 0) {
      broken++;
      if (!isJson) printDiagnostics(unreadable, source, choice.isShort, io);
      continue;
    }
    const formatted = formatText(compiled.text);
    const isChanged = formatted !== source.text;
    if (isChanged) changed.push(source.name);
    if (isCheck) continue;
    const { origin } = source;
    if (origin.kind !== "file") {
      if (!isJson) io.out(formatted);
    } else if (isChanged) await writeFile(origin.path, formatted, io);
  }
  const status = broken > 0 ? 2 : isCheck && changed.length > 0 ? 1 : 0;
  if (isJson) {
    io.out(toRecord("fmt", status, { texts: loaded.length, changed, broken }));
  } else if (isCheck || changed.some((name) => /\.nn$/.test(name))) {
    for (const name of changed) io.out(`${name}\n`);
    io.out(
      `${plural(changed.length, "text")} of ${loaded.length} ${
        isCheck ? "would change" : "changed"
      }\n`,
    );
  }
  return status;
}
