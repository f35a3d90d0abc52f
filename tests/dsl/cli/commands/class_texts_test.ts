// A class is its text: what it is called at the end is what stood in the file.
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { run } from "../../../helpers/memory_io.ts";

/** Texts that are classes of their own, and what is said of them; `json`: as they stand in JSON. */
const sets: readonly {
  readonly texts: readonly string[];
  readonly note?: string;
  readonly json?: readonly string[];
}[] = [
  {
    texts: ["9007199254740992", "9007199254740993", "9007199254740994"],
    json: ["9007199254740992", "9007199254740993", "9007199254740994"],
  },
  {
    texts: ["123456789012345678", "123456789012345679"],
    json: ["123456789012345678", "123456789012345679"],
  },
  {
    texts: ["01234", "1234"],
    note: '"01234" and "1234" of "kind" look alike, and are different',
    json: ['"01234"', "1234"],
  },
  {
    texts: ["+1", "1", "1.0"],
    note: '"+1" and "1" of "kind", and 1 more pair, look alike',
  },
  { texts: ["1000", "1e3"], note: '"1000" and "1e3" of "kind" look alike' },
  { texts: ["-0", "0"], note: '"-0" and "0" of "kind" look alike' },
  { texts: ["TRUE", "true"], note: '"TRUE" and "true" of "kind" look alike' },
  {
    texts: ["e\u0301", "\u00e9"],
    note: "look alike, and are different",
    json: ['"e\\u0301"', '"\\u00e9"'],
  },
  { texts: ["a  b", "a b"], note: "look alike" },
  { texts: ["__proto__", "constructor", "undefined"] },
  { texts: ["ash", "oak"], json: ['"ash"', '"oak"'] },
];

for (const { texts, note, json = [] } of sets) {
  const rows = [...texts.keys(), ...texts.keys()].map((i, k) => [i + k / 9, i]);
  const forms = [
    [
      "t.csv",
      `x,kind\n${rows.map(([x, i]) => `${x},${texts[i]}`).join("\n")}\n`,
    ],
    ...json.length === 0 ? [] : [[
      "t.jsonl",
      rows.map(([x, i]) => `{"x": ${x}, "kind": ${json[i]}}`).join("\n"),
    ]],
  ];
  for (const [name, text] of forms) {
    Deno.test(`classes are kept as their texts in ${name}: ${texts}`, async () => {
      const { length } = texts;
      const files = { [name]: text };
      const learned = await run([
        ...["train", `fc(1,${length}) -> cross_entropy`, "--data", name],
        ...["--target", "kind", "--epochs", "200", "--learning-rate", "0.5"],
        ...["--out", "net.safetensors"],
      ], { files });
      assertEquals([learned.status, learned.error], [0, ""]);
      if (note === undefined) assert(!learned.out.includes("look alike"));
      else assertStringIncludes(learned.out, note);
      const net = learned.bytes["net.safetensors"];
      const world = { files: { ...files, net } };
      const measured = await run(
        ["evaluate", "net", "--data", name, "--json"],
        world,
      );
      const { classes, metrics } = JSON.parse(measured.out);
      assertEquals([classes, metrics.accuracy], [texts, 1]);
      const told = await run(["predict", "net", "--data", name], world);
      assertEquals(
        told.out.trimEnd().split("\n").slice(1)
          .map((line) => line.slice(line.lastIndexOf(",") + 1)),
        rows.map(([, i]) => texts[i]),
      );
    });
  }
}

Deno.test("two whole numbers of many digits are a no and a yes", async () => {
  const files = { "t.csv": "x,kind\n1,9007199254740993\n5,9007199254740992\n" };
  const learned = await run([
    ...["train", "fc(1,1) -> bce_with_logits", "--data", "t.csv"],
    ...["--target", "kind", "--epochs", "200", "--learning-rate", "0.5"],
    ...["--out", "net.safetensors"],
  ], { files });
  assertEquals([learned.status, learned.error], [0, ""]);
  const net = learned.bytes["net.safetensors"];
  const { out } = await run(["predict", "net", "--data", "t.csv"], {
    files: { ...files, net },
  });
  assertEquals(
    out,
    "x,kind,predicted kind\n1,9007199254740993,9007199254740993\n" +
      "5,9007199254740992,9007199254740992\n",
  );
});

