import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { defineLayer } from "../../../define.ts";
import { exerciseTestsOf } from "../../../dsl/reports/exercise_tests.ts";

Deno.test("the gradients of an exercise are tested at its own numbers", () => {
  const far = defineLayer({
    name: "far",
    f: (x) => x * x,
    df: (x) => x > 100 ? x : 2 * x,
  });
  const verdicts = [[200, 1], [2, 1]].map((x) => {
    const text = `input(2) -> far\ngiven x = [${x}]\n`;
    const tests = exerciseTestsOf({ name: "far.nn", text }, {
      layers: [far],
      seed: 0,
    });
    return tests.map(({ name, run }) => `${name}: ${run() ?? "right"}`);
  });
  assertEquals(verdicts[1], ["far.nn: gradients: right"]);
  assertStringIncludes(verdicts[0][0], "the fault is in `far1`");
});

Deno.test("a layer that throws, or gives no shape, is one failing test of its text", () => {
  const declaration = { bind: () => ({ forward() {}, backward() {} }) };
  const half = defineLayer({
    ...declaration,
    name: "half",
    outputShape: ([width]) => [width / 2],
  });
  const boom = defineLayer({
    name: "boom",
    outputShape: (shape) => shape,
    bind: () => ({
      forward() {
        throw new Error("kaboom");
      },
      backward() {},
    }),
  });
  for (const [name, words] of [["half", "found [1.5]"], ["boom", "kaboom"]]) {
    const text =
      `input(3) -> ${name}\ngiven x = [1, 2, 3]\nexpect y = [1, 2, 3]\n`;
    const options = { seed: 0, layers: [half, boom] };
    const [test, ...others] = exerciseTestsOf({ name: "a.nn", text }, options);
    assertEquals([test.name, others.length], ["a.nn runs", 0]);
    assertThrows(() => test.run(), Error, words);
  }
});

Deno.test("a claimed derivative is a test, in a library too", () => {
  const claim = "f(x) = x^2\nf'(x) = x\n";
  for (
    const [text, names] of [
      [claim, ["mine.nn: claim f'"]],
      [
        `${claim}given a = 2\nb = f(a)\nexpect b = 4\n`,
        ["mine.nn: expect b", "mine.nn: claim f'", "mine.nn: gradients"],
      ],
    ] as const
  ) {
    const tests = exerciseTestsOf({ name: "mine.nn", text }, { seed: 0 });
    assertEquals(tests.map(({ name }) => name), [...names]);
    const failed = tests.filter((test) => test.run() !== undefined);
    assertEquals(failed.map(({ name }) => name), ["mine.nn: claim f'"]);
  }
});
