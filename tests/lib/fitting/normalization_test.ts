import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import {
  learnNormalization,
  normalizeExamples,
  readNormalization,
} from "../../../lib/fitting/numbers/normalization.ts";
import { streamOf } from "../../helpers/streams.ts";

// Columns 1 3 5 7 and 2 2 2 2: mean 4, variance (9 + 1 + 1 + 9) / 4 = 5.
const table = examplesOf([1, 2, 3, 2, 5, 2, 7, 2], {
  inputShape: [2],
  target: [0, 1, 0, 1],
});

Deno.test("standard gives each feature mean 0 and deviation 1, and only shifts a constant", async () => {
  const measured = await learnNormalization(table, "standard");
  assertEquals(measured.offset, [4, 2]);
  assertAlmostEquals(measured.scale[0], Math.sqrt(5), 1e-15);
  assertEquals(measured.scale[1], 1);
  const { memory } = normalizeExamples(table, measured);
  const root = Math.sqrt(5);
  const expected = [-3, 0, -1, 0, 1, 0, 3, 0].map((x, i) =>
    i % 2 ? 0 : x / root
  );
  for (const [i, x] of [...memory?.x ?? []].entries()) {
    assertAlmostEquals(x, expected[i], 1e-15);
  }
  assertEquals(memory?.target, table.memory.target);
});

Deno.test("range gives all features one scale from 0 to 1", async () => {
  const measured = await learnNormalization(table, "range");
  assertEquals(measured, { offset: [1], scale: [6] });
  assertEquals(
    [...normalizeExamples(table, measured).memory?.x ?? []].slice(0, 3),
    [
      0,
      1 / 6,
      2 / 6,
    ],
  );
});

Deno.test("the features of an image are its channels", async () => {
  // Two images of 2×1 pixels with 2 channels.
  const images = examplesOf([0, 10, 2, 10, 4, 30, 6, 30], {
    inputShape: [2, 1, 2],
  });
  assertEquals((await learnNormalization(images, "standard")).offset, [3, 20]);
});

Deno.test("a mean of large numbers loses no digits", async () => {
  const data = examplesOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
  const { offset, scale } = await learnNormalization(data, "standard");
  assertEquals(offset, [1e9 + 10]);
  assertAlmostEquals(scale[0], Math.sqrt(22.5), 1e-12);
});

Deno.test("a stream is measured and normalized like memory", async () => {
  const stream = streamOf(table, [1, 2]);
  const measured = await learnNormalization(stream, "standard");
  assertEquals(measured, await learnNormalization(table, "standard"));
  const numbers: number[] = [];
  for await (const { x } of normalizeExamples(stream, measured).blocks()) {
    numbers.push(...x);
  }
  assertEquals(numbers, [
    ...normalizeExamples(table, measured).memory?.x ?? [],
  ]);
});

Deno.test("a saved normalization is read, and nothing else", () => {
  const saved = { offset: [1, 2], scale: [3, 4] };
  assertEquals(
    readNormalization(JSON.parse(JSON.stringify(saved)), [2]),
    saved,
  );
  for (
    const wrong of [
      null,
      [],
      { offset: [1, 2] },
      { offset: [1, 2], scale: [3, 0] },
      { offset: [1, null], scale: [3, 4] },
      { offset: [1, 2, 3], scale: [1, 2, 3] },
      { offset: 1, scale: 2 },
    ]
  ) assertThrows(() => readNormalization(wrong, [2]), NablaError, "lists of");
});

Deno.test("a very wide input is measured", async () => {
  const wide = examplesOf(Float32Array.from({ length: 600_000 }, (_, i) => i), {
    inputShape: [300_000],
  });
  assertEquals(await learnNormalization(wide, "range"), {
    offset: [0],
    scale: [599_999],
  });
});
