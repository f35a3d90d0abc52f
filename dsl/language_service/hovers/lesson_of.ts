import { say, translated } from "../../../words/say.ts";
import { codes, isCode } from "../../diagnostics/codes.ts";
import { lessonOn, paragraphsOf } from "../../manual/lessons.ts";
import { codeBlock, type HoverBlock, phrase } from "./blocks.ts";

/** The lesson on a code of a diagnostic; undefined for an unknown code. */
export function lessonOf(code: string): readonly HoverBlock[] | undefined {
  if (!isCode(code)) return undefined;
  const lesson = lessonOn(code);
  const examples = [
    [say("wrong:"), lesson.wrong],
    [say("right:"), lesson.right],
  ] as const;
  return [
    phrase(translated(codes[code])),
    ...paragraphsOf(lesson).map(phrase),
    ...examples.flatMap(([what, text]) =>
      text === undefined ? [] : [phrase(what), codeBlock(text)]
    ),
  ];
}
