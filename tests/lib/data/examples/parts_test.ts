// Several inputs and targets in one row of numbers, and each alone again.
import { assertEquals, assertThrows } from "@std/assert";
import type { Examples } from "../../../../data.ts";
import { splitExamples } from "../../../../data.ts";
import { NablaError } from "../../../../lib/base/nabla_error.ts";
import {
  joinedExamples,
  joinedNormalization,
  withInputOf,
  withTargetOf,
} from "../../../../lib/data/examples/parts.ts";
import { streamOf } from "../../../helpers/streams.ts";

const part = (name: string, shape: readonly number[], values: number[]) => ({
  name,
  shape,
  values: Float64Array.from(values),
});

const a = part("a", [2], [1, 2, 3, 4, 5, 6]);
const b = part("b", [], [10, 20, 30]);
const c = part("c", [1, 2], [7, 8, 9, 0, 1, 2]);
const all = joinedExamples([a, b], [c, b]);

const numbersOf = async ({ blocks }: Examples, which: "x" | "target") => {
  const numbers: number[] = [];
  for await (const block of blocks()) numbers.push(...block[which]);
  return numbers;
};

Deno.test("parts lie side by side in the row of an example", () => {
  assertEquals([...all.memory.x], [1, 2, 10, 3, 4, 20, 5, 6, 30]);
  assertEquals([...all.memory.target], [7, 8, 10, 9, 0, 20, 1, 2, 30]);
  assertEquals([all.length, all.inputShape, all.targetShape], [3, [3], [3]]);
});

for (const kind of ["in memory", "streamed"] as const) {
  Deno.test(`each part is taken out again, ${kind}`, async () => {
    const own = kind === "streamed"
      ? { ...streamOf(all), inputs: all.inputs, targets: all.targets }
      : all;
    const input = withInputOf(own, "a");
    const target = withTargetOf(own, "c");
    assertEquals(await numbersOf(input, "x"), [...a.values]);
    assertEquals(await numbersOf(target, "target"), [...c.values]);
    assertEquals([input.inputShape, target.targetShape], [[2], [1, 2]]);
    assertEquals([input.inputs, target.targets], [undefined, undefined]);
  });
}

Deno.test("what divides examples keeps their parts together", () => {
  const [first, second] = splitExamples(all, 0.34);
  assertEquals([first.inputs, second.targets], [all.inputs, all.targets]);
  assertEquals(
    [...first.memory.x, ...second.memory.x].toSorted((m, n) => m - n),
    [1, 2, 3, 4, 5, 6, 10, 20, 30],
  );
});

Deno.test("a single input and target are not in parts", () => {
  const { inputs, targets, memory, inputShape } = joinedExamples([a], [b]);
  assertEquals([inputs, targets, inputShape], [undefined, undefined, [2]]);
  assertEquals(memory.x, a.values);
});

Deno.test("parts of unequal lengths, or of a part of an example, are refused", () => {
  assertThrows(
    () => joinedExamples([a, part("b", [], [1, 2])], []),
    NablaError,
    "the same number of examples: found 3 of a and 2 of b",
  );
  assertThrows(
    () => joinedExamples([part("a", [2], [1, 2, 3])], []),
    NablaError,
    "the length of a of 2 must be a multiple of 2: found 3",
  );
});

Deno.test("normalizations of parts are one for the row", () => {
  const own = (
    shape: readonly number[],
    offset: number[],
    scale: number[],
  ) => ({
    name: "p",
    shape,
    normalization: { offset, scale },
  });
  assertEquals(
    joinedNormalization([
      own([2, 2], [1, 2], [3, 4]),
      { name: "none", shape: [] },
      own([2], [5], [6]),
    ]),
    { offset: [1, 2, 1, 2, 0, 5, 5], scale: [3, 4, 3, 4, 1, 6, 6] },
  );
  assertEquals(joinedNormalization([{ name: "none", shape: [] }]), undefined);
});
