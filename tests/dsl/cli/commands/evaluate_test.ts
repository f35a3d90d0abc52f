import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fromBytes, normalizeExamples, writeNpz } from "../../../../data.ts";
import { evaluate, predict, readNetwork } from "../../../../mod.ts";
import { run } from "../../../helpers/memory_io.ts";
import {
  classes,
  classified,
  files,
  measured,
  over,
  points,
  trained,
} from "../../../helpers/training_files.ts";

const { bytes: { trees } } = await trained([
  "classifier.nn",
  "--data",
  "trees.csv",
  "--target",
  "kind",
  "--epochs",
  "40",
  "--out",
  "trees",
]);
const { bytes: { line } } = await trained([
  "line.nn",
  "--data",
  "lines.csv",
  "--target",
  "z",
  "--epochs",
  "10",
  "--out",
  "line",
]);

const { bytes: { tokens } } = await trained([
  "input(2) -> embedding(5,3) -> flatten -> fc(1) -> mse",
  "--data",
  "tokens.csv",
  "--target",
  "z",
  "--out",
  "tokens",
], { files: { "tokens.csv": "a,b,z\n0,1,1\n4,2,0\n" } });

const { bytes: { numbers } } = await trained([
  "classifier.nn",
  "--data",
  "trees.npz",
  "--epochs",
  "1",
  "--out",
  "numbers",
]);

async function record(words: readonly string[], own = {}) {
  const { status, error, out } = await over(["evaluate", ...words, "--json"], {
    files: { trees, line, ...own },
  });
  assertEquals([status, error], [0, ""]);
  return JSON.parse(out);
}

/** A saved network with examples scaled as it needs them. */
async function opened(net: Uint8Array, all: typeof classified) {
  const { network, parameters, description } = await readNetwork(
    fromBytes("net", net),
    { batch: 256 },
  );
  const { normalization } = description;
  assert(normalization);
  const data = normalizeExamples(all, normalization, { precision: "float32" });
  return { network, parameters, data };
}

Deno.test("loss and metrics are those of the API", async () => {
  for (
    const [words, net, all, metrics] of [
      [["trees", "--data", "trees.csv"], trees, classified, undefined],
      [["line", "--data", "lines.csv"], line, measured, undefined],
      [
        ["trees", "--data", "trees.csv", "--metrics", "f1,recall,perplexity"],
        trees,
        classified,
        ["f1", "recall", "perplexity"],
      ],
    ] as const
  ) {
    const { network, parameters, data } = await opened(net, all);
    const expected = await evaluate(network, data, {
      parameters,
      ...(metrics === undefined ? {} : { metrics }),
    });
    const { loss, metrics: found, examples } = await record(words);
    assertEquals([loss, found], [expected.loss, expected.metrics]);
    assertEquals(examples, points.length);
  }
});

Deno.test("a metric takes settings: f1 over all decisions is the accuracy", async () => {
  const named = "accuracy,f1(average = micro)";
  const words = ["trees", "--data", "trees.csv", "--metrics", named];
  const { metrics } = await record(words);
  assertEquals(Object.keys(metrics), ["accuracy", "f1"]);
  assertEquals(metrics.f1, metrics.accuracy);
  const usual = await record([...words.slice(0, -1), "f1"]);
  assert(usual.metrics.f1 !== metrics.f1);
});

Deno.test("columns of other names are told by --inputs and --target, in the order of those that were learned", async () => {
  const rows = points.map(([x, y, kind]) => [y, kind, x].join());
  const own = { "other.csv": `q,sort,p\n${rows.join("\n")}\n` };
  const other = ["--data", "other.csv", "--inputs", "p,q"];
  const known = ["--data", "trees.csv"];
  const { loss } = await record(["trees", ...known]);
  const renamed = await record(["trees", ...other, "--target", "sort"], own);
  assertEquals(renamed.loss, loss);
  const outOf = async (words: readonly string[]) =>
    (await over(words, { files: { trees, ...own } })).out;
  const answers = async (words: readonly string[]) =>
    (await outOf(["predict", "trees", ...words])).split("\n").slice(1)
      .map((row) => row.split(",").at(-1));
  assertEquals(await answers(other), await answers(known));
  const checked = ["gradcheck", "classifier.nn", "--weights", "trees"];
  const report = await outOf([
    ...checked,
    ...other,
    "--target",
    "sort",
    "--json",
  ]);
  assertEquals(JSON.parse(report).networks[0].report.verdict, "pass");
});

