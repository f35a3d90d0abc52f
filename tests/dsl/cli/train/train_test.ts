import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { writeNpz } from "../../../../data.ts";
import { examples } from "../../../../lib/data/examples/examples.ts";
import {
  adagrad,
  adam,
  adamw,
  cosineDecay,
  defineLayer,
  evaluate,
  type Examples,
  initialize,
  lbfgs,
  lion,
  measure,
  moons,
  nn,
  normalized,
  oneCycle,
  onPlateau,
  type Optimizer,
  type Parameters,
  rmsprop,
  sgd,
  splitExamples,
  startAtMeans,
  stepDecay,
  train,
  type TrainOptions,
  warmUp,
} from "../../../../mod.ts";
import {
  classes,
  classified,
  descriptionOf,
  files,
  measured,
  numbersOf,
  over,
  points,
  tensorsIn,
  trained,
} from "../../../helpers/training_files.ts";

const classifier = nn`fc(2,5) -> tanh -> fc(3) -> cross_entropy`;
const line = nn`fc(2,4) -> tanh -> fc(1) -> mse`;

/** What follows a source of data in most of these trainings. */
const short = ["--epochs", "4", "--batch", "8", "--normalize", "none"];
const out = ["--out", "net.safetensors"];

/** The tensors that a training leaves in its file. */
async function learned(words: readonly string[], world = {}) {
  const { bytes } = await trained([...words, ...out], world);
  return await tensorsIn(bytes["net.safetensors"]);
}

const sources: readonly (readonly [what: string, words: string[], object?])[] =
  [
    ["CSV", ["--data", "trees.csv", "--target", "kind"]],
    ["JSON lines", ["--data", "trees.jsonl", "--target", "kind"]],
    ["IDX, gzipped or not", ["--data", "x.idx.gz", "--target", "y.idx"]],
    ["a pair of .npy", ["--data", "x.npy", "--target", "y.npy"]],
    [".npz", ["--data", "trees.npz"]],
    [
      ".npz with names",
      ["--data", "trees.npz", "--inputs", "x", "--target", "y"],
    ],
    ["standard input", ["--data", "-", "--target", "kind"], {
      input: files["trees.csv"],
    }],
  ];
for (const [what, words, world] of sources) {
  Deno.test(`train on ${what} takes the steps that the API takes`, async () => {
    const { parameters } = await train(classifier, classified, {
      epochs: 4,
      batch: 8,
    });
    assertEquals(
      await learned(["classifier.nn", ...words, ...short], world),
      numbersOf(parameters),
    );
  });
}

Deno.test("the file of a network says its text, its columns and how it was trained", async () => {
  const { bytes, out: shown, files: left } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    "--seed",
    "5",
    "--epochs",
    "2",
    ...out,
  ]);
  const { text, precision, schema, normalization, training } =
    await descriptionOf(bytes["net.safetensors"]);
  assertEquals([text, precision, schema], [
    files["classifier.nn"],
    "float32",
    {
      inputs: [{ name: "x" }, { name: "y" }],
      targets: [{ name: "kind", categories: [...classes] }],
    },
  ]);
  for (const axis of [0, 1] as const) {
    const numbers = points.map((point) => point[axis]);
    const mean = numbers.reduce((a, b) => a + b) / numbers.length;
    const variance = numbers.reduce((sum, t) => sum + (t - mean) ** 2, 0) /
      numbers.length;
    assertAlmostEquals(normalization.offset[axis], mean, 1e-12);
    assertAlmostEquals(normalization.scale[axis], Math.sqrt(variance), 1e-12);
  }
  assertEquals([training.seed, training.batch, training.optimizer], [
    5,
    22,
    "adam()",
  ]);
  assertStringIncludes(
    shown,
    "22 examples; the target kind is ash, elm or oak",
  );
  assertStringIncludes(shown, "saved net.safetensors");
  assertEquals(Object.keys(left).filter((path) => !(path in files)), [
    "net.safetensors",
  ]);
});

