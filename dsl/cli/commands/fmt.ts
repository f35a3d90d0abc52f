import { plural } from "../../../lib/base/words.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { formatText, keepsFromFormatting } from "../../syntax/formatter.ts";
import { loadTexts, notRead, printDiagnostics } from "../files/texts.ts";
import {
  type Arguments,
  type Command,
  option,
  UsageError,
} from "../words/command.ts";
import { json, messageFormat, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const fmtCommand: Command = {
  name: "fmt",
  rewrites: true,
  summary: "the canonical form of texts, comments kept",
  usage: '"TEXT" | FILE.nn … | FOLDER … | -',
  options: [
    option("check", "change nothing; say what would change"),
    messageFormat,
    json,
  ],
  exitStatus: "0 formatted, 1 some would change, 2 could not be read",
  examples: [
    ["exercises/", "formats every .nn file in a folder"],
    ["--check exercises/", "for continuous integration"],
    ["- < net.nn", "prints the canonical form"],
  ],
  run,
};

interface FormattedText {
  readonly source: string;
  /** The mistakes that keep it from being formatted. */
  readonly diagnostics: readonly Diagnostic[];
  readonly changed?: boolean;
  /** The canonical form. */
  readonly text?: string;
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const { isShort, isJson } = choice;
  const isCheck = args.flag("check");
  const texts: FormattedText[] = [];
  const loaded = await loadTexts(choice, io);
  if (loaded.some(({ source }) => /\.(md|markdown)$/.test(source.name))) {
    throw new UsageError(
      "Markdown is not formatted",
      "Name the .nn files, for example '*.nn'.",
    );
  }
  for (const { source, compiled, diagnostics } of loaded) {
    const { origin, name } = source;
    const unreadable = diagnostics.filter(keepsFromFormatting);
    if (unreadable.length > 0) {
      texts.push({ source: name, diagnostics: unreadable });
      if (!isJson) printDiagnostics(unreadable, source, isShort, io);
      continue;
    }
    const text = formatText(compiled.text);
    const changed = text !== source.text;
    texts.push({ source: name, diagnostics: [], changed, text });
    if (isCheck) continue;
    if (origin.kind !== "file") {
      if (!isJson) io.data(text);
    } else if (changed) {
      const { path } = origin;
      await io.rewriteFile(path, text);
    }
  }
  const unread = texts.filter(({ text }) => text === undefined).length;
  const changed = texts.flatMap((each) => each.changed ? [each.source] : []);
  const status = unread > 0 ? 2 : isCheck && changed.length > 0 ? 1 : 0;
  if (isJson) {
    io.data(toRecord("fmt", status, { texts }));
  } else if (
    isCheck || changed.some((name) => /\.nn$/.test(name)) ||
    unread > 0 && loaded.length > 1
  ) {
    for (const name of changed) io.out(`${name}\n`);
    io.out(
      `${plural(changed.length, "text")} of ${loaded.length} ${
        isCheck ? "would change" : "changed"
      }${notRead(unread)}\n`,
    );
  }
  return status;
}
