import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { initializers } from "../../lib/initializer.ts";
import { createRandom } from "../../lib/random.ts";

const fans = { fanIn: 50, fanOut: 25 };

// Bound and variance by the papers' formulas, worked out by hand:
// glorot ±√(6/75) with variance 2/75, he variance 2/50.
const cases = [
  { name: "zeros", variance: 0, bound: 0 },
  { name: "normal", variance: 1, bound: Infinity },
  { name: "glorot", variance: 2 / 75, bound: 0.282842712474619 },
  { name: "he", variance: 0.04, bound: Infinity },
];

for (const { name, variance, bound } of cases) {
  Deno.test(`${name} has mean 0, variance ${variance.toFixed(4)} and stays within ${bound.toFixed(3)}`, () => {
    const values = new Float64Array(50_000).fill(9);
    initializers.get(name)?.fill(values, fans, createRandom(1));
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const square = values.reduce((sum, v) => sum + v * v, 0) / values.length;
    assertAlmostEquals(mean, 0, 0.02 * Math.sqrt(variance) + 1e-15);
    assertAlmostEquals(square, variance, 0.03 * variance + 1e-15);
    assert(values.every((v) => Math.abs(v) <= bound));
  });
}

Deno.test("every initializer is known by its own name", () => {
  for (const [name, initializer] of initializers) {
    assertEquals(initializer.name, name);
  }
});
