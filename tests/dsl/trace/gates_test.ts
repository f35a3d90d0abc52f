import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  compile,
  isCompiled,
  renderTrace,
  runExercise,
  traceOf,
} from "../../../text.ts";
import { nodeNamed, renderPath } from "../../../dsl/trace/path.ts";
import { sentences } from "../../../dsl/trace/walk.ts";
import { textWidth } from "../../../dsl/typesetting/width.ts";

const cases: readonly {
  readonly text: string;
  readonly numbers: Readonly<
    Record<
      string,
      { readonly value: number[]; readonly gradient: number[] }
    >
  >;
}[] = JSON.parse(
  await Deno.readTextFile(
    new URL("../../reference/formula_gates.json", import.meta.url),
  ),
);

function traced(text: string) {
  const compiled = compile(text);
  assert(isCompiled(compiled), JSON.stringify(compiled.diagnostics));
  return traceOf(compiled, runExercise(compiled));
}

for (const { text, numbers } of cases) {
  const name = text.split("\n").at(-1);
  Deno.test(`${name}: every gate has the value and the gradient that PyTorch has`, () => {
    const { nodes } = traced(text);
    assertEquals(
      nodes.map((node) => node.name).sort(),
      Object.keys(numbers).sort(),
    );
    for (const { name, value, gradient = [] } of nodes) {
      const right = numbers[name];
      for (
        const [own, other] of [
          [value, right.value],
          [gradient, right.gradient],
        ]
      ) {
        assertEquals(own.length, other.length, name);
        other.forEach((each, i) => assertAlmostEquals(own[i], each, 1e-12));
      }
    }
  });

  Deno.test(`${name}: as tables, within 80 and within 40 columns`, async (t) => {
    const trace = traced(text);
    await t.assertSnapshot(renderTrace(trace));
    for (const columns of [40, 80]) {
      for (const line of renderTrace(trace, { columns }).split("\n")) {
        assert(textWidth(line) <= columns, line);
      }
    }
  });
}

const [{ text: neuron }] = cases;

Deno.test("the path from a weight to the neuron, as formulas and as numbers", () => {
  const trace = traced(neuron);
  const [w11, h1] = ["w11", "h1"].map((name) => nodeNamed(trace, name));
  assert(w11 !== undefined && h1 !== undefined);
  assertEquals(
    renderPath(trace, w11, h1),
    `dh1/dw11 = dh1/db1 · db1/db1.add1 · db1.add1/db1.mul1 · db1.mul1/dw11
         = (h1·(1 - h1)) · 1 · 1 · a1
         = 0.15868 · 1 · 1 · 1
         = 0.15868`,
  );
});

Deno.test("each gate is told with the numbers put in", () => {
  const told = sentences(traced(neuron));
  assert(told.includes("b1.mul2 is `w12*a2`. Its value is -1*2 = -2."));
  assert(
    told.includes(
      "b1.add1 is `b1.mul1 + b1.mul2`. Its value is 0.5 + (-2) = -1.5.",
    ),
  );
});

Deno.test("what is only looked at has no gradient, and a parameter is read by its path", () => {
  const { nodes } = traced(
    "fc(2,1) -> mse\ngiven x = [1, 2]\nsize = sum(fc1.weight^2)",
  );
  const node = (name: string) => nodes.find((each) => each.name === name);
  assertEquals(node("size")?.gradient, undefined);
  assertEquals(node("size.pow1")?.operation, "fc1.weight^2");
  assertEquals(node("fc1.weight")?.uses.map((use) => use.node), ["fc1"]);
});

Deno.test("several losses are parts of their sum", () => {
  const trace = traced(
    "image: input(2)\nimage -> h: fc(2) -> mse\nh -> fc(1) -> sigmoid -> bce(weight=0.5)",
  );
  const parts = trace.nodes.filter(({ role }) => role === "loss");
  assertEquals(parts.map(({ name }) => name), ["mse1", "bce1", "loss"]);
  const [mse, bce, loss] = parts.map(({ value }) => value[0]);
  assertAlmostEquals(mse + bce, loss, 1e-12);
  assertEquals(parts[2].operation, "mse1 + bce1");
  for (const { error = 0 } of trace.nodes) assert(error < 1e-8);
});
