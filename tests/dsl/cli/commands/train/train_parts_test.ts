// Networks with several inputs and losses on the command line: which data is for
// which, what is told of each, and what a file remembers.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { fromBytes, readNpz, writeNpy, writeNpz } from "../../../../../data.ts";
import { run, type World } from "../../../../helpers/memory_io.ts";
import { descriptionOf } from "../../../../helpers/training_files.ts";

const net = `
image: input(2,2)
words: input(3)
concat(image -> flatten -> fc(4) -> tanh, words -> fc(4) -> tanh) -> h: fc(6)
h -> fc(1) -> price: mse
h -> relu -> fc(2) -> kind: cross_entropy(weight=0.5)
`;

const count = 60;
const wave = (i: number, k: number) => Math.sin(1.7 * i + 2.3 * k + k * i);
const rows = Array.from({ length: count }, (_, i) => {
  const image = [0, 1, 2, 3].map((k) => wave(i, k));
  const words = [0, 1, 2].map((k) => wave(i + 100, k));
  return {
    image,
    words,
    price: 500 + 200 * (image[0] + words[1]),
    kind: image[3] + words[2] > 0 ? "oak" : "ash",
  };
});

const titles = "px0,px1,px2,px3,sum,w0,w1,w2,tree";
const csv = [
  titles,
  ...rows.map(({ image, words, price, kind }) =>
    [...image, price, ...words, kind].join()
  ),
  "",
].join("\n");

const parts = ["--inputs", "image=px0..px3", "words=w0..w2"];
const targets = ["--target", "price=sum", "kind=tree"];

const array = (shape: readonly number[], values: readonly number[]) => ({
  shape,
  values: Float64Array.from(values),
});
const arrays = {
  image: array([count, 2, 2], rows.flatMap(({ image }) => image)),
  words: array([count, 3], rows.flatMap(({ words }) => words)),
  "price.target": array([count, 1], rows.map(({ price }) => price)),
  kind: array([count], rows.map(({ kind }) => kind === "oak" ? 7 : 3)),
};
const npz = (some: Readonly<Record<string, ReturnType<typeof array>>>) =>
  writeNpz(Object.entries(some).map(([name, own]) => ({ name, ...own })));

const files = { "net.nn": net, "t.csv": csv, "t.npz": npz(arrays) };

/** Trains with the file of `data` and gives what there is then. */
async function trained(words: readonly string[], world: World = { files }) {
  const ran = await run(
    ["train", "net.nn", "--out", "net.safetensors", ...words],
    world,
  );
  assertEquals(ran.status, 0, ran.error);
  return { ...ran, files: { ...world.files, ...ran.bytes } };
}

const short = ["--epochs", "3", "--seed", "1"];
const table = ["--data", "t.csv", ...parts, ...targets, ...short];

Deno.test("columns are named for each input and loss, and the parts add up to the loss", async () => {
  const { out } = await trained([...table, "--validation", "0.2", "--json"]);
  const { history } = JSON.parse(out);
  assertEquals(history.length, 3);
  for (const { loss, losses, metrics, validation } of history) {
    assertEquals(Object.keys(losses), ["price", "kind"]);
    assertAlmostEquals(loss, losses.price + losses.kind, 1e-9 * loss);
    assertEquals(Object.keys(metrics), [
      "price.mae",
      "price.r2",
      "kind.accuracy",
    ]);
    const { price, kind } = validation.losses;
    assertAlmostEquals(validation.loss, price + kind, 1e-9 * price);
  }
});

Deno.test("what each input and loss takes is said before training", async () => {
  const { out } = await trained(table);
  for (
    const line of [
      "image: 4 inputs: px0, px1, px2, px3\n",
      "words: 3 inputs: w0, w1, w2\n",
      "price: target sum\n",
      "kind: target tree: ash or oak\n",
    ]
  ) assertStringIncludes(out, line);
});

