import { assert, assertEquals } from "@std/assert";
import { codes, isCode } from "../../../dsl/diagnostics/codes.ts";
import { lessonOn, renderLesson } from "../../../dsl/manual/lessons.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import {
  compile,
  type Diagnostic,
  isCompiled,
  judgeClaims,
  judgeNumbers,
  lint,
  runExercise,
  TextError,
} from "../../../text.ts";
import { zh } from "../../../words/zh.ts";
import { spoken } from "../../helpers/languages.ts";

/** All that is wrong with a text: as it compiles, as it runs, and what is probably a mistake. */
function mistakes(text: string): readonly Diagnostic[] {
  const compiled = compile(text);
  return [...compiled.diagnostics, ...isCompiled(compiled) ? judged() : []];

  function judged() {
    if (!isCompiled(compiled)) return [];
    try {
      return [
        ...judgeNumbers(compiled, runExercise(compiled)),
        ...judgeClaims(compiled),
      ].flatMap(({ diagnostic }) => diagnostic ?? []);
    } catch (error) {
      if (!(error instanceof TextError)) throw error;
      return error.diagnostics;
    }
  }
}

/** Too long to show, or no mistake of a text alone. */
const bare = new Set(["E017", "E018", "E022", "E023"]);

for (const code of Object.keys(codes).filter(isCode)) {
  const { wrong, right, text } = lessonOn(code);
  Deno.test(`the lesson on ${code} shows that mistake, and the text without it`, () => {
    assertEquals([wrong === undefined, right === undefined], [
      bare.has(code),
      bare.has(code),
    ]);
    assert(text.length > 0);
    if (wrong === undefined || right === undefined) return;
    const find = code.startsWith("W") ? lint : mistakes;
    assertEquals(find(wrong).map((each) => each.code), [code]);
    if (code === "E129") assertEquals(compile(right).diagnostics, []);
    else assertEquals(find(right), []);
  });
}

for (
  const [language, words] of [["English", undefined], ["Chinese", zh]] as const
) {
  Deno.test(`no line of a lesson is wider than its columns, in ${language}`, () => {
    for (const code of Object.keys(codes).filter(isCode)) {
      for (const width of [80, 40]) {
        const page = spoken(words, () => renderLesson(code, width));
        const [head, ...lines] = page.split("\n");
        assert(head.startsWith(code));
        for (const line of lines.filter((line) => !line.startsWith("  "))) {
          assert(textWidth(line) <= width, line);
        }
      }
    }
  });
}

Deno.test("a lesson in Chinese keeps the paragraphs and the examples, and has another text", () => {
  for (const code of Object.keys(codes).filter(isCode)) {
    const english = lessonOn(code);
    const chinese = spoken(zh, () => lessonOn(code));
    assertEquals({ ...chinese, text: "" }, { ...english, text: "" });
    assert(/[\u4e00-\u9fff]/.test(chinese.text), code);
    assertEquals(
      chinese.text.split("\n\n").length,
      english.text.split("\n\n").length,
      code,
    );
  }
});