Deno.test("an output that no class has is not called as another class", async () => {
  // The third output is the largest, whatever is learned in one step.
  const { bytes } = await run([
    ...["train", "given fc1.bias = [0, 0, 9]\nfc(1,3) -> cross_entropy"],
    ...["--data", "t.csv", "--target", "kind", "--epochs", "1"],
    ...["--out", "net.safetensors"],
  ], { files: { "t.csv": "x,kind\n1,2\n2,5\n" } });
  const files = {
    net: bytes["net.safetensors"],
    "t.csv": "x,kind\n1,2\n",
  };
  const told = await run(
    ["predict", "net", "--data", "t.csv", "--probabilities", "--json"],
    { files },
  );
  const { columns, rows } = JSON.parse(told.out);
  assertEquals(columns.slice(3), ["p(2)", "p(5)", "p(unnamed 2)"]);
  assertEquals(rows[0][2], "unnamed 2");
  const measured = await run(
    ["evaluate", "net", "--data", "t.csv", "--json"],
    { files },
  );
  const { classes, confusion } = JSON.parse(measured.out);
  assertEquals(classes, ["2", "5", "unnamed 2"]);
  assertEquals(confusion[0], [0, 0, 1]);
});

Deno.test("numbers with decimal commas look alike as well", async () => {
  const { out } = await run([
    ...["train", "fc(1,2) -> cross_entropy", "--data", "t.csv"],
    ...["--target", "kind", "--epochs", "1"],
  ], { files: { "t.csv": "a;kind\n1.234,5;1.000\n2,25;1000\n" } });
  assertStringIncludes(out, '"1.000" and "1000" of "kind" look alike');
});

Deno.test("a category that only looks like a known one is none of them", async () => {
  const files = { "t.csv": "zip,y\n01234,1\n09999,2\n" };
  const { bytes } = await run([
    ...["train", "fc(2,1) -> mse", "--data", "t.csv", "--target", "y"],
    ...["--classes", "zip", "--epochs", "1", "--out", "net.safetensors"],
  ], { files });
  const world = {
    files: { net: bytes["net.safetensors"], "n.csv": "zip\n1234\n" },
  };
  const { status, error } = await run(
    ["predict", "net", "--data", "n.csv"],
    world,
  );
  assertEquals(status, 2);
  assertStringIncludes(
    error,
    'a category must be one of "01234", "09999": found "1234"',
  );
});

Deno.test("a whole number that would be rounded is refused as an input, with ways out that work", async () => {
  const rows = [0, 1, 2, 3].map((i) => `900719925474099${i},${i},${2 * i}`);
  const files = { "t.csv": `id,x,y\n${rows.join("\n")}\n` };
  const words = ["--data", "t.csv", "--target", "y", "--epochs", "1"];
  const refused = await run(["train", "fc(1) -> mse", ...words], { files });
  assertEquals(refused.status, 2);
  assertStringIncludes(
    refused.error,
    "a whole number beyond 2^53 would lose digits",
  );
  const ways = [...refused.error.matchAll(/--(without|classes) id/g)];
  assertEquals(ways.length, 2);
  for (const [, option] of ways) {
    const again = await run(
      ["train", "fc(1) -> mse", ...words, `--${option}`, "id"],
      { files },
    );
    assertEquals(again.status, 0, again.error);
  }
});

Deno.test("blanks around a class are no part of it, which is said where it stands both ways", async () => {
  const files = { "t.csv": 'x,kind\n1,a\n2," a"\n3,b\n' };
  const { out } = await run([
    ...["train", "fc(1,2) -> cross_entropy", "--data", "t.csv"],
    ...["--target", "kind", "--epochs", "1"],
  ], { files });
  assertStringIncludes(
    out,
    '"a" of "kind" also stands with blanks around it, which are no part of it',
  );
});