Deno.test("evaluate gives the losses of the last validation, and metrics of each", async () => {
  const { out, files } = await trained([
    ...table,
    ...["--validation", "t.csv", "--keep", "last", "--json"],
  ]);
  const { validation } = JSON.parse(out).history.at(-1);
  const again = await run(
    ["evaluate", "net.safetensors", "--data", "t.csv", "--json"],
    { files },
  );
  const found = JSON.parse(again.out);
  assertAlmostEquals(found.loss, validation.loss, 1e-4 * validation.loss);
  for (const name of ["price", "kind"]) {
    const expected = validation.losses[name];
    assertAlmostEquals(found.losses[name], expected, 1e-4 * expected);
  }
  assertEquals(
    found.metrics["kind.accuracy"],
    validation.metrics["kind.accuracy"],
  );
  const [price, kind] = found.heads;
  assertEquals([price, kind.classes], [{ name: "price" }, ["ash", "oak"]]);
  const [ash, oak] = kind.confusion;
  assertEquals([...ash, ...oak].reduce((a: number, b: number) => a + b), count);
  const printed = await run(
    ["evaluate", "net.safetensors", "--data", "t.csv"],
    { files },
  );
  assertMatch(printed.out, /\nprice +\d+\nkind +0\.\d+\nprice\.mae +\d/);
  assertMatch(printed.out, /\n\nkind\ntrue \\ predicted +ash +oak/);
});

Deno.test("metrics are of the losses that they go with, or of the one that is named", async () => {
  const namesOf = async (metrics: string) => {
    const { out } = await trained([...table, "--metrics", metrics, "--json"]);
    return Object.keys(JSON.parse(out).history[0].metrics);
  };
  assertEquals(await namesOf("mse,kind.f1"), ["price.mse", "kind.f1"]);
  assertEquals(await namesOf("mae,accuracy,kind.top2"), [
    "price.mae",
    "kind.accuracy",
    "kind.top2",
  ]);
});

Deno.test("predict answers for each loss in the words of its column", async () => {
  const { files } = await trained(table);
  const predict = async (...words: string[]) => {
    const ran = await run(
      ["predict", "net.safetensors", "--data", "t.csv", ...words],
      { files },
    );
    assertEquals(ran.status, 0, ran.error);
    return ran.out.split("\n").map((line) => line.split(","));
  };
  const [all, first] = await predict();
  assertEquals(all.slice(9), ["predicted sum", "predicted tree"]);
  // In the units of the column, whose mean is 500.
  assert(Math.abs(Number(first[9]) - 500) < 500);
  assert(["ash", "oak"].includes(first[10]));
  const [shares, row] = await predict("--output", "kind", "--probabilities");
  assertEquals(shares.slice(9), [
    "predicted tree",
    "p(kind ash)",
    "p(kind oak)",
  ]);
  assertAlmostEquals(Number(row[10]) + Number(row[11]), 1, 1e-6);
  const [inner, numbers] = await predict("--output", "h,price,fc1");
  assertEquals(inner.slice(9), [
    ...[1, 2, 3, 4, 5, 6].map((i) => `h ${i}`),
    "predicted sum",
    ...[1, 2, 3, 4].map((i) => `fc1 ${i}`),
  ]);
  assert(numbers.slice(9).every((cell) => Number.isFinite(Number(cell))));
});

Deno.test("arrays are found by the names of inputs and losses, and labels kept for each", async () => {
  const { out, bytes, files } = await trained(["--data", "t.npz", ...short]);
  assertStringIncludes(out, "kind: 3 or 7, as class 0 and 1\n");
  const { losses, inputs, arrays } = await descriptionOf(
    bytes["net.safetensors"],
  );
  assertEquals(losses.kind, { targetShape: [], labels: [3, 7] });
  assertEquals(Object.keys(inputs), ["image", "words"]);
  assertEquals(arrays.parts.image, { shape: [2, 2] });
  const { out: answers } = await run(
    ["predict", "net.safetensors", "--data", "t.npz", "--output", "kind"],
    { files },
  );
  assertMatch(answers, /^predicted kind\n([37]\n){60}$/);
});

Deno.test("names of arrays that were given are remembered", async () => {
  const { image, words, kind } = arrays;
  const price = arrays["price.target"];
  const other = npz({ a: image, b: words, p: price, k: kind });
  const world = { files: { ...files, "o.npz": other } };
  const given = [
    ...["--inputs", "image=a words=b", "--target", "price=p", "kind=k"],
  ];
  const named = await trained(["--data", "o.npz", ...given, ...short], world);
  const usual = await trained(["--data", "t.npz", ...short], world);
  const answers = async (files: World["files"], data: string) =>
    (await run(["predict", "net.safetensors", "--data", data], { files })).out;
  assertEquals(
    await answers(named.files, "o.npz"),
    await answers(usual.files, "t.npz"),
  );
});

