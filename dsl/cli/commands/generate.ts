import { say, translated } from "../../../words/say.ts";
import { widthsOf } from "../../../lib/data/examples/example_rows.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import { formatCsv } from "../../../lib/data/tables/csv_text.ts";
import { series } from "../../../lib/base/words.ts";
import { textName } from "../../../lib/definition/names.ts";
import { renderTable, tableLines } from "../../typesetting/table.ts";
import { makeExamples } from "../../../lib/fitting/generated_data.ts";
import {
  type Arguments,
  type Command,
  outputOption,
  UsageError,
} from "../words/command.ts";
import { refuseIdle } from "../words/idle.ts";
import { json, readSeed, seed } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import type { Io } from "../world/io.ts";

export const generateCommand: Command = {
  name: "generate",
  usage: "GENERATOR | (none for a list)",
  options: [
    seed,
    outputOption(
      "out",
      "where to write (standard output)",
      ".csv",
      ".tsv",
      ".txt",
    ),
    json,
  ],
  words: () => [...generators.keys()].map(textName),
  exitStatus: "0 written, 2 could not generate",
  examples: [
    ["", "the generators and what they take"],
    ['"spiral(classes=3,noise=0.1)" --out spiral.csv', "three spirals"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const [word, ...more] = args.positional;
  const isJson = args.flag("json");
  const out = args.text("out");
  if (word === undefined) {
    refuseIdle(
      args,
      ["seed", "out"],
      "is for examples, and no generator is named",
      "Name one, as in nabla generate spiral.",
    );
    const all = [...generators.values()].map(({ definition }) => definition);
    if (isJson) io.data(toRecord("generate", 0, { generators: all }));
    else io.out(list(io.columns));
    return 0;
  }
  if (more.length > 0) {
    throw new UsageError(
      say("there is one generator too many: {name}", { name: more[0] }),
    );
  }
  if (/[(,]\s*seed\s*=/.test(word)) {
    refuseIdle(
      args,
      ["seed"],
      () => say("is a setting of {call} as well", { call: word }),
    );
  }
  const made = makeExamples("generate", word, { seed: readSeed(args) });
  const { examples, columns: { names: columns } } = made;
  const { memory: { x, target, length } } = examples;
  const [width, targetWidth] = widthsOf(examples);
  const rows = Array.from({ length }, (_, i) => [
    ...x.subarray(i * width, (i + 1) * width),
    ...target.subarray(i * targetWidth, (i + 1) * targetWidth),
  ]);
  if (out !== undefined) {
    await io.writeFile(out, formatCsv([columns, ...rows]));
  }
  if (isJson) {
    const shown = out === undefined ? rows : undefined;
    const body = { examples: length, columns, rows: shown, out };
    io.data(toRecord("generate", 0, body));
  } else if (out === undefined) io.data(formatCsv([columns, ...rows]));
  return 0;
}

function list(width: number | undefined): string {
  const rows = [...generators].map(([name, { definition }]) => [
    textName(name),
    translated(definition.summary),
    series(Object.keys(definition.arguments).map(textName)),
  ]);
  const table = renderTable(
    [
      say("generator"),
      say("examples"),
      say("settings"),
    ],
    rows,
    { width },
  );
  return `${tableLines(table).join("\n")}\n`;
}
