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
const grouping = fc.record({
  blocks: size,
  rows: size,
  groups: fc.oneof(size, fc.constantFrom(16, 33)),
  width: fc.oneof(fc.constant(1), size, fc.constantFrom(16, 33)),
});

/** Everything that a normalization computes of random numbers. */
function everything(
  kernels: Kernels,
  place: Kind["place"],
  precision: Precision,
  own: Grouping,
  seed: number,
): Record<string, Values> {
  const random = createRandom(seed);
  const array = (length: number) => {
    const numbers = draw(random, length);
    if (precision === "float32") {
      for (let i = 0; i < length; i++) numbers[i] = Math.fround(numbers[i]);
    }
    return place(precision, numbers, 1);
  };
  const channels = own.groups * own.width;
  const count = own.blocks * own.groups;
  const numbers = own.blocks * own.rows * channels;
  const [x, dy] = [array(numbers), array(numbers)];
  const [weight, bias] = [array(channels), array(channels)];
  const [y, dx] = [array(numbers), array(numbers)];
  const loops = kernels.normalization(own);
  const statistic = (length: number) => loops.array(length).fill(NaN);
  const [mean, variance] = [statistic(count), statistic(count)];
  const scale = statistic(count);
  const [sums, products] = [statistic(count), statistic(count)];
  const [dWeight, dBias] = [statistic(channels), statistic(channels)];
  loops.means(mean, x);
  loops.variances(variance, x, mean);
  for (let s = 0; s < count; s++) scale[s] = 1 / Math.sqrt(variance[s] + 0.1);
  loops.standardize(y, x, mean, scale, weight, bias);
  loops.sums(dWeight, dBias, sums, products, x, dy, mean, scale, weight);
  loops.backward(dx, x, dy, mean, scale, weight, sums, products);
  return { mean, variance, y, dWeight, dBias, sums, products, dx };
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

Deno.test("the bits of normalizations do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3].map(onThreads);
  for (const kind of kinds) await kind.ready();
  for (
    const own of [
      { blocks: 1, rows: 3000, groups: 33, width: 1 },
      { blocks: 3000, rows: 1, groups: 1, width: 33 },
      { blocks: 5, rows: 300, groups: 7, width: 5 },
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
