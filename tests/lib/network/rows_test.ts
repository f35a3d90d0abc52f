import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { Layer } from "../../../lib/layer/layer.ts";
import type { Formula } from "../../../lib/layer/formula.ts";
import type { GivenValue, Item, ItemRow } from "../../../lib/layer/item.ts";
import {
  add,
  AssemblyError,
  concat,
  fc,
  gradcheck,
  id,
  input,
  labelled,
  mse,
  mul,
  neg,
  network,
  recip,
  reference,
  relu,
  sigmoid,
  sub,
  tanh,
} from "../../../mod.ts";
import { assemble } from "../../../lib/network/assemble.ts";
import { type Part, toItems } from "../../../lib/layer/merge.ts";

const row = (...parts: readonly Part[]): ItemRow => toItems(parts);
const name = (name: string): Formula => ({ kind: "name", name });
const gate = (layer: Layer, ...operands: readonly Formula[]): Formula => ({
  kind: "gate",
  layer,
  operands,
});
const product = (a: Formula, b: Formula) => gate(mul(id(), id()).layer, a, b);
const sum = (a: Formula, b: Formula) => gate(add(id(), id()).layer, a, b);
const formula = (
  label: string,
  formula: Formula,
): ItemRow => [{ kind: "formula", label, formula }];
const number = (name: string, value: number): GivenValue => ({
  name,
  shape: [],
  data: [value],
});

/** `b1 = w11*a1 + w12*a2 + bias1` and `h1 = sigmoid(b1)`, by hand. */
Deno.test("a neuron as two formulas has the values and gradients of the paper", () => {
  const given = [
    number("a1", 1),
    number("a2", 2),
    number("w11", 0.5),
    number("w12", -1),
    number("bias1", 0.1),
  ];
  const net = assemble([
    formula(
      "b1",
      sum(
        sum(product(name("w11"), name("a1")), product(name("w12"), name("a2"))),
        name("bias1"),
      ),
    ),
    formula("h1", gate(sigmoid(), name("b1"))),
  ], { given });
  assertEquals(
    net.steps.filter(({ inputs }) => inputs.length > 0).map(({ name }) => name),
    ["b1.mul1", "b1.mul2", "b1.add1", "b1", "h1"],
  );
  const bound = net.bind();
  bound.forward();
  bound.backward();
  const h = 1 / (1 + Math.exp(1.4));
  assertAlmostEquals(bound.y[0], h, 1e-15);
  assertAlmostEquals(
    bound.parameters.get("w11").gradient[0],
    h * (1 - h),
    1e-15,
  );
  assertAlmostEquals(
    bound.parameters.get("a2").gradient[0],
    -h * (1 - h),
    1e-15,
  );
});

Deno.test("a number that a formula names is given, with a gradient; its sign is its own", () => {
  const three: Formula = { kind: "number", value: 3, text: "3" };
  const net = assemble([
    formula("a", gate(neg(), three)),
    formula("b", product(name("a"), name("a"))),
  ]);
  assertEquals(net.given, [number("a", -3)]);
  const bound = net.bind({ batch: 2 });
  bound.dy.fill(1);
  bound.forward();
  bound.backward();
  // Of two examples: twice 2a.
  assertEquals([...bound.y], [9, 9]);
  assertEquals(bound.parameters.get("a").gradient[0], -12);
});

Deno.test("numbers of a formula have no gradient, and functions are taken apart", () => {
  const f = {
    name: "f",
    parameters: ["t"],
    body: sum(name("t"), { kind: "number", value: 3, text: "3" }),
  } as const;
  const net = assemble([
    formula(
      "y1",
      product({ kind: "call", function: f, operands: [name("a")] }, name("a")),
    ),
  ], { given: [number("a", 2)] });
  const bound = net.bind();
  bound.forward();
  bound.backward();
  // (a + 3)·a, with derivative 2a + 3.
  assertEquals(bound.y[0], 10);
  assertEquals(bound.parameters.get("a").gradient[0], 7);
});

