import { say } from "../../../words/say.ts";
import { renderDiagnostics, renderShort } from "../../diagnostics/render.ts";
import { answersIn, grade, type Mark } from "../../exercise/grading.ts";
import { painter } from "../../typesetting/style.ts";
import { renderTable } from "../../typesetting/table.ts";
import { type NamedText, readSource } from "../files/source.ts";
import { loadText } from "../files/each_text.ts";
import {
  load,
  networkOf,
  printDiagnostics,
  readOptions,
} from "../files/texts.ts";
import {
  type Arguments,
  type Command,
  option,
  UsageError,
} from "../words/command.ts";
import { computing, readKernels } from "../words/kernel_options.ts";
import { compiling, readSeed, readTextChoice, seed } from "../words/options.ts";
import { toRecord } from "../words/record.ts";
import { inputName, inputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";

export const gradeCommand: Command = {
  name: "grade",
  usage: "ANSWERS.nn --key KEY.nn",
  options: [
    option("key FILE", "the exercise with its answers"),
    seed,
    ...computing,
    ...compiling,
  ],
  exitStatus: "0 all right, 1 some wrong or left out, 2 could not grade",
  examples: [["sheet.nn --key homework.nn", "a mark for each blank"]],
  run,
};

function readGradeChoice(args: Arguments) {
  const key = args.text("key");
  if (key === undefined) {
    throw new UsageError(
      say("there is no key"),
      say(
        "Write --key FILE with the exercise as it was before nabla worksheet.",
      ),
    );
  }
  return {
    key: inputSource(key),
    options: { seed: readSeed(args), ...readKernels(args) },
    text: readTextChoice(args),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const { text, key: source, options } = readGradeChoice(args);
  const { isShort, isJson } = text;
  const path = inputName(source);
  const answers = await loadText(text, io);
  const key = load(await readSource(source, io), await readOptions(text, io));
  const compiled = networkOf(key);
  // Answers need not compile, nor be read to the last; but a text they must be.
  for (
    const [{ source }, diagnostics] of [
      [key, key.diagnostics],
      [answers, answers.source.diagnostics],
    ] as const
  ) {
    if (diagnostics.length === 0) continue;
    if (isJson) {
      io.data(toRecord("grade", 2, { source: source.name, diagnostics }));
    } else printDiagnostics(diagnostics, source, isShort, io);
    return 2;
  }
  const asked = compiled === undefined
    ? 0
    : compiled.expected.length + compiled.claims.length;
  if (compiled === undefined || asked === 0) {
    throw new UsageError(say("the key {path} expects nothing", { path }));
  }
  const marks = grade(answersIn(answers.compiled), compiled, options);
  const right = sum(marks, (mark) => mark.right);
  const blanks = sum(marks, (mark) => mark.blanks);
  const status = right === blanks ? 0 : 1;
  if (isJson) {
    const { name } = answers.source;
    const body = { source: name, key: path, right, blanks, marks };
    io.data(toRecord("grade", status, body));
  } else io.out(render(marks, answers.source, isShort, io));
  return status;
}

function render(
  marks: readonly Mark[],
  source: NamedText,
  isShort: boolean,
  { color, columns }: Pick<Io, "color" | "columns">,
): string {
  const paint = painter(color);
  const right = sum(marks, (mark) => mark.right);
  const blanks = sum(marks, (mark) => mark.blanks);
  const { rows } = renderTable(
    [{ title: "" }, { title: "", align: "right" }, { title: "" }],
    marks.map((mark) => [
      mark.path,
      `${mark.right}/${mark.blanks}`,
      leftOut(mark),
    ]),
    { indent: "  ", width: columns },
  );
  const mistakes = marks.filter(({ open, blanks }) => open < blanks)
    .flatMap(({ diagnostics }) => diagnostics);
  return [
    paint(
      say("{name}: {right} of {blanks}", { name: source.name, right, blanks }),
      "bold",
    ),
    ...rows,
    ...mistakes.length === 0
      ? []
      : isShort
      ? [renderShort(mistakes, source)]
      : ["", renderDiagnostics(mistakes, source, { color, columns })],
    "",
  ].join("\n");
}

function leftOut({ open, blanks, isAbsent }: Mark): string {
  if (isAbsent) return say("not on the sheet");
  if (open === 0) return "";
  return open === blanks
    ? say("left blank")
    : say("{count} left blank", { count: open });
}

function sum(marks: readonly Mark[], of: (mark: Mark) => number): number {
  return marks.reduce((total, mark) => total + of(mark), 0);
}
