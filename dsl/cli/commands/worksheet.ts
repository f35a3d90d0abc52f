import { say } from "../../../words/say.ts";
import { visibleName } from "../../typesetting/visible.ts";
import { worksheet } from "../../exercise/worksheet.ts";
import { loadNetworkText } from "../files/each_text.ts";
import {
  type Arguments,
  type Command,
  outputOption,
  UsageError,
} from "../words/command.ts";
import { compiling, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const worksheetCommand: Command = {
  name: "worksheet",
  usage: "FILE.nn | -",
  options: [
    outputOption("out", "write it to a file", ".nn", ".txt"),
    ...compiling,
  ],
  exitStatus: "0 written, 2 could not be read",
  examples: [["homework.nn --out sheet.nn", "what learners are given"]],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const choice = readTextChoice(args);
  const out = args.text("out");
  const text = await loadNetworkText("worksheet", choice, io);
  if (text === undefined) return 2;
  const { source, compiled } = text;
  const sheet = worksheet(source.text);
  if (out !== undefined) await writeSheet(out, sheet, io);
  const blanks = compiled.expected.reduce(
    (n, { written }) => n + written.cells.length,
    compiled.claims.length,
  );
  if (choice.isJson) {
    io.data(toRecord("worksheet", 0, { source: source.name, blanks, sheet }));
  } else if (out === undefined) io.data(sheet.replace(/\n?$/, "\n"));
  else io.out(`${visibleName(out)}\n`);
  return 0;
}

/** Writes a sheet, but never over another: it may hold somebody's answers. */
async function writeSheet(out: string, sheet: string, io: Io): Promise<void> {
  if (await io.isDevice(out)) return await io.writeFile(out, sheet);
  const there = await io.readFile(out);
  if (there !== undefined && new TextDecoder().decode(there) !== sheet) {
    throw new UsageError(
      say("{file} is there and may have been filled in", { file: out }),
      say("Give --out another name, or remove that file first."),
    );
  }
  await io.writeFile(out, sheet);
}
