import { worksheet } from "../../exercise/worksheet.ts";
import { writeFile } from "../files/source.ts";
import { loadNetworkText } from "../files/texts.ts";
import {
  type Arguments,
  type Command,
  outputOption,
} from "../words/command.ts";
import { compiling, readTextChoice } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const worksheetCommand: Command = {
  name: "worksheet",
  summary: "an exercise with blanks for its answers",
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
  if (out !== undefined) await writeFile(out, sheet, io);
  const blanks = compiled.expected.reduce(
    (n, { written }) => n + written.cells.length,
    0,
  );
  if (choice.isJson) {
    io.data(toRecord("worksheet", 0, { source: source.name, blanks, sheet }));
  } else if (out === undefined) io.data(sheet.replace(/\n?$/, "\n"));
  return 0;
}