Deno.test("a training that was stopped goes on to the same bytes", async () => {
  const words = [...table, "--validation", "0.2", "--batch", "7"];
  const whole = await trained(words);
  const all = ["train", "net.nn", "--out", "net.safetensors", ...words];
  const saving = [...all, "--save-every", "1"];
  let world: World = { files, interrupts: 2 };
  let stops = 0;
  for (;;) {
    const ran = await run(saving, world);
    world = { files: { ...files, ...ran.bytes }, interrupts: 5 };
    if (ran.status === 0) {
      assertEquals(
        ran.bytes["net.safetensors"],
        whole.files["net.safetensors"],
      );
      break;
    }
    assertStringIncludes(ran.error, "the same command continues");
    assert(++stops < 20);
  }
  assert(stops > 0);
});

Deno.test("one target is that of all losses", async () => {
  const text = `
q: input(4)
q -> fc(4) -> h: tanh
h -> fc(2) -> early: cross_entropy(weight=0.3)
h -> fc(4) -> relu -> fc(2) -> late: cross_entropy
`;
  const { out } = await trained(
    ["--data", "t.csv", "--inputs", "px0..px3", "--target", "tree", ...short],
    { files: { ...files, "net.nn": text } },
  );
  assertStringIncludes(out, "early: target tree: ash or oak\n");
  assertStringIncludes(out, "late: target tree: ash or oak\n");
  const made = await trained(
    ["--data", "blobs(classes=2)", ...short],
    { files: { "net.nn": text.replace("input(4)", "input(2)") } },
  );
  assertStringIncludes(made.out, "early: target class: 0 or 1\n");
});

Deno.test("inputs that go through the same layers are normalized alike", async () => {
  const text = `
let encoder = flatten -> fc(3)
a: input(2)
b: input(2)
a -> u: encoder
b -> v: same(u)
sub(u, v) -> square -> fc(1) -> bce_with_logits
`;
  const { bytes } = await trained(
    [
      ...["--data", "t.csv", "--inputs", "a=px0,px1", "b=w0,w1"],
      ...["--target", "tree", ...short],
    ],
    { files: { ...files, "net.nn": text } },
  );
  const { inputs } = await descriptionOf(bytes["net.safetensors"]);
  assertEquals(inputs.a, inputs.b);
});

Deno.test("the columns of an input can be given back, and its code is an output", async () => {
  const { files: after, out } = await trained(
    [
      ...["--data", "t.csv", "--inputs", "px0..px3", "--target", "px0..px3"],
      ...short,
    ],
    { files: { ...files, "net.nn": "fc(4,2) -> code: tanh -> fc(4) -> mse" } },
  );
  assertStringIncludes(out, "targets px0, px1, px2, px3\n");
  const { out: answers } = await run(
    ["predict", "net.safetensors", "--data", "t.csv", "--output", "code"],
    { files: after },
  );
  assertMatch(answers, /tree,code 1,code 2\n/);
});

Deno.test("the best epoch is that of the least objective, where a loss is of large numbers", async () => {
  const { out } = await trained([
    ...["--data", "t.csv", ...parts, ...targets, "--epochs", "40"],
    ...["--validation", "0.3", "--learning-rate", "0.02", "--json"],
  ]);
  const { history, epoch } = JSON.parse(out);
  const objectives = history.map((each: {
    validation: { objective: number };
  }) => each.validation.objective);
  assertEquals(epoch, 1 + objectives.indexOf(Math.min(...objectives)));
});

