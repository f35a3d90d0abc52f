/**
 * What `nabla learn` prints of lessons.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import { plural } from "../../../../lib/base/words.ts";
import { type CourseLesson, lessonNamed } from "../../../course/lessons.ts";
import type { MarkedAnswers } from "../../../course/sheets.ts";
import { renderDiagnostics } from "../../../diagnostics/render.ts";
import { painter } from "../../../typesetting/style.ts";
import { renderTable } from "../../../typesetting/table.ts";
import { wrap } from "../../../typesetting/wrap.ts";
import type { Io } from "../../world/io.ts";

/** The lessons for a record, and whether each is solved. */
export function listed(
  lessons: readonly CourseLesson[],
  solved: ReadonlySet<string>,
) {
  return lessons.map(({ id, number, title }) => ({
    id,
    number,
    title,
    isSolved: solved.has(id),
  }));
}

/** The list of lessons, and the next one. */
export function contents(
  lessons: readonly CourseLesson[],
  solved: ReadonlySet<string>,
  { columns = 80 }: Io,
): string {
  const rows = listed(lessons, solved).map((
    { number, id, title, isSolved },
  ) => [
    isSolved ? "✓" : "",
    isFirst(number, id) ? number : id,
    title,
  ]);
  const { rows: lines } = renderTable(["", "", ""], rows, {
    indent: "  ",
    width: columns,
  });
  const next = lessons.find(({ id }) => !solved.has(id));
  return [
    ...wrap(
      say(
        "Backpropagation from a single number to two layers, an exercise a lesson:",
      ),
      columns,
    ),
    "",
    ...lines,
    "",
    next === undefined
      ? say("All of them are solved.")
      : solved.size === 0
      ? say("nabla learn {lesson} opens the first one.", {
        lesson: nameOf(next),
      })
      : say("nabla learn {lesson} opens the next one.", {
        lesson: nameOf(next),
      }),
  ].join("\n");
}

/** What a lesson is called on the command line: its number, or its name where others have that. */
function nameOf({ number, id }: CourseLesson): string {
  return isFirst(number, id) ? number : id;
}

function isFirst(number: string, id: string): boolean {
  return lessonNamed(number)?.id === id;
}

/** A lesson with its exercise, and the first of its hints. */
export function page(
  lesson: CourseLesson,
  written: string,
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
    ...wrap(say("Hint {number}: {hint}", { number: i + 1, hint }), columns),
  ]);
  const sheet = written.split("\n").map((line) => `  ${line}`);
  return [
    paint(`${lesson.number} ${lesson.title}`, "bold"),
    ...paragraphs,
    "",
    ...sheet,
    ...shown,
  ].join("\n");
}

/** What to do with a lesson where nobody can type answers. */
export function howToGoOn(lesson: CourseLesson, { columns = 80 }: Io): string {
  const path = `examples/course/${lesson.id}.nn`;
  return wrap(
    say(
      "Put these lines into a file, fill in the blanks, and write nabla learn {lesson} --answers FILE. The answers are in {path}.",
      { lesson: nameOf(lesson), path },
    ),
    columns,
  ).join("\n");
}

/** The marks, what is wrong, and what comes next. */
export function renderMarks(
  lesson: CourseLesson,
  lessons: readonly CourseLesson[],
  { agrees, diagnostics, text }: MarkedAnswers,
  name: string,
  { color, columns }: Io,
): string {
  const right = agrees.filter((each) => each).length;
  const paint = painter(color);
  const next = lessons[lessons.indexOf(lesson) + 1];
  const after = right < agrees.length
    ? []
    : next === undefined
    ? [say("That was the last one.")]
    : [
      say("Next: nabla learn {lesson}, {title}", {
        lesson: nameOf(next),
        title: next.title,
      }),
    ];
  return [
    paint(
      say("{right} of {answers} right", {
        right,
        answers: plural(agrees.length, "answer"),
      }),
      "bold",
    ),
    ...diagnostics.length === 0 ? [] : [
      "",
      renderDiagnostics(diagnostics, { name, text }, { color, columns }),
    ],
    ...after,
  ].join("\n");
}
