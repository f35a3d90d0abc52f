// Attention: fast kernels against the plain ones in double precision, over random
// sizes, masks and lengths.
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { createRandom } from "../../../lib/base/random.ts";
import type { Precision, Values } from "../../../lib/base/values.ts";
import type { MaskKind } from "../../../lib/kernels/contract/attention.ts";
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";
import { plainKernels } from "../../../lib/kernels/plain/plain.ts";
import { draw } from "./agreement.ts";
import type { Kind } from "./kinds.ts";

/** What is computed, beside numbers. */
export interface AttentionSizes {
  readonly batch: number;
  readonly heads: number;
  readonly time: number;
  readonly steps: number;
  readonly key: number;
  readonly value: number;
  readonly isCausal: boolean;
  readonly mask: MaskKind | undefined;
  readonly hasLengths: boolean;
  readonly keepsScores: boolean;
  /** Numbers of others between rows. */
  readonly gap: number;
}

const few = fc.integer({ min: 1, max: 3 });
const size = fc.oneof(
  fc.integer({ min: 1, max: 9 }),
  fc.constantFrom(16, 33, 70),
);
const sizes: fc.Arbitrary<AttentionSizes> = fc.record({
  batch: few,
  heads: few,
  time: fc.oneof(size, fc.constant(110)),
  steps: fc.oneof(size, fc.constant(110)),
  key: size,
  value: size,
  isCausal: fc.boolean(),
  mask: fc.constantFrom<(MaskKind | undefined)[]>(
    undefined,
    "heads",
    "positions",
    "steps",
  ),
  hasLengths: fc.boolean(),
  keepsScores: fc.boolean(),
  gap: fc.integer({ min: 0, max: 5 }),
});

/** What attention computes of random numbers, twice: the second time no other than the first. */
export function attended(
  kernels: Kernels,
  place: Kind["place"],
  precision: Precision,
  own: AttentionSizes,
  seed: number,
): Readonly<Record<string, Values>> {
  const { batch, heads, time, steps, key, value, gap } = own;
  const random = createRandom(seed);
  const numbers = (length: number) => {
    const all = draw(random, length);
    return precision === "float32" ? all.map(Math.fround) : all;
  };
  const rowsOf = (count: number, size: number, given: "at" | "gradient") => {
    const pitch = heads * size + gap;
    // What lies between the rows must neither be read nor written.
    const own = numbers(batch * count * pitch)
      .map((x, i) => i % pitch < heads * size ? x : NaN);
    const empty = own.map(() => NaN);
    return {
      at: place(precision, given === "at" ? own : empty, 1),
      gradient: place(precision, given === "at" ? empty : own, 2),
      pitch,
    };
  };
  const q = rowsOf(time, key, "at");
  const k = rowsOf(steps, key, "at");
  const v = rowsOf(steps, value, "at");
  const mixed = rowsOf(time, value, "gradient");
  const square = batch * heads * time * steps;
  const array = (values: ArrayLike<number>) => place(precision, values, 3);
  const empty = new Float64Array(square).fill(NaN);
  const [weights, dscores] = [array(empty), array(empty)];
  const masks = {
    heads: square,
    positions: batch * time * steps,
    steps: batch * steps,
  };
  const mask = own.mask === undefined
    ? undefined
    : { at: array(numbers(masks[own.mask])), of: own.mask };
  const lengths = own.hasLengths
    ? array(
      Float64Array.from({ length: batch }, () => 1 + random.integer(steps)),
    )
    : undefined;
  const attention = kernels.attention({
    ...own,
    ...{ q, k, v, mixed, weights, dscores, mask, lengths },
  });
  const results = {
    weights,
    mixed: mixed.at,
    dq: q.gradient,
    dk: k.gradient,
    dv: v.gradient,
    ...own.keepsScores ? { dscores } : {},
  };
  const run = () => {
    attention.forward();
    attention.backward();
  };
  // Other numbers before must leave nothing.
  const [kept] = [q.at.slice()];
  for (let i = 0; i < kept.length; i++) q.at[i] = -2 * kept[i];
  run();
  q.at.set(kept);
  run();
  return results;
}

/** Doubles anywhere, for the plain loops. */
const anywhere: Kind["place"] = (_precision, numbers) =>
  Float64Array.from(numbers);

const rounding = { float32: 2 ** -24, float64: 2 ** -53 };

/** Registers tests of a kind. */
export function testAttention({ name, kernels, place, clear }: Kind): void {
  for (const precision of ["float32", "float64"] as const) {
    Deno.test(`${name} attention agrees with the plain one in ${precision}`, () => {
      fc.assert(
        fc.property(sizes, fc.nat(), (own, seed) => {
          clear();
          const fast = attended(kernels, place, precision, own, seed);
          const plain = attended(
            plainKernels,
            anywhere,
            precision,
            own,
            seed,
          );
          for (const [what, expected] of Object.entries(plain)) {
            assertEquals(fast[what].length, expected.length);
            for (let i = 0; i < expected.length; i++) {
              if (Object.is(fast[what][i], expected[i])) continue;
              const error = Math.abs(fast[what][i] - expected[i]);
              const most = rounding[precision] * 200 *
                (1 + Math.abs(expected[i]));
              assert(
                error <= most,
                `${what}[${i}] is ${fast[what][i]}, not ${expected[i]}`,
              );
            }
          }
        }),
        { numRuns: 150 },
      );
    });
  }
}
