// Arrays and generated examples fitted to networks.
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { digits, moons, regressionLine, spiral } from "../../../data.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { fitArrays } from "../../../lib/fitting/array_data.ts";
import { arrayIn } from "../../../lib/fitting/array_names.ts";
import { drawRows } from "../../../lib/fitting/numbers/drawn_rows.ts";
import { fitExamples } from "../../../lib/fitting/fitted_data.ts";
import { DataError, nn } from "../../../mod.ts";
import { streamOf } from "../../helpers/streams.ts";

const x = { shape: [2, 2], values: Float32Array.of(0, 1, 2, 3), name: "x.npy" };
const labels = (...values: number[]) => ({
  shape: [values.length],
  values: Float32Array.from(values),
  name: "y.npy",
});

Deno.test("targets take the shape that the loss asks for, inputs that of the network", async () => {
  const line = nn`input(1,2) -> flatten -> fc(1) -> mse`;
  const { examples, isBytes } = await fitArrays(line, {
    x,
    target: labels(4, 5),
  }, { isBytes: true });
  assertEquals([examples.inputShape, examples.targetShape], [[1, 2], [1]]);
  assertEquals(isBytes, true);
  const classes = await fitArrays(nn`fc(2,3) -> cross_entropy`, {
    x,
    target: labels(2, 0),
  });
  assertEquals(classes.examples.targetShape, []);
});

Deno.test("arrays that do not fit: which example is wrong, and what it must be", async () => {
  const wrong = [
    [nn`fc(2,3) -> cross_entropy`, 4, "a class number from 0 to 2"],
    [nn`fc(2,3) -> cross_entropy`, 0.5, "a class number from 0 to 2"],
    [nn`fc(2,1) -> sigmoid -> bce`, 2.5, "a number from 0 to 1"],
    [nn`fc(2,1) -> hinge`, 0.5, "-1 or 1"],
  ] as const;
  for (const [network, target, rule] of wrong) {
    const column = { ...labels(1, target), shape: [2, 1] };
    await assertRejects(
      () => fitArrays(network, { x, target: column }),
      DataError,
      `x.npy, example 2: the target must be ${rule}: found ${target}`,
    );
  }
  await assertRejects(
    () =>
      fitArrays(nn`fc(2,2) -> mse`, {
        x,
        target: { shape: [2, 3], values: new Float32Array(6) },
      }),
    DataError,
    "the target of an example must be 2 for mse: found 3",
  );
});

Deno.test("an ignored target is not a class, nor one too many", async () => {
  const network = nn`fc(2,3) -> cross_entropy(ignore=-1)`;
  const { examples } = await fitArrays(network, { x, target: labels(-1, 2) });
  assertEquals([...examples.memory?.target ?? []], [-1, 2]);
});

Deno.test("arrays of a file are found by usual names or by a given one", () => {
  const [a, b] = [labels(1), labels(2)];
  const arrays = new Map([["X", a], ["labels", b], ["other", x]]);
  assertEquals(arrayIn("f.npz", arrays, "inputs"), a);
  assertEquals(arrayIn("f.npz", arrays, "target"), b);
  assertEquals(arrayIn("f.npz", arrays, "inputs", { name: "other" }), x);
  assertThrows(
    () => arrayIn("f.npz", arrays, "target", { name: "y" }),
    DataError,
    "f.npz: it has no array y",
  );
});

Deno.test("the examples of generators fit in the shape of the input", async () => {
  const flat = nn`fc(192,10) -> cross_entropy`;
  const made = digits({ examples: 20 });
  const { examples } = await fitExamples(flat, made);
  assertEquals(examples.inputShape, [192]);
  assertEquals(examples.memory, made.memory);
  await assertRejects(
    () => fitExamples(flat, moons(), { name: "moons" }),
    DataError,
    "moons: an input of the network must be 192: found 2",
  );
  await assertRejects(
    () => fitExamples(nn`fc(2,2) -> cross_entropy`, spiral({ classes: 3 })),
    DataError,
    "data, example 3: the target must be a class number from 0 to 1: found 2",
  );
  await assertRejects(
    () =>
      fitExamples(
        nn`fc(2,2) -> cross_entropy`,
        streamOf(spiral({ classes: 3 }), [2]),
      ),
    DataError,
    "data, example 3: the target",
  );
  const numbers = nn`fc(1,1) -> mse`;
  assertEquals(
    (await fitExamples(numbers, regressionLine())).examples.targetShape,
    [1],
  );
});

Deno.test("rows are drawn by the seed, each once, in memory and streamed", async () => {
  const all = examplesOf(Float64Array.from({ length: 20 }, (_, i) => i), {
    inputShape: [2],
    target: Float64Array.from({ length: 10 }, (_, i) => i),
  });
  const drawn = await drawRows("t.csv", all, { batch: 10, seed: 1 });
  const { x = [], target = [] } = Object.fromEntries(drawn);
  assertEquals([...target].toSorted((a, b) => a - b), [...all.memory.target]);
  target.forEach((row, i) => assertEquals(x[2 * i], 2 * row));
  assertEquals(await drawRows("t.csv", all, { batch: 10, seed: 1 }), drawn);
  const other = await drawRows("t.csv", all, { batch: 10, seed: 2 });
  assertEquals(other.get("target")?.join() === target.join(), false);
  const few = await drawRows("t.csv", streamOf(all), { batch: 3 });
  assertEquals(new Set(few.get("target")).size, 3);
  await assertRejects(
    () => drawRows("t.csv", all, { batch: 11 }),
    DataError,
    "t.csv: there must be 11 examples for the check: found 10",
  );
});
