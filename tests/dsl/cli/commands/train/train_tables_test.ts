// Tables as they are in the world, on the command line: what is said of them, and
// that each piece of advice helps in the very case that failed.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { descriptionOf, trained } from "../../../../helpers/training_files.ts";
import { run } from "../../../../helpers/memory_io.ts";

const short = ["--epochs", "1"];

/** Commands that fail with advice, each tried. */
interface Advised {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly words: readonly string[];
  /** What is said, in part. */
  readonly says?: string;
  /** Options that the message names, as a shell reads them; each list is tried by itself. */
  readonly advice: readonly (readonly string[])[];
}

const regression = "fc(1) -> mse";
const penguins = "species,island,bill,mass,sex\n" + [
  "Adelie,Torgersen,39.1,3750,male",
  "Adelie,Torgersen,NA,,NA",
  "Gentoo,Biscoe,46.1,4500,female",
  "Chinstrap,Dream,46.5,3500,female",
  "Adelie,Biscoe,37.8,3400,male",
].join("\n") + "\n";

const advised: readonly Advised[] = [
  {
    name: "a column of texts whose name has a comma",
    file: '"w, cm",b,y\nx,1,2\ny,3,5\n',
    text: regression,
    words: [],
    advice: [["--without", '"w, cm"'], ["--classes", '"w, cm"']],
  },
  {
    name: "a column whose name nobody can type",
    file: "a\u0007,b,y\nx,1,2\ny,3,5\n",
    text: regression,
    words: [],
    advice: [["--without", "1"], ["--classes", "1"]],
  },
  {
    name: "a second column of texts, beside one that is left out",
    file: "a,b,c,y\nx,u,1,2\ny,v,3,5\n",
    text: regression,
    words: ["--without", "a"],
    advice: [["--without", "a,b"], ["--without", "a", "--classes", "b"]],
  },
  {
    name: "a missing input",
    file: "a,y\n1,2\n,3\n4,5\n",
    text: regression,
    words: [],
    advice: [["--missing", "skip"], ["--missing", "mean"]],
  },
  {
    name: "a missing target, which has no mean",
    file: "a,y\n1,2\n3,\n4,5\n",
    text: regression,
    words: [],
    says: "Leave such lines out with --missing skip.\n",
    advice: [["--missing", "skip"]],
  },
  {
    name: "a text among numbers",
    file: "a,y\n1,2\n3,4\nnone,3\n4,5\n",
    text: regression,
    words: [],
    advice: [["--missing-names", "none", "--missing", "skip"]],
  },
  {
    name: "texts among the numbers of two columns",
    file: "a,b,y\n1,1,2\n3,.,4\n.,2,3\n4,-,5\n6,7,8\n",
    text: regression,
    words: [],
    advice: [["--missing-names", ".,-", "--missing", "skip"]],
  },
  {
    name: "a comma that may stand before a fraction",
    file: "a;y\n1,234;2\n3,456;4\n",
    text: regression,
    words: [],
    advice: [["--decimal", ","], ["--decimal", "."]],
  },
  {
    name: "commas and points before fractions",
    file: "a;b;y\n1,2;1.5;2\n3,4;2.5;4\n",
    text: regression,
    words: ["--without", "b"],
    advice: [["--without", "b", "--decimal", ","]],
  },
  {
    name: "a first line that is names or data",
    file: "7,3,versicolor\n4.9,3,setosa\n",
    text: "fc(2) -> cross_entropy",
    words: ["--target", "3"],
    advice: [["--target", "3", "--header", "no"]],
  },
  {
    name: "a comment among the lines",
    file: "a,y\n1,2\n# none\n3,4\n",
    text: regression,
    words: [],
    advice: [["--comment", "#"]],
  },
  {
    name: "a column without a value",
    file: "a,b,y\n1,NA,2\n3,NA,4\n",
    text: regression,
    words: ["--missing", "mean"],
    advice: [["--missing", "mean", "--without", "b"]],
  },
  {
    name: "texts and missing values, all in one message",
    file: penguins,
    text: "fc(7,3) -> cross_entropy",
    words: ["--target", "species"],
    says: 'line 2, column "island": an input must be a number: found ' +
      '"Torgersen", and 4 more like it\n' +
      '  line 2, column "sex": an input must be a number: found "male", and 3 more like it\n' +
      '  3 values missing, the first on line 3, in columns "bill", "mass", "sex"\n',
    advice: [
      ["--target", "species", "--classes", "island,sex", "--missing", "skip"],
      ["--target", "species", "--classes", "island,sex", "--missing", "mean"],
    ],
  },
];
for (const { name, file, text, words, says = "", advice } of advised) {
  Deno.test(`advice helps: ${name}`, async () => {
    const train = (more: readonly string[]) =>
      run([
        ...["train", text, "--data", "t.csv"],
        ...more.includes("--target") ? [] : ["--target", "y"],
        ...more,
        ...short,
      ], { files: { "t.csv": file } });
    const failed = await train(words);
    assertEquals(failed.status, 2);
    assertStringIncludes(failed.error, says);
    for (const options of advice) {
      for (const [i, option] of options.entries()) {
        if (!option.startsWith("--") || words.includes(options[i + 1])) {
          continue;
        }
        assertStringIncludes(
          failed.error,
          `${option} ${shell(options[i + 1])}`,
        );
      }
      const { status, error } = await train(options);
      assertEquals(status, 0, error);
    }
  });
}

