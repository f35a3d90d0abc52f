/**
 * `nabla generate`: examples for teaching, as CSV.
 *
 * @module
 */

import { widthsOf } from "../../../lib/data/examples/example_rows.ts";
import { generators } from "../../../lib/data/generators/generators.ts";
import { textName } from "../../../lib/definition/names.ts";
import { formatCsv } from "../../../lib/data/tables/csv_text.ts";
import { renderTable } from "../../typesetting/table.ts";
import { makeExamples } from "../data/generated.ts";
import { writeFile } from "../files/source.ts";
import { type Arguments, type Command, UsageError } from "../words/command.ts";
import { readSeed, seed } from "../words/options.ts";
import type { Io } from "../world/io.ts";

/** The command. */
export const generateCommand: Command = {
  name: "generate",
  summary: "make examples for teaching, such as spirals and digits, as CSV",
  usage: "GENERATOR | (none for a list)",
  options: [
    seed,
    { name: "out", value: "FILE", summary: "where to write (standard output)" },
  ],
  exitStatus: "0 written, 2 could not generate",
  examples: [
    ["", "the generators and what they take"],
    ['"spiral(classes=3,noise=0.1)" --out spiral.csv', "three spirals"],
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<number> {
  const [word, ...more] = args.positional;
  if (word === undefined) {
    io.out(list());
    return 0;
  }
  if (more.length > 0) {
    throw new UsageError(`there is one generator too many: ${more[0]}`);
  }
  const { examples, columns } = makeExamples("generate", word, {
    seed: readSeed(args),
  });
  const { memory: { x, target, length } } = examples;
  const [width, targetWidth] = widthsOf(examples);
  const rows = Array.from({ length }, (_, i) => [
    ...x.subarray(i * width, (i + 1) * width),
    ...target.subarray(i * targetWidth, (i + 1) * targetWidth),
  ]);
  const text = formatCsv([columns, ...rows]);
  const path = args.text("out");
  if (path === undefined) io.out(text);
  else await writeFile(path, text, io);
  return 0;
}

function list(): string {
  const rows = [...generators].map(([name, { definition }]) => [
    textName(name),
    definition.summary,
    Object.keys(definition.arguments).map(textName).join(", "),
  ]);
  const { header, rows: lines } = renderTable([
    { title: "generator" },
    { title: "examples" },
    { title: "settings" },
  ], rows);
  return `${[header, ...lines].join("\n")}\n`;
}