Deno.test("the confusions are counted over what is predicted", async () => {
  const { network, parameters, data } = await opened(trees, classified);
  const y = predict(network, data.memory?.x ?? [], { parameters });
  const counts = classes.map(() => classes.map(() => 0));
  for (const [i, truth] of classified.memory.target.entries()) {
    const own = [...y.subarray(3 * i, 3 * i + 3)];
    counts[truth][own.indexOf(Math.max(...own))]++;
  }
  const { classes: names, confusion, scores } = await record([
    "trees",
    "--data",
    "trees.csv",
  ]);
  assertEquals([names, confusion], [[...classes], counts]);
  for (const [i, row] of counts.entries()) {
    const taken = counts.reduce((sum, other) => sum + other[i], 0);
    const { precision, recall } = scores[i];
    if (taken > 0) assertEquals(precision, row[i] / taken);
    assertEquals(recall, row[i] / row.reduce((a, b) => a + b));
  }
});

Deno.test("what evaluate prints", async (t) => {
  for (
    const words of [["trees", "--data", "trees.csv"], [
      "line",
      "--data",
      "lines.csv",
    ]]
  ) {
    const { status, out } = await over(["evaluate", ...words], {
      files: { trees, line },
    });
    assertEquals(status, 0);
    await t.assertSnapshot(out);
  }
});

Deno.test("the target may have another name, and other columns are left alone", async () => {
  const text = `${files["trees.csv"]}`.replace("kind", "truth")
    .replaceAll(/$/gm, ",note").replace(/,note$/, "");
  const found = await record(
    ["trees", "--data", "new.csv", "--target", "truth"],
    { "new.csv": text },
  );
  const { loss } = await record(["trees", "--data", "trees.csv"]);
  assertEquals(found.loss, loss);
});

Deno.test("arrays and images are evaluated as tables are", async () => {
  const { bytes: { net } } = await trained([
    "classifier.nn",
    "--data",
    "trees.npz",
    "--epochs",
    "10",
    "--out",
    "net",
  ]);
  const first = await record(["net", "--data", "trees.npz"], { net });
  for (
    const words of [["x.npy", "--target", "y.npy"], [
      "x.idx.gz",
      "--target",
      "y.idx",
    ]]
  ) {
    const { loss } = await record(["net", "--data", ...words], { net });
    assertEquals(loss, first.loss);
  }
});

const mistakes: readonly (readonly [
  words: string[],
  message: string,
  files?: Readonly<Record<string, string>>,
])[] = [
  [["trees"], "there is no data to evaluate on\nGive a file with --data."],
  [["--data", "trees.csv"], "there is no network to work with"],
  [
    ["trees", "--data", "new.csv"],
    'new.csv:3, column "kind": a class must be one of "ash", "elm", "oak": found "fir"',
    { "new.csv": "x,y,kind\n1,2,oak\n1,2,fir\n" },
  ],
  [
    ["trees", "--data", "new.csv"],
    'there must be a column "kind"',
    { "new.csv": "x,y,class\n1,2,oak\n" },
  ],
  [
    ["trees", "--data", "trees.csv", "--target", "kind,x"],
    "trees.csv: the target must be 1 column, as the network predicts: found 2",
  ],
  [
    ["trees", "--data", "trees.csv", "--metrics", "acuracy"],
    "--metrics knows no acuracy\nDid you mean accuracy?",
  ],
  [
    ["trees", "--data", "trees.csv", "--metrics", "accuracy,f1(average=mean)"],
    "average of --metrics must be binary, macro, weighted or micro: found mean",
  ],
  [
    ["trees", "--data", "trees.csv", "--metrics", "accuracy,,f1"],
    '--metrics "accuracy,,f1" names nothing',
  ],
  [
    ["trees", "--data", "trees.csv", "--metrics", "mae"],
    "cannot measure mae as a target must be a number for each output: found a class for cross_entropy\nLeave out --metrics for what suits the loss.",
  ],
  [
    ["line", "--data", "lines.csv", "--metrics", "accuracy"],
    "accuracy",
  ],
  [
    ["tokens", "--data", "new.csv"],
    "cannot compute embedding as x[0] of example 1 must be a token number from 0 to 4",
    { "new.csv": "a,b,z\n1,2,1\n9,1,1\n" },
  ],
  [
    ["trees", "--data", "new.csv"],
    "new.csv: there must be examples: found none",
    { "new.csv": "x,y,kind\n" },
  ],
  [
    ["trees", "--data", "trees.csv", "--inputs", "x"],
    "trees.csv: the inputs must be 2 columns, as the network takes: found 1",
  ],
  [
    ["numbers", "--data", "new.csv", "--target", "y"],
    'new.csv, column "y": the network was not trained on a table, and knows classes only by their numbers: 1 would be 0\nGive data of the kind',
    { "new.csv": "a,b,y\n1,2,1\n2,1,2\n" },
  ],
];
for (const [words, message, own] of mistakes) {
  Deno.test(`nabla evaluate ${words.join(" ")}: ${message}`, async () => {
    const { status, out, error } = await over(["evaluate", ...words], {
      files: { trees, line, tokens, numbers, ...own },
    });
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, message);
    assert(!/\n\s+at /.test(error), "no stack trace");
  });
}

