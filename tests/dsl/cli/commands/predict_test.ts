import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertStringIncludes,
} from "@std/assert";
import { fromBytes, normalizeExamples } from "../../../../data.ts";
import { main } from "../../../../dsl/cli/main.ts";
import { predict, readNetwork } from "../../../../mod.ts";
import { open, run, type World } from "../../../helpers/memory_io.ts";
import {
  classes,
  classified,
  files,
  measured,
  over,
  points,
  trained,
} from "../../../helpers/training_files.ts";

/** The bytes of a network that was trained on some of the files. */
async function network(...words: string[]): Promise<Uint8Array> {
  const { bytes } = await trained([
    ...words,
    "--epochs",
    "30",
    "--out",
    "net.safetensors",
  ]);
  return bytes["net.safetensors"];
}

const trees = await network(
  "classifier.nn",
  "--data",
  "trees.csv",
  "--target",
  "kind",
);
const line = await network("line.nn", "--data", "lines.csv", "--target", "z");

const { bytes: { "net.safetensors": tokens } } = await trained([
  "input(2) -> embedding(5,3) -> flatten -> fc(1) -> mse",
  "--data",
  "tokens.csv",
  "--target",
  "z",
  "--out",
  "net.safetensors",
], { files: { "tokens.csv": "a,b,z\n0,1,1\n4,2,0\n" } });

/** The outputs of the API for examples as the command line reads them. */
async function outputs(net: Uint8Array, x: Float32Array) {
  const { network, parameters, description } = await readNetwork(
    fromBytes("net", net),
    { batch: 256 },
  );
  const all = { inputShape: [2], length: x.length / 2, blocks: () => [] };
  const memory = { length: all.length, x, target: new Float32Array() };
  const { normalization } = description;
  assert(normalization);
  const scaled = normalizeExamples({ ...all, memory }, normalization, {
    precision: "float32",
  });
  return predict(network, scaled.memory?.x ?? [], { parameters });
}

/** The cells of CSV without quotes. */
const cellsOf = (text: string) =>
  text.trimEnd().split("\n").map((line) => line.split(","));

async function predicted(
  words: readonly string[],
  world: World = {},
): Promise<string[][]> {
  const { status, error, out } = await over(["predict", ...words], {
    ...world,
    files: { trees, line, ...world.files },
  });
  assertEquals([status, error], [0, ""]);
  return cellsOf(out);
}

Deno.test("the rows come back with the class that the API predicts, and its probabilities", async () => {
  const [titles, ...rows] = await predicted([
    "trees",
    "--data",
    "trees.csv",
    "--probabilities",
  ]);
  assertEquals(titles, [
    "x",
    "y",
    "kind",
    "predicted kind",
    ...classes.map((name) => `p(${name})`),
  ]);
  const y = await outputs(trees, classified.memory.x as Float32Array);
  assertEquals(rows.length, points.length);
  for (const [i, row] of rows.entries()) {
    const own = [...y.subarray(3 * i, 3 * i + 3)];
    const powers = own.map(Math.exp);
    const sum = powers.reduce((a, b) => a + b);
    assertEquals(row.slice(0, 3), points[i].map(String));
    assertEquals(row[3], classes[own.indexOf(Math.max(...own))]);
    const shares = row.slice(4).map(Number);
    for (const [j, share] of shares.entries()) {
      assertAlmostEquals(share, powers[j] / sum, 1e-6);
    }
    assertAlmostEquals(shares.reduce((a, b) => a + b), 1, 1e-6);
  }
});

Deno.test("columns are found by name: in another order, with others between, without targets", async () => {
  const plain = await predicted(["trees", "--data", "trees.csv"]);
  const rows = points.map(([x, y], i) => [`"a ""${i}"", b"`, y, "-", x]);
  const text = ["note,y,empty,x", ...rows.map((row) => row.join())].join("\n");
  const { status, out } = await over(
    ["predict", "trees", "--data", "new.csv"],
    {
      files: { trees, "new.csv": text },
    },
  );
  assertEquals(status, 0);
  const lines = out.trimEnd().split("\n");
  assertEquals(lines[0], "note,y,empty,x,predicted kind");
  for (const [i, row] of rows.entries()) {
    assertEquals(lines[i + 1], `${row.join()},${plain[i + 1].at(-1)}`);
  }
});

