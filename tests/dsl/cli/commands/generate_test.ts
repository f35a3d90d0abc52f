import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  csvTable,
  digits,
  fromBytes,
  generators,
  moons,
  regressionLine,
  spiral,
} from "../../../../data.ts";
import { textName } from "../../../../lib/definition/names.ts";
import { run } from "../../../helpers/memory_io.ts";

/** The titles and the numbers of CSV, as our reader takes them. */
async function read(text: string) {
  const table = await csvTable(
    fromBytes("made.csv", new TextEncoder().encode(text)),
  );
  const rows: number[][] = [];
  for await (const some of table.rows()) {
    rows.push(...some.map(({ cells }) => cells.map(Number)));
  }
  return { titles: table.columns, rows };
}

for (
  const [word, made, titles] of [
    ["moons(examples=30)", moons({ examples: 30, seed: 4 }), "x,y,class"],
    [
      "spiral(examples=12,classes=4,noise=0.5,turns=2)",
      spiral({ examples: 12, classes: 4, noise: 0.5, turns: 2, seed: 4 }),
      "x,y,class",
    ],
    [
      "regressionLine(slope=3,intercept=-1)",
      regressionLine({ slope: 3, intercept: -1, seed: 4 }),
      undefined,
    ],
    ["digits(examples=5)", digits({ examples: 5, seed: 4 }), undefined],
  ] as const
) {
  Deno.test(`nabla generate ${word} reads back as the examples of the API, to the bit`, async () => {
    const { status, out, error } = await run(["generate", word, "--seed", "4"]);
    assertEquals([status, error], [0, ""]);
    const { titles: found, rows } = await read(out);
    if (titles !== undefined) assertEquals(found.join(), titles);
    const { x, target, length } = made.memory;
    assertEquals(rows.length, length);
    const width = x.length / length;
    const some = target.length / length;
    for (const [i, row] of rows.entries()) {
      assertEquals(row, [
        ...x.subarray(i * width, (i + 1) * width),
        ...target.subarray(i * some, (i + 1) * some),
      ]);
    }
  });
}

Deno.test("every generator gives CSV that reads back", async () => {
  for (const name of generators.keys()) {
    const { status, out } = await run(["generate", `${name}(examples=8)`]);
    assertEquals(status, 0, name);
    const { titles, rows } = await read(out);
    assertEquals(rows.length, 8, name);
    assertEquals(new Set(titles).size, titles.length, name);
    assert(rows.flat().every(Number.isFinite), name);
  }
});

Deno.test("--out writes a file, and training on it needs no more than the target's name", async () => {
  const { out, files } = await run([
    "generate",
    "blobs",
    "--out",
    "blobs.csv",
  ]);
  assertEquals(out, "");
  const { status } = await run([
    "train",
    "fc(2,3) -> cross_entropy",
    "--data",
    "blobs.csv",
    "--target",
    "class",
    "--epochs",
    "1",
  ], { files });
  assertEquals(status, 0);
});

Deno.test("a name is the same with capitals, dashes or underscores", async () => {
  const [first, ...others] = await Promise.all(
    ["regressionLine", "regression-line", "regression_line(seed=0)"].map(
      (word) => run(["generate", word]),
    ),
  );
  assertEquals(first.status, 0);
  for (const each of others) assertEquals(each.out, first.out);
});

Deno.test("without a generator all are listed with what they take", async () => {
  const { status, out } = await run(["generate"]);
  assertEquals(status, 0);
  for (const [name, { definition }] of generators) {
    const line = out.split("\n").find((each) =>
      each.startsWith(`${textName(name)} `)
    );
    for (
      const part of [definition.summary, ...Object.keys(definition.arguments)]
    ) assertStringIncludes(line ?? "", part);
  }
});

const mistakes: readonly (readonly [words: string[], message: string])[] = [
  [["spirl"], "generate knows no spirl\nDid you mean spiral?"],
  [["spiral(clases=3)"], 'no setting "clases"\nDid you mean classes?'],
  [
    ["spiral(classes=many)"],
    "classes of generate must be an integer of at least 2: found many",
  ],
  [
    ["spiral(classes=0)"],
    "classes of generate must be an integer of at least 2: found 0",
  ],
  [
    ["spiral(classes)"],
    '"classes" of generate cannot be read\nWrite classes=VALUE.',
  ],
  [["spiral(examples=1e12)"], "at most 100,000,000 numbers"],
  [["spiral("], 'generate "spiral(" cannot be read\nWrite a name'],
  [["spiral", "moons"], "there is one generator too many: moons"],
  [["moons", "--out", "away/moons.csv"], "there is no such folder"],
];
for (const [words, message] of mistakes) {
  Deno.test(`nabla generate ${words.join(" ")}: ${message}`, async () => {
    const { status, out, error } = await run(["generate", ...words], {
      missing: ["away"],
    });
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(error, message);
    assert(!/\n\s+at /.test(error), "no stack trace");
  });
}

Deno.test("generate --json holds the numbers of the CSV, or says where they are", async () => {
  const word = "moons(examples=4)";
  const { titles, rows } = await read((await run(["generate", word])).out);
  const printed = JSON.parse((await run(["generate", word, "--json"])).out);
  assertEquals(printed, {
    version: 1,
    command: "generate",
    status: 0,
    examples: 4,
    columns: titles,
    rows,
  });
  const words = ["generate", word, "--json", "--out", "a.csv"];
  const { out, files } = await run(words);
  const { rows: _, ...body } = printed;
  assertEquals(JSON.parse(out), { ...body, out: "a.csv" });
  assertEquals((await read(files["a.csv"])).rows, rows);
});

Deno.test("generate --json without a generator lists what explain lists", async () => {
  const listed = JSON.parse((await run(["generate", "--json"])).out);
  const { out } = await run(["explain", "generators", "--json"]);
  assertEquals(listed, { ...JSON.parse(out), command: "generate" });
});
