// What options do to the steps of a training.
import { assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import {
  learnNormalization,
  normalizeExamples,
  splitExamples,
} from "../../../../../data.ts";
import { examplesOf } from "../../../../../lib/data/examples/examples.ts";
import { evaluate, train, type TrainOptions } from "../../../../../mod.ts";
import {
  learned,
  line,
  measured,
  numbersOf,
  out,
  points,
  short,
  spreadOf,
  tensorsIn,
  trained,
} from "../../../../helpers/training_files.ts";

/** Options that the API has under another name. */
const options: readonly (readonly [words: string[], options: TrainOptions])[] =
  [
    [["--seed", "9"], { seed: 9 }],
    [["--precision", "float64"], { precision: "float64" }],
    [["--in-order"], { shuffle: false }],
    [["--accumulate", "2"], { accumulate: 2 }],
    [["--average", "0.9"], { average: 0.9 }],
    [["--clip-norm", "0.1"], { clipNorm: 0.1 }],
    [["--clip-value", "0.01"], { clipValue: 0.01 }],
    [["--kernels", "plain"], { kernels: "plain" }],
    [["--metrics", "mse,r2"], { metrics: ["mse", "r2"] }],
  ];
for (const [words, given] of options) {
  Deno.test(`${words.join(" ")} reaches the training`, async () => {
    const { bytes, out: record } = await trained([
      "line.nn",
      "--data",
      "lines.csv",
      "--target",
      "z",
      ...short,
      ...out,
      "--json",
      ...words,
    ]);
    const data = given.precision === undefined
      ? measured
      : examplesOf(Float64Array.from(measured.memory.x), {
        inputShape: [2],
        target: Float64Array.from(measured.memory.target),
        targetShape: [1],
      });
    const { parameters, history } = await train(line, data, {
      epochs: 4,
      batch: 8,
      ...given,
    });
    const plain = await train(line, measured, { epochs: 4, batch: 8 });
    const found = await tensorsIn(bytes["net.safetensors"]);
    assertEquals(found, numbersOf(parameters));
    assertEquals(JSON.parse(record).history, history);
    const changes = !["kernels", "metrics"].includes(Object.keys(given)[0]);
    if (changes) assertNotEquals(found, numbersOf(plain.parameters));
  });
}

Deno.test("a share for validation is split off as the API does, before anything is measured", async () => {
  const [training, validation] = splitExamples(measured, 0.25, { seed: 2 });
  const normalization = await learnNormalization(training, "standard");
  const { mean, deviation } = spreadOf(training.memory.target);
  const normal = (all: typeof training) => {
    const { memory: { x }, ...shapes } = normalizeExamples(all, normalization);
    const target = Array.from(
      all.memory.target,
      (t) => (t - mean) / deviation,
    );
    return examplesOf(x, { ...shapes, target });
  };
  const { history } = await train(line, normal(training), {
    epochs: 2,
    seed: 2,
    validation: normal(validation),
  });
  const { out } = await trained([
    "line.nn",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--validation",
    "0.25",
    "--seed",
    "2",
    "--epochs",
    "2",
    "--json",
  ]);
  const found: typeof history = JSON.parse(out).history;
  const near = (value = NaN, expected = NaN) =>
    assertAlmostEquals(value, expected, 1e-5 * Math.abs(expected));
  for (const [i, { loss, metrics, validation }] of history.entries()) {
    const own = found[i];
    near(own.loss, loss * deviation ** 2);
    near(own.metrics.mae, metrics.mae * deviation);
    near(own.metrics.r2, metrics.r2);
    near(own.validation?.loss, (validation?.loss ?? NaN) * deviation ** 2);
    near(own.validation?.metrics.r2, validation?.metrics.r2);
  }
});

Deno.test("a file for validation is read by the columns of the data", async () => {
  const validation = "note,z,y,x\na,3,1,2\nb,0,5,2\n";
  const { out } = await trained([
    "line.nn",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--validation",
    "other.csv",
    ...short,
    "--json",
  ], { files: { "other.csv": validation } });
  const { parameters } = await train(line, measured, { epochs: 4, batch: 8 });
  const expected = await evaluate(
    line,
    examplesOf(Float32Array.of(2, 1, 2, 5), {
      inputShape: [2],
      target: Float32Array.of(3, 0),
      targetShape: [1],
    }),
    { parameters },
  );
  assertEquals(JSON.parse(out).history.at(-1).validation, expected);
});

Deno.test("--patience ends with the best epoch's parameters", async () => {
  // The validation needs the opposite of the data.
  const rows = points.map(([x, y]) => [x, y, y - 2 * x].join());
  const world = { files: { "other.csv": ["x,y,z", ...rows].join("\n") } };
  const words = ["line.nn", "--data", "lines.csv", "--target", "z"];
  const tried = ["--validation", "other.csv", "--batch", "8"];
  const stopped = await trained(
    [...words, ...tried, "--epochs", "50", "--patience", "2", ...out, "--json"],
    world,
  );
  const { reason, epoch, history } = JSON.parse(stopped.out);
  assertEquals([reason, history.length], ["patience", epoch + 2]);
  const best = await learned(
    [...words, ...tried, "--epochs", String(epoch)],
    world,
  );
  assertEquals(await tensorsIn(stopped.bytes["net.safetensors"]), best);
});

Deno.test("the same seed gives the same bytes, on any number of threads; another seed gives others", async () => {
  const wide =
    "fc(2,600) -> batchnorm -> relu -> dropout(0.2) -> fc(3) -> cross_entropy";
  const bytes = async (...words: string[]) =>
    (await trained([
      wide,
      "--data",
      "blobs(examples=300)",
      "--epochs",
      "2",
      "--batch",
      "128",
      "--kernels",
      "wasm",
      ...out,
      ...words,
    ])).bytes["net.safetensors"];
  const one = await bytes("--threads", "1");
  assertEquals(await bytes("--threads", "1"), one);
  assertEquals(await bytes("--threads", "3"), one);
  assertNotEquals(
    await tensorsIn(await bytes("--seed", "1")),
    await tensorsIn(one),
  );
});
