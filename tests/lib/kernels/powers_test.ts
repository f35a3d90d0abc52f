// Powers of vectors against those of the language.
import { assert, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import {
  asRow,
  type CombinationName,
} from "../../../lib/kernels/contract/combinations.ts";
import { builds, type Kind } from "./kinds.ts";

function combined(
  { kernels, place, clear }: Kind,
  name: CombinationName,
  precision: "float32" | "float64",
  ...numbers: readonly ArrayLike<number>[]
) {
  clear();
  const [a, b, c = a] = numbers.map((own) => place(precision, own, 1));
  const y = place(precision, new Float64Array(a.length), 2);
  const all = [y, a, b, c].map(asRow);
  kernels.combine(name, all[0], all[1], all[2], all[3], 1, y.length);
  return { y, a, b };
}

const edges = [NaN, Infinity, 0, 1, 2, 3, 4, 7, 0.5, 0.3, 1.5, 1e10, 3e38]
  .flatMap((x) => [x, -x]);
const pairs = edges.flatMap((a) => edges.map((b) => [a, b]));
const [bases, exponents] = [0, 1].map((k) => pairs.map((pair) => pair[k]));

for (const kind of builds) {
  for (const precision of ["float32", "float64"] as const) {
    const round = precision === "float32" ? Math.fround : Number;
    Deno.test(`${kind.name} powers have the signs, zeros, infinities and NaN of ** in ${precision}`, () => {
      const { y, a, b } = combined(kind, "pow", precision, bases, exponents);
      for (let i = 0; i < y.length; i++) {
        const found = `${a[i]} ** ${b[i]} is ${y[i]}`;
        const exact = round(a[i] ** b[i]);
        const isSimple = exact === 0 || !Number.isFinite(exact);
        if (isSimple) assert(Object.is(y[i], exact), found);
        else assert(Math.abs(y[i] / exact - 1) < 1e-6, found);
      }
    });

    Deno.test(`${kind.name} powers are within 1 ulp in ${precision}`, () => {
      const random = createRandom(5);
      const count = 20_000;
      const reach = precision === "float32" ? 80 : 700;
      // Whose products of logarithm and exponent reach all there is.
      const logs = Array.from(
        { length: count },
        (_, i) => (random.uniform() - 0.5) * 2 ** (i % 14 - 6),
      );
      const { y, a, b } = combined(
        kind,
        "pow",
        precision,
        logs.map(Math.exp),
        logs.map((log) => reach * (2 * random.uniform() - 1) / log),
      );
      const digits = precision === "float32" ? 24 : 53;
      // The language's own are off by up to 0.7 of doubles.
      const most = precision === "float32" ? 0.6 : 1.5;
      for (let i = 0; i < count; i++) {
        const exact = a[i] ** b[i];
        const ulp = 2 ** (Math.floor(Math.log2(exact)) + 1 - digits);
        const off = Math.abs(y[i] - exact) / ulp;
        assert(off <= most, `${a[i]} ** ${b[i]} is ${y[i]}: ${off} ulp`);
      }
    });

    Deno.test(`${kind.name} slopes of powers are those of ** in ${precision}`, () => {
      const a = [2, -2, 3, -3, 0, 0, -0, 1e-30, 5, 0, Infinity, -2, 16, -4];
      const b = [3, 3, 2, 2, 1, 2, 3, 2, 0, 0, 0.5, 0.5, 0.25, 4];
      const c = a.map((_, i) => i - 3.5);
      const { y } = combined(kind, "powSlope", precision, a, b, c);
      const exact = a.map((base, i) =>
        b[i] === 0 ? 0 : c[i] * b[i] * base ** (b[i] - 1)
      );
      for (const [i, each] of exact.entries()) {
        const isNear = Math.abs(y[i] - each) <= 1e-6 * Math.abs(each);
        assert(isNear || Object.is(y[i], each), `${y[i]} is not ${each}`);
      }
      assert(Number.isNaN(exact[11]));
    });
  }
}

Deno.test("subnormal numbers have powers", () => {
  for (const kind of builds) {
    const tiny = 2 ** -1074;
    const { y } = combined(kind, "pow", "float64", [tiny, tiny, 2, 2], [
      0.5,
      1,
      -1074,
      -1076,
    ]);
    assertEquals([...y], [2 ** -537, tiny, tiny, 0]);
  }
});
