import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { sweep } from "../../../mod.ts";

/** eˣ, its derivative times a factor. */
const exponential = (factor: number) => ({
  f: (x: Float64Array) => x.map(Math.exp),
  vjp: (d: Float64Array, x: Float64Array) => [
    d.map((t, i) => factor * t * Math.exp(x[i])),
  ],
  at: [[0.1, -0.4, 0.7, 1.2]],
});

Deno.test("the error of each step is what the series of eˣ says", () => {
  const { numbers, entries, rows, adaptive } = sweep(exponential(1));
  assertEquals([numbers, entries], [4, 4]);
  assertEquals(rows.map(({ step }) => step), [
    ...[1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8],
    ...[1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15],
  ]);
  // (eʰ − 1)/h − 1 and sinh(h)/h − 1, whatever x is.
  for (const { step, forward, central } of rows.slice(0, 3)) {
    assertAlmostEquals(forward, Math.expm1(step) / step - 1, 1e-11);
    assertAlmostEquals(central, Math.sinh(step) / step - 1, 1e-11);
  }
  // Rounding: some 1e-16 over the step.
  for (const { step, forward, central } of rows.slice(9)) {
    assert(forward > 1e-18 / step && forward < 1e-15 / step);
    assert(central > 1e-18 / step && central < 1e-15 / step);
  }
  assert(adaptive < 1e-12);
});

Deno.test("the error of a wrong gradient is relative to the gradient", () => {
  const { rows, adaptive } = sweep(exponential(1.5));
  for (const error of [rows[3].central, adaptive]) {
    assertAlmostEquals(error, 1 / 3, 1e-8);
  }
});

Deno.test("where the gradient is 0 the error is that of the numbers", () => {
  const still = {
    f: (x: Float64Array) => x.map(() => 3),
    vjp: (d: Float64Array) => [d.map(() => 0.5)],
    at: [[1, 2, 3]],
  };
  const flat = { ...still, vjp: (d: Float64Array) => [d.map(() => 0)] };
  assertEquals(sweep(flat).rows[4], { step: 1e-5, forward: 0, central: 0 });
  assertEquals(sweep(still).rows[4], { step: 1e-5, forward: 1, central: 1 });
});

Deno.test("of many numbers at most 256 are compared, spread evenly", () => {
  const at = Array.from({ length: 600 }, (_, i) => 1 + i / 600);
  const wrongAt = (place: number) =>
    sweep({
      f: (x: Float64Array) => x.map((t) => t * t),
      vjp: (d: Float64Array, x: Float64Array) => [
        d.map((t, i) => 2 * t * x[i] * (i === place ? 3 : 1)),
      ],
      at: [at],
    });
  const { numbers, entries, adaptive } = wrongAt(-1);
  assertEquals([numbers, entries], [200, 600]);
  assert(adaptive < 1e-12);
  // Each third is looked at.
  assert(wrongAt(3 * 199).adaptive > 1e-3);
  assert(wrongAt(3 * 199 + 1).adaptive < 1e-12);
});