Deno.test("a generator's examples are those of the API, standardized as it does", async () => {
  const data = moons({ examples: 40, seed: 3, target: "bit" });
  const scaled = normalized(data, await measure(data, "standard"), {
    precision: "float32",
  });
  const network = nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`;
  const { parameters } = await train(network, scaled, {
    epochs: 3,
    seed: 3,
  });
  assertEquals(
    await learned([
      "fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce",
      "--data",
      "moons(examples=40)",
      "--seed",
      "3",
      "--epochs",
      "3",
    ]),
    numbersOf(parameters),
  );
});

Deno.test("bytes go from 0 to 1, and --normalize says otherwise", async () => {
  const words = ["classifier.nn", "--data", "x.idx.gz", "--target", "y.idx"];
  const kinds = {
    range: ["--normalize", "range"],
    standard: ["--normalize", "standard"],
    none: ["--normalize", "none"],
    usual: [],
  };
  const found: Record<string, unknown> = {};
  for (const [kind, option] of Object.entries(kinds)) {
    const { bytes } = await trained([
      ...words,
      ...option,
      ...out,
      "--epochs",
      "1",
    ]);
    found[kind] = (await descriptionOf(bytes["net.safetensors"])).normalization;
  }
  const all = points.flatMap(([x, y]) => [x, y]);
  const [least, largest] = [Math.min(...all), Math.max(...all)];
  assertEquals(found.usual, { offset: [least], scale: [largest - least] });
  assertEquals([found.range, found.none], [found.usual, undefined]);
  assertNotEquals(found.standard, found.usual);
});

/** Optimizers and schedules by their words, and made by the API. */
const movers: readonly (readonly [
  words: readonly string[],
  make: (parameters: Parameters, evaluate: () => number) => Optimizer,
])[] = [
  [[], (p) => adam(p)],
  [["--optimizer", "sgd"], (p) => sgd(p, { learningRate: 0.1 })],
  [
    [
      "--optimizer",
      "sgd(momentum=0.9,nesterov=yes)",
      "--learning-rate",
      "0.05",
    ],
    (p) => sgd(p, { learningRate: 0.05, momentum: 0.9, nesterov: true }),
  ],
  [
    [
      "--optimizer",
      "sgd(momentum=0.9,dampening=0.5)",
      "--weight-decay",
      "0.01",
    ],
    (p) =>
      sgd(p, {
        learningRate: 0.1,
        momentum: 0.9,
        dampening: 0.5,
        weightDecay: 0.01,
      }),
  ],
  [
    ["--optimizer", "adam(beta1=0.8,beta2=0.9,epsilon=1e-6,amsgrad=yes)"],
    (p) => adam(p, { beta1: 0.8, beta2: 0.9, epsilon: 1e-6, amsgrad: true }),
  ],
  [["--optimizer", "adamw"], (p) => adamw(p)],
  [
    ["--optimizer", "adamw(weight-decay=0.1)"],
    (p) => adamw(p, { weightDecay: 0.1 }),
  ],
  [
    ["--optimizer", "rmsprop(alpha=0.9,momentum=0.5,centered=yes)"],
    (p) =>
      rmsprop(p, {
        alpha: 0.9,
        momentum: 0.5,
        centered: true,
      }),
  ],
  [
    ["--optimizer", "adagrad(learning-rate-decay=0.1)"],
    (p) => adagrad(p, { learningRateDecay: 0.1 }),
  ],
  [
    ["--optimizer", "lion(beta1=0.8)", "--weight-decay", "0.1"],
    (p) => lion(p, { beta1: 0.8, weightDecay: 0.1 }),
  ],
  // Three steps an epoch, four epochs.
  [
    ["--schedule", "step(every=2,factor=0.5)"],
    (p) => adam(p, { learningRate: stepDecay(1e-3, 6, { factor: 0.5 }) }),
  ],
  [
    ["--schedule", "cosine(final=1e-4)", "--learning-rate", "0.01"],
    (p) => adam(p, { learningRate: cosineDecay(0.01, 12, { final: 1e-4 }) }),
  ],
  [
    ["--schedule", "one-cycle(rise=0.5)"],
    (p) => adam(p, { learningRate: oneCycle(1e-3, 12, { rise: 0.5 }) }),
  ],
  [
    ["--schedule", "plateau(patience=1,factor=0.5)", "--learning-rate", "2"],
    (p) =>
      adam(p, { learningRate: onPlateau(2, { patience: 1, factor: 0.5 }) }),
  ],
  [
    ["--warm-up", "5"],
    (p) => adam(p, { learningRate: warmUp(1e-3, 5) }),
  ],
  [
    ["--schedule", "cosine", "--warm-up", "3"],
    (p) => adam(p, { learningRate: warmUp(cosineDecay(1e-3, 12), 3) }),
  ],
];
for (const [words, optimizer] of movers) {
  const name = words.join(" ") || "no word of an optimizer";
  Deno.test(`${name} moves as the API's optimizer does`, async () => {
    const ran = await over([
      "train",
      "line.nn",
      "--data",
      "lines.csv",
      "--target",
      "z",
      ...short,
      ...out,
      ...words,
    ]);
    assertEquals(ran.status, 0);
    const { parameters } = await train(line, measured, {
      epochs: 4,
      batch: 8,
      optimizer,
    });
    assertEquals(
      await tensorsIn(ran.bytes["net.safetensors"]),
      numbersOf(parameters),
    );
  });
}

