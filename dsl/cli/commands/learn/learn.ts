import { plural } from "../../../lib/base/words.ts";
import {
  type CourseLesson,
  courseLessons,
  lessonNamed,
} from "../../course/lessons.ts";
import {
  markAnswers,
  type MarkedAnswers,
  markSheet,
  questionsOf,
  withAnswers,
} from "../../course/sheets.ts";
import { renderDiagnostics } from "../../diagnostics/render.ts";
import { painter } from "../../typesetting/style.ts";
import { renderTable } from "../../typesetting/table.ts";
import { wrap } from "../../typesetting/wrap.ts";
import { readSource } from "../files/source.ts";
import { askLine } from "../words/asking.ts";
import {
  type Arguments,
  type Command,
  option,
  outputOption,
  UsageError,
} from "../words/command.ts";
import { refuseIdle } from "../words/idle.ts";
import { json } from "../words/options.ts";
import { readProgress, writeProgress } from "../words/learned.ts";
import { toRecord } from "../words/record.ts";
import { inputName, inputSource } from "../words/sources.ts";
import type { Io } from "../world/io.ts";

export const learnCommand: Command = {
  name: "learn",
  usage: "[LESSON]",
  options: [
    option("answers FILE", "mark a sheet that was filled in"),
    option("hint N", "the first N of three hints"),
    outputOption("progress", "keep what was solved in a file", ".json"),
    json,
  ],
  exitStatus:
    "0 shown, or all right, 1 some wrong or left out, 2 no such lesson",
  examples: [
    ["", "the lessons"],
    ["2.3", "a lesson, whose blanks are filled in at the terminal"],
    ["2.3 --answers sheet.nn", "marks for a sheet, with explanations"],
  ],
  run,
};

function readLearnChoice(args: Arguments) {
  const [name, ...rest] = args.positional;
  if (rest.length > 0) {
    throw new UsageError(
      "learn works on one lesson",
      "Write nabla learn 2.3; nabla learn lists the lessons.",
    );
  }
  const lesson = name === undefined ? undefined : lessonNamed(name);
  if (name !== undefined && lesson === undefined) {
    throw new UsageError(
      `there is no lesson ${name}`,
      "nabla learn lists the lessons.",
    );
  }
  const hints = args.number("hint", "an integer of at least 0") ?? 0;
  const answers = args.text("answers");
  if (lesson === undefined && (answers !== undefined || hints > 0)) {
    throw new UsageError(
      "there is no lesson",
      "Write its number, as in nabla learn 2.3 --hint 1.",
    );
  }
  if (answers !== undefined) {
    refuseIdle(args, ["hint"], "is for a lesson that is shown, not marked");
  } else if (args.flag("json")) {
    refuseIdle(args, ["hint"], "is for the terminal: --json gives all hints");
  }
  return {
    lesson,
    hints,
    answers,
    progress: args.text("progress"),
    isJson: args.flag("json"),
  };
}

async function run(args: Arguments, io: Io): Promise<number> {
  const { lesson, hints, answers, progress, isJson } = readLearnChoice(args);
  const solved = progress === undefined
    ? new Set<string>()
    : await readProgress(progress, io);
  if (lesson === undefined) {
    if (isJson) io.data(toRecord("learn", 0, { lessons: listed(solved) }));
    else io.out(`${contents(solved, io)}\n`);
    return 0;
  }
  const solve = async () => {
    if (progress === undefined) return;
    await writeProgress(progress, [...solved, lesson.id], io);
  };
  if (answers !== undefined) {
    const source = inputSource(answers);
    const { text } = await readSource(source, io);
    const marked = markSheet(lesson, text);
    const isDone = marked.agrees.every((agrees) => agrees);
    if (isDone) await solve();
    const status = isDone ? 0 : 1;
    if (isJson) {
      io.data(toRecord("learn", status, { lesson: lesson.id, ...marked }));
    } else io.out(`${marksOf(lesson, marked, inputName(source), io)}\n`);
    return status;
  }
  if (isJson) {
    const { id, title, text, hints } = lesson;
    const sheet = withAnswers(lesson, []);
    io.data(toRecord("learn", 0, { lesson: id, title, text, hints, sheet }));
    return 0;
  }
  io.out(`${page(lesson, hints, io)}\n`);
  if (io.readKey === undefined) {
    io.out(`\n${howToGoOn(lesson, io)}\n`);
    return 0;
  }
  return await ask(lesson, solve, io);
}

