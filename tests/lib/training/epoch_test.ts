import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { createRandom } from "../../../lib/base/random.ts";
import type { Examples } from "../../../lib/data/examples/examples.ts";
import { openStore, plainStore } from "../../../lib/kernels/store.ts";
import {
  beginEpoch,
  type EpochOptions,
} from "../../../lib/training/epochs/epoch.ts";
import { holdExamples } from "../../../lib/training/epochs/held_examples.ts";
import { numbered, streamOf } from "../../helpers/streams.ts";

/** The examples as an epoch gives them, in batches of four. */
async function walk(all: Examples, options: EpochOptions): Promise<number[]> {
  const epoch = beginEpoch(all, options);
  const seen: number[] = [];
  for (let done = options.skip ?? 0; done < all.length;) {
    const count = Math.min(4, all.length - done);
    const x = new Float64Array(2 * count);
    const target = new Float64Array(count);
    await epoch.next(x, target, count);
    for (let i = 0; i < count; i++) {
      // What belongs together stays together.
      assertEquals([x[2 * i + 1], target[i]], [x[2 * i] + 0.5, 0 - x[2 * i]]);
      seen.push(x[2 * i]);
    }
    done += count;
  }
  await epoch.close();
  return seen;
}

const shuffled = (seed: number) => ({ random: createRandom(seed) });
const inOrder = (length: number) => Array.from({ length }, (_, i) => i);
const sorted = (list: readonly number[]) => list.toSorted((a, b) => a - b);

const kinds:
  readonly (readonly [string, (all: Examples) => Examples, object])[] = [
    ["in memory", (all) => all, {}],
    ["of a stream", (all) => streamOf(all, [3, 1, 5]), {}],
    ["of a stream and a small window", streamOf, { windowNumbers: 12 }],
    ["of a stream and a window of one", streamOf, { windowNumbers: 1 }],
  ];
for (const [name, as, options] of kinds) {
  const all = as(numbered(23));

  Deno.test(`an epoch ${name} gives each example once`, async () => {
    const seen = await walk(all, { ...options, ...shuffled(1) });
    assertEquals(sorted(seen), inOrder(23));
    assertEquals(await walk(all, options), inOrder(23));
  });

  Deno.test(`an epoch ${name} is taken up again anywhere`, async () => {
    const whole = await walk(all, { ...options, ...shuffled(2) });
    for (let skip = 0; skip <= 23; skip++) {
      const rest = await walk(all, { ...options, ...shuffled(2), skip });
      assertEquals(rest, whole.slice(skip), `from ${skip}`);
    }
  });
}

Deno.test("an epoch of examples that kernels hold is the same as any", async () => {
  const all = numbered(23);
  for (const precision of ["float32", "float64"] as const) {
    const store = openStore({ kernels: "wasm", threads: 2 }, 1e6);
    const held = holdExamples(all, store, precision);
    const given: number[] = [];
    for (const skip of [0, 9]) {
      const epoch = beginEpoch(all, { ...shuffled(8), skip, held });
      for (let done = skip; done < 23; done += 2) {
        const count = Math.min(2, 23 - done);
        const x = store.allocate(precision, 2 * count);
        const target = store.allocate(precision, count);
        await epoch.next(x, target, count);
        for (let i = 0; i < count; i++) {
          assertEquals([x[2 * i + 1], target[i]], [
            x[2 * i] + 0.5,
            0 - x[2 * i],
          ]);
          given.push(x[2 * i]);
        }
      }
    }
    const whole = await walk(all, shuffled(8));
    assertEquals(given, [...whole, ...whole.slice(9)]);
  }
});

Deno.test("kernels hold no stream, and plain ones nothing", () => {
  const store = openStore({ kernels: "wasm" }, 1e6);
  assertEquals(
    holdExamples(streamOf(numbered(5)), store, "float32"),
    undefined,
  );
  assertEquals(holdExamples(numbered(5), plainStore, "float32"), undefined);
});

Deno.test("a seed decides on the order", async () => {
  const all = numbered(23);
  const once = await walk(all, shuffled(3));
  assertEquals(await walk(all, shuffled(3)), once);
  assertNotEquals(await walk(all, shuffled(4)), once);
  assertNotEquals(once, inOrder(23));
});

Deno.test("the order of a stream does not depend on its blocks", async () => {
  const options = { windowNumbers: 15 };
  const [once, again] = await Promise.all(
    [[1], [7, 2]].map((sizes) =>
      walk(streamOf(numbered(40), sizes), { ...options, ...shuffled(5) })
    ),
  );
  assertEquals(once, again);
  // A window of five examples lets none come more than five early.
  assert(once.every((example, place) => example - place <= 5));
});

Deno.test("every order of memory is equally likely", () => {
  const counts = new Map<string, number>();
  const random = createRandom(6);
  for (let i = 0; i < 6000; i++) {
    const x = new Float64Array(6);
    beginEpoch(numbered(3), { random }).next(x, new Float64Array(3), 3);
    const key = [x[0], x[2], x[4]].join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assertEquals(counts.size, 6);
  // Five standard deviations around 1000.
  for (const count of counts.values()) assert(Math.abs(count - 1000) < 145);
});

for (const [how, length] of [["fewer", 25], ["more", 21]] as const) {
  Deno.test(`a stream that holds ${how} examples than before is an error`, async () => {
    const stream = { ...streamOf(numbered(23)), length };
    await assertRejects(
      () => walk(stream, shuffled(7)),
      NablaError,
      `must hold ${length} examples, as when it was first read: found ${how}`,
    );
  });
}