Deno.test("lbfgs takes all examples as one batch", async () => {
  const found = await learned([
    "line.nn",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--normalize",
    "none",
    "--epochs",
    "4",
    "--optimizer",
    "lbfgs(max-iterations=3,history=5)",
  ]);
  const { parameters } = await train(line, measured, {
    epochs: 4,
    batch: measured.length,
    optimizer: (p, again) =>
      lbfgs(p, again, {
        maxIterations: 3,
        history: 5,
      }),
  });
  assertEquals(found, numbersOf(parameters));
});

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
      : examples(Float64Array.from(measured.memory.x), {
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
  const normalization = await measure(training, "standard");
  const { history } = await train(
    line,
    normalized(training, normalization, { precision: "float32" }),
    {
      epochs: 2,
      seed: 2,
      validation: normalized(validation, normalization, {
        precision: "float32",
      }),
    },
  );
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
  assertEquals(JSON.parse(out).history, history);
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
    examples(Float32Array.of(2, 1, 2, 5), {
      inputShape: [2],
      target: Float32Array.of(3, 0),
      targetShape: [1],
    }),
    { parameters },
  );
  assertEquals(JSON.parse(out).history.at(-1).validation, expected);
});

Deno.test("--patience ends with the best epoch's parameters", async () => {
  // The validation wants the opposite of the data.
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

/** Columns and missing values, with what must come of them. */
const tables: readonly (readonly [
  what: string,
  csv: string,
  words: string[],
  x: number[],
  target: number[],
])[] = [
  [
    "--missing skip leaves lines out",
    "x,y,z\n1,2,3\n4,?,6\n7,8,9\n",
    ["--missing", "skip"],
    [1, 2, 7, 8],
    [3, 9],
  ],
  [
    "--missing mean takes the mean of the column",
    "x,y,z\n1,2,3\n4,,6\n7,8,9\n",
    ["--missing", "mean"],
    [1, 2, 4, 5, 7, 8],
    [3, 6, 9],
  ],
  [
    "--classes gives a category a feature for each of its texts, in their order",
    "c,z\nred,3\nblue,6\nred,9\n",
    ["--classes", "c"],
    [0, 1, 1, 0, 0, 1],
    [3, 6, 9],
  ],
  [
    "--inputs chooses columns, in this order",
    "a,b,c,z\n1,2,x,3\n4,5,y,6\n",
    ["--inputs", "b,a"],
    [2, 1, 5, 4],
    [3, 6],
  ],
  [
    "--without leaves columns out",
    "a,name,b,z\n1,ann,2,3\n4,bob,5,6\n",
    ["--without", "name"],
    [1, 2, 4, 5],
    [3, 6],
  ],
  [
    "--delimiter and --header say how a table is written",
    "1|2|3\n4|5|6\n",
    ["--delimiter", "|", "--header", "no", "--target", "3"],
    [1, 2, 4, 5],
    [3, 6],
  ],
];
for (const [what, csv, words, x, target] of tables) {
  Deno.test(what, async () => {
    const targeted = words.includes("--target") ? [] : ["--target", "z"];
    const found = await learned(
      ["line.nn", "--data", "t.csv", ...targeted, ...words, ...short],
      { files: { "t.csv": csv } },
    );
    const data: Examples = examples(Float32Array.from(x), {
      inputShape: [2],
      target: Float32Array.from(target),
      targetShape: [1],
    });
    const { parameters } = await train(line, data, { epochs: 4, batch: 8 });
    assertEquals(found, numbersOf(parameters));
  });
}

Deno.test("lines that were left out are counted", async () => {
  const { out } = await trained(
    ["line.nn", "--data", "t.csv", "--target", "z", "--missing", "skip"],
    { files: { "t.csv": "x,y,z\n1,2,3\n4,?,6\n7,8,9\n" } },
  );
  assertStringIncludes(out, "\n1 line with missing values was left out\n");
});

Deno.test("a table that is streamed in order gives the bits of one in memory", async () => {
  for (const more of [[], ["--validation", "0.3"]]) {
    const words = [
      "classifier.nn",
      "--data",
      "trees.csv",
      "--target",
      "kind",
      "--in-order",
      "--epochs",
      "3",
      "--batch",
      "5",
      ...more,
    ];
    assertEquals(await learned([...words, "--stream"]), await learned(words));
  }
});

Deno.test("a file for validation that is streamed may have other columns too", async () => {
  const words = ["line.nn", "--data", "lines.csv", "--target", "z"];
  const tried = ["--validation", "other.csv", "--epochs", "2", "--in-order"];
  const world = { files: { "other.csv": "note,z,y,x\na,3,1,2\nb,0,5,2\n" } };
  assertEquals(
    await learned([...words, ...tried, "--stream"], world),
    await learned([...words, ...tried], world),
  );
});

Deno.test("weights of a file are the start, from .safetensors and .npz", async () => {
  const start = initialize(classifier, { seed: 77, precision: "float32" });
  const npz = writeNpz([...start].map(({ path: name, shape, value }) => ({
    name,
    shape,
    values: value,
  })));
  const words = ["classifier.nn", "--data", "trees.csv", "--target", "kind"];
  const first = await trained([...words, "--seed", "77", ...short, ...out]);
  const again = ["--weights", "start.safetensors", ...short];
  const { parameters } = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
    parameters: start,
  });
  assertEquals(
    await learned([...words, "--weights", "start.npz", ...short], {
      files: { "start.npz": npz },
    }),
    numbersOf(parameters),
  );
  const files = { "start.safetensors": first.bytes["net.safetensors"] };
  const twice = await learned([...words, ...again], { files });
  const own = initialize(classifier, { precision: "float32" });
  const loaded = await tensorsIn(first.bytes["net.safetensors"]);
  for (const { path, value } of own) value.set(loaded[path]);
  const expected = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
    parameters: own,
  });
  assertEquals(twice, numbersOf(expected.parameters));
});

