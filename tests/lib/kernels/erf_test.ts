// erf and erfc against correctly rounded doubles from mpmath
// (tests/reference/make_erf.py), within the bounds that their comments state.
import { assert, assertEquals } from "@std/assert";
import { erfc, errorFunction as erf } from "../../../lib/kernels/plain/erf.ts";
import { double, ulpsBetween } from "./ulps.ts";

const reference: Readonly<Record<string, readonly (readonly string[])[]>> = JSON
  .parse(
    await Deno.readTextFile(
      new URL("../../reference/erf.json", import.meta.url),
    ),
  );

const functions = [
  { name: "erf", f: erf, most: 2 },
  { name: "erfc", f: erfc, most: 6 },
] as const;
for (const { name, f, most } of functions) {
  Deno.test(`${name} is within ${most} ulp of correctly rounded doubles`, () => {
    const cases = reference[name];
    assert(cases.length > 800);
    for (const [x, y] of cases) {
      const [at, exact] = [double(x), double(y)];
      const ulps = ulpsBetween(f(at), exact);
      assert(ulps <= most, `${name}(${at}) is ${f(at)}, ${ulps} ulp off`);
    }
  });
}

Deno.test("erf and erfc end where they must, and erf is odd", () => {
  assertEquals([erf(Infinity), erf(-Infinity)], [1, -1]);
  assertEquals([erfc(Infinity), erfc(-Infinity)], [0, 2]);
  assertEquals([erf(0), erf(-0), erfc(0)], [0, -0, 1]);
  assert(Number.isNaN(erf(NaN)) && Number.isNaN(erfc(NaN)));
  for (let x = 0; x < 7; x += 0.013) assertEquals(erf(-x), -erf(x));
});
