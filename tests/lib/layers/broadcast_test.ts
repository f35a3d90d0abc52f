// Branches of different shapes: NumPy's rule over the axes of an example. The numbers
// against PyTorch's are in broadcast.json.
import { assertEquals, assertThrows } from "@std/assert";
import { type Shape, ShapeError } from "../../../define.ts";
import { NablaError, nn } from "../../../mod.ts";
import { numberLayer } from "../../../lib/layer/number_layer.ts";
import { networkBuilder } from "../../../lib/network/network.ts";
import { pow } from "../../../lib/layers/arithmetic/binary.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";

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

/** The network `pow(x, exponent)`, whose exponent is a number. */
function powerOf(exponent: number, precision: "float64" | "float32") {
  const builder = networkBuilder([2]);
  const unnamed = (name: string) => ({ name, labelled: false });
  const number = builder.step(numberLayer(exponent), [], unnamed("number1"));
  const layer = createLayer(pow.definition, []);
  builder.step(layer, [builder.input, number], unnamed("pow1"));
  return builder.build({ items: [], given: [] }).bind({ precision });
}

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
      const net = powerOf(exponent, precision);
      net.x.set(x);
      net.forward();
      net.dy.set([1, 1]);
      net.backward();
      assertEquals(net.sites[1].dinputs[1].length, 0);
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