/** Asks for each blank, marks, and asks for those that are wrong again. */
async function ask(
  lesson: CourseLesson,
  solve: () => Promise<void>,
  io: Io,
): Promise<number> {
  const questions = questionsOf(lesson);
  const answers = questions.map(() => "");
  let agrees: readonly boolean[] = questions.map(() => false);
  let shown = 0;
  const say = (text: string) =>
    io.out(`${wrap(text, io.columns ?? 80).join("\n")}\n`);
  io.out("\n");
  say("Type each answer; ? gives a hint, Enter leaves one out, Ctrl-C ends.");
  io.out("\n");
  for (;;) {
    for (let i = 0; i < questions.length;) {
      if (agrees[i]) {
        i++;
        continue;
      }
      const typed = await askLine(`${questions[i].label} = `, io);
      if (typed === undefined) return 1;
      if (typed === "?") {
        say(lesson.hints[Math.min(shown, 2)]);
        shown++;
        continue;
      }
      answers[i++] = typed;
    }
    const marked = markAnswers(lesson, answers);
    agrees = marked.agrees;
    io.out(`\n${marksOf(lesson, marked, lesson.number, io)}\n`);
    if (agrees.every((each) => each)) {
      await solve();
      return 0;
    }
    io.out("\n");
  }
}

function listed(solved: ReadonlySet<string>) {
  return courseLessons.map(({ id, number, title }) => ({
    id,
    number,
    title,
    isSolved: solved.has(id),
  }));
}

function contents(solved: ReadonlySet<string>, { columns = 80 }: Io): string {
  const rows = listed(solved).map(({ number, id, title, isSolved }) => [
    isSolved ? "✓" : "",
    isFirst(number, id) ? number : id,
    title,
  ]);
  const { rows: lines } = renderTable(["", "", ""], rows, {
    indent: "  ",
    width: columns,
  });
  const next = courseLessons.find(({ id }) => !solved.has(id));
  return [
    ...wrap(
      "Backpropagation from a single number to two layers, an exercise a lesson:",
      columns,
    ),
    "",
    ...lines,
    "",
    next === undefined
      ? "All of them are solved."
      : `nabla learn ${nameOf(next)} opens the ${
        solved.size === 0 ? "first" : "next"
      } one.`,
  ].join("\n");
}

/** What a lesson is called on the command line: its number, or its name where others have that. */
function nameOf({ number, id }: CourseLesson): string {
  return isFirst(number, id) ? number : id;
}

function isFirst(number: string, id: string): boolean {
  return lessonNamed(number)?.id === id;
}

function page(
  lesson: CourseLesson,
  hints: number,
  { color, columns = 80 }: Io,
): string {
  const paint = painter(color);
  const paragraphs = lesson.text.flatMap((each) => [
    "",
    ...wrap(each, columns),
  ]);
  const shown = lesson.hints.slice(0, hints).flatMap((hint, i) => [
    "",
    ...wrap(`Hint ${i + 1}: ${hint}`, columns),
  ]);
  const sheet = withAnswers(lesson, []).split("\n").map((line) => `  ${line}`);
  return [
    paint(`${lesson.number} ${lesson.title}`, "bold"),
    ...paragraphs,
    "",
    ...sheet,
    ...shown,
  ].join("\n");
}

function howToGoOn(lesson: CourseLesson, { columns = 80 }: Io): string {
  const path = `examples/course/${lesson.id}.nn`;
  return wrap(
    `Put these lines into a file, fill in the blanks, and write nabla learn ${
      nameOf(lesson)
    } --answers FILE. The answers are in ${path}.`,
    columns,
  ).join("\n");
}

function marksOf(
  lesson: CourseLesson,
  { agrees, diagnostics, text }: MarkedAnswers,
  name: string,
  { color, columns }: Io,
): string {
  const right = agrees.filter((each) => each).length;
  const paint = painter(color);
  const next = courseLessons[courseLessons.indexOf(lesson) + 1];
  const after = right < agrees.length
    ? []
    : next === undefined
    ? ["That was the last one."]
    : [`Next: nabla learn ${nameOf(next)}, ${next.title}`];
  return [
    paint(`${right} of ${plural(agrees.length, "answer")} right`, "bold"),
    ...diagnostics.length === 0 ? [] : [
      "",
      renderDiagnostics(diagnostics, { name, text }, { color, columns }),
    ],
    ...after,
  ].join("\n");
}
