import { assert, assertEquals } from "@std/assert";
import { nodeNamed, renderPath } from "../../../dsl/trace/path.ts";
import { renderNode } from "../../../dsl/trace/telling.ts";
import { sentences } from "../../../dsl/trace/walk.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";
import {
  compile,
  isCompiled,
  renderTrace,
  runExercise,
  traceOf,
} from "../../../text.ts";
import { languageFiles } from "../../helpers/language_files.ts";

function traced(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return traceOf(compiled, runExercise(compiled));
}

const graph = languageFiles["sigmoid-graph"];

Deno.test("the lesson's numbers: values, local derivatives, gradients", () => {
  const { nodes } = traced(graph);
  assertEquals(nodes.map(({ name, value }) => [name, value[0]]), [
    ["A", 0],
    ["B", -0],
    ["C", 1],
    ["E", 2],
    ["F", 0.5],
  ]);
  assertEquals(
    nodes.map(({ gradient }) => gradient?.[0]),
    [0.25, -0.25, -0.25, -0.25, 1],
  );
  assertEquals(
    nodes.flatMap(({ uses }) => uses.map(({ local, above }) => [local, above])),
    [[-1, -0.25], [1, -0.25], [1, -0.25], [-0.25, 1]],
  );
});

for (
  const name of ["sigmoid-graph", "circuit", "homework", "matrix-derivative"]
) {
  Deno.test(`the tables of ${name}`, async (t) => {
    await t.assertSnapshot(renderTrace(traced(languageFiles[name])));
  });
}

Deno.test("a fan-out: gradients side by side, and their sum", async (t) => {
  // y = x²·x + sin(x): dy/dx = 3x² + cos x, by three ways.
  const trace = traced("given x = 2\nadd(mul(x -> square, x), x -> sin)");
  const [x] = trace.nodes;
  assertEquals(x.uses.length, 3);
  const sum = x.uses.reduce((n, { product }) => n + (product?.[0] ?? NaN), 0);
  assert(Math.abs(sum - (12 + Math.cos(2))) < 1e-12);
  await t.assertSnapshot(renderTrace(trace));
  await t.assertSnapshot(renderNode(x, trace));
});

Deno.test("the chain rule along a path, as formula and as numbers", async (t) => {
  const trace = traced(graph);
  const [a, f] = ["A", "F"].map((name) => nodeNamed(trace, name));
  assert(a !== undefined && f !== undefined);
  await t.assertSnapshot(renderPath(trace, a, f));
});

Deno.test("several paths, and the sum over them", async (t) => {
  const trace = traced("given x = 2\nadd(mul(x -> square, x), x -> sin)");
  const [x, y] = ["x", "y"].map((name) => nodeNamed(trace, name));
  assert(x !== undefined && y !== undefined);
  await t.assertSnapshot(renderPath(trace, x, y));
});

Deno.test("paths double with each step; of more than 20 the sum is not the derivative", () => {
  // Each step is a → 4a, by two ways: 3a and a.
  const told = (count: number) => {
    const steps = Array.from(
      { length: count },
      (_, i) => `a${i + 1}: add(a${i} -> scale(3), a${i})`,
    );
    const trace = traced(`given a0 = 1\na0 -> ${steps.join(" -> ")}`);
    const [from, to] = ["a0", `a${count}`].map((name) =>
      nodeNamed(trace, name)
    );
    assert(from !== undefined && to !== undefined);
    return renderPath(trace, from, to).split("\n");
  };
  const all = told(2);
  assertEquals(all.slice(-2), [
    "the sum over all 4 paths:",
    "  da2/da0 = 9 + 3 + 3 + 1 = 16",
  ]);
  const some = told(5);
  assertEquals(some.filter((line) => line.startsWith("path ")).length, 20);
  assertEquals(some.at(-2), "there are more paths; the sum over these 20:");
  const [, terms, sum] = /^ {2}([0-9 +]+) = (\d+)$/.exec(some.at(-1) ?? "") ??
    [];
  assertEquals(
    terms.split(" + ").map(Number).reduce((a, b) => a + b),
    Number(sum),
  );
  assert(Number(sum) < 4 ** 5);
});

Deno.test("every sentence of a trace fits in 80 columns", async (t) => {
  const all = sentences(traced(graph));
  assertEquals(all.length, 10);
  for (const line of all.join("\n").split("\n")) assert(textWidth(line) <= 80);
  await t.assertSnapshot(all);
});

const texts = [
  ...["sigmoid-graph", "circuit", "homework", "matrix-derivative", "skip"]
    .map((name) => languageFiles[name]),
  "given 输入 = 0.123456789\n隐藏层一: 输入 -> square -> 隐藏层二: sigmoid -> add(id, 隐藏层一 -> softplus)",
  "input(3) -> fc(4) -> relu -> fc(2) -> cross_entropy",
];
Deno.test("no line of a trace is wider than 80 columns, and numeric agrees", () => {
  for (const text of texts) {
    const trace = traced(text);
    for (const line of renderTrace(trace).split("\n")) {
      assert(textWidth(line) <= 80, line);
    }
    for (const { name, role, gradient, error = NaN } of trace.nodes) {
      if (gradient === undefined || role === "loss") continue;
      assert(error < 1e-8, `${name}: ${error}`);
    }
  }
});

Deno.test("numeric gradients can be left out, and all else stays", () => {
  const compiled = compile(languageFiles.homework);
  if (!isCompiled(compiled)) throw new Error();
  const exercise = runExercise(compiled);
  const whole = traceOf(compiled, exercise);
  assert(whole.nodes.some(({ numeric }) => numeric !== undefined));
  const without = traceOf(compiled, exercise, { numeric: false });
  assertEquals(
    without.nodes.map(({ numeric }) => numeric !== undefined),
    without.nodes.map(() => false),
  );
  const plain = whole.nodes.map((node) => ({
    ...node,
    numeric: undefined,
    error: undefined,
  }));
  assertEquals(without.nodes, plain);
});

Deno.test("what was not computed is a dot, never 0", () => {
  const trace = traced("fc(2,2)");
  assertEquals(trace.ranBackward, false);
  const [x] = trace.nodes;
  assert(x.gradient === undefined);
  assert(renderTrace(trace).includes("nothing to start from"));
  assert(renderNode(x, trace).includes("gradient  ·"));
});

Deno.test("a number in the place of a branch is no node of its own", () => {
  const { nodes } = traced("given x = [2, 4]\ninput(2) -> mul(id, 0.5)");
  assertEquals(nodes.map(({ name, from }) => [name, from]), [
    ["x", []],
    ["id1", ["x"]],
    ["mul1", ["id1", "0.5"]],
  ]);
});

Deno.test("a formula has no factor that is 1", () => {
  const formulaIn = (text: string) => traced(text).nodes[0].uses[0].rule;
  assertEquals(formulaIn("input(2) -> softplus -> fc(1)"), "dy·σ(x)");
  assertEquals(
    formulaIn("input(2) -> silu -> fc(1)"),
    "dy·(σ(x) + x·σ(x)·(1 - σ(x)))",
  );
  assertEquals(formulaIn("input(2) -> softplus(2) -> fc(1)"), "dy·σ(beta·x)");
});