Deno.test("parameters that a text gives are the start", async () => {
  const found = await learned([
    "-",
    "--data",
    "lines.csv",
    "--target",
    "z",
    ...short,
  ], { input: "given fc1.weight = [[0.5, -2]]\nfc(2,1) -> mse" });
  const network = nn`fc(2,1) -> mse`;
  const parameters = initialize(network, { precision: "float32" });
  parameters.get("fc1.weight").value.set([0.5, -2]);
  await startAtMeans(network, parameters, measured);
  await train(network, measured, { epochs: 4, batch: 8, parameters });
  assertEquals(found, numbersOf(parameters));
});

Deno.test("a last bias starts at the mean of the targets, but one that a text gives stays", async () => {
  const words = ["-", "--data", "lines.csv", "--target", "z"];
  // A step so small that the start is what is seen.
  const still = ["--epochs", "1", "--learning-rate", "1e-9"];
  const biasOf = async (text: string) => {
    const found = await learned([...words, ...still], { input: text });
    return Math.round(1000 * found["fc1.bias"][0]) / 1000;
  };
  const { target, length } = measured.memory;
  let sum = 0;
  for (const t of target) sum += t;
  const mean = Math.round(1000 * sum / length) / 1000;
  assertEquals(await biasOf("fc(2,1) -> mse"), mean);
  assertEquals(await biasOf("given fc1.bias = [0]\nfc(2,1) -> mse"), 0);
});

