// How many numbers have which size, against a count by logarithms.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { sizeBins } from "../../../play/model/size_bins.ts";
import {
  rootMeanSquare,
  sizesOf,
} from "../../../play/worker/training/sizes.ts";

/** Counts each number by the logarithm of its size. */
function shares(numbers: readonly number[]): number[] {
  const { least, count } = sizeBins;
  const all = new Array<number>(count).fill(0);
  for (const number of numbers) {
    const power = Math.floor(Math.log2(Math.abs(number)));
    const bin = number === 0
      ? 0
      : Math.min(Math.max(power, least), least + count - 2) - least + 1;
    all[bin] += 1 / numbers.length;
  }
  return all;
}

Deno.test("numbers are counted by their size, of both signs, zeros apart", () => {
  const numbers = [
    ...[0, -0, 1, -1, 1.999, 2, -0.5, 0.75, 3e-13, 1e-30, 65536, 1e30],
    ...[2 ** -40, -(2 ** -39), 2 ** 15, 12345, -0.001, 0.002, 0.003],
  ];
  const found = sizesOf([numbers.slice(0, 7), numbers.slice(7)]);
  assertEquals(
    [...found],
    shares(numbers).map((share) => Math.ceil(255 * share - 1e-9)),
  );
});

Deno.test("of many numbers enough are counted, whatever the width of their matrix", () => {
  // Columns of sizes of their own, as those of a layer that normalizes.
  for (const width of [16, 64, 100, 256]) {
    const numbers = Array.from(
      { length: 4096 * width },
      (_, i) => 2 ** -(i % width % 8),
    );
    const found = sizesOf([Float32Array.from(numbers)]);
    for (const [bin, share] of shares(numbers).entries()) {
      assertAlmostEquals(found[bin] / 255, share, 0.02);
    }
  }
});

Deno.test("of no numbers there are none, and no size", () => {
  assert(sizesOf([]).every((share) => share === 0));
  assertEquals(rootMeanSquare([[]]), NaN);
  assertEquals(rootMeanSquare([[3, -4], [0, 5, 5, 5]]), Math.sqrt(100 / 6));
});
