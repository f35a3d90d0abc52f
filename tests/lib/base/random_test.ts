import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { createRandom } from "../../../lib/base/random.ts";

const many = 100_000;

Deno.test("the same seed gives the same numbers, another seed others", () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 8 }, () => random.uniform());
  };
  assertEquals(draw(7), draw(7));
  assertNotEquals(draw(7), draw(8));
  assertNotEquals(draw(1), draw(1 + 2 ** 32));
});

Deno.test("uniform numbers lie in [0, 1) with mean 1/2 and variance 1/12", () => {
  const random = createRandom(1);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < many; i++) {
    const u = random.uniform();
    assert(u >= 0 && u < 1);
    sum += u;
    squares += u * u;
  }
  const mean = sum / many;
  assertAlmostEquals(mean, 1 / 2, 0.005);
  assertAlmostEquals(squares / many - mean * mean, 1 / 12, 0.002);
});

Deno.test("normal numbers have mean 0, variance 1 and fourth moment 3", () => {
  const random = createRandom(2);
  const moments = [0, 0, 0, 0];
  for (let i = 0; i < many; i++) {
    const z = random.normal();
    for (let power = 1; power <= 4; power++) {
      moments[power - 1] += z ** power / many;
    }
  }
  assertAlmostEquals(moments[0], 0, 0.02);
  assertAlmostEquals(moments[1], 1, 0.02);
  assertAlmostEquals(moments[2], 0, 0.05);
  assertAlmostEquals(moments[3], 3, 0.15);
});

Deno.test("integers below 5 are equally frequent", () => {
  const random = createRandom(3);
  const counts = new Array<number>(5).fill(0);
  for (let i = 0; i < many; i++) counts[random.integer(5)]++;
  for (const count of counts) assertAlmostEquals(count / many, 0.2, 0.01);
});

Deno.test("a fork depends on seed and label, not on what was drawn before", () => {
  const fresh = createRandom(4).fork("fc1.weight").uniform();
  const used = createRandom(4);
  used.uniform();
  assertEquals(used.fork("fc1.weight").uniform(), fresh);
  assertNotEquals(used.fork("fc1.bias").uniform(), fresh);
  assertNotEquals(createRandom(5).fork("fc1.weight").uniform(), fresh);
});

for (const seed of [-1, 1.5, NaN, Infinity, 2 ** 53]) {
  Deno.test(`seed ${seed} is refused`, () => {
    assertThrows(() => createRandom(seed), NablaError, `found ${seed}`);
  });
}

Deno.test("a stream continues from where another of any seed was saved", () => {
  const random = createRandom(6);
  for (let i = 0; i < 5; i++) random.normal();
  const other = createRandom(7);
  other.load(random.save());
  for (let i = 0; i < 5; i++) assertEquals(other.normal(), random.normal());
});

Deno.test("a state that no stream can have is refused", () => {
  const random = createRandom(6);
  for (
    const state of [[1, 2, 3], [0, 0, 0, 0], [1, 2, 3, -1], [0.5, 1, 1, 1]]
  ) {
    assertThrows(() => random.load(state), NablaError, "four words");
  }
  for (const state of [[1, 2, 3, 2 ** 32], [NaN, 1, 1, 1]]) {
    assertThrows(() => random.load(state), NablaError, "four words");
  }
});

Deno.test("an array filled at once holds the numbers that single draws give, and the stream goes on after them", () => {
  for (const length of [0, 1, 511, 512, 513, 2000]) {
    const [one, other] = [createRandom(3), createRandom(3)];
    one.uniform();
    other.uniform();
    const values = new Float64Array(length);
    one.fill(values);
    assertEquals(values, Float64Array.from(values, () => other.uniform()));
    assertEquals(one.uniform(), other.uniform());
  }
});