Deno.test("--json prints one record and nothing else", async () => {
  const { out: text } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    ...short,
    "--json",
  ]);
  const { history } = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
  });
  assertEquals(JSON.parse(text), {
    version: 1,
    command: "train",
    status: 0,
    network: "fc(2,5) -> tanh -> fc(3) -> cross_entropy",
    parameters: 33,
    reason: "epochs",
    epoch: 4,
    history,
  });
});

Deno.test("--log has a line of JSON for each epoch and one for the end; --plot draws them", async () => {
  const { files: left } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    ...short,
    "--log",
    "log.jsonl",
    "--plot",
    "curve.svg",
  ]);
  const { history } = await train(classifier, classified, {
    epochs: 4,
    batch: 8,
  });
  const lines = left["log.jsonl"].trimEnd().split("\n").map((text) =>
    JSON.parse(text)
  );
  for (const [i, record] of history.entries()) {
    const { event, step, examplesPerSecond, steps, ...rest } = lines[i];
    assertEquals([event, step, rest], ["epoch", 3 * (i + 1), record]);
    assert(examplesPerSecond > 0);
    assertEquals(steps.map(({ path }: { path: string }) => path), [
      "fc1.weight",
      "fc2.weight",
    ]);
  }
  assertEquals(lines.slice(4), [
    { event: "end", epoch: 4, kept: 4, reason: "epochs" },
  ]);
  assertMatch(left["curve.svg"], /^<svg[^]*<\/svg>\s*$/);
});

Deno.test("what a training prints in a pipe", async (t) => {
  const { out } = await trained([
    "classifier.nn",
    "--data",
    "trees.csv",
    "--target",
    "kind",
    "--validation",
    "0.25",
    "--epochs",
    "3",
  ]);
  // How often the clock is looked at is no part of it.
  const timeless = out.replaceAll(/(?<= {2})[\d,]+$/gm, "#").replace(
    /in \S+ s, \S+ examples/,
    "in # s, # examples",
  );
  await t.assertSnapshot(timeless);
});

Deno.test("of many epochs some hundred are printed, the first and the last among them", async () => {
  const { out } = await trained([
    "fc(2,1) -> mse",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--epochs",
    "250",
  ]);
  const shown = [...out.matchAll(/^ +(\d+) +[\d.]/gm)].map(([, n]) =>
    Number(n)
  );
  assertEquals(shown.slice(0, 3), [1, 3, 6]);
  assertEquals(shown.at(-1), 250);
  assert(shown.length <= 101);
});

