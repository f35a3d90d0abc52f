// Normalizations: the fast loops against the plain ones over random groupings,
// and to the bit on more threads.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRandom } from "../../../lib/base/random.ts";
import type { Precision, Values } from "../../../lib/base/values.ts";
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import type { Grouping } from "../../../lib/kernels/contract/normalization.ts";
import { plainKernels } from "../../../lib/kernels/plain/plain.ts";
import { draw } from "./agreement.ts";
import { builds, type Kind, onThreads } from "./kinds.ts";

const size = fc.integer({ min: 1, max: 7 });
/** Of blocks and rows also more than a piece has, of channels more than a band. */
const grouping = fc.record({
  blocks: fc.oneof(size, fc.constantFrom(1, 65, 130)),
  rows: fc.oneof(size, fc.constantFrom(1, 65, 130)),
  groups: fc.oneof(size, fc.constantFrom(16, 33, 70)),
  width: fc.oneof(fc.constant(1), size, fc.constantFrom(16, 33)),
}).filter(({ blocks, rows, groups, width }) =>
  blocks * rows * groups * width < 30_000
);

/** Everything that a normalization computes of random numbers. */
function everything(
  kernels: Kernels,
  place: Kind["place"],
  precision: Precision,
  grouping: Grouping,
  seed: number,
  factor = 1,
  offset = 0,
): Record<string, Values> {
  const random = createRandom(seed);
  const array = (length: number) => {
    const numbers = draw(random, length);
    if (precision === "float32") {
      for (let i = 0; i < length; i++) numbers[i] = Math.fround(numbers[i]);
    }
    return place(precision, numbers, 1);
  };
  const channels = grouping.groups * grouping.width;
  const count = grouping.blocks * grouping.groups;
  const numbers = grouping.blocks * grouping.rows * channels;
  const [x, dy] = [array(numbers), array(numbers)];
  for (let i = 0; i < numbers; i++) x[i] = x[i] * factor + offset;
  const [weight, bias] = [array(channels), array(channels)];
  const [y, dx, own] = [array(numbers), array(numbers), array(numbers)];
  const loops = kernels.normalization(grouping);
  const statistic = (length: number) => loops.array(length).fill(NaN);
  const [mean, variance] = [statistic(count), statistic(count)];
  const scale = statistic(count);
  const [sums, products] = [statistic(count), statistic(count)];
  const [dWeight, dBias] = [statistic(channels), statistic(channels)];
  const square = statistic(count);
  loops.moments(mean, variance, x);
  loops.squares(square, x);
  const epsilon = 0.1 * factor ** 2;
  for (let s = 0; s < count; s++) {
    scale[s] = 1 / Math.sqrt(variance[s] + epsilon);
  }
  loops.standardize(y, x, mean, scale, weight, bias);
  loops.sums(dWeight, dBias, sums, products, x, dy, mean, scale, weight);
  loops.backward(dx, x, dy, mean, scale, weight, sums, products);
  const found = [dWeight, dBias, sums, products, dx].map((all) => all.slice());
  // The same at once.
  const from = [x, dy, mean, scale, weight] as const;
  loops.sums(dWeight, dBias, sums, products, ...from, own);
  assertEquals([dWeight, dBias, sums, products, own], found);
  return { mean, variance, square, y, dWeight, dBias, sums, products, dx };
}

/** Doubles anywhere, for the plain loops. */
const anywhere: Kind["place"] = (_precision, numbers) =>
  Float64Array.from(numbers);

const rounding = { float32: 2 ** -24, float64: 2 ** -53 };

for (const { name, kernels, place, clear } of builds) {
  for (const precision of ["float32", "float64"] as const) {
    Deno.test(`${name} normalizations agree with the plain ones in ${precision}`, () => {
      fc.assert(
        fc.property(grouping, fc.nat(), (own, seed) => {
          clear();
          const fast = everything(kernels, place, precision, own, seed);
          const plain = everything(
            plainKernels,
            anywhere,
            precision,
            own,
            seed,
          );
          for (const [what, expected] of Object.entries(plain)) {
            for (let i = 0; i < expected.length; i++) {
              const error = Math.abs(fast[what][i] - expected[i]);
              // Sums and statistics are doubles in both.
              const isDouble = !["y", "dx"].includes(what);
              const unit = rounding[isDouble ? "float64" : precision];
              const most = unit * (isDouble ? 1e4 : 100) *
                (1 + Math.abs(expected[i]));
              assert(
                error <= most,
                `${what}[${i}] is ${fast[what][i]}, not ${expected[i]}`,
              );
            }
          }
        }),
        { numRuns: 200 },
      );
    });
  }
}

for (const { name, kernels, place, clear } of builds) {
  Deno.test(`${name} normalizations of floats that are almost out of range agree with the plain ones`, () => {
    for (const factor of [2 ** -120, 2 ** -90, 2 ** 90, 2 ** 120]) {
      for (const rows of [1, 70]) {
        for (const width of [1, 5, 16]) {
          clear();
          const own = { blocks: 3, rows, groups: 3, width };
          const given = [own, 1, factor] as const;
          const fast = everything(kernels, place, "float32", ...given);
          const plain = everything(
            plainKernels,
            anywhere,
            "float32",
            ...given,
          );
          for (const [what, own] of [["y", 1], ["dx", 1 / factor]] as const) {
            const expected = plain[what];
            const most = Math.max(own, ...expected.map(Math.abs));
            expected.forEach((value, i) => {
              const error = Math.abs(fast[what][i] - value);
              assert(
                error <= 100 * rounding.float32 * most,
                `${what}[${i}] is ${fast[what][i]}, not ${value}`,
              );
            });
          }
        }
      }
    }
  });
}

for (const { name, kernels, place, clear } of builds) {
  Deno.test(`${name} sums of floats far from 0 have more digits than floats`, () => {
    clear();
    const own = { blocks: 2, rows: 130, groups: 9, width: 1 };
    // Floats there are whole numbers, and so are those that are drawn.
    const given = ["float32", own, 1, 2 ** 6, 2 ** 23] as const;
    const fast = everything(kernels, place, ...given);
    const rounded: Kind["place"] = (_precision, numbers) =>
      place("float32", numbers, 1);
    const plain = everything(plainKernels, rounded, ...given);
    for (const what of ["dWeight", "dBias", "sums", "products"]) {
      plain[what].forEach((value, i) => {
        const error = Math.abs(fast[what][i] - value);
        assert(
          error <= rounding.float32 * (1 + Math.abs(value)),
          `${what}[${i}] is ${fast[what][i]}, not ${value}`,
        );
      });
    }
  });
}

Deno.test("the bits of normalizations do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3].map(onThreads);
  for (const kind of kinds) await kind.ready();
  for (
    const own of [
      { blocks: 1, rows: 3000, groups: 33, width: 1 },
      { blocks: 3000, rows: 1, groups: 1, width: 33 },
      { blocks: 5, rows: 300, groups: 7, width: 5 },
      { blocks: 1, rows: 2000, groups: 130, width: 1 },
    ]
  ) {
    for (const precision of ["float32", "float64"] as const) {
      const [first, ...others] = kinds.map(({ kernels, place, clear }) => {
        clear();
        return everything(kernels, place, precision, own, 1);
      });
      for (const other of others) assertEquals(other, first);
    }
  }
});
