// Every fast kernel against the plain one in double precision, over random
// shapes, alignments and special values.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { plainKernels } from "../../../lib/kernels/plain.ts";
import { createRandom, type Random } from "../../../lib/random.ts";
import type { Precision, Values } from "../../../lib/values.ts";
import { type KernelCase, kernelCases, type Sizes } from "./cases.ts";
import { builds, type Kind, onThreads } from "./kinds.ts";

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

function draw(
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

for (const kind of builds) {
  for (const each of kernelCases) {
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
        // The reciprocal of a subnormal float is a double, but no float.
        const small = each.name === "log backward" ? 1 : -1e-42;
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

Deno.test("no kernel writes beside its output", () => {
  for (const kind of builds) {
    for (const precision of ["float32", "float64"] as const) {
      for (const each of kernelCases) {
        const sizes = { rows: 7, columns: 5, inner: 3 };
        const random = createRandom(1);
        const own = each.inputs(sizes).map((length) =>
          kind.place(precision, draw(random, length, true), 1)
        );
        const length = each.output(sizes);
        const y = kind.place(precision, new Float64Array(length), 2);
        const around = withNeighbours(y);
        const before = around.slice();
        each.run(kind.kernels, y, own, sizes);
        assertEquals(around.subarray(0, 2), before.subarray(0, 2), each.name);
        assertEquals(around.at(-1), before.at(-1), each.name);
        assert(y.every(Number.isFinite), each.name);
      }
    }
  }
});

/** An array with the two numbers before it and the one behind. */
function withNeighbours(y: Values): Values {
  const { buffer, byteOffset, BYTES_PER_ELEMENT, length } = y;
  const start = byteOffset - 2 * BYTES_PER_ELEMENT;
  return y instanceof Float64Array
    ? new Float64Array(buffer, start, length + 3)
    : new Float32Array(buffer, start, length + 3);
}

Deno.test("some entries of a product are those of the whole to the bit", () => {
  for (const kind of builds) {
    for (const precision of ["float32", "float64"] as const) {
      for (const rows of [1, 3, 4, 9]) {
        const [columns, inner] = [11, 400];
        const random = createRandom(rows);
        const x = kind.place(precision, draw(random, rows * inner), 1);
        const w = kind.place(precision, draw(random, columns * inner), 2);
        const bias = kind.place(precision, draw(random, columns), 3);
        const y = kind.place(precision, new Float64Array(rows * columns), 0);
        const { kernels } = kind;
        kernels.multiplyByTransposed(y, x, w, bias, rows, columns, inner);
        const whole = y.slice();
        for (let column = 0; column < columns; column++) {
          const span = { start: column, count: rows, stride: columns };
          y.fill(0);
          kernels.entriesByTransposed(
            y,
            x,
            w,
            bias,
            rows,
            columns,
            inner,
            span,
          );
          for (let row = 0; row < rows; row++) {
            const i = row * columns + column;
            assertEquals(y[i], whole[i]);
          }
        }
      }
    }
  }
});

Deno.test("the bits do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3, 5].map(onThreads);
  for (const kind of kinds) await kind.ready();
  for (
    const sizes of [
      { rows: 150, columns: 130, inner: 70 },
      { rows: 3, columns: 2000, inner: 300 },
      { rows: 999, columns: 9, inner: 33 },
      { rows: 61, columns: 700, inner: 900 },
    ]
  ) {
    for (const precision of ["float32", "float64"] as const) {
      for (const each of kernelCases) {
        const results = kinds.map(({ kernels, place, clear }) => {
          clear();
          const random = createRandom(3);
          const own = each.inputs(sizes).map((length) =>
            place(precision, draw(random, length, each.isPositive), 1)
          );
          const y = place(precision, new Float64Array(each.output(sizes)), 1);
          each.run(kernels, y, own, sizes);
          return y;
        });
        for (const other of results.slice(1)) {
          const i = other.findIndex((value, i) => value !== results[0][i]);
          assertEquals(i, -1, `${each.name} of ${JSON.stringify(sizes)}`);
        }
      }
    }
  }
});
