import { assertEquals, assertStringIncludes } from "@std/assert";
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
