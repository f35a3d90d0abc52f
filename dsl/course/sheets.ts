/**
 * The blanks of a lesson, and the marks for what is filled in.
 *
 * @module
 */

import { say } from "../../words/say.ts";
import { indexOf } from "../../lib/base/shape.ts";
import { compile } from "../compiler/compiler.ts";
import { readData } from "../compiler/written_arrays.ts";
import type { Diagnostic, Span } from "../diagnostics/diagnostic.ts";
import { TextError } from "../diagnostics/text_error.ts";
import { isCompiled } from "../exercise/exercise.ts";
import { answersIn, grade } from "../exercise/grading.ts";
import { expectationsIn } from "../exercise/worksheet.ts";
import { blank, type File } from "../syntax/ast.ts";
import { parse } from "../syntax/parser.ts";
import type { CourseLesson } from "./lessons.ts";

/** A blank of a lesson. */
export interface CourseQuestion {
  /** What is asked: `E.grad`, `x.grad[1]`, `sigma'(x)`. */
  readonly label: string;
  /** A number, or a formula for a derivative. */
  readonly kind: "number" | "derivative";
  /** Where the answer stands in the key. */
  readonly span: Span;
  /** The answer of the key. */
  readonly answer: string;
}

/** What came of a learner's answers. */
export interface MarkedAnswers {
  /** Whether each is right, in the order of the questions. */
  readonly agrees: readonly boolean[];
  /** What is wrong with those that were given, with places in {@linkcode MarkedAnswers.text}. */
  readonly diagnostics: readonly Diagnostic[];
  /** The exercise with the answers in their places. */
  readonly text: string;
}

/** What a lesson asks, in the order of its text. */
export function questionsOf(
  { key }: Pick<CourseLesson, "key">,
): readonly CourseQuestion[] {
  const { file } = parse(key);
  return [...numbersAsked(file), ...derivativesAsked(file, key)]
    .sort((a, b) => a.span.start - b.span.start);
}

function numbersAsked(file: File): readonly CourseQuestion[] {
  return expectationsIn(file).flatMap(({ path, data }) => {
    const { cells, shape } = readData(data);
    return cells.map(({ span, text }, i): CourseQuestion => ({
      label: cells.length === 1
        ? path.text
        : `${path.text}[${indexOf(i, shape).join()}]`,
      kind: "number",
      span,
      answer: text,
    }));
  });
}

function derivativesAsked(
  { statements }: File,
  key: string,
): readonly CourseQuestion[] {
  return statements.flatMap((each): readonly CourseQuestion[] => {
    if (each.kind !== "function" || !each.isClaim) return [];
    const { name, parameters, expression: { span } } = each;
    return [{
      label: `${name.text}'(${parameters.map(({ text }) => text).join(", ")})`,
      kind: "derivative",
      span,
      answer: key.slice(span.start, span.end),
    }];
  });
}

/** The exercise with answers in place of its own; one that is empty is a blank. */
export function withAnswers(
  lesson: Pick<CourseLesson, "key">,
  answers: readonly string[],
): string {
  let text = "";
  let done = 0;
  for (const [i, { span }] of questionsOf(lesson).entries()) {
    // An answer is one line, whatever was pasted.
    const answer = (answers[i] ?? "").replace(/\s+/g, " ").trim() || blank;
    text += lesson.key.slice(done, span.start) + answer;
    done = span.end;
  }
  return text + lesson.key.slice(done);
}

/**
 * Marks the answers to a lesson's questions. A number is right as {@linkcode grade}
 * has it; a derivative, if differences agree with it.
 *
 * @throws {TextError} if the key has mistakes.
 */
export function markAnswers(
  lesson: Pick<CourseLesson, "key">,
  answers: readonly string[],
): MarkedAnswers {
  return markSheet(lesson, withAnswers(lesson, answers));
}

/** Marks a lesson's exercise that was filled in as a text. */
export function markSheet(
  lesson: Pick<CourseLesson, "key">,
  text: string,
): MarkedAnswers {
  const marks = markLines(lesson, text);
  const agrees: boolean[] = [];
  for (const line of marks) {
    for (const [i, question] of line.questions.entries()) {
      agrees[question] = line.agrees[i];
    }
  }
  const diagnostics = marks.flatMap(({ diagnostics }) => diagnostics);
  return { agrees, diagnostics, text };
}

/** What came of the answers on one line. */
export interface MarkedLine
  extends Pick<MarkedAnswers, "agrees" | "diagnostics"> {
  /** Which questions it has. */
  readonly questions: readonly number[];
}

/** Marks a lesson's exercise line by line: those of numbers, then those of derivatives. */
export function markLines(
  lesson: Pick<CourseLesson, "key">,
  text: string,
): readonly MarkedLine[] {
  const key = compile(lesson.key);
  if (!isCompiled(key)) {
    throw new TextError(say("mark"), lesson.key, key.diagnostics);
  }
  const questions = questionsOf(lesson);
  const inTurn = (["number", "derivative"] as const).flatMap((kind) =>
    questions.flatMap((each, i) => each.kind === kind ? [i] : [])
  );
  let done = 0;
  return grade(answersIn(compile(text)), key).map(
    ({ agrees, open, blanks, diagnostics }) => ({
      questions: inTurn.slice(done, done += agrees.length),
      agrees,
      diagnostics: open < blanks ? diagnostics : [],
    }),
  );
}
