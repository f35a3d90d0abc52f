import { assert, assertEquals, assertMatch } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { renderDiagnostics } from "../../../dsl/diagnostics/render.ts";
import { isCompiled, runExercise } from "../../../dsl/exercise/exercise.ts";
import { answersIn, grade } from "../../../dsl/exercise/grading.ts";
import { judgeNumbers } from "../../../dsl/exercise/judge.ts";
import { zh } from "../../../words/zh.ts";
import { mixed, spoken } from "../../helpers/languages.ts";

/** A text that cannot be run on its numbers, and what is said of it. */
const refused: readonly (readonly [text: string, said: RegExp])[] = [
  [
    "given x = [0, 0]\ngiven target = 7\nfc(2,3) -> cross_entropy",
    /^无法运行网络文本[^]*7 不是/,
  ],
  [
    "given a = -8\ngiven n = 2\nb = a^n",
    /^无法运行网络文本[^]*在这些数处/,
  ],
];

for (const [text, wanted] of refused) {
  Deno.test(`numbers that a layer does not take are refused in Chinese: ${text}`, () => {
    let said = "";
    spoken(zh, () => {
      const compiled = compile(text);
      assert(isCompiled(compiled));
      try {
        runExercise(compiled);
      } catch (error) {
        said = error instanceof Error ? error.message : "";
      }
    });
    assertMatch(said, wanted);
    assertEquals(mixed(said), [], said);
  });
}

Deno.test("an answer that depends on what was drawn is told so in Chinese", () => {
  const text = "fc(2,1)\ngiven x = [1, 2]\nexpect y = [7]";
  const said = spoken(zh, () => {
    const compiled = compile(text);
    assert(isCompiled(compiled));
    const [{ diagnostic }] = judgeNumbers(compiled, runExercise(compiled));
    assert(diagnostic);
    return renderDiagnostics([diagnostic], { name: "a.nn", text });
  });
  assertMatch(said, /它取决于 `fc1\.weight`/);
  assertEquals(mixed(said), [], said);
});

const key = `f(x) = x^2
f'(x) = 2*x
given a = 3
b = f(a)
expect b = 9
expect a.grad = 6
expect b.grad = 1
`;

Deno.test("marks for answers are given in Chinese: missing, blank, unreadable, wrong", () => {
  const answers = "expect b = _\nexpect a.grad = 3*\nexpect b.grad = 2";
  const said = spoken(zh, () => {
    const compiled = compile(key);
    assert(isCompiled(compiled));
    const marks = [answers, ""].flatMap((text) =>
      grade(answersIn(compile(text)), compiled).map(({ diagnostics }) =>
        renderDiagnostics(diagnostics, { name: "a.nn", text })
      )
    );
    return marks.join("\n");
  });
  for (
    const sentence of [
      /`b` 未填写/,
      /`a.grad` 未作答/,
      /`b.grad`：所填的值不一致/,
      /`f'` 未作答/,
      /单独写一行：`f'\(x\) = …`/,
    ]
  ) assertMatch(said, sentence);
  assertEquals(mixed(said), [], said);
});
