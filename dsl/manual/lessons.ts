import { type Code, codes } from "../diagnostics/codes.ts";
import { say, taught } from "../../words/say.ts";
import { wrap } from "../typesetting/wrap.ts";
import { formulas } from "./formulas.ts";
import type { Lesson } from "./lesson.ts";
import { meaning } from "./meaning.ts";
import { numbers } from "./numbers.ts";
import { spelling } from "./spelling.ts";

const inEnglish: Readonly<Record<Code, Lesson>> = {
  ...spelling,
  ...formulas,
  ...meaning,
  ...numbers,
};

/** The lesson on a code. */
export function lessonOn(code: Code): Lesson {
  const lesson = inEnglish[code];
  return { ...lesson, text: taught(code, lesson.text) };
}

/** The page of a code, within so many columns. */
export function renderLesson(
  code: Code,
  width = 80,
): string {
  const lesson = lessonOn(code);
  return [
    code + say(": {words}", { words: say(codes[code]) }),
    ...paragraphsOf(lesson).flatMap((
      paragraph,
    ) => ["", ...wrap(paragraph, width)]),
    ...example(say("wrong:"), lesson.wrong),
    ...example(say("right:"), lesson.right),
  ].join("\n");
}

export function paragraphsOf({ text }: Lesson): readonly string[] {
  return text.split("\n\n");
}

function example(title: string, text: string | undefined): string[] {
  return text === undefined
    ? []
    : ["", title, ...text.split("\n").map((line) => `  ${line}`)];
}
