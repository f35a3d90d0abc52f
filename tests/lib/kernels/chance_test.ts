// What is drawn, against the generator that makes single numbers.
import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../lib/base/random.ts";
import type { Chance, Key } from "../../../lib/kernels/contract/chance.ts";
import { plainDraw } from "../../../lib/kernels/plain/chance.ts";

const key: Key = [0xfedcba98, 1, 0, 77];
const length = 2500;

function drawnAs(chance: Chance, count = length): Float64Array {
  const y = new Float64Array(count);
  plainDraw(y, chance, key, count);
  return y;
}

/** Splitmix32 as in its author's text, with numbers that have room for all bits. */
function splitmix(start: number, place: number): number {
  const low = (x: bigint) => x & 0xffffffffn;
  let z = low(BigInt(start) + BigInt(place + 1) * 0x9e3779b9n);
  z = low((z ^ (z >> 16n)) * 0x21f0aaadn);
  z = low((z ^ (z >> 15n)) * 0x735a2d97n);
  return Number(z ^ (z >> 15n));
}

/** The first 24 bits of each word, by the generator that makes two words a number. */
const bits = new Float64Array(length);
for (let stream = 0; stream < 12; stream++) {
  const random = createRandom(0);
  random.load(key.map((word) => splitmix(word, stream)));
  const start = 1024 * Math.floor(stream / 4) + stream % 4;
  for (let k = 0; k < 128; k++) {
    const both = random.uniform() * 2 ** 53;
    const [high, low] = [Math.floor(both / 2 ** 26), both % 2 ** 26];
    bits[start + 8 * k] = Math.floor(high / 2 ** 3);
    bits[start + 8 * k + 4] = Math.floor(low / 2 ** 2);
  }
}

Deno.test("uniform numbers are those of four streams a block, in turn", () => {
  assertEquals(
    drawnAs({ name: "uniform", a: 0, b: 1 }),
    bits.map((each) => each / 2 ** 24),
  );
});

Deno.test("a choice is by the same words", () => {
  assertEquals(
    drawnAs({ name: "choice", a: 3, b: 5, p: 0.375 }),
    bits.map((each) => each < 0.375 * 2 ** 24 ? 3 : 5),
  );
  for (const [p, only] of [[0, 5], [1, 3]]) {
    const y = drawnAs({ name: "choice", a: 3, b: 5, p });
    assertEquals([...new Set(y)], [only]);
  }
});

Deno.test("normal numbers are those of Box and Muller from the same words", () => {
  const y = drawnAs({ name: "normal", a: 2, b: 3 });
  for (let i = 0; i < length; i++) {
    const first = i - (i % 8 < 4 ? 0 : 4);
    // What lies beyond the end is drawn as well.
    if (first + 4 >= length) continue;
    const radius = Math.sqrt(-2 * Math.log((bits[first] + 1) / 2 ** 24));
    const angle = 2 * Math.PI * bits[first + 4] / 2 ** 24;
    const share = first === i ? Math.cos(angle) : Math.sin(angle);
    assertAlmostEquals(y[i], 2 + 3 * radius * share, 1e-13);
  }
});

Deno.test("a number follows from its place, not from how many are drawn", () => {
  for (const name of ["choice", "uniform", "normal"] as const) {
    const chance = { name, a: 1, b: 2, p: 0.5 };
    const all = drawnAs(chance);
    for (const count of [0, 1, 3, 8, 13, 1024, 1025, 2049]) {
      assertEquals(drawnAs(chance, count), all.slice(0, count));
    }
  }
});
