// Fast kernels against the plain ones in double precision, over random shapes,
// alignments and special values.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRandom, type Random } from "../../../lib/base/random.ts";
import type { Precision } from "../../../lib/base/values.ts";
import { plainKernels } from "../../../lib/kernels/plain/plain.ts";
import { kernelCases } from "./cases.ts";
import type { KernelCase, Sizes } from "./kernel_case.ts";
import type { Kind } from "./kinds.ts";

/** Nothing, little, odd numbers, the sides of a tile and of a block, and more. */
const size = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 1, max: 40 }),
  fc.constantFrom(64, 96, 97),
);
const depth = fc.oneof(size, fc.constantFrom(127, 129, 385, 800));
const example = fc.record({
  rows: size,
  columns: size,
  inner: depth,
  offset: fc.integer({ min: 0, max: 3 }),
  seed: fc.nat(),
});

const rounding = { float32: 2 ** -24, float64: 2 ** -53 };
/** Below this, numbers are subnormal and have fewer digits. */
const tiny = { float32: 2 ** -140, float64: 2 ** -1060 };

/** Random numbers for an array. */
export function draw(
  random: Random,
  length: number,
  isPositive = false,
): Float64Array {
  const numbers = new Float64Array(length);
  for (let i = 0; i < length; i++) numbers[i] = random.normal();
  return isPositive ? numbers.map((x) => Math.abs(x) + 0.01) : numbers;
}

/** What the kind gives, and what the plain kernels give for the same numbers. */
function both(
  kind: Kind,
  { run, inputs, output }: KernelCase,
  precision: Precision,
  sizes: Sizes,
  numbers: readonly Float64Array[],
  offset: number,
) {
  kind.clear();
  const own = inputs(sizes).map((_, i) =>
    kind.place(precision, numbers[i], (offset + i) % 4)
  );
  const y = kind.place(precision, new Float64Array(output(sizes)), offset);
  y.fill(NaN);
  run(kind.kernels, y, own, sizes);
  const doubles = own.map((values) => Float64Array.from(values));
  const expected = new Float64Array(y.length).fill(NaN);
  run(plainKernels, expected, doubles, sizes);
  return { y, expected, doubles };
}

/** Registers a test for every kernel of a kind, or for some. */
export function testAgreement(
  kind: Kind,
  cases: readonly KernelCase[] = kernelCases,
): void {
  for (const each of cases) {
    for (const precision of ["float32", "float64"] as const) {
      Deno.test(`${kind.name} ${each.name} agrees with the plain kernel in ${precision}`, () => {
        fc.assert(
          fc.property(example, ({ offset, seed, ...sizes }) => {
            const random = createRandom(seed);
            const numbers = each.inputs(sizes).map((length) =>
              draw(random, length, each.isPositive)
            );
            const { y, expected, doubles } = both(
              kind,
              each,
              precision,
              sizes,
              numbers,
              offset,
            );
            for (let i = 0; i < y.length; i++) {
              const bound = rounding[precision] *
                  each.bound(doubles, sizes, i) + tiny[precision];
              const error = Math.abs(y[i] - expected[i]);
              assert(
                error <= bound || y[i] === expected[i],
                `number ${i} is ${y[i]}, not ${
                  expected[i]
                }: ${error} > ${bound}`,
              );
            }
          }),
          { numRuns: 60 },
        );
      });

      Deno.test(`${kind.name} ${each.name} takes special values as the plain kernel does in ${precision}`, () => {
        // The reciprocal of a subnormal float is a double, but no float; and so are
        // its square and its products with others, which are 0 as floats, and NaN
        // times infinity.
        const isBeyondFloats = each.isOfProducts === true ||
          each.name.startsWith("combine div") ||
          each.name.startsWith("combine powSlope") ||
          ["log backward", "recip", "recip backward"]
            .concat("sqrt backward", "tanhShrink backward")
            .concat("cube backward", "root backward").includes(each.name);
        const small = isBeyondFloats ? 1 : -1e-42;
        const special = [NaN, Infinity, -Infinity, 0, -0, 1e-320, small, 1];
        fc.assert(
          fc.property(example, ({ offset, seed, ...sizes }) => {
            const random = createRandom(seed);
            const numbers = each.inputs(sizes).map((length) =>
              draw(random, length).map((x) =>
                random.uniform() < 0.05 ? special[random.integer(8)] : x
              )
            );
            const { y, expected } = both(
              kind,
              each,
              precision,
              sizes,
              numbers,
              offset,
            );
            assertEquals([...y].map(kindOf), [...expected].map(kindOf));
          }),
          { numRuns: 30 },
        );
      });
    }
  }
}

/** What a number is, whatever its size. */
function kindOf(value: number): string {
  if (Number.isFinite(value)) return "finite";
  return `${value}`;
}