Deno.test("numbers are predicted as the API does", async () => {
  const [titles, ...rows] = await predicted(["line", "--data", "lines.csv"]);
  assertEquals(titles, ["x", "y", "z", "predicted z"]);
  const y = await outputs(line, measured.memory.x as Float32Array);
  for (const [i, row] of rows.entries()) {
    assertEquals(Number(row[3]), Number(y[i].toPrecision(7)));
  }
});

Deno.test("several targets have a column each", async () => {
  const rows = points.map(([x, y]) => [x, y, x + y, x - y].join());
  const world = { files: { "two.csv": ["x,y,sum,gap", ...rows].join("\n") } };
  const { bytes } = await trained([
    "fc(2,2) -> mse",
    "--data",
    "two.csv",
    "--target",
    "sum,gap",
    "--learning-rate",
    "0.1",
    "--epochs",
    "400",
    "--out",
    "net",
  ], world);
  const [titles, ...found] = await predicted(["net", "--data", "two.csv"], {
    files: { ...world.files, net: bytes.net },
  });
  assertEquals(titles.slice(4), ["predicted sum", "predicted gap"]);
  for (const row of found) {
    assertAlmostEquals(Number(row[4]), Number(row[2]), 0.01);
    assertAlmostEquals(Number(row[5]), Number(row[3]), 0.01);
  }
});

Deno.test("yes and no: the class beyond one half, and its probability", async () => {
  const rows = points.map(([x, y]) => [x, y, x > 7 ? "yes" : "no"].join());
  const world = { files: { "two.csv": ["x,y,big", ...rows].join("\n") } };
  for (
    const text of [
      "fc(2,1) -> sigmoid -> bce",
      "fc(2,1) -> bce_with_logits",
    ]
  ) {
    const { bytes } = await trained([
      text,
      "--data",
      "two.csv",
      "--target",
      "big",
      "--learning-rate",
      "0.1",
      "--epochs",
      "200",
      "--out",
      "net",
    ], world);
    const found = await predicted(
      ["net", "--data", "two.csv", "--probabilities"],
      { files: { ...world.files, net: bytes.net } },
    );
    assertEquals(found[0].slice(3), ["predicted big", "p(yes)"]);
    for (const [, , truth, answer, share] of found.slice(1)) {
      assertEquals(answer, truth);
      assertEquals(Number(share) > 0.5, truth === "yes");
    }
  }
});

Deno.test("standard input goes to standard output, and --out to a file of the same text", async () => {
  const text = `${files["trees.csv"]}`;
  const piped = await over(["predict", "trees", "--data", "-"], {
    files: { trees },
    input: text,
  });
  const filed = await over(
    ["predict", "trees", "--data", "trees.csv", "--out", "new.csv"],
    { files: { trees } },
  );
  assertEquals([filed.status, filed.out], [0, ""]);
  assertEquals(piped.out, filed.files["new.csv"]);
  assertEquals(cellsOf(piped.out).length, points.length + 1);
});

Deno.test("images and arrays give a column of predictions alone", async () => {
  const net = await network("classifier.nn", "--data", "trees.npz");
  const named = await predicted(["trees", "--data", "trees.csv"]);
  const world = { files: { net } };
  for (const data of ["x.idx.gz", "x.npy", "trees.npz"]) {
    const found = await predicted(["net", "--data", data], world);
    assertEquals(found[0], ["prediction"]);
    assertEquals(
      found.slice(1).map(([label]) => classes[Number(label)]),
      named.slice(1).map((row) => row.at(-1)),
    );
  }
});

Deno.test("a column that has the name of ours keeps it", async () => {
  const text = "x,y,predicted kind\n1,2,maybe\n";
  const found = await predicted(["trees", "--data", "new.csv"], {
    files: { "new.csv": text },
  });
  assertEquals(found[0], ["x", "y", "predicted kind", "predicted kind 2"]);
});