Deno.test("the array of inputs may have any name, in training and afterwards", async () => {
  const { memory: { x, target, length } } = classified;
  const own = {
    "own.npz": writeNpz([
      { name: "points", shape: [length, 2], values: x },
      { name: "kinds", shape: [length], values: target },
    ]),
  };
  const words = ["--data", "own.npz", "--inputs", "points"];
  const { bytes: { net } } = await trained(
    ["classifier.nn", ...words, "--target", "kinds", "--out", "net"],
    { files: own },
  );
  const world = { files: { ...own, net } };
  const { loss } = await record(["net", ...words, "--target", "kinds"], {
    ...own,
    net,
  });
  const usual = await record(["net", "--data", "trees.npz"], { net });
  assertEquals(loss, usual.loss);
  const { status, out } = await over(["predict", "net", ...words], world);
  assertEquals([status, out.trimEnd().split("\n").length], [0, length + 1]);
});

Deno.test("a table without header is read as in training", async () => {
  // The second line could be the first of the data below a header.
  const files = { "t.csv": "1,2,ash\n3,4,oak\n5,6,ash\n" };
  const learned = await run([
    "train",
    "fc(2,2) -> cross_entropy",
    "--data",
    "t.csv",
    "--target",
    "3",
    ...["--header", "no", "--epochs", "1", "--out", "net"],
  ], { files });
  assertEquals(learned.error, "");
  const world = { files: { ...files, net: learned.bytes.net } };
  const measured = await run(["evaluate", "net", "--data", "t.csv"], world);
  assertStringIncludes(measured.out, "3 examples of t.csv");
  const told = await run(["predict", "net", "--data", "t.csv"], world);
  assertEquals(told.out.trimEnd().split("\n").length, 4);
  const otherwise = await run(
    ["evaluate", "net", "--data", "t.csv", "--header", "yes"],
    world,
  );
  assertStringIncludes(otherwise.out, "2 examples of t.csv");
});

Deno.test("a network without a loss is refused, with a way out that works", async () => {
  const made = await over([
    ...["export", "fc(2,4) -> tanh -> fc(1)", "--weights", "line"],
    ...["--out", "bare.safetensors"],
  ], { files: { line } });
  assertEquals(made.status, 0, made.error);
  const bare = made.bytes["bare.safetensors"];
  const words = ["--data", "lines.csv", "--target", "z"];
  const refused = await over(["evaluate", "bare.safetensors", ...words], {
    files: { "bare.safetensors": bare },
  });
  assertEquals([refused.status, refused.out], [2, ""]);
  const advice =
    /nabla export "(.*)" --weights (\S+) --out (measured.safetensors)\./
      .exec(refused.error) ?? [];
  const [, text, weights, out] = advice;
  const again = await over(
    ["export", text, "--weights", weights, "--out", out],
    { files: { "bare.safetensors": bare } },
  );
  assertEquals(again.status, 0, again.error);
  const ways = [["evaluate", out], ["evaluate", "line"]];
  const figures = await Promise.all(ways.map(async (way) => {
    const { out: shown } = await over([...way, ...words, "--json"], {
      files: { ...again.bytes, line },
    });
    return JSON.parse(shown).loss;
  }));
  assertEquals(figures[0], figures[1]);
});
