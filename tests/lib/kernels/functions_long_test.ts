// The elementary functions against correctly rounded values: those of doubles
// are from mpmath (tests/reference/make_functions.py), those of floats are the
// engine's own doubles, which are precise far beyond a float.
import { assert, assertEquals } from "@std/assert";
import type { Values } from "../../../lib/base/values.ts";
import { builds } from "./kinds.ts";
import { double, ulpsBetween } from "./ulps.ts";

const names = [
  "exp",
  "expm1",
  "tanh",
  "sigmoid",
  "log",
  "log1p",
  "atan",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "asin",
  "acos",
  "asinh",
  "acosh",
  "atanh",
] as const;
type Name = typeof names[number];

/** The bounds that the documentation states. */
function boundsOf(name: Name) {
  const isOfAngles = ["sin", "cos", "sinh", "cosh"].includes(name);
  const isInverse = ["asinh", "acosh", "atanh"].includes(name);
  const float32 = name === "tan" || isInverse ? 4 : isOfAngles ? 3 : 2;
  return { float64: 4, float32 };
}

const reference: Readonly<Record<Name, readonly (readonly string[])[]>> = JSON
  .parse(
    Deno.readTextFileSync(
      new URL("../../reference/functions.json", import.meta.url),
    ),
  );

const inDouble: Readonly<Record<Name, (x: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log1p: Math.log1p,
  atan: Math.atan,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  asin: Math.asin,
  acos: Math.acos,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  log: Math.log,
};

/** The distance between a float and what it should be, in units of the last place. */
function floatUlps(found: number, exact: number): number {
  if (Object.is(found, Math.fround(exact))) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(exact)));
  return Math.abs(found - exact) / 2 ** (Math.max(exponent, -126) - 23);
}

for (const { name: build, kernels, place, clear } of builds) {
  for (const name of names) {
    const mostUlps = boundsOf(name);
    const own = name === "sin" || name === "cos" ? "sine" : name;
    const constants = name === "cos" ? [1] : [0];
    const run = (y: Values, x: Values, length: number) =>
      kernels.functions[own].forward(y, x, constants, length);

    Deno.test(`${build} ${name} is within ${mostUlps.float64} ulp of correctly rounded doubles`, () => {
      clear();
      const cases = reference[name].map(([x, y]) => [double(x), double(y)]);
      const x = place("float64", cases.map(([x]) => x), 1);
      const y = place("float64", cases.map(() => 0), 3);
      run(y, x, cases.length);
      for (const [i, [at, exact]] of cases.entries()) {
        const ulps = ulpsBetween(y[i], exact);
        assert(
          ulps <= mostUlps.float64,
          `${name}(${at}) is ${y[i]}, ${ulps} ulp from ${exact}`,
        );
      }
    });

    Deno.test(`${build} ${name} is within ${mostUlps.float32} ulp on floats of all sizes`, () => {
      clear();
      // Every 4,099th of all floats, a prime number of them apart.
      const bits = Uint32Array.from(
        { length: Math.floor(2 ** 32 / 4099) },
        (_, i) => i * 4099,
      );
      const floats = new Float32Array(bits.buffer).filter((x) =>
        !Number.isNaN(x)
      );
      const x = place("float32", floats, 0);
      const y = place("float32", floats, 0);
      run(y, x, x.length);
      let worst = 0;
      for (let i = 0; i < x.length; i++) {
        const exact = inDouble[name](x[i]);
        const ulps = floatUlps(y[i], exact);
        if (ulps > worst) worst = ulps;
        if (!(ulps <= mostUlps.float32) && !Object.is(y[i], exact)) {
          throw new Error(`${name}(${x[i]}) is ${y[i]}, not ${exact}`);
        }
      }
      assert(worst > 0);
    });

    Deno.test(`${build} ${name} takes infinities, NaN and signed zeros as Math does`, () => {
      clear();
      const special = [Infinity, -Infinity, NaN, 0, -0, 1e308, -1e308];
      for (const precision of ["float32", "float64"] as const) {
        const x = place(precision, special, 2);
        const y = place(precision, special, 1);
        run(y, x, x.length);
        const exact = place(precision, [...x].map(inDouble[name]), 0);
        assertEquals([...y], [...exact]);
      }
    });
  }
}

Deno.test("both builds are tried where the engine has relaxed vectors", () => {
  assertEquals(builds.map(({ name }) => name), ["relaxed", "simd"]);
});
