// What a training learns from: each form of data gives the steps that the API takes.
import {
  assertEquals,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import {
  type Examples,
  learnNormalization,
  moons,
  normalizeExamples,
  writeNpz,
} from "../../../../../data.ts";
import { examplesOf } from "../../../../../lib/data/examples/examples.ts";
import { nn, train } from "../../../../../mod.ts";
import {
  classified,
  classifier,
  descriptionOf,
  files,
  learned,
  line,
  numbersOf,
  out,
  over,
  points,
  short,
  tensorsIn,
  trained,
} from "../../../../helpers/training_files.ts";

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

Deno.test("a generator's examples are those of the API, standardized as it does", async () => {
  const data = moons({ examples: 40, seed: 3, target: "bit" });
  const scaled = normalizeExamples(
    data,
    await learnNormalization(data, "standard"),
    {
      precision: "float32",
    },
  );
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
    const data: Examples = examplesOf(Float32Array.from(x), {
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
    assertStringIncludes(out, "2 examples\n1 input: ");
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
