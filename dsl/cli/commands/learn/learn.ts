import {
  type CourseLesson,
  courseLessons,
  lessonNamed,
  spokenLessons,
} from "../../../course/lessons.ts";
import { say } from "../../../../words/say.ts";
import { wrap } from "../../../typesetting/wrap.ts";
import { readSource } from "../../files/source.ts";
import { askLine } from "../../words/asking.ts";
import {
  type Arguments,
  type Command,
  option,
  outputOption,
  UsageError,
} from "../../words/command.ts";
import { refuseIdle } from "../../words/idle.ts";
import { json } from "../../words/options.ts";
import { readProgress, writeProgress } from "./learned.ts";
import {
  contents,
  howToGoOn,
  listed,
  page,
  renderMarks,
} from "./lesson_words.ts";
import { toRecord } from "../../words/record.ts";
import { inputName, inputSource } from "../../words/sources.ts";
import type { Io } from "../../world/io.ts";

export const learnCommand: Command = {
  name: "learn",
  usage: "[LESSON]",
  words: () => [...new Set(courseLessons.map(({ number }) => number))],
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

function readLearnChoice(
  args: Arguments,
  lessons: readonly CourseLesson[],
) {
  const [name, ...rest] = args.positional;
  if (rest.length > 0) {
    throw new UsageError(
      say("learn works on one lesson"),
      say("Write nabla learn 2.3; nabla learn lists the lessons."),
    );
  }
  const lesson = name === undefined ? undefined : lessonNamed(name, lessons);
  if (name !== undefined && lesson === undefined) {
    throw new UsageError(
      say("there is no lesson {name}", { name }),
      say("nabla learn lists the lessons."),
    );
  }
  const hints = args.number("hint", "an integer of at least 0") ?? 0;
  const answers = args.text("answers");
  if (lesson === undefined && (answers !== undefined || hints > 0)) {
    throw new UsageError(
      say("there is no lesson"),
      say("Write its number, as in nabla learn 2.3 --hint 1."),
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
  const lessons = await spokenLessons();
  const { lesson, hints, answers, progress, isJson } = readLearnChoice(
    args,
    lessons,
  );
  const solved = progress === undefined
    ? new Set<string>()
    : await readProgress(progress, io);
  if (lesson === undefined) {
    if (isJson) {
      io.data(toRecord("learn", 0, { lessons: listed(lessons, solved) }));
    } else io.out(`${contents(lessons, solved, io)}\n`);
    return 0;
  }
  // The list is there without all that marks answers.
  const sheets = await import("../../../course/sheets.ts");
  const solve = async () => {
    if (progress === undefined) return;
    await writeProgress(progress, [...solved, lesson.id], io);
  };
  if (answers !== undefined) {
    const source = inputSource(answers);
    const { text } = await readSource(source, io);
    const marked = sheets.markSheet(lesson, text);
    const isDone = marked.agrees.every((agrees) => agrees);
    if (isDone) await solve();
    const status = isDone ? 0 : 1;
    if (isJson) {
      io.data(toRecord("learn", status, { lesson: lesson.id, ...marked }));
    } else {io.out(
        `${renderMarks(lesson, lessons, marked, inputName(source), io)}\n`,
      );}
    return status;
  }
  if (isJson) {
    const { id, title, text, hints } = lesson;
    const sheet = sheets.withAnswers(lesson, []);
    io.data(toRecord("learn", 0, { lesson: id, title, text, hints, sheet }));
    return 0;
  }
  io.out(`${page(lesson, sheets.withAnswers(lesson, []), hints, io)}\n`);
  if (io.readKey === undefined) {
    io.out(`\n${howToGoOn(lesson, io)}\n`);
    return 0;
  }
  return await ask(lesson, lessons, sheets, solve, io);
}

/** Asks for each blank, marks, and asks for those that are wrong again. */
async function ask(
  lesson: CourseLesson,
  lessons: readonly CourseLesson[],
  { markAnswers, questionsOf }: typeof import("../../../course/sheets.ts"),
  solve: () => Promise<void>,
  io: Io,
): Promise<number> {
  const questions = questionsOf(lesson);
  const answers = questions.map(() => "");
  let agrees: readonly boolean[] = questions.map(() => false);
  let shown = 0;
  const print = (text: string) =>
    io.out(`${wrap(text, io.columns ?? 80).join("\n")}\n`);
  io.out("\n");
  print(
    say("Type each answer; ? gives a hint, Enter leaves one out, Ctrl-C ends."),
  );
  io.out("\n");
  for (;;) {
    for (let i = 0; i < questions.length;) {
      if (agrees[i]) {
        i++;
        continue;
      }
      const typed = await askLine(`${questions[i].label} = `, io);
      if (typed === undefined) return 1;
      if (/^[?？]$/.test(typed)) {
        print(lesson.hints[Math.min(shown, 2)]);
        shown++;
        continue;
      }
      answers[i++] = typed;
    }
    const marked = markAnswers(lesson, answers);
    agrees = marked.agrees;
    io.out(`\n${renderMarks(lesson, lessons, marked, lesson.number, io)}\n`);
    if (agrees.every((each) => each)) {
      await solve();
      return 0;
    }
    io.out("\n");
  }
}
