import { say } from "../../../words/say.ts";
import { plural } from "../../../lib/base/words.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { formatText, keepsFromFormatting } from "../../syntax/formatter.ts";
import {
  eachText,
  printUnread,
  unreadRecord,
  type UnreadText,
} from "../files/each_text.ts";
import type { NamedText } from "../files/source.ts";
import { type LoadedText, notRead, printDiagnostics } from "../files/texts.ts";
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
  readonly source: NamedText;
  /** The mistakes that keep it from being formatted. */
  readonly diagnostics: readonly Diagnostic[];
  readonly changed?: boolean;
  /** The canonical form. */
  readonly text?: string;
}

function formatted(
  { source, compiled, diagnostics }: LoadedText,
): FormattedText {
  const unreadable = diagnostics.filter(keepsFromFormatting);
  if (unreadable.length > 0) return { source, diagnostics: unreadable };
  const text = formatText(compiled.text);
  return { source, diagnostics: [], changed: text !== source.text, text };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const { isShort, isJson } = choice;
  const isCheck = args.flag("check");
  const all = await Array.fromAsync(eachText(choice, io, formatted));
  const isMarkdown = (each: FormattedText | UnreadText) =>
    "source" in each && /\.(md|markdown)$/.test(each.source.name);
  if (all.some(isMarkdown)) {
    throw new UsageError(
      say("Markdown is not formatted"),
      say("Name the .nn files, for example '*.nn'."),
    );
  }
  for (const each of all) {
    if ("unread" in each) {
      if (!isJson) printUnread(each, io);
      continue;
    }
    const { source: { origin }, diagnostics, text, changed } = each;
    if (text === undefined) {
      if (!isJson) printDiagnostics(diagnostics, each.source, isShort, io);
    } else if (isCheck) continue;
    else if (origin.kind !== "file") {
      if (!isJson) io.data(text);
    } else if (changed) await io.rewriteFile(origin.path, text);
  }
  const texts = all.map((each) =>
    "unread" in each
      ? { ...unreadRecord(each), changed: undefined, text: undefined }
      : { ...each, source: each.source.name }
  );
  const unread = texts.filter(({ text }) => text === undefined).length;
  const changed = texts.flatMap((each) => each.changed ? [each.source] : []);
  const status = unread > 0 ? 2 : isCheck && changed.length > 0 ? 1 : 0;
  if (isJson) {
    io.data(toRecord("fmt", status, { texts }));
  } else if (
    isCheck || changed.some((name) => /\.nn$/.test(name)) ||
    unread > 0 && all.length > 1
  ) {
    for (const name of changed) io.out(`${name}\n`);
    const counts = { texts: plural(changed.length, "text"), all: all.length };
    const words = isCheck
      ? say("{texts} of {all} would change", counts)
      : say("{texts} of {all} changed", counts);
    io.out(`${words}${notRead(unread)}\n`);
  }
  return status;
}
