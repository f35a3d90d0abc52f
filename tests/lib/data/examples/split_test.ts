import { assert, assertEquals, assertThrows } from "@std/assert";
import { NablaError } from "../../../../lib/base/nabla_error.ts";
import type { Examples } from "../../../../lib/data/examples/examples.ts";
import { splitExamples } from "../../../../lib/data/examples/split.ts";
import { numbered, streamOf } from "../../../helpers/streams.ts";

async function firsts(all: Examples): Promise<number[]> {
  const list: number[] = [];
  for await (const { x, target, length } of all.blocks()) {
    for (let i = 0; i < length; i++) {
      assertEquals(target[i], 0 - x[2 * i]);
      list.push(x[2 * i]);
    }
  }
  assertEquals(list.length, all.length);
  return list;
}

Deno.test("a split gives each example to one part, in order", async () => {
  const [training, validation] = splitExamples(numbered(50), 0.3, { seed: 1 });
  const [a, b] = [await firsts(training), await firsts(validation)];
  assertEquals([a.length, b.length], [35, 15]);
  assertEquals(
    [...a, ...b].toSorted((x, y) => x - y),
    await firsts(numbered(50)),
  );
  for (const list of [a, b]) {
    assertEquals(list, list.toSorted((x, y) => x - y));
  }
});

Deno.test("a stream is divided like memory", async () => {
  const memory = splitExamples(numbered(50), 0.3, { seed: 2 });
  const stream = splitExamples(streamOf(numbered(50), [4, 9]), 0.3, {
    seed: 2,
  });
  for (const i of [0, 1]) {
    assertEquals(await firsts(stream[i]), await firsts(memory[i]));
  }
});

Deno.test("every example is chosen as often as another", async () => {
  const counts = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 2000; seed++) {
    for (
      const i of await firsts(splitExamples(numbered(10), 0.3, { seed })[1])
    ) {
      counts[i]++;
    }
  }
  // Five standard deviations around 600.
  for (const count of counts) assert(Math.abs(count - 600) < 103, `${counts}`);
});

Deno.test("no part of a split is empty", () => {
  const lengths = (share: number) =>
    splitExamples(numbered(3), share).map(({ length }) => length);
  assertEquals(lengths(0.01), [2, 1]);
  assertEquals(lengths(0.99), [1, 2]);
});

for (const share of [0, 1, -0.5, NaN]) {
  Deno.test(`a share of ${share} is refused`, () => {
    assertThrows(
      () => splitExamples(numbered(9), share),
      NablaError,
      `found ${share}`,
    );
  });
}

Deno.test("one example cannot be divided", () => {
  assertThrows(
    () => splitExamples(numbered(1), 0.5),
    NablaError,
    "found 1",
  );
});