Deno.test("a function is a step, with its gates behind its name", () => {
  const body = product(name("t"), gate(sigmoid(), name("t")));
  const swish: Item = {
    kind: "formula",
    formula: body,
    function: { name: "swish", parameters: ["t"], body },
  };
  const net = assemble([[...row(fc(2, 3)), swish, ...row(fc(1)), swish]]);
  assertEquals(net.steps.map(({ name }) => name), [
    "fc1",
    "swish1.sigmoid1",
    "swish1",
    "fc2",
    "swish2.sigmoid1",
    "swish2",
  ]);
  assertEquals(gradcheck(net).verdict, "pass");
});

const pair: readonly ItemRow[] = [
  row(labelled("image", input(3))),
  row(labelled("words", input(2))),
  row(reference("image"), labelled("a", fc(2)), tanh()),
  row(
    add([reference("a")], [reference("words"), fc(2)]),
    relu(),
    labelled("h", fc(2)),
  ),
];

Deno.test("inputs are declared by rows of their own", () => {
  const net = assemble(
    pair.slice(0, 2).concat([
      row(concat([reference("image")], [reference("words"), tanh()])),
    ]),
  );
  assertEquals(net.inputs.map((value) => net.values[value].name), [
    "image",
    "words",
  ]);
  const bound = net.bind();
  assertEquals([...bound.inputs.keys()], ["image", "words"]);
  assertEquals(gradcheck(net).verdict, "pass");
});

Deno.test("several losses add up, each with its own target, and their gradients too", () => {
  const net = assemble([
    ...pair.slice(0, 2),
    row(reference("image"), labelled("a", fc(2)), tanh(), fc(1), mse()),
    row(
      add([reference("a")], [reference("words"), fc(2)]),
      relu(),
      labelled("main", mse()),
    ),
  ]);
  assertEquals(net.losses.map(({ step }) => step.name), ["mse1", "main"]);
  assertEquals(net.losses.map(({ target }) => net.values[target].name), [
    "mse1.target",
    "main.target",
  ]);
  assertEquals(net.steps.slice(-2).map(({ name }) => name), ["mse1", "main"]);
  const bound = net.bind({ batch: 2, seed: 1 });
  for (const values of [...bound.inputs.values(), ...bound.targets.values()]) {
    values.forEach((_, i) => values[i] = Math.sin(i + 1));
  }
  bound.forward();
  const parts = net.losses.map(({ step }) => bound.values[step.output]);
  assertEquals([...bound.losses], [
    parts[0][0] + parts[1][0],
    parts[0][1] + parts[1][1],
  ]);
  assertEquals(gradcheck(net).verdict, "pass");
});

Deno.test("a formula that is there to look at does not touch the gradients, whatever it computes", () => {
  const rows = [
    row(fc(2, 1), labelled("h", relu()), mse()),
    formula(
      "look",
      gate(recip(), gate(sub(id(), id()).layer, name("h"), name("h"))),
    ),
  ];
  const run = (rows: readonly ItemRow[], inspect: boolean) => {
    const bound = assemble(rows).bind({ seed: 3, inspect });
    bound.x.set([1, 2]);
    bound.target.set([3]);
    bound.forward();
    bound.backward();
    return [...bound.parameters].map(({ gradient }) => [...gradient]);
  };
  for (const inspect of [true, false]) {
    assertEquals(run(rows, inspect), run(rows.slice(0, 1), inspect));
  }
});

Deno.test("a formula of inner values joins a pipeline whose end nobody uses", () => {
  const net = assemble([
    row(fc(2, 3), labelled("h", tanh()), fc(1)),
    formula("look", gate(neg(), name("h"))),
  ]);
  assertEquals(net.outputShape, [3]);
  assertEquals(gradcheck(net).verdict, "pass");
});

Deno.test("a line that is only an input gives what formulas call x", () => {
  const net = assemble([
    row(input(3)),
    formula("y", gate(neg(), name("x"))),
  ]);
  assertEquals(net.outputShape, [3]);
});