Deno.test("a header alone gives a header alone", async () => {
  const found = await predicted(["trees", "--data", "new.csv"], {
    files: { "new.csv": "x,y\n" },
  });
  assertEquals(found, [["x", "y", "predicted kind"]]);
});

Deno.test("--out is whole or not at all when a line in the middle is wrong", async () => {
  const many = Array.from({ length: 200_000 }, () => "1,2");
  const text = ["x,y", ...many, "1,oak"].join("\n");
  const { status, error, files: left } = await over(
    ["predict", "trees", "--data", "new.csv", "--out", "answers.csv"],
    { files: { trees, "new.csv": text, "answers.csv": "before" } },
  );
  assertEquals(status, 2);
  assertStringIncludes(
    error,
    'new.csv:200002, column "y": an input must be a number: found "oak"',
  );
  assertEquals(left["answers.csv"], "before");
});

Deno.test("a mistake in the first lines comes before anything is printed", async () => {
  const { status, out } = await over(
    ["predict", "trees", "--data", "new.csv"],
    {
      files: { trees, "new.csv": "x,z\n1,2\n" },
    },
  );
  assertEquals([status, out], [2, ""]);
});

Deno.test("lines come out while later ones are not there yet", async () => {
  // A million rows of a generator of bytes: never is more than a few blocks held.
  const { io } = open({ files: { trees } });
  const row = new TextEncoder().encode("7,2\n".repeat(10_000));
  let given = 0;
  let told = 0;
  let behind = 0;
  const status = await main(["predict", "trees", "--data", "big.csv"], {
    ...io,
    async openFile(path) {
      if (path !== "big.csv") return await io.openFile(path);
      return {
        size: 4 + 100 * row.length,
        read: () => Promise.resolve(new Uint8Array()),
        async *stream() {
          yield new TextEncoder().encode("x,y\n");
          for (let i = 0; i < 100; i++) {
            given = i * 10_000;
            behind = Math.max(behind, given - told);
            yield row;
          }
        },
        close() {},
      };
    },
    data(text) {
      told += text.split("\n").length - 1;
    },
  });
  assertEquals([status, told], [0, 1_000_001]);
  assert(behind < 200_000, `${behind} lines behind`);
});

const mistakes: readonly (readonly [
  words: string[],
  message: string,
  files?: Readonly<Record<string, string>>,
])[] = [
  [["trees"], "there is no data to predict from\nGive a file with --data"],
  [["--data", "trees.csv"], "there is no network to work with\nGive the file"],
  [
    ["trees", "line", "--data", "trees.csv"],
    "there is one network too many: line",
  ],
  [
    ["none", "--data", "trees.csv"],
    "cannot read none: there is no such file",
  ],
  [
    ["trees", "--data", "moons"],
    "moons is a generator, not a file\nHave nabla generate write its examples to one.",
  ],
  [
    ["trees", "--data", "none.csv"],
    "cannot read none.csv: there is no such file",
  ],
  [
    ["trees.csv", "--data", "trees.csv"],
    "It may not be a safetensors file, or only a part of one.",
  ],
  [["classifier.nn", "--data", "trees.csv"], "safetensors file"],
  [
    ["trees", "--data", "new.csv"],
    'new.csv: there must be a column "y": found "x", "Y"\nPerhaps "Y" is meant.',
    { "new.csv": "x,Y\n1,2\n" },
  ],
  [
    ["trees", "--data", "new.csv"],
    'new.csv:2, column "y": a value is missing',
    { "new.csv": "x,y\n1,\n" },
  ],
  [
    ["tokens", "--data", "new.csv"],
    "new.csv:3: Cannot compute embedding as x[0] of example 0 must be a token number from 0 to 4",
    { "new.csv": "a,b\n1,2\n9,1\n" },
  ],
  [
    ["trees", "--data", "trees.csv", "--inputs", "x"],
    "trees.csv: the inputs must be 2 columns, as the network takes: found 1",
  ],
  [
    ["trees", "--data", "x.npy", "--metrics", "f1"],
    "there is no option --metrics",
  ],
  [
    ["trees", "--data", "trees.csv", "--out", "trees.csv"],
    "--out trees.csv would overwrite a file which is read",
  ],
];
for (const [words, message, own] of mistakes) {
  Deno.test(`nabla predict ${words.join(" ")}: ${message}`, async () => {
    const { status, out, error } = await over(["predict", ...words], {
      files: { trees, line, tokens, ...own },
    });
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, message);
    assert(!/\n\s+at /.test(error), "no stack trace");
  });
}