/** A word as it is typed. */
function shell(word: string): string {
  return /^[\w.,:+@%/=-]+$/.test(word) && !/^[.,]$/.test(word)
    ? word
    : `'${word}'`;
}

Deno.test("where mending texts and gaps changes the number of inputs, it is told", async () => {
  const words = ["--data", "t.csv", "--target", "species"];
  const { error } = await run(
    ["train", "fc(4,3) -> cross_entropy", ...words, ...short],
    { files: { "t.csv": penguins } },
  );
  assertStringIncludes(
    error,
    "\nTake texts as categories with --classes island,sex; leave lines with missing values out with --missing skip, or take the mean of the others with --missing mean. With these categories, an input is 7 numbers.\n",
  );
});

Deno.test("a column of many different texts is to be left out, not to be categories", async () => {
  const rows = Array.from(
    { length: 30 },
    (_, i) => `person ${i},${i % 2 ? "f" : "m"},${i},${i * i}`,
  );
  const { error } = await run(
    ["train", regression, "--data", "t.csv", "--target", "y", ...short],
    { files: { "t.csv": `name,sex,x,y\n${rows.join("\n")}\n` } },
  );
  assertStringIncludes(
    error,
    "Take texts as categories with --classes sex; leave columns out with --without name.",
  );
});

Deno.test("the size of the input comes from the data, and the file of the network knows it", async () => {
  const open = "# a comment\nfc(4) -> tanh -> fc(3) -> cross_entropy\n";
  const { out, bytes } = await trained([
    ...["open.nn", "--data", "t.csv", "--target", "species"],
    ...["--classes", "island,sex", "--missing", "skip"],
    ...["--out", "net.safetensors", ...short],
  ], { files: { "open.nn": open, "t.csv": penguins } });
  assertStringIncludes(
    out,
    "input(7) -> fc(4) -> tanh -> fc(3) -> cross_entropy\n",
  );
  assertStringIncludes(
    out,
    "1 line with missing values was left out\nt.csv: 4 examples\n" +
      "7 inputs: island (3), bill, mass, sex (2); target species: Adelie, Chinstrap or Gentoo\n",
  );
  const { text } = await descriptionOf(bytes["net.safetensors"]);
  assertEquals(
    text,
    "# a comment\ninput(7) -> fc(4) -> tanh -> fc(3) -> cross_entropy\n",
  );
});

for (
  const [data, words, begins] of [
    ["x.npy", ["--target", "y.npy"], "input(2) -> flatten"],
    ["trees.npz", [], "input(2) -> flatten"],
    ["digits(examples=20,target=class)", [], "input(16,12,1) -> flatten"],
  ] as const
) {
  Deno.test(`the size of the input comes from ${data}`, async () => {
    const { out } = await trained(
      [
        "flatten -> fc(10) -> cross_entropy",
        "--data",
        data,
        ...words,
        ...short,
      ],
    );
    assertStringIncludes(out, begins);
  });
}

