// Branches of different shapes: NumPy's rule over the axes of an example. The numbers
// against PyTorch's are in broadcast.json.
import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Shape, ShapeError } from "../../../define.ts";
import {
  format,
  gradcheck,
  id,
  input,
  NablaError,
  nn,
  pipeline,
  pow,
  type Values,
} from "../../../mod.ts";

/** By hand, after NumPy's rule. */
const shapes: readonly (readonly [a: Shape, b: Shape, both: Shape])[] = [
  [[2, 3], [3], [2, 3]],
  [[2, 1], [1, 3], [2, 3]],
  [[4, 1, 3], [5, 1], [4, 5, 3]],
  [[], [7], [7]],
  [[1], [], [1]],
];
const merges = ["add", "sub", "mul", "div", "pow", "max", "min"];
for (const [a, b, both] of shapes) {
  Deno.test(`${a} and ${b} stretch to ${both}, either way round`, () => {
    for (const name of merges) {
      const { outputShape } = createMerge(name);
      assertEquals(outputShape(a, b), both, name);
      assertEquals(outputShape(b, a), both, name);
    }
  });
}

function createMerge(name: string) {
  const { steps } = nn(`input(1) -> ${name}(id, id)`);
  return steps[steps.length - 1].layer;
}

Deno.test("shapes that do not stretch are refused with both", () => {
  for (const name of merges) {
    const error = assertThrows(
      () => createMerge(name).outputShape([2, 3], [2]),
      ShapeError,
    );
    assertEquals(error.facts.rule.includes("from the right"), true, name);
    assertEquals(error.facts.found, "its branches end with 2×3 and 2", name);
  }
});

Deno.test("examples never stretch over the batch", () => {
  const net = nn`input(2,1) -> add(id, permute(1,0))`.bind({ batch: 2 });
  net.x.set([1, 2, 10, 20]);
  net.dy.set([1, 2, 3, 4, 5, 6, 7, 8]);
  net.forward();
  net.backward();
  assertEquals([...net.y], [2, 3, 3, 4, 20, 30, 30, 40]);
  assertEquals([...net.dx], [
    1 + 2 + 1 + 3,
    3 + 4 + 2 + 4,
    5 + 6 + 5 + 7,
    7 + 8 + 6 + 8,
  ]);
});

for (
  const [exponent, x, y, slopes, bends] of [
    [2, [-3, 0], [9, 0], [-6, 0], [2, 2]],
    [3, [-2, 0], [-8, 0], [12, 0], [-12, 0]],
    [-1, [-2, 4], [-0.5, 0.25], [-0.25, -0.0625], [-0.25, 0.03125]],
    [0, [-3, 0], [1, 1], [0, 0], [0, 0]],
    [1, [-3, 0], [-3, 0], [1, 1], [0, 0]],
  ] as const
) {
  Deno.test(`a number ${exponent} as an exponent has no gradient, and takes bases of both signs`, () => {
    for (const precision of ["float64", "float32"] as const) {
      const net = pipeline(input(2), pow(id(), exponent)).bind({ precision });
      net.x.set(x);
      net.forward();
      net.dy.set([1, 1]);
      net.backward();
      assertEquals(net.sites.at(-1)?.dinputs[1].length, 0);
      // Zeros of both signs are equal.
      assertEquals([...net.y].map((n) => n + 0), [...y]);
      assertEquals([...net.dx].map((n) => n + 0), [...slopes]);
      assertEquals(
        [...net.jvp({ x: [1, 2] }).y].map((n) => n + 0),
        [slopes[0], 2 * slopes[1]],
      );
      assertEquals(
        [...net.hvp({ x: [1, 1] }).x].map((n) => n + 0),
        [...bends],
      );
    }
  });
}

for (
  const [base, found] of [[0, "0 to the power 2"], [
    -1,
    "-1 to the power 2",
  ]] as const
) {
  Deno.test(`the gradient of an exponent needs a base above 0, found ${base}`, () => {
    const net = nn`given b = 2
      input(1) -> pow(id, b)`.bind();
    net.x.set([base]);
    net.forward();
    net.dy.fill(1);
    const { facts } = assertThrows(() => net.backward(), NablaError);
    assertEquals(facts, {
      action: "differentiate pow by its exponent",
      name: "the base",
      rule: "a number above 0, as its logarithm is needed",
      found,
    });
  });
}

Deno.test("a number may stand where a branch does, and prints back", () => {
  for (
    const [text, values] of [
      ["input(2) -> mul(id, 0.5)", [1, 2]],
      ["input(2) -> sub(1, id)", [-1, -3]],
      ["input(2) -> add(tanh -> mul(id, 0), mul(2, 3))", [6, 6]],
      ["input(2) -> max(id, -1, 2.5)", [2.5, 4]],
    ] as const
  ) {
    const network = nn(text);
    const net = network.bind({ batch: 1 });
    net.x.set([2, 4]);
    net.forward();
    assertEquals([...net.y], [...values], text);
    assertEquals(format(network), text);
    assertEquals(gradcheck(network, { order: 2 }).verdict, "pass", text);
  }
});

Deno.test("a let takes a number for a branch", () => {
  const net = nn`let share(n) = mul(id, n)
    input(2) -> share(0.25) -> share(n=2)`.bind();
  net.x.set([2, 4]);
  net.forward();
  assertEquals([...net.y], [1, 2]);
});

for (const layer of ["add", "sub", "mul", "div"]) {
  for (const axis of [0, 1]) {
    Deno.test(`${layer} stretches over axis ${axis} of each example by itself`, () => {
      const text = `input(4,3) -> ${layer}(id, mean(axis=${axis}, keep=axes))`;
      const all = nn(text).bind({ batch: 5, kernels: "wasm" });
      const one = nn(text).bind({ kernels: "plain" });
      for (let i = 0; i < all.x.length; i++) {
        all.x[i] = 2 + Math.sin(i);
        all.dy[i] = Math.cos(i);
      }
      all.forward();
      all.backward();
      for (let example = 0; example < 5; example++) {
        const part = (values: Values) =>
          values.slice(12 * example, 12 * (example + 1));
        one.x.set(part(all.x));
        one.dy.set(part(all.dy));
        one.forward();
        one.backward();
        for (let i = 0; i < 12; i++) {
          assertAlmostEquals(part(all.y)[i], one.y[i], 1e-5);
          assertAlmostEquals(part(all.dx)[i], one.dx[i], 1e-5);
        }
      }
    });
  }
}