Deno.test("whoever reads the results may stop: no error is printed", async () => {
  const { io, ended } = open({ files: { ...files, trees } });
  const status = await main(["predict", "trees", "--data", "trees.csv"], {
    ...io,
    data() {
      throw new Deno.errors.BrokenPipe("Broken pipe (os error 32)");
    },
  });
  assertEquals([status, ended(status).error], [141, ""]);
});

Deno.test("results that find no space are a mistake without a stack trace", async () => {
  const { io, ended } = open({ files: { ...files, trees } });
  const status = await main(["predict", "trees", "--data", "trees.csv"], {
    ...io,
    data() {
      throw Object.assign(new Error("No space left on device"), {
        code: "ENOSPC",
      });
    },
  });
  assertEquals([status, ended(status).error], [
    2,
    "nabla: cannot write the output: No space left on device\nMake room on the disk, then give the same command again.\n",
  ]);
});

Deno.test("numbers have the digits of the network's precision", async () => {
  for (
    const [precision, digits] of [["float32", 7], ["float64", 15]] as const
  ) {
    const net = await network(
      ...["line.nn", "--data", "lines.csv", "--target", "z"],
      ...["--precision", precision],
    );
    const { network: own, parameters, description } = await readNetwork(
      fromBytes("net", net),
      { batch: 256 },
    );
    const { normalization } = description;
    assert(normalization);
    const { memory: { x } } = normalizeExamples(measured, normalization, {
      precision,
    });
    const expected = predict(own, x, { parameters });
    const rows = await predicted(["net", "--data", "x.npy"], {
      files: { net },
    });
    assertEquals(
      rows.slice(1).map(([cell]) => cell),
      Array.from(expected, (y) => String(Number(y.toPrecision(digits)))),
    );
  }
});

Deno.test("predict --json holds the cells of the CSV, or says where they are", async () => {
  const world = { files: { ...files, "net.safetensors": trees } };
  const words = ["predict", "net.safetensors", "--data", "trees.csv"];
  const csv = (await run(words, world)).out.trimEnd().split("\n");
  const { columns, rows, ...rest } = JSON.parse(
    (await run([...words, "--json"], world)).out,
  );
  const examples = csv.length - 1;
  const record = { version: 1, command: "predict", status: 0, examples };
  assertEquals(rest, record);
  assertEquals([columns, ...rows].map((row) => row.join(",")), csv);
  const written = await run([...words, "--json", "--out", "a.csv"], world);
  assertEquals(JSON.parse(written.out), { ...record, columns, out: "a.csv" });
  assertEquals(written.files["a.csv"].trimEnd().split("\n"), csv);
});

for (
  const [what, titles, said] of [
    ["a column without a name", ",x,y", ""],
    [
      "two columns of one name",
      "x,y,note,note",
      'n.csv: column 4 is called "note.1", since its name is taken\n',
    ],
  ] as const
) {
  Deno.test(`the titles are written as they come: ${what}`, async () => {
    const width = titles.split(",").length;
    const rows = [1, 2].map((k) =>
      titles.startsWith(",") ? `${k},3,4` : `3,4${`,${k}`.repeat(width - 2)}`
    );
    const { out, error } = await over(["predict", "trees", "--data", "n.csv"], {
      files: { trees, "n.csv": [titles, ...rows].join("\n") },
    });
    assertEquals(error, said);
    const [first, ...others] = cellsOf(out);
    assertEquals(first, [...titles.split(","), "predicted kind"]);
    assertEquals(others.map((row) => row.slice(0, -1).join()), rows);
  });
}

Deno.test("the rows that progress tells of are those of the data", async () => {
  const { error } = await over(["predict", "trees", "--data", "new.csv"], {
    files: { trees, "new.csv": "x,y\n3,4\n5,6\n7,8\n1,2\n" },
    showsProgress: true,
  });
  assertStringIncludes(error, "4 rows");
});
