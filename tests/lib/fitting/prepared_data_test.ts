// Data divided and normalized for training, and what tells one run from another.
import {
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  learnNormalization,
  normalizeExamples,
  splitExamples,
} from "../../../data.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import {
  divideData,
  prepareData,
  withValidation,
} from "../../../lib/fitting/prepared_data.ts";
import { differenceOfRuns } from "../../../lib/fitting/run_identity.ts";
import { DataError, nn } from "../../../mod.ts";
import { spreadOf } from "../../helpers/training_files.ts";
import { streamOf } from "../../helpers/streams.ts";

const network = nn`fc(2,1) -> mse`;
const data = {
  examples: examplesOf(Float64Array.from({ length: 40 }, (_, i) => i * i), {
    inputShape: [2],
    target: Float64Array.from({ length: 20 }, (_, i) => i),
    targetShape: [1],
  }),
};

Deno.test("both parts are normalized by the part for training", async () => {
  const [training, validation] = splitExamples(data.examples, 0.25, {
    seed: 3,
  });
  const normalization = await learnNormalization(training, "standard");
  const prepared = await prepareData(network, data, {
    validation: 0.25,
    seed: 3,
  });
  assertEquals(prepared.meaning.normalization, normalization);
  const { mean, deviation } = spreadOf(training.memory.target);
  for (
    const [part, own] of [
      [prepared.training, training],
      [prepared.validation, validation],
    ] as const
  ) {
    assertEquals(
      part?.memory?.x,
      normalizeExamples(own, normalization, { precision: "float32" }).memory.x,
    );
    for (const [i, t] of own.memory.target.entries()) {
      const normal = part?.memory?.target[i] ?? NaN;
      assertAlmostEquals(normal, (t - mean) / deviation, 1e-6);
    }
  }
});

Deno.test("bytes are scaled to 0 to 1, symbols stay, and other numbers are standardized", async () => {
  const bytes = await prepareData(network, { ...data, isBytes: true });
  assertEquals(bytes.meaning.normalization, {
    offset: [0],
    scale: [39 * 39],
  });
  const symbols = nn`input(2) -> embedding(1600,2) -> flatten -> fc(1) -> mse`;
  const kept = await prepareData(symbols, data);
  assertEquals(kept.meaning.normalization, undefined);
  assertEquals(kept.training.memory?.x, data.examples.memory.x);
  const none = await prepareData(network, data, { normalize: "none" });
  assertEquals(none.training, data.examples);
  const usual = await prepareData(network, data);
  assertEquals(
    usual.meaning.normalization,
    await learnNormalization(data.examples, "standard"),
  );
});

Deno.test("the inputs are allocated in the parameters' memory", async () => {
  const made: Float32Array[] = [];
  const { training } = await prepareData(network, data, {
    allocate(_precision, length) {
      made.push(new Float32Array(length));
      return made[0];
    },
  });
  assertEquals(made.length, 1);
  assertEquals(training.memory?.x === made[0], true);
});

Deno.test("a fingerprint covers all numbers, in memory and of a stream", async () => {
  const of = async (
    x: number,
    isStream = false,
    normalize: "none" | undefined = "none",
  ) => {
    const values = data.examples.memory.x.slice();
    values[39] = x;
    const own = examplesOf(values, {
      inputShape: [2],
      target: data.examples.memory.target,
      targetShape: [1],
    });
    const all = isStream ? streamOf(own) : own;
    return (await prepareData(network, { examples: all }, { normalize }))
      .fingerprint;
  };
  assertEquals(await of(1), await of(1));
  assertNotEquals(await of(1), await of(2));
  for (const normalize of ["none", undefined] as const) {
    assertEquals(await of(1, true, normalize), await of(1, true));
    assertNotEquals(await of(1, true), await of(2, true, normalize));
  }
  assertNotEquals(await of(1), await of(1, true), "the order is another");
});

Deno.test("a stream that is normalized is read no more often for its fingerprint, and the fingerprint no other for its blocks", async () => {
  const count = async (size: number) => {
    const stream = streamOf(data.examples, [size]);
    let reads = 0;
    const examples = {
      ...stream,
      async *blocks() {
        reads++;
        yield* stream.blocks();
      },
    };
    const { fingerprint } = await prepareData(network, { examples });
    return [reads, fingerprint];
  };
  const [reads, fingerprint] = await count(3);
  // For the inputs and for the targets.
  assertEquals(reads, 2);
  assertEquals(await count(7), [reads, fingerprint]);
});

Deno.test("divided data stays divided, and a share is between 0 and 1", async () => {
  const divided = divideData(data, 0.5, { seed: 1 });
  const prepared = await prepareData(network, divided);
  assertEquals(
    [prepared.training.length, prepared.validation?.length],
    [10, 10],
  );
  assertThrows(() => divideData(data, 1), NablaError, "between 0 and 1");
  await assertRejects(
    () => prepareData(network, data, { validation: 0 }),
    NablaError,
  );
});

Deno.test("classes known only by their numbers must be named by them", () => {
  const other = (...categories: string[]) => ({
    ...data,
    schema: { inputs: [], targets: [{ name: "k", categories }] },
  });
  const beside = withValidation(data, other("0", "1"), "other.csv");
  assertEquals(beside.validation, data.examples);
  assertThrows(
    () => withValidation(data, other("1", "2"), "other.csv"),
    DataError,
    'other.csv, column "k": the network was not trained on a table, and knows classes only by their numbers: 1 would be 0',
  );
});

Deno.test("two runs differ in the first setting with another value, absent ones included", () => {
  const run = { seed: 1, metrics: ["mae", "r2"], clipNorm: undefined };
  assertEquals(
    differenceOfRuns(run, { seed: 1, metrics: ["mae", "r2"] }),
    undefined,
  );
  assertEquals(
    differenceOfRuns(run, { ...run, metrics: ["mae"] })?.name,
    "metrics",
  );
  assertEquals(differenceOfRuns(run, { ...run, patience: 3 }), {
    name: "patience",
    before: undefined,
    now: 3,
  });
  assertEquals(differenceOfRuns({ ...run, weights: "w" }, run), {
    name: "weights",
    before: "w",
    now: undefined,
  });
});