const mistakes: readonly (readonly [
  what: string,
  words: readonly string[],
  message: string,
  help: string,
])[] = [
  [
    "an input without columns",
    ["--data", "t.csv", "--inputs", "image=px0..px3", ...targets],
    "t.csv: it must be said what each input takes: found nothing for the input words",
    "Perhaps --inputs image=px0..px3 words=w0..w2 is meant; the columns are px0,",
  ],
  [
    "columns without an input",
    ["--data", "t.csv", "--inputs", "px0..px3", ...targets],
    "found nothing for the inputs image and words",
    "Perhaps --inputs image=px0..px3 words=w0..w2 is meant",
  ],
  [
    "a range that goes on behind its last column",
    ["--data", "t.csv", "--inputs", "image=px0..px9", "words=w0..w2"],
    'there must be a column "px9": found px0, and so on to px3',
    "Write px0..px3.",
  ],
  [
    "one target of losses of which one does not take it",
    ["--data", "t.csv", ...parts, "--target", "sum"],
    'column "sum": for the loss kind, the network predicts at most 2 classes',
    "Or name a target for each, as --target price=A kind=B.",
  ],
  [
    "a generator for several inputs",
    ["--data", "spiral(classes=3)"],
    "the network has the inputs image and words, and spiral(classes=3) holds one array",
    "Give an .npz file with an array for each, or a table.",
  ],
  [
    "an input that is named twice",
    ["--data", "t.csv", "--inputs", "image=px0..px3", "image=w0", ...targets],
    "--inputs names image twice",
    "Write all its names behind one, with commas between them.",
  ],
  [
    "a target that is an input as well",
    [
      "--data",
      "t.csv",
      "--inputs",
      "image=px0..px3",
      "words=w0,w1,sum",
      ...targets,
    ],
    'column "sum": a column must be used once',
    "Name it in one place only",
  ],
  [
    "an input that the network does not have",
    [
      "--data",
      "t.csv",
      "--inputs",
      "imag=px0..px3",
      "words=w0..w2",
      ...targets,
    ],
    "the network has no input imag: its inputs are image and words",
    "Did you mean image?",
  ],
  [
    "a loss that the network does not have",
    ["--data", "t.csv", ...parts, "--target", "price=sum", "kinds=tree"],
    "the network has no loss kinds: its losses are price and kind",
    "Did you mean kind?",
  ],
  [
    "a loss without a target",
    ["--data", "t.csv", ...parts, "--target", "price=sum"],
    "it must be said what each loss takes: found nothing for the loss kind",
    "Perhaps --target price=sum kind=tree is meant",
  ],
  [
    "an input of too few columns",
    [
      "--data",
      "t.csv",
      "--inputs",
      "image=px0..px2",
      "words=w0..w2",
      ...targets,
    ],
    "the input image of the network must be 2×2: found 3 numbers in the columns: px0, px1, px2",
    "Make its input 3",
  ],
  [
    "a column that is an input and a target",
    [
      "--data",
      "t.csv",
      "--inputs",
      "image=px0..px3",
      "words=w0,w1,sum",
      ...targets,
    ],
    't.csv, column "sum": a column must be used once: found twice among inputs and targets',
    "",
  ],
  [
    "a column twice in an input",
    [
      "--data",
      "t.csv",
      "--inputs",
      "image=px0..px3",
      "words=w0,w1,w0",
      ...targets,
    ],
    't.csv, column "w0": a column must be used once',
    "",
  ],
  [
    "an input twice",
    ["--data", "t.csv", "--inputs", "image=px0..px3", "image=w0", ...targets],
    "--inputs names image twice",
    "",
  ],
  [
    "an input of nothing",
    ["--data", "t.csv", "--inputs", "image= words=w0", ...targets],
    '--inputs image= "" names nothing',
    "Write names with commas between them.",
  ],
  [
    "a range that ends before it begins",
    [
      "--data",
      "t.csv",
      "--inputs",
      "image=px3..px0",
      "words=w0..w2",
      ...targets,
    ],
    "a range of columns must end after it begins: found px3..px0",
    "Write px0..px3.",
  ],
  [
    "a range of columns that are not there",
    [
      "--data",
      "t.csv",
      "--inputs",
      "image=px0..px4",
      "words=w0..w2",
      ...targets,
    ],
    't.csv: there must be a column "px4"',
    "",
  ],
  [
    "a class for a loss of numbers",
    ["--data", "t.csv", ...parts, "--target", "price=tree", "kind=tree"],
    "",
    "",
  ],
  [
    "a metric that goes with no loss",
    ["--data", "t.csv", ...parts, ...targets, "--metrics", "price.accuracy"],
    "cannot measure accuracy",
    "Leave out --metrics for what suits the loss.",
  ],
  [
    "a metric of a loss that there is not",
    ["--data", "t.csv", ...parts, ...targets, "--metrics", "kinds.f1"],
    'cannot measure kinds.f1 as what stands before the point must be price or kind: found "kinds"',
    "Did you mean kind?",
  ],
  [
    "arrays of other lengths",
    ["--data", "short.npz"],
    "short.npz, words: there must be as many examples of each input: found 59 of words and 60 of image",
    "",
  ],
  [
    "arrays under other names",
    ["--data", "other.npz"],
    "other.npz: it must be said what each input takes: found nothing for the input words",
    "Perhaps --inputs image=image words=text is meant; it has image, text, price.target, kind.",
  ],
  [
    "an input without columns, where others are left that are too many",
    ["--data", "t.csv", "--inputs", "image=px0..px3", "--target", "sum"],
    "found nothing for the input words",
    "Name it for each, as --inputs image=px0..px3 words=B; the columns are px0,",
  ],
  [
    "one array for two inputs",
    ["--data", "one.npy", "--target", "one.npy"],
    "the network has the inputs image and words, and one.npy holds one array",
    "Give an .npz file with an array for each, or a table.",
  ],
];

