import { assert, assertEquals } from "@std/assert";
import { isCode } from "../../../dsl/diagnostics/codes.ts";
import { lessons, renderLesson } from "../../../dsl/manual/lessons.ts";
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

for (const [code, { wrong, right, text }] of Object.entries(lessons)) {
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

Deno.test("no line of a lesson is wider than 80 columns", () => {
  for (const [code, lesson] of Object.entries(lessons)) {
    if (!isCode(code)) throw new TypeError(code);
    for (const line of renderLesson(code, lesson).split("\n")) {
      assert(textWidth(line) <= 80, line);
    }
  }
});
