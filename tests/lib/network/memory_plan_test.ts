import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { planMemory } from "../../../lib/network/memory_plan.ts";

const lifetime = fc.tuple(fc.nat(500), fc.nat(20), fc.nat(20)).map((
  [length, a, b],
) => ({ length, from: Math.min(a, b), to: Math.max(a, b) }));

Deno.test("no two arrays that live at once overlap, and none lies outside", () => {
  fc.assert(fc.property(fc.array(lifetime, { maxLength: 30 }), (all) => {
    const { starts, length } = planMemory(all);
    for (const [i, a] of all.entries()) {
      assertEquals(starts[i] % 16, 0);
      assert(starts[i] >= 0 && starts[i] + a.length <= length);
      for (const [k, b] of all.entries()) {
        const isApart = starts[i] + a.length <= starts[k] ||
          starts[k] + b.length <= starts[i];
        assert(i === k || isApart || a.to < b.from || b.to < a.from);
      }
    }
  }));
});

Deno.test("no plan takes more than all arrays side by side, or less than what lives at once", () => {
  fc.assert(fc.property(fc.array(lifetime, { maxLength: 30 }), (all) => {
    const { length } = planMemory(all);
    const padded = (n: number) => 16 * Math.ceil(n / 16);
    const sum = all.reduce((n, each) => n + padded(each.length), 0);
    const atOnce = (moment: number) =>
      all.filter(({ from, to }) => from <= moment && moment <= to)
        .reduce((n, each) => n + each.length, 0);
    assert(length <= sum);
    for (let moment = 0; moment <= 20; moment++) {
      assert(length >= atOnce(moment));
    }
  }));
});

Deno.test("a chain needs no more room than two neighbours", () => {
  const chain = Array.from(
    { length: 100 },
    (_, i) => ({ length: 64, from: i, to: i + 1 }),
  );
  assertEquals(planMemory(chain).length, 128);
});
