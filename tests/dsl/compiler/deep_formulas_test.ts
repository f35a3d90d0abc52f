// Formulas as deep as they may be are compiled, printed and run.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { format } from "../../../mod.ts";
import { compile, isCompiled, lint, runExercise } from "../../../text.ts";
import { run } from "../../helpers/memory_io.ts";

const many = (text: string, n = 1000) => text.repeat(n);
const formulas: readonly (readonly [what: string, formula: string])[] = [
  ["1,000 terms", `${many("x + ", 999)}x`],
  ["1,000 calls", `${many("sin(")}x${many(")")}`],
  ["1,000 calls of sums", `${many("sin(1 + ")}x${many(")")}`],
  ["1,000 brackets", `${many("x - (", 998)}x - x${many(")", 998)}`],
  ["1,000 minus signs", `${many("-(", 999)}-x${many(")", 999)}`],
  ["1,000 powers", `${many("x^", 999)}x`],
];
for (const [what, formula] of formulas) {
  Deno.test(`a formula of ${what} is compiled, printed and run`, () => {
    const text = `given x = 0.5\ny = ${formula}`;
    const compiled = compile(text);
    assertEquals(compiled.diagnostics, []);
    assertEquals(lint(text), []);
    if (!isCompiled(compiled)) return;
    assert(format(compiled.network) === text);
    runExercise(compiled);
  });
}

Deno.test("a function that uses its parameter twice, 30 times in itself, is shown", async () => {
  const text = `f(t) = t*t; given x = 1; y = ${many("f(", 30)}x${
    many(")", 30)
  }`;
  const { status, out } = await run(["show", text]);
  assertEquals(status, 0);
  assertStringIncludes(out, "y");
});