const { image, words: ofWords, ...others } = arrays;
const shorter = array([count - 1, 3], [...ofWords.values].slice(3));
const wrong = {
  ...files,
  "short.npz": npz({ image, words: shorter, ...others }),
  "other.npz": npz({ image, text: ofWords, ...others }),
  "one.npy": writeNpy([2, 4], new Float32Array(8)),
};

for (const [what, words, message, help] of mistakes) {
  Deno.test(`refused with a way out: ${what}`, async () => {
    const { status, error } = await run(["train", "net.nn", ...words], {
      files: wrong,
    });
    assertEquals(status, 2);
    assertStringIncludes(error, message);
    assertStringIncludes(error, help);
  });
}

Deno.test("parts with the names of totals are told beside them", async () => {
  const files = {
    "net.nn": net.replace("price: mse", "loss: mse")
      .replace("kind: cross", "objective: cross"),
    "t.csv": csv,
  };
  const named = ["--target", "loss=sum", "objective=tree"];
  const words = ["--data", "t.csv", ...parts, ...named, ...short];
  const json = await trained([...words, "--json"], { files });
  const { loss, losses } = JSON.parse(json.out).history[0];
  assert(loss > losses.loss);
  const { out, files: after } = await trained(words, { files });
  assertMatch(
    out,
    /epoch +loss +objective +part loss +part objective +loss\.mae/,
  );
  assertStringIncludes(out, ` ${Number(loss.toPrecision(4))} `);
  const told = await run(
    ["evaluate", "net.safetensors", "--data", "t.csv"],
    { files: after },
  );
  assertMatch(told.out, /\nloss .*\npart loss .*\npart objective .*\n/);
});

Deno.test("a network with one input and one loss says how they are called", async () => {
  const files = { "net.nn": "fc(4,1) -> mse", "t.csv": csv };
  for (
    const [words, help] of [
      [["--inputs", "image=px0..px3", "--target", "sum"], "Write x for image,"],
      [
        ["--inputs", "px0..px3", "--target", "cost=sum"],
        "Write mse1 for cost,",
      ],
    ] as const
  ) {
    const { status, error } = await run(
      ["train", "net.nn", "--data", "t.csv", ...words],
      { files },
    );
    assertEquals(status, 2);
    assertStringIncludes(error, help);
  }
});

Deno.test("a value that no output has is refused with the names that there are", async () => {
  const { files } = await trained(table);
  const { status, error } = await run(
    ["predict", "net.safetensors", "--data", "t.csv", "--output", "kinds"],
    { files },
  );
  assertEquals(status, 2);
  assertStringIncludes(
    error,
    'cannot predict as an output must be price, kind or h: found "kinds"',
  );
  assertStringIncludes(error, "Did you mean kind?");
});

Deno.test("an export as .npz gives each loss its own units, and says how each input is normalized", async () => {
  const { files } = await trained(table);
  const ran = await run(
    ["export", "net.safetensors", "--out", "net.npz"],
    { files },
  );
  assertEquals(ran.status, 0);
  assertMatch(ran.error, /\nimage:\n.*\n +input 1 /);
  assertMatch(ran.error, /\nwords:\n.*\n +w0 /);
  const weights = await readNpz(fromBytes("net.npz", ran.bytes["net.npz"]));
  const bias = weights.get("fc3.bias")?.values[0] ?? NaN;
  // That of prices, whose mean is 500.
  assert(Math.abs(bias - 500) < 200, `${bias}`);
});

