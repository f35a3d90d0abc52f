import { assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../../helpers/memory_io.ts";
import { withMetadata } from "../../../helpers/network_files.ts";
import { descriptionOf } from "../../../helpers/training_files.ts";

/** A table, and another that would be read otherwise if it stood alone. */
interface Case {
  readonly name: string;
  readonly text?: string;
  readonly table: string;
  /** What is said of it in training. */
  readonly words: readonly string[];
  readonly other: string;
  /** What is said of the other. */
  readonly otherWords?: readonly string[];
  /** How many rows are predicted. */
  readonly rows?: number;
  /** What is said of it. */
  readonly error?: string;
  /** The extension of both. */
  readonly kind?: string;
}

const cases: readonly Case[] = [
  {
    name: "a header of years, where all is numbers",
    table: "2019,2020,y\n1,2,3\n4,5,7\n6,8,9\n",
    words: ["--target", "y"],
    other: "2019,2020\n1,2\n2018,2021\n",
    rows: 2,
    error: "",
  },
  {
    name: "a header that counts the columns",
    table: "1,2,3\n1,2,3\n4,5,7\n6,8,9\n",
    words: ["--target", "3", "--header", "yes"],
    other: "1,2,3\n1,2,3\n",
    rows: 1,
    error: "",
  },
  {
    name: "columns that a header has in another order",
    table: "1,2,3\n1,2,3\n4,5,7\n6,8,9\n",
    words: ["--target", "3", "--header", "yes"],
    other: "2,1\n2,1\n5,4\n",
    rows: 2,
    error: "",
  },
  {
    name: "no header, though the first line could be one",
    text: "fc(3,1) -> mse",
    table: "ash,1,3\noak,2,5\nash,3,7\noak,4,8\n",
    words: ["--target", "3", "--classes", "1", "--header", "no"],
    other: "oak,7\nash,3\nash,4\n",
    rows: 3,
    error: "",
  },
  {
    name: "names above columns that had none",
    table: "1,2,3\n4,5,7\n6,8,9\n",
    words: ["--target", "3"],
    other: "a,b\n1,2\n4,5\n",
    error: "say so with --header yes",
  },
  {
    name: "names above columns that had none, which are known by their place",
    table: "1,2,3\n4,5,7\n6,8,9\n",
    words: ["--target", "3"],
    other: "a,b\n1,2\n4,5\n",
    otherWords: ["--header", "yes"],
    rows: 2,
    error: "",
  },
  {
    name: "one column more than those that are known by their place",
    table: "1,2,3\n4,5,7\n6,8,9\n",
    words: ["--target", "3"],
    other: "0,1,2,3\n1,4,5,7\n",
    error: "there must be 3, as in training, or 2 without the target: found 4",
  },
  {
    name: "no names where columns are known by them",
    table: "a,b,y\n1,2,3\n4,5,7\n",
    words: ["--target", "y"],
    other: "1,2\n4,5\n",
    error: 'there must be a column "a": found "1", "2"',
  },
  {
    name: "no names where columns are known by them, and it is said",
    table: "a,b,y\n1,2,3\n4,5,7\n",
    words: ["--target", "y"],
    other: "1,2\n4,5\n",
    otherWords: ["--header", "no"],
    error: "its columns must have names, as in training: found none",
  },
  {
    name: "decimal commas, where only thousands are seen",
    table: "a;b;y\n1,5;2;3\n4,25;5;7\n",
    words: ["--target", "y"],
    other: "a;b\n1.234;2\n4.500;5\n",
    rows: 2,
    error: "1.234 is taken as 1234, as in training; if not, --decimal '.'",
  },
  {
    name: "points before fractions, where commas stood there",
    table: "a;b;y\n1,5;2;3\n4,25;5;7\n",
    words: ["--target", "y"],
    other: "a;b\n0.5;2\n",
    error: "say so with --decimal '.'",
  },
  {
    name: "commas before fractions, where points stood there",
    table: "a;b;y\n1.5;2;3\n4.25;5;7\n",
    words: ["--target", "y"],
    other: "a;b\n1,5;2\n4,25;5\n",
    error: "say so with --decimal ','",
  },
  {
    name: "a first value with the mark of a comment, where there were none",
    text: "fc(3,1) -> mse",
    table: "1,a,2\n2,#b,3\n3,a,4\n4,#b,5\n",
    words: ["--target", "3", "--classes", "2"],
    other: "#1,a,2\n2,#b,3\n",
    rows: 1,
    error: "lines that begin with # are left out; if not, --comment ''",
  },
  {
    name: "one cell more than there are names",
    table: "a,b,y\n1,2,3\n4,5,7\n",
    words: ["--target", "y"],
    other: "a,b\n0,1,2\n1,4,5\n",
    rows: 2,
    error: "the first is taken for the name of its row",
  },
  {
    name: "arrays of JSON, the first of them names that look like numbers",
    kind: "json",
    table: '["2019","2020","y"]\n[1,2,3]\n[4,5,7]\n',
    words: ["--target", "y", "--header", "yes"],
    other: '["2019","2020"]\n[1,2]\n',
    rows: 1,
    error: "",
  },
  {
    name: "JSON without names",
    kind: "json",
    table: "[1,2,3]\n[4,5,7]\n",
    words: ["--target", "3"],
    other: '["a","b","c"]\n[1,2,3]\n',
    error: "say so with --header yes",
  },
];

for (const each of cases) {
  const { text = "fc(2,1) -> mse", table, words, other, kind = "csv" } = each;
  Deno.test(`a table is read as in training: ${each.name}`, async () => {
    const data = `t.${kind}`;
    const learned = await run([
      ...["train", text, "--data", data, ...words],
      ...["--epochs", "1", "--out", "net.safetensors"],
    ], { files: { [data]: table } });
    assertEquals([learned.status, learned.error], [0, ""]);
    const files = {
      "net.safetensors": learned.bytes["net.safetensors"],
      [data]: other,
    };
    const { status, out, error } = await run([
      ...["predict", "net.safetensors", "--data", data],
      ...each.otherWords ?? [],
    ], { files });
    if (each.rows === undefined) assertEquals([status, out], [2, ""]);
    else {
      assertEquals([status, error.startsWith("nabla:")], [0, false], error);
      assertEquals(out.trimEnd().split("\n").length, each.rows + 1);
    }
    if (each.error === "") assertEquals(error, "");
    else assertStringIncludes(error, each.error ?? "");
  });
}

Deno.test("the file of a network says how its table was written", async () => {
  const files = { "t.csv": "% by hand\na;y\n1,5;2\n3,25;4\n" };
  const { bytes } = await run([
    ...["train", "fc(1,1) -> mse", "--data", "t.csv", "--target", "y"],
    ...["--epochs", "1", "--out", "net.safetensors"],
  ], { files });
  const { reading } = await descriptionOf(bytes["net.safetensors"]);
  assertEquals(reading, { header: true, decimal: ",", comment: "%" });
});

Deno.test("the data for validation is read as that for training", async () => {
  // Alone, its numbers would be thousands, and its first line data.
  const files = {
    "t.csv": "2019;y\n1,5;2\n3,25;4\n",
    "v.csv": "2019;y\n1,500;2\n",
  };
  const { status, error, out } = await run([
    ...["train", "fc(1,1) -> mse", "--data", "t.csv", "--target", "y"],
    ...["--validation", "v.csv", "--epochs", "1"],
  ], { files });
  assertEquals(status, 0, error);
  assertStringIncludes(error, "v.csv: 1,500 is taken as 1.5, as in training");
  assertStringIncludes(out, "2 examples and 1 for validation");
});

Deno.test("weights that were learned for other classes or inputs are told", async () => {
  const words = ["--target", "kind", "--epochs", "1"];
  const { bytes } = await run([
    ...["train", "fc(2,2) -> cross_entropy", "--data", "t.csv", ...words],
    ...["--out", "net.safetensors"],
  ], { files: { "t.csv": "a,b,kind\n1,2,ash\n3,5,oak\n" } });
  const net = bytes["net.safetensors"];
  const again = async (data: string) => {
    const { status, error } = await run([
      ...["train", "fc(2,2) -> cross_entropy", "--data", "n.csv", ...words],
      ...["--weights", "net"],
    ], { files: { "n.csv": data, net } });
    assertEquals(status, 0, error);
    return error;
  };
  assertEquals(await again("a,b,kind\n1,2,oak\n3,4,ash\n"), "");
  assertEquals(
    await again("b,a,kind\n1,2,elm\n3,4,ash\n"),
    "warning: the weights of net were learned for the inputs a, b, and now stand for b, a\n" +
      "warning: the weights of net were learned for the classes ash, oak, and now stand for ash, elm\n",
  );
});

Deno.test("options of CSV are refused for JSON", async () => {
  for (
    const words of [["--delimiter", ";"], ["--skip", "1"], ["--decimal", ","]]
  ) {
    const { status, error } = await run([
      ...["train", "fc(1,1) -> mse", "--data", "t.jsonl", "--target", "y"],
      ...words,
    ], { files: { "t.jsonl": '{"x": 1, "y": 2}\n' } });
    assertEquals(status, 2);
    assertStringIncludes(error, `Leave out ${words[0]}.`);
  }
});

Deno.test("objects of JSON name their columns, whatever is said", async () => {
  const { status, error } = await run([
    ...["train", "fc(1,1) -> mse", "--data", "t.jsonl", "--target", "y"],
    ...["--header", "no"],
  ], { files: { "t.jsonl": '{"x": 1, "y": 2}\n' } });
  assertEquals(status, 2);
  assertStringIncludes(error, "Leave out --header no.");
});

/** The file of a network without what it says of how its table was written, as older ones are. */
async function older(table: string, ...words: string[]) {
  const { bytes } = await run([
    ...["train", "fc(2,1) -> mse", "--data", "t.csv", ...words],
    ...["--epochs", "1", "--out", "net.safetensors"],
  ], { files: { "t.csv": table } });
  return withMetadata(bytes["net.safetensors"], ({ nabla }) => {
    delete nabla.reading;
  });
}

for (
  const [name, table, target, other, rows, said] of [
    ["words for names", "a,b,y\n1,2,3\n4,5,7\n", "y", "a,b\n1,2\n", 1, ""],
    ["no names", "1,2,3\n4,5,7\n", "3", "1,2\n4,5\n", 2, ""],
    [
      "decimal commas, which are looked for and told",
      "a;b;y\n1,5;2;3\n4,5;5;7\n",
      "y",
      "a;b\n1,5;2\n",
      1,
      "n.csv: numbers have a decimal comma, as 1.234,5; if not, --decimal '.'\n",
    ],
  ] as const
) {
  Deno.test(`a file that does not say how its table was written is read: ${name}`, async () => {
    const net = await older(table, "--target", target);
    const { status, out, error } = await run(
      ["predict", "net", "--data", "n.csv"],
      { files: { net, "n.csv": other } },
    );
    assertEquals([status, error], [0, said]);
    assertEquals(out.trimEnd().split("\n").length, rows + 1);
  });
}