Deno.test("what was found in a file is said, with options that say otherwise", async () => {
  const file = "Report;\nNr;preis;y\n1;1.234,5;3\n2;1.434,5;4\n3;2.234,5;6\n";
  const words = ["train", regression, "--data", "t.csv", "--target", "y"];
  const files = { "t.csv": file };
  const { out } = await run([...words, ...short], { files });
  assertStringIncludes(
    out,
    "\nt.csv: line 1 stands before the table and is left out; if not, --skip 0\n" +
      "t.csv: numbers have a decimal comma, as 1.234,5; if not, --decimal '.'\n" +
      "t.csv: column Nr numbers the rows, and may give away their order; leave it out with --without Nr\n" +
      "t.csv: 3 examples\n2 inputs: Nr, preis; target y\n",
  );
  const other = await run([...words, "--without", "Nr", ...short], { files });
  assertStringIncludes(other.out, "\n1 input: preis; target y\n");
});

Deno.test("of a first column that the options speak of nothing is said", async () => {
  const numbered = { "t.csv": "Nr,x,y\n1,5,3\n2,7,4\n3,9,6\n" };
  const named = { "t.csv": ",x,y\n1,5,3\n2,7,4\n3,9,6\n" };
  for (
    const { files, words, said } of [
      { files: numbered, words: [], said: true },
      { files: numbered, words: ["--without", "Nr"], said: false },
      { files: numbered, words: ["--inputs", "x"], said: false },
      { files: numbered, words: ["--inputs", "Nr,x"], said: false },
      { files: named, words: [], said: true },
      { files: named, words: ["--inputs", "x"], said: false },
    ]
  ) {
    const { out } = await run([
      ...["train", regression, "--data", "t.csv", "--target", "y"],
      ...words,
      ...short,
    ], { files });
    assertEquals(/numbers the rows|names the rows/.test(out), said, out);
  }
});

/** A network that learned from categories, with gaps left out. */
async function mended(missing: readonly string[]) {
  const { bytes } = await trained([
    ...[regression, "--data", "t.csv", "--target", "y", "--classes", "kind"],
    ...missing,
    ...["--out", "net.safetensors", ...short],
  ], { files: { "t.csv": "x,kind,y\n1,a,2\n-999,b,3\n3,b,4\n5,a,6\n" } });
  return bytes["net.safetensors"];
}

Deno.test("a network treats missing values as its training did, unless it is told otherwise", async () => {
  const skip = await mended(["--missing-names", "-999", "--missing", "skip"]);
  const files = {
    "net.safetensors": skip,
    "new.csv": "x,kind,y\n1,a,3\n-999.0,a,4\n,b,5\n",
  };
  const words = ["net.safetensors", "--data", "new.csv"];
  const predicted = await run(["predict", ...words], { files });
  assertEquals(
    [predicted.status, predicted.error],
    [0, "2 lines with missing values were left out\n"],
  );
  assertEquals(predicted.out.trim().split("\n").length, 2);
  const evaluated = await run(["evaluate", ...words], { files });
  assertStringIncludes(
    evaluated.out,
    "1 examples of new.csv\n2 lines with missing values were left out\n",
  );
  const mean = await run(["predict", ...words, "--missing", "mean"], { files });
  assertEquals(mean.out.trim().split("\n").length, 4);
  const error = await run(["predict", ...words, "--missing", "error"], {
    files,
  });
  assertStringIncludes(
    error.error,
    'new.csv:3, column "x": a value is missing: found "-999.0"',
  );
});

Deno.test("categories that training has not seen are refused, none of the known, or left out", async () => {
  const files = {
    "net.safetensors": await mended([
      "--missing-names",
      "-999",
      "--missing",
      "mean",
    ]),
    "new.csv": "x,kind\n1,a\n3,c\n3,b\n",
  };
  const predict = (...more: string[]) =>
    run(["predict", "net.safetensors", "--data", "new.csv", ...more], {
      files,
    });
  const refused = await predict();
  assertEquals(refused.status, 2);
  assertStringIncludes(
    refused.error,
    'new.csv:3, column "kind": a category must be one of "a", "b": found "c"\n' +
      "Leave such lines out with --unknown skip, or take such a category as none of the known with --unknown zero.\n",
  );
  const skipped = await predict("--unknown", "skip");
  assertEquals(
    skipped.error,
    "1 line with missing values or unknown categories was left out\n",
  );
  const lines = async (unknown: string) =>
    (await predict("--unknown", unknown)).out.trim().split("\n");
  const [titles, first, , last] = await lines("zero");
  assertEquals(await lines("skip"), [titles, first, last]);
});