Deno.test("a training starts from the weights of another, in the units of its targets", async () => {
  const { files } = await trained(table);
  const next = await run([
    ...["train", "net.nn", "--data", "t.csv", ...parts, ...targets],
    ...["--weights", "net.safetensors", "--learning-rate", "1e-9"],
    ...["--epochs", "1", "--json"],
  ], { files });
  assertEquals(next.status, 0, next.error);
  const [{ losses }] = JSON.parse(next.out).history;
  const again = await run(
    ["evaluate", "net.safetensors", "--data", "t.csv", "--json"],
    { files },
  );
  const found = JSON.parse(again.out).losses;
  assertAlmostEquals(losses.price, found.price, 1e-3 * found.price);
  assertAlmostEquals(losses.kind, found.kind, 1e-3 * found.kind);
});

Deno.test("columns that are called as inputs and losses need not be named, in JSON as arrays", async () => {
  const lines = rows.map(({ image, words, price, kind }) =>
    JSON.stringify({
      image: [image.slice(0, 2), image.slice(2)],
      words,
      "price.target": price,
      kind,
    })
  );
  const world = { files: { ...files, "t.jsonl": lines.join("\n") } };
  const named = await trained(["--data", "t.jsonl", ...short, "--json"], world);
  const ranged = await trained([...table, "--json"], world);
  const losses = ({ out }: { readonly out: string }) =>
    JSON.parse(out).history.map((each: { losses: unknown }) => each.losses);
  assertEquals(losses(named), losses(ranged));
});

Deno.test("each loss takes a file of targets where the inputs are one array", async () => {
  const text = `
q: input(4)
q -> fc(4) -> h: tanh
h -> fc(1) -> price: mse
h -> fc(2) -> kind: cross_entropy
`;
  const npy = ({ shape, values }: ReturnType<typeof array>) =>
    writeNpy(shape, values);
  const { out } = await trained([
    ...["--data", "x.npy", "--target", "price=p.npy", "kind=k.npy", ...short],
  ], {
    files: {
      "net.nn": text,
      "x.npy": npy(array([count, 4], rows.flatMap(({ image }) => image))),
      "p.npy": npy(arrays["price.target"]),
      "k.npy": npy(arrays.kind),
    },
  });
  assertStringIncludes(out, "kind: 3 or 7, as class 0 and 1\n");
});

Deno.test("a network is checked on the data of its inputs and losses", async () => {
  const data = ["--data", "t.csv", ...parts, ...targets];
  const { status, out } = await run(
    ["gradcheck", "net.nn", ...data, "--json"],
    {
      files,
    },
  );
  assertEquals(status, 0, out);
  const [{ report }] = JSON.parse(out).networks;
  assert(report.given.includes("image"), String(report.given));
  assert(report.given.includes("price.target"), String(report.given));
});

Deno.test("show tells which columns each input and loss has, and how it is normalized", async () => {
  const { files } = await trained(table);
  const { out } = await run(["show", "net.safetensors"], { files });
  for (
    const line of [
      /\n +px0 \(image\) +1\n/,
      /\ntarget sum \(price\), a number\n/,
      /\ntarget tree \(kind\): ash or oak\n/,
      /\nwords is normalized as \(x - offset\) \/ scale:\n/,
    ]
  ) assertMatch(out, line);
});

const unnamed: readonly (readonly [
  what: string,
  words: readonly string[],
  others: readonly string[],
])[] = [
  ["an input", ["--inputs", "image=px0..px3"], targets],
  ["inputs", ["--inputs", "px0..px3"], targets],
  ["a loss", ["--target", "price=sum"], parts],
];
for (const [what, words, others] of unnamed) {
  Deno.test(`what is advised where ${what} has no columns works`, async () => {
    const call = ["train", "net.nn", "--data", "t.csv", ...others, ...short];
    const failed = await run([...call, ...words], { files });
    const [, advice = ""] = /^Perhaps (.*) is meant;/m.exec(failed.error) ?? [];
    const better = await run([...call, ...advice.split(" ")], { files });
    assertEquals([better.status, better.error], [0, ""]);
  });
}
