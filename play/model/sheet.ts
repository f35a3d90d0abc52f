/**
 * A lesson's exercise as it is filled in: its lines, with a place for each answer.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import type { CourseLesson } from "../../dsl/course/lessons.ts";
import {
  type CourseQuestion,
  type MarkedLine,
  markLines,
  questionsOf,
  withAnswers,
} from "../../dsl/course/sheets.ts";
import {
  type Diagnostic,
  type Label,
  quoted,
} from "../../dsl/diagnostics/diagnostic.ts";

/** A line of an exercise: words as they are, and between them numbers of questions. */
export type SheetLine = readonly (string | number)[];

/** An exercise with its questions. */
export interface Sheet {
  readonly questions: readonly CourseQuestion[];
  readonly lines: readonly SheetLine[];
}

/** The exercise of a lesson. */
export function sheetOf(lesson: Pick<CourseLesson, "key">): Sheet {
  const questions = questionsOf(lesson);
  const lines: (string | number)[][] = [[]];
  const write = (text: string) => {
    const [first, ...others] = text.split("\n");
    lines[lines.length - 1].push(first);
    lines.push(...others.map((line) => [line]));
  };
  let done = 0;
  for (const [i, { span }] of questions.entries()) {
    write(lesson.key.slice(done, span.start));
    lines[lines.length - 1].push(i);
    done = span.end;
  }
  write(lesson.key.slice(done));
  return { questions, lines };
}

/** What came of the answers when they were checked. */
export interface CheckedSheet {
  readonly answers: readonly string[];
  /** The exercise with them in it, where the places of what is wrong are. */
  readonly text: string;
  readonly lines: readonly MarkedLine[];
  /** How many are right, and how many were left out. */
  readonly right: number;
  readonly open: number;
}

/** Marks answers to the questions of a lesson. */
export function checkSheet(
  lesson: Pick<CourseLesson, "key">,
  answers: readonly string[],
): CheckedSheet {
  const text = withAnswers(lesson, answers);
  const lines = markLines(lesson, text);
  const right = lines.flatMap(({ agrees }) => agrees).filter((each) => each);
  return {
    answers,
    text,
    lines,
    right: right.length,
    open: answers.filter(isLeftOut).length,
  };
}

/** Whether an answer is right or wrong; undefined where it was left out, or has changed since. */
export function markOf(
  checked: CheckedSheet | undefined,
  answers: readonly string[],
  question: number,
): "right" | "wrong" | undefined {
  const answer = answers[question];
  if (isLeftOut(answer) || answer !== checked?.answers[question]) {
    return undefined;
  }
  const line = checked.lines.find(({ questions }) =>
    questions.includes(question)
  );
  return line?.agrees[line.questions.indexOf(question)] ? "right" : "wrong";
}

/** What is wrong on the line of some questions, unless an answer of them has changed since. */
export function reasonsFor(
  checked: CheckedSheet | undefined,
  answers: readonly string[],
  questions: readonly number[],
): readonly Reason[] {
  const line = checked?.lines.find((each) =>
    each.questions.includes(questions[0])
  );
  const isSame = questions.every((i) => answers[i] === checked?.answers[i]);
  if (checked === undefined || line === undefined || !isSame) return [];
  return line.diagnostics.map((each) =>
    reasonOf(each, checked.text, questions)
  );
}

/** Why an answer is wrong, in words with code in backticks. */
export interface Reason {
  readonly message: string;
  /** What is said of places on the line. */
  readonly labels: readonly string[];
  readonly notes: readonly string[];
}

function reasonOf(
  { message, labels, notes, helps }: Diagnostic,
  text: string,
  questions: readonly number[],
): Reason {
  const primary = labels.find(({ primary }) => primary) ?? labels[0];
  const isNear = ({ span: { start } }: Label) =>
    !text.slice(
      Math.min(start, primary.span.start),
      Math.max(start, primary.span.end),
    ).includes("\n");
  const near = labels.filter((each) => each.text !== "" && isNear(each));
  const isOne = near.length === 1;
  return {
    message: isOne
      ? message + say(": {words}", { words: near[0].text })
      : message,
    labels: isOne
      ? []
      : near.map(({ span, text: said }) =>
        quoted(text.slice(span.start, span.end)) +
        say(": {words}", { words: said })
      ),
    // Advice for an array is not for one number of it.
    notes: questions.length === 1
      ? [...notes, ...helps.map(({ text }) => text)]
      : notes,
  };
}

function isLeftOut(answer: string | undefined): boolean {
  return (answer ?? "").trim() === "";
}