const refused: readonly (readonly [string, readonly ItemRow[]])[] = [
  ["which input", [...pair.slice(0, 2), row(fc(2), relu())]],
  ["unused input", [...pair.slice(0, 2), row(reference("image"), fc(2))]],
  ["two networks", [row(fc(2, 1)), row(fc(3))]],
  // What the second row takes in need not fit.
  ["two networks", [row(fc(2, 1)), row(fc(3, 1))]],
  ["two networks", [
    row(labelled("h", fc(2, 1)), relu()),
    row(fc(2, 3)),
    row(reference("h"), fc(3)),
  ]],
  ["nameless input", [...pair.slice(0, 2), row(input(3)), ...pair.slice(2)]],
  ["input in a row", [
    row(labelled("image", input(2)), labelled("h", fc(2))),
    row(labelled("words", input(2)), labelled("k", fc(2))),
    formula("l", product(name("h"), name("k"))),
  ]],
  ["loose end", [row(fc(2, 1), mse()), row(fc(3))]],
  ["loss as a value", [
    row(fc(2, 1), labelled("l", mse())),
    formula("b", gate(neg(), name("l"))),
  ]],
  ["unknown name", [formula("b", gate(neg(), name("a")))]],
];

for (const [problem, rows] of refused) {
  Deno.test(`rows are refused for: ${problem}`, () => {
    const error = assertThrows(() => assemble(rows), AssemblyError);
    assertEquals(error.facts.problem, problem);
  });
}

Deno.test("a formula uses a parameter by its path, and adds to its gradient", () => {
  // h + b·b: the bias counts twice.
  const net = assemble([
    row(labelled("h", fc(2, 2))),
    formula("l", sum(name("h"), product(name("h.bias"), name("h.bias")))),
  ]);
  assertEquals(gradcheck(net).verdict, "pass");
  const bound = net.bind();
  bound.parameters.get("h.bias").value.set([3, 5]);
  bound.x.set([0, 0]);
  bound.dy.set([1, 10]);
  bound.forward();
  bound.backward();
  assertEquals([...bound.y], [12, 30]);
  assertEquals([...bound.parameters.get("h.bias").gradient], [7, 110]);
});

Deno.test("directions of several inputs and targets are carried to the sum of the losses", () => {
  const net = assemble([
    ...pair.slice(0, 2),
    row(reference("image"), labelled("a", fc(2)), tanh(), fc(1), mse()),
    row(
      add([reference("a")], [reference("words"), fc(2)]),
      tanh(),
      labelled("main", mse({ weight: 0.5 })),
    ),
  ]);
  const bound = net.bind({ seed: 2 });
  const paths = ["image", "words", "mse1.target", "main.target"];
  const arrays = [...bound.inputs.values(), ...bound.targets.values()];
  arrays.forEach((values, k) =>
    values.forEach((_, i) => values[i] = Math.sin(7 * k + i + 1))
  );
  const direction = Object.fromEntries(
    arrays.map((
      values,
      k,
    ) => [paths[k], values.map((_, i) => Math.cos(k + i))]),
  );
  const step = 1e-6;
  const at = (side: number) => {
    arrays.forEach((values, k) =>
      values.forEach((_, i) => values[i] += side * direction[paths[k]][i])
    );
    bound.forward();
    bound.backward();
    const found = { loss: bound.loss, gradient: bound.dx.slice() };
    arrays.forEach((values, k) =>
      values.forEach((_, i) => values[i] -= side * direction[paths[k]][i])
    );
    return found;
  };
  const [after, before] = [at(step), at(-step)];
  bound.forward();
  const slope = (after.loss - before.loss) / (2 * step);
  assertAlmostEquals(bound.jvp(direction).loss, slope, 1e-8);
  bound.backward();
  const { image } = bound.hvp(direction);
  for (const [i, change] of image.entries()) {
    const numeric = (after.gradient[i] - before.gradient[i]) / (2 * step);
    assertAlmostEquals(change, numeric, 1e-8);
  }
});

Deno.test("a row of nothing is refused", () => {
  assertThrows(
    () => network(labelled("a", input(2)), [], [reference("a"), fc(1), mse()]),
    AssemblyError,
    "it must have a step",
  );
});
