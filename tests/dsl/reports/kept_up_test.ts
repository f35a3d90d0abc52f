// What forward keeps up, what chance drops and what is shared, as texts and
// reports show it.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { diagramOf } from "../../../dsl/drawing/diagram.ts";
import { neuronsToSvg } from "../../../dsl/drawing/neurons.ts";
import { renderOutline } from "../../../dsl/reports/outline.ts";
import { renderRun } from "../../../dsl/reports/run_report.ts";
import { renderNode } from "../../../dsl/trace/telling.ts";
import {
  compile,
  isCompiled,
  judgeNumbers,
  renderTrace,
  runExercise,
  traceOf,
} from "../../../text.ts";

function compiled(text: string) {
  const found = compile(text);
  assert(isCompiled(found), JSON.stringify(found.diagnostics));
  return found;
}

const kept = `fc(2,2,bias=none) -> batchnorm(momentum=0.5) -> fc(1) -> mse
given x = [[1, 2], [3, 4]]
given target = [[0], [1]]
given fc1.weight = [[1, 0], [0, 1]]
given fc2.weight = [[1, 1]]
given batchnorm1.mean = [1, 1]
given batchnorm1.variance = [2, 2]
`;

Deno.test("running statistics are given and expected by their paths", () => {
  const found = compiled(
    `${kept}expect batchnorm1.mean = [1.5, 2]
expect batchnorm1.variance = [2, 2]`,
  );
  const judged = judgeNumbers(found, runExercise(found));
  assertEquals(judged.map(({ agrees }) => agrees), [true, true]);
});

Deno.test("a run shows running statistics without a gradient, and does not call them drawn", async (t) => {
  const found = compiled(kept);
  const exercise = runExercise(found);
  const text = renderRun(found, exercise);
  await t.assertSnapshot(text);
  assertEquals(text.includes("batchnorm1.mean.grad"), false);
  const open = compiled("input(2) -> batchnorm -> mse");
  assertEquals(runExercise(open).drawn, [
    "x",
    "target",
    "batchnorm1.weight",
    "batchnorm1.bias",
  ]);
});

Deno.test("a trace leaves running statistics as the run left them", async (t) => {
  const found = compiled(kept);
  const trace = traceOf(found, runExercise(found));
  const [mean] = trace.nodes.filter(({ name }) => name === "batchnorm1.mean");
  assertEquals([...mean.value], [1.5, 2]);
  assertEquals([mean.gradient, mean.numeric], [undefined, undefined]);
  const errors = trace.nodes.flatMap(({ error }) => error ?? []);
  assert(errors.length > 0 && errors.every((error) => error < 1e-7));
  await t.assertSnapshot(renderTrace(trace));
  await t.assertSnapshot(renderNode(mean, trace));
});

Deno.test("the differences of a trace drop what its run dropped", () => {
  for (
    const text of [
      "input(8) -> dropout(0.4) -> fc(3) -> dropout -> mse",
      "input(1) -> dropout(0.4) -> fc(1) -> dropout -> mse",
    ]
  ) {
    const found = compiled(text);
    for (const seed of [0, 1, 2]) {
      const { nodes } = traceOf(found, runExercise(found, { seed }));
      for (const { name, role, error = NaN, gradient } of nodes) {
        if (gradient === undefined || role === "loss") continue;
        assert(error < 1e-7, `${text}, ${name}`);
      }
      let products = 0;
      for (const { uses, gradient } of nodes) {
        if (gradient?.length !== 1 || uses.length !== 1) continue;
        const [{ local = NaN, above = NaN }] = uses;
        assert(Math.abs(local * above - gradient[0]) < 1e-12);
        products++;
      }
      assertEquals(products > 0, text.startsWith("input(1)"));
    }
  }
});

const shared = "input(1) -> h: fc(1) -> tanh -> same(h) -> mse";

Deno.test("a trace shows each use of a shared parameter, and their sum", async (t) => {
  const found = compiled(shared);
  const trace = traceOf(found, runExercise(found));
  const [weight] = trace.nodes.filter(({ name }) => name === "h.weight");
  assertEquals(weight.uses.map(({ node }) => node), ["h", "same1"]);
  const sum = weight.uses.reduce(
    (n, { local = NaN, above = NaN }) => n + local * above,
    0,
  );
  assert(Math.abs(sum - (weight.gradient?.[0] ?? NaN)) < 1e-12);
  await t.assertSnapshot(renderTrace(trace));
});

Deno.test("an outline and pictures say what is shared, and count it once", async (t) => {
  const found = compiled(
    "let b(n) = fc(n) -> batchnorm\ninput(3) -> h: b(3) -> k: fc(3) -> same(h) -> same(k)",
  );
  await t.assertSnapshot(renderOutline(found.network));
  const { nodes } = diagramOf(found, "net");
  assertEquals(
    nodes.map(({ title }) => title),
    [
      "x",
      "fc(3)",
      "batchnorm",
      "k: fc(3)",
      "fc1: same(h.fc1)",
      "batchnorm1: same(h.batchnorm1)",
      "same(k)",
    ],
  );
  const [, , batchnorm] = nodes;
  assertStringIncludes(batchnorm.lines.join(), "6 parameters");
});

Deno.test("neurons of a shared layer have its weights", () => {
  const found = compiled(
    "h: fc(2,2) -> tanh -> same(h)\ngiven h.weight = [[0.25, 3.5], [-7, 11]]",
  );
  const svg = neuronsToSvg(found, "net", runExercise(found)) ?? "";
  for (const weight of ["0.25", "3.5", "-7", "11"]) {
    assertEquals(svg.split(`>${weight}<`).length - 1, 2, weight);
  }
});
