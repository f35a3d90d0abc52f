import { assertEquals, assertRejects } from "@std/assert";
import { type Example, type Examples, examplesFrom } from "../../../../data.ts";
import { DataError, initialize, nn, train } from "../../../../mod.ts";

const shapes = { inputShape: [2], targetShape: [1] } as const;

function* some(count: number): Generator<Example> {
  for (let i = 0; i < count; i++) yield { x: [i, -i], target: i / 2 };
}

async function* later(count: number): AsyncGenerator<Example> {
  for (const example of some(count)) {
    await Promise.resolve();
    yield example;
  }
}

async function numbersOf(all: Examples) {
  const x: number[] = [];
  const target: number[] = [];
  for await (const block of all.blocks()) {
    assertEquals(block.x.length, 2 * block.length);
    x.push(...block.x);
    target.push(...block.target);
  }
  return { x, target };
}

const expected = {
  x: [0, -0, 1, -1, 2, -2],
  target: [0, 0.5, 1],
};

Deno.test("an iterable, asynchronous or not, is held in either precision", async () => {
  for (const source of [some(3), later(3), [...some(3)]]) {
    const held = await examplesFrom(source, shapes);
    assertEquals(held.memory.length, 3);
    assertEquals(await numbersOf(held), expected);
  }
  const { memory } = await examplesFrom([{ x: 0.1 }], { precision: "float64" });
  assertEquals([...memory.x], [0.1]);
});

Deno.test("a function is called again each time, and its examples are counted", async () => {
  let calls = 0;
  const stream = await examplesFrom(() => {
    calls++;
    return later(3);
  }, shapes);
  assertEquals([stream.length, stream.memory, calls], [3, undefined, 1]);
  assertEquals(await numbersOf(stream), expected);
  assertEquals(await numbersOf(stream), expected);
  assertEquals(calls, 3);
});

Deno.test("more examples than a block holds come in several blocks", async () => {
  const stream = await examplesFrom(() => some(100_000), shapes);
  let blocks = 0;
  for await (const { length } of stream.blocks()) {
    blocks += length > 0 ? 1 : 0;
  }
  assertEquals([stream.length, blocks], [100_000, 3]);
});

Deno.test("a stream of an iterable trains to the same bits as memory, in order", async () => {
  const network = nn`fc(2,1) -> mse`;
  const weights = async (all: Examples) => {
    const parameters = initialize(network, { precision: "float32" });
    await train(network, all, {
      parameters,
      epochs: 3,
      batch: 4,
      shuffle: false,
    });
    return [...parameters].flatMap(({ value }) => [...value]);
  };
  assertEquals(
    await weights(await examplesFrom(() => later(11), shapes)),
    await weights(await examplesFrom(some(11), shapes)),
  );
});

const mistakes: readonly (readonly [string, Example[], string])[] = [
  [
    "an input of another size",
    [{ x: [1, 2], target: 1 }, { x: [1, 2, 3], target: 1 }],
    "data, example 2: its input must have the numbers of 2: found 3",
  ],
  [
    "no target",
    [{ x: [1, 2] }],
    "data, example 1: its target must have the numbers of 1: found 0",
  ],
  [
    "a number that is not finite",
    [{ x: [1, NaN], target: 1 }],
    "data, example 1: its input must be finite: found NaN at number 2",
  ],
];
for (const [name, list, message] of mistakes) {
  Deno.test(`an example with ${name} is refused with its place`, async () => {
    const options = { ...shapes, name: "data" };
    await assertRejects(() => examplesFrom(list, options), DataError, message);
    await assertRejects(
      () => examplesFrom(() => list, options),
      DataError,
      message,
    );
  });
}

Deno.test("a stream that gives another number of examples than before is refused", async () => {
  let count = 3;
  const stream = await examplesFrom(() => some(count++), shapes);
  await assertRejects(
    () => numbersOf(stream),
    DataError,
    "examples: there must be 3, as before: found 4",
  );
});
