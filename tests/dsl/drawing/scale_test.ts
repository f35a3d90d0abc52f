import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { scaleOf, wholeScale } from "../../../dsl/drawing/scale.ts";

const finite = fc.double({ min: -1e200, max: 1e200, noNaN: true });

Deno.test("an axis is logarithmic from 1.5 decades on, of positive numbers alone", () => {
  assert(!scaleOf([1, 31]).isLogarithmic);
  assert(scaleOf([1, 32]).isLogarithmic);
  assert(!scaleOf([0, 1, 100]).isLogarithmic);
  assert(!scaleOf([-1, 100]).isLogarithmic);
  assert(!scaleOf([1, NaN, Infinity]).isLogarithmic);
});

Deno.test("ticks are round numbers", () => {
  assertEquals(scaleOf([0.13, 0.98]).ticks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assertEquals(scaleOf([0.5, 0.6]).ticks, [0.5, 0.52, 0.54, 0.56, 0.58, 0.6]);
  assertEquals(scaleOf([1e-5, 1]).ticks, [1e-4, 1e-2, 1]);
  assertEquals(scaleOf([0.05, 2]).ticks, [0.05, 0.1, 0.2, 0.5, 1, 2]);
  assertEquals(scaleOf([]).ticks, [0, 0.2, 0.4, 0.6, 0.8, 1]);
});

Deno.test("ticks of epochs are whole numbers", () => {
  assertEquals(wholeScale(1, 1).ticks, [1]);
  assertEquals(wholeScale(1, 3).ticks, [1, 2, 3]);
  assertEquals(wholeScale(1, 60).ticks, [1, 10, 20, 30, 40, 50, 60]);
  assertEquals(
    wholeScale(1, 10_000).ticks,
    [1, 2000, 4000, 6000, 8000, 10_000],
  );
  assertEquals(wholeScale(37, 39).ticks, [37, 38, 39]);
});

Deno.test("a number alone stands in the middle", () => {
  for (const value of [0.69, 0, -3, 1e-200, 1e200]) {
    assertAlmostEquals(scaleOf([value, value]).at(value), 0.5, 1e-9);
  }
  assertEquals(wholeScale(1, 1).at(1), 0.5);
});

Deno.test("an axis holds the least and the largest numbers, and such as hardly differ", () => {
  const ranges = [[1.1e-300, 9e299], [1e200, 1e200 * (1 + 1e-12)], [0, 5e-324]];
  for (const values of ranges) {
    const { at, ticks } = scaleOf(values);
    assert(values.map(at).every((place) => place >= 0 && place <= 1));
    assert(ticks.length > 0 && ticks.length < 20);
    assert(ticks.map(at).every((place) => place >= -1e-6 && place <= 1 + 1e-6));
  }
});

Deno.test("any numbers lie within their axis, in order, and ticks are few", () => {
  fc.assert(fc.property(fc.array(finite, { minLength: 1 }), (values) => {
    const { at, ticks } = scaleOf(values);
    const sorted = [...values].sort((a, b) => a - b);
    const places = sorted.map(at);
    assert(places.every((place) => place >= 0 && place <= 1), `${places}`);
    assert(places.every((place, i) => i === 0 || place >= places[i - 1]));
    assert(ticks.length <= 20);
    assert(ticks.every((tick) => at(tick) >= -1e-6 && at(tick) <= 1 + 1e-6));
  }));
});

Deno.test("any epochs get few ticks, and at least one", () => {
  fc.assert(fc.property(fc.nat(1e6), fc.nat(1e6), (first, more) => {
    const { ticks, at } = wholeScale(first, first + more);
    assert(ticks.length >= 1 && ticks.length <= 12, `${ticks}`);
    assert(ticks.every(Number.isInteger));
    assert(ticks.every((tick) => at(tick) >= 0 && at(tick) <= 1));
  }));
});
