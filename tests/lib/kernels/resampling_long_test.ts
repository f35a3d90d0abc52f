// Sums of positions with fixed shares: the fast loops against the plain ones over
// random shares, and to the bit on more threads.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRandom, type Random } from "../../../lib/base/random.ts";
import type { Precision } from "../../../lib/base/values.ts";
import type {
  AxisShares,
  ResamplingShape,
} from "../../../lib/kernels/contract/resampling.ts";
import { plainResampling } from "../../../lib/kernels/plain/resampling.ts";
import { draw } from "./agreement.ts";
import { builds, type Kind, onThreads } from "./kinds.ts";

const upTo = (max: number) => fc.integer({ min: 1, max });
const pair = fc.tuple(upTo(9), upTo(9));

const example = fc.record({
  outer: upTo(3),
  from: pair,
  to: pair,
  most: fc.nat(4),
  inner: fc.oneof(upTo(9), fc.constantFrom(16, 37)),
  seed: fc.nat(),
});

type Example = typeof example extends fc.Arbitrary<infer T> ? T : never;

/** Some positions are made of nothing, some of one as it is, others of several. */
function sharesOf(
  random: Random,
  from: number,
  to: number,
  most: number,
): AxisShares {
  const counts = Array.from(
    { length: to },
    () => random.integer(most + 1),
  );
  const starts = Int32Array.of(0, ...counts);
  for (let i = 1; i <= to; i++) starts[i] += starts[i - 1];
  const count = starts[to];
  return {
    starts,
    places: Int32Array.from(
      { length: count },
      () => random.integer(from),
    ),
    shares: Float64Array.from(
      { length: count },
      () => random.uniform() < 0.5 ? 1 : 2 * random.uniform() - 1,
    ),
  };
}

function shapeOf({ outer, from, to, most, inner, seed }: Example) {
  const random = createRandom(seed);
  const rows = sharesOf(random, from[0], to[0], most);
  const columns = sharesOf(random, from[1], to[1], most);
  const shape: ResamplingShape = { outer, from, rows, columns, inner };
  const x = draw(random, outer * from[0] * from[1] * inner);
  return { shape, x, length: outer * to[0] * to[1] * inner };
}

function resampled(kind: Kind, precision: Precision, each: Example) {
  const { shape, x, length } = shapeOf(each);
  kind.clear();
  const from = kind.place(precision, x, 1);
  const y = kind.place(precision, new Float64Array(length).fill(7), 1);
  kind.kernels.resampling(shape, precision)(y, from);
  return y;
}

const rounding = { float32: 2 ** -24, float64: 2 ** -53 };

for (const kind of builds) {
  for (const precision of ["float32", "float64"] as const) {
    Deno.test(`${kind.name} resampling agrees with the plain one in ${precision}`, () => {
      fc.assert(
        fc.property(example, (each) => {
          const { shape, x, length } = shapeOf(each);
          const y = resampled(kind, precision, each);
          const plain = new Float64Array(length);
          plainResampling(shape)(plain, x);
          const sizes = new Float64Array(length);
          const positive = ({ starts, places, shares }: AxisShares) => ({
            starts,
            places,
            shares: shares.map(Math.abs),
          });
          plainResampling({
            ...shape,
            rows: positive(shape.rows),
            columns: positive(shape.columns),
          })(sizes, x.map(Math.abs));
          for (let i = 0; i < length; i++) {
            const error = Math.abs(y[i] - plain[i]);
            // Each number and each share is rounded, and sums of up to 4 of 4.
            assert(
              error <= 16 * rounding[precision] * sizes[i],
              `[${i}] is ${y[i]}, not ${plain[i]}`,
            );
          }
        }),
        { numRuns: 300 },
      );
    });
  }
}

Deno.test("the bits of resampling do not depend on the number of threads", async () => {
  const kinds = [1, 2, 3, 5].map(onThreads);
  for (const kind of kinds) await kind.ready();
  for (const precision of ["float32", "float64"] as const) {
    const [first, ...others] = kinds.map((kind) =>
      resampled(kind, precision, {
        outer: 3,
        from: [31, 33],
        to: [62, 47],
        most: 3,
        inner: 19,
        seed: 1,
      })
    );
    for (const other of others) assertEquals(other, first);
  }
});