Deno.test("a terminal has a bar, which is taken away, and a curve", async () => {
  const words = ["train", "line.nn", "--data", "lines.csv", "--target", "z"];
  const { error, out } = await over([...words, ...short], {
    showsProgress: true,
  });
  assertMatch(error, /\[#*-+\] \d+\/88 .* epoch \d, loss \S+/);
  assert(error.endsWith("\r\x1b[K"));
  assert(out.includes("loss") && /[⠁-⣿]/.test(out), out);
});

Deno.test("the same seed gives the same bytes, whatever the threads; another seed others", async () => {
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

const own = {
  swish: defineLayer({
    name: "swish",
    f: (x) => x / (1 + Math.exp(-x)),
    df: (x, y) => y + (1 - y) / (1 + Math.exp(-x)),
  }),
};

Deno.test("a network with a layer of one's own is saved and used again", async () => {
  const modules = { "mine.ts": own };
  const layers = ["--layers", "mine.ts"];
  const { bytes } = await trained([
    "fc(2,4) -> swish -> fc(1) -> mse",
    "--data",
    "lines.csv",
    "--target",
    "z",
    ...short,
    ...layers,
    ...out,
  ], { modules });
  const world = { modules, files: { net: bytes["net.safetensors"] } };
  const words = ["predict", "net", "--data", "lines.csv"];
  const known = await over([...words, ...layers], world);
  assertEquals([known.status, known.error], [0, ""]);
  const unknown = await over(words, world);
  assertEquals(unknown.status, 2);
  assertStringIncludes(
    unknown.error,
    "net: the text of its network does not compile: there is no layer `swish`\nIf it has layers of your own, name their module with --layers.\n",
  );
});

Deno.test("a training that diverges has status 1, names the layer and keeps the last good parameters", async () => {
  const words = [
    "line.nn",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--optimizer",
    "sgd",
    "--normalize",
    "none",
    "--precision",
    "float64",
  ];
  const wild = [...words, "--learning-rate", "1e300", "--log", "log", ...out];
  const { status, error, out: shown, bytes, files: left } = await over([
    "train",
    ...wild,
  ]);
  assertEquals(status, 1);
  assertMatch(
    error,
    /(^|\n)nabla: (the output of fc\d|the loss mse1) is NaN or infinite[:,] .*a lower learning rate .*\n$/,
  );
  assertStringIncludes(shown, "the parameters are those that it began with");
  assertStringIncludes(shown, "\nsaved net.safetensors\n");
  const start = initialize(line, { precision: "float64" });
  await startAtMeans(line, start, measured);
  const saved = await tensorsIn(bytes["net.safetensors"]);
  assertEquals(saved, numbersOf(start));
  const end = JSON.parse(left.log.trimEnd().split("\n").at(-1) ?? "");
  assertEquals([end.event, end.reason, end.kept], ["end", "diverged", 0]);
  assertMatch(end.divergence.place, /fc|mse/);
  const json = await over(["train", ...wild, "--json"]);
  const record = JSON.parse(json.out);
  assertEquals([record.status, record.reason], [1, "diverged"]);
  assertEquals(record.divergence, end.divergence);
});

Deno.test("parameters are good once a step has gone well with them, and not before", async () => {
  // One step an epoch: the first leaves numbers that the second breaks on.
  const words = ["line.nn", "--data", "lines.csv", "--target", "z"];
  const wild = ["--optimizer", "sgd", "--learning-rate", "1e30"];
  const { status, out: shown, bytes } = await over([
    "train",
    ...words,
    ...wild,
    ...out,
  ]);
  assertEquals(status, 1);
  assertStringIncludes(shown, "\n    1 ");
  assertStringIncludes(shown, "the parameters are those that it began with");
  const start = initialize(line, { precision: "float32" });
  await startAtMeans(line, start, measured);
  assertEquals(await tensorsIn(bytes["net.safetensors"]), numbersOf(start));
  const early = await over([
    "train",
    ...words,
    ...wild,
    ...out,
    "--batch",
    "4",
  ]);
  assertMatch(
    early.out,
    /\n0 epochs in \S+ s\nthe parameters are those that it began with\nsaved net.safetensors\n$/,
  );
});

Deno.test("a name with a comma stands in quotes of its own", async () => {
  const world = {
    files: { "t.csv": 'kind,"a ""b"", cm","c, cm"\nash,1,2\noak,3,4\n' },
  };
  const chosen = [
    ["fc(1,2) -> cross_entropy", "--inputs", '"c, cm"', "--target", "kind"],
    [
      ...["fc(1,1) -> mse", "--without", "kind", "--inputs", '"a ""b"", cm" '],
      ...["--target", '"c, cm"'],
    ],
  ];
  for (const words of chosen) {
    const { out } = await trained(
      [...words, "--data", "t.csv", "--epochs", "1"],
      world,
    );
    assertStringIncludes(out, "2 examples; the target");
  }
});

Deno.test("a column may have the name of an option", async () => {
  await trained(["line.nn", "--data", "t.csv", "--target", "seed"], {
    files: { "t.csv": "batch,out,seed\n1,2,3\n2,3,4\n" },
  });
});

Deno.test("numbers far from 0 are normalized before they lose digits", async () => {
  const near = Array.from({ length: 40 }, (_, i) => [i, (i % 7) / 7]);
  const far = near.map(([x, z]) => [1_700_000_000 + x, z]);
  const text = (rows: number[][]) =>
    ["x,z", ...rows.map((row) => row.join())].join("\n");
  const call = ["fc(1,4) -> tanh -> fc(1) -> mse", "--target", "z"];
  const options = ["--epochs", "3", "--out", "net"];
  const own = { "near.csv": text(near), "far.csv": text(far) };
  const farArrays = writeNpz([
    { name: "x", shape: [40, 1], values: Float64Array.from(far, ([x]) => x) },
    { name: "z", shape: [40], values: Float64Array.from(far, ([, z]) => z) },
  ]);
  const files = { ...own, "far.npz": farArrays };
  const tensors = async (...words: string[]) => {
    const { bytes } = await trained([...call, ...words, ...options], { files });
    return await tensorsIn(bytes.net);
  };
  const expected = await tensors("--data", "near.csv");
  assertEquals(await tensors("--data", "far.csv"), expected);
  assertEquals(await tensors("--data", "far.npz"), expected);

  const { bytes: { net } } = await trained(
    [...call, "--data", "far.csv", ...options],
    { files },
  );
  const { bytes: { net: nearNet } } = await trained(
    [...call, "--data", "near.csv", ...options],
    { files },
  );
  const all = { ...files, net, nearNet };
  const says = async (name: string, data: string) => {
    const words = ["predict", name, "--data", data];
    const { out } = await over(words, { files: all });
    return out.trim().split("\n").map((line) => line.split(",").at(-1));
  };
  const predicted = await says("nearNet", "near.csv");
  assertEquals(await says("net", "far.csv"), predicted);
  const loss = async (name: string, data: string) => {
    const words = ["evaluate", name, "--data", data, "--json"];
    return JSON.parse((await over(words, { files: all })).out).loss;
  };
  assertEquals(await loss("net", "far.csv"), await loss("nearNet", "near.csv"));
});

Deno.test("a table holds a class for each position: arrays of JSON, or columns", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => {
    const x = [0, 1, 2, 3].map((j) => (i * 5 + j * (i % 3 + 1)) % 6);
    const y = x.map((token, j) => j === i % 4 ? -1 : (token + 1) % 6);
    return { x, y };
  });
  const world = {
    files: {
      "steps.jsonl": rows.map((row) => JSON.stringify(row)).join("\n"),
      "steps.csv": [
        "a,b,c,d,e,f,g,h",
        ...rows.map(({ x, y }) => [...x, ...y].join()),
      ].join("\n"),
      "steps.npz": writeNpz([
        {
          name: "x",
          shape: [12, 4],
          values: Float32Array.from(rows.flatMap(({ x }) => x)),
        },
        {
          name: "y",
          shape: [12, 4],
          values: Float32Array.from(rows.flatMap(({ y }) => y)),
        },
      ]),
    },
  };
  const text =
    "input(4) -> embedding(6,5) -> fc(6) -> cross_entropy(ignore=-1)";
  const epochs = ["--epochs", "2"];
  const run = (...words: string[]) =>
    learned([text, "--data", ...words, ...epochs], world);
  const expected = await run("steps.npz");
  assertEquals(await run("steps.jsonl", "--target", "y"), expected);
  assertEquals(await run("steps.csv", "--target", "e,f,g,h"), expected);

  const { bytes: { net } } = await trained(
    [text, "--data", "steps.csv", "--target", "e,f,g,h", "--out", "net"],
    world,
  );
  const { out } = await over(["predict", "net", "--data", "steps.csv"], {
    files: { ...world.files, net },
  });
  assertEquals(
    out.split("\n")[0],
    "a,b,c,d,e,f,g,h,predicted e,predicted f,predicted g,predicted h",
  );
});
