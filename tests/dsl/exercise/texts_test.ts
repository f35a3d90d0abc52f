// Texts of the whole grammar against PyTorch: every value and gradient. The numbers are
// made in double precision by tests/reference/make_texts.py.
import { assert, assertEquals } from "@std/assert";
import { compile } from "../../../dsl/compiler/compiler.ts";
import { isCompiled, runExercise } from "../../../dsl/exercise/exercise.ts";
import { judgeNumbers } from "../../../dsl/exercise/judge.ts";

type Nested = number | readonly Nested[];
type Numbers = Readonly<Record<string, Nested>>;

interface Case {
  readonly text: string;
  readonly given: Numbers;
  readonly expect: Numbers;
}

const { cases }: { cases: readonly Case[] } = JSON.parse(
  await Deno.readTextFile(
    new URL("../../reference/texts.json", import.meta.url),
  ),
);

/** How far a number may be from PyTorch's, relative to the larger of 1 and it. */
const most = 1e-12;

function lines(keyword: "given" | "expect", numbers: Numbers): string {
  return Object.entries(numbers).map(([path, data]) =>
    `\n${keyword} ${path} = ${JSON.stringify(data)}`
  ).join("");
}

/** What is further from what the case says than it may be. */
function differences({ text, given, expect }: Case): string[] {
  const compiled = compile(
    text + lines("given", given) + lines("expect", expect),
  );
  assertEquals(compiled.diagnostics.map(({ message }) => message), [], text);
  assert(isCompiled(compiled));
  const judged = judgeNumbers(compiled, runExercise(compiled));
  assertEquals(judged.length, Object.keys(expect).length);
  return judged.flatMap(({ path, numbers }) =>
    numbers.flatMap(({ computed, written: { value } }, i) => {
      const apart = Math.abs(computed - value) / Math.max(1, Math.abs(value));
      return apart <= most ? [] : [`${path} ${i}: ${computed} for ${value}`];
    })
  );
}

for (const each of cases) {
  const { text, expect } = each;
  const count = Object.values(expect).flat(9).length;
  Deno.test(`${JSON.stringify(text)} has PyTorch's ${count} numbers`, () => {
    assertEquals(differences(each), []);
  });
}

Deno.test("one number that is changed is found in every text", () => {
  for (const [i, each] of cases.entries()) {
    const paths = Object.keys(each.expect);
    const path = paths[i % paths.length];
    const changed = {
      ...each,
      expect: { ...each.expect, [path]: changedAt(each.expect[path], i) },
    };
    assertEquals(differences(changed).length, 1, `${path} of ${each.text}`);
  }
});

/** The numbers with one of them a little larger. */
function changedAt(data: Nested, at: number): Nested {
  if (typeof data === "number") return data + 1e-6;
  const length = data.length;
  return data.map((item, i) =>
    i === at % length ? changedAt(item, Math.floor(at / length)) : item
  );
}
