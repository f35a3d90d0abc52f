import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { writeNpy } from "../../../../../data.ts";
import {
  classified,
  files,
  over,
  trained,
} from "../../../../helpers/training_files.ts";

const lines = ["line.nn", "--data", "lines.csv", "--target", "z"];
const trees = ["classifier.nn", "--data", "trees.csv", "--target", "kind"];

const { bytes: { net } } = await trained([
  ...trees,
  "--epochs",
  "1",
  "--out",
  "net",
]);

const nan = classified.memory.x.slice();
nan[7] = NaN;

/** Files that have something wrong. */
const own: Readonly<Record<string, string | Uint8Array>> = {
  net,
  "nan.npy": writeNpy([22, 2], nan),
  "tall.npy": writeNpy([21, 2], classified.memory.x.slice(2)),
  "nine.idx": Uint8Array.of(
    0,
    0,
    8,
    1,
    0,
    0,
    0,
    22,
    ...Array(19).fill(1),
    0,
    2,
    9,
  ),
  "t.csv": "a,b,z\n1,2,3\n4,x,6\n",
  "comma.csv": "a;b;z\n1,234;2;3\n",
  "gap.csv": "a,b,z\n1,2,3\n4,,6\n",
  "nan.csv": "a,b,z\n1,2,3\n4,NaN,6\n",
  "big.csv": "a,b,z\n1,2,3\n4,1e99,6\n",
  "few.csv": "a,b,z\n1,2,3\n4,6\n",
  "one.csv": "a,b,z\n1,2,3\n",
  "head.csv": "a,b,z\n",
  "empty.csv": "",
  "signs.csv": "a,b,z\n1,2,1\n4,5,0\n4,5,-1\n",
  "names.csv": "a,b,z\n1,2,up\n4,5,down\n4,5,left\n",
  "ignored.csv": "a,b,k\n1,2,-1\n2,1,0\n2,3,1\n",
  "gaps.csv": "a,b,k\n1,2,0\n2,1,2\n2,3,3\n",
  "later.csv": "x,z,y\n1,2,1\n2,1,2\n",
  "comma name.csv": 'a,"b, cm",z\n1,2,3\n4,5,6\n',
  "table.parquet": "PAR1\u0015\u0004PAR1",
  "picture.dat": Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
  "bad.nn": "fc(2,4) -> rulu -> fc(1) -> mse",
};

const mistakes: readonly (readonly [words: string[], message: string])[] = [
  [
    ["line.nn"],
    'there is no data to learn from\nGive a file with --data, or a generator, as in --data "spiral(classes=3)".',
  ],
  [[], "there is no data"],
  [["--data", "lines.csv"], "there is no text to work on"],
  [
    ["line.nn", "--data", "lines.csv"],
    "lines.csv: there must be a target: found none\nName its column with --target; the columns are x, y, z.",
  ],
  [
    ["line.nn", "--data", "line.csv", "--target", "z"],
    "cannot read line.csv: there is no such file",
  ],
  [
    ["line.nn", "--data", "spirl(classes=2)"],
    "cannot read spirl(classes=2): there is no such file\nDid you mean the generator spiral?",
  ],
  [
    ["classifier.nn", "--data", "trees.csv", "--target", "knd"],
    'trees.csv: there must be a column "knd": found "x", "y", "kind"\nPerhaps "kind" is meant.',
  ],
  [
    ["fc(2,2) -> cross_entropy", ...trees.slice(1)],
    'trees.csv, column "kind": the network predicts at most 2 classes: found 3: ash, elm, oak\nEnd the network with fc(3) before its loss.',
  ],
  [
    ["fc(2,1) -> sigmoid -> bce", ...trees.slice(1)],
    "the network predicts at most 2 classes: found 3: ash, elm, oak\nFor more than two classes, end the network with fc(3) -> cross_entropy.",
  ],
  [
    ["fc(2,1) -> sigmoid -> bce", ...lines.slice(1)],
    'lines.csv, column "z": a target of bce must be a number from 0 to 1: found numbers from',
  ],
  [
    ["fc(2,1) -> hinge", "--data", "signs.csv", "--target", "z"],
    "signs.csv, example 2: the target must be -1 or 1: found 0",
  ],
  [
    ["fc(2,1) -> hinge", "--data", "names.csv", "--target", "z"],
    'names.csv, column "z": the network predicts at most 2 classes: found 3: down, left, up\nFor more than two classes, end the network with fc(3) -> cross_entropy.',
  ],
  [
    ["classifier.nn", "--data", "x.idx.gz", "--target", "nine.idx"],
    "x.idx.gz, example 22: the target must be a class number from 0 to 2: found 9",
  ],
  [
    ["fc(2,1) -> sigmoid -> bce", "--data", "x.npy", "--target", "nine.idx"],
    "x.npy, example 21: the target must be a number from 0 to 1: found 2",
  ],
  [
    ["classifier.nn", "--data", "x.npy"],
    "the targets of x.npy are not named\nName their file with --target.",
  ],
  [
    ["classifier.nn", "--data", "x.npy", "--target", "lines.csv"],
    "lines.csv holds no array of targets\nThe targets of IDX and .npy are a file of the same kind.",
  ],
  [
    ["classifier.nn", "--data", "tall.npy", "--target", "y.npy"],
    "y.npy: each input must have a target: found 21 inputs and 22 targets",
  ],
  [
    ["classifier.nn", "--data", "trees.npz", "--target", "labels"],
    "trees.npz: it has no array labels\nIt has x, y: name one with --inputs and one with --target.",
  ],
  [
    ["classifier.nn", "--data", "nan.npy", "--target", "y.npy"],
    "nan.npy, example 4: its numbers must be finite: found NaN at x[1]",
  ],
  [
    ["line.nn", ...trees.slice(1)],
    'trees.csv:2, column "kind": a target must be a number: found "oak", and 21 more like it in the column\nTake its texts as classes with fc(N) -> cross_entropy at the network\'s end.',
  ],
  [
    ["line.nn", "--data", "t.csv", "--target", "z"],
    't.csv:3, column "b": an input must be a number: found "x"\nLeave the column out with --without b, or take its texts as categories with --classes b.',
  ],
  [
    ["line.nn", "--data", "comma.csv", "--target", "z"],
    "comma.csv:2, column \"a\": an input must be a number: found \"1,234\"\nIf the comma stands before a fraction, say so with --decimal ','; if it groups thousands, with --decimal '.'",
  ],
  [
    ["line.nn", "--data", "gap.csv", "--target", "z"],
    'gap.csv:3, column "b": a value is missing: found ""\nLeave such lines out with --missing skip, or take the mean of the others with --missing mean.',
  ],
  [
    ["line.nn", "--data", "nan.csv", "--target", "z"],
    'nan.csv:3, column "b": a value is missing: found "NaN"',
  ],
  [
    ["line.nn", "--data", "big.csv", "--target", "z"],
    'big.csv:3, column "b": a number must lie within',
  ],
  [
    ["line.nn", "--data", "few.csv", "--target", "z"],
    "few.csv:3: a line must have 3 fields, as the first has: found 2",
  ],
  [
    ["line.nn", "--data", "head.csv", "--target", "z"],
    "head.csv: there must be lines of data: found none after the header",
  ],
  [
    ["line.nn", "--data", "empty.csv", "--target", "z"],
    "empty.csv: it is empty",
  ],
  [
    ["line.nn", "--data", "one.csv", "--target", "z", "--validation", "0.2"],
    "cannot divide examples as there must be at least 2: found 1",
  ],
  [
    ["fc(1,1) -> mse", ...lines.slice(1)],
    "lines.csv: an input of the network must be 1: found 2 numbers in the columns: x, y\nMake its input 2, or choose columns with --inputs or --without.",
  ],
  [
    ["fc(7,1) -> mse", ...lines.slice(1), "--classes", "x"],
    "an input of the network must be 7: found 11 numbers in the columns: x (10), y",
  ],
  [
    ["fc(5,2) -> cross_entropy", "--data", "moons"],
    "moons: an input of the network must be 5: found 2\nBegin it with input(2).",
  ],
  [
    ["fc(2,1)", ...lines.slice(1)],
    "a network that learns ends with a loss, and this one has none\nWrite -> mse behind it for numbers, -> cross_entropy for classes, -> sigmoid -> bce for yes and no.",
  ],
  [["bad.nn", ...lines.slice(1)], "there is no layer `rulu`"],
  [
    ["line.nn", "classifier.nn", ...lines.slice(1)],
    "there are 2 texts, and this command works on one",
  ],
  [
    ["-", "--data", "-", "--target", "z"],
    "standard input cannot be both the text and the data",
  ],
  [
    [...lines, "--optimizer", "adm"],
    "--optimizer knows no adm\nDid you mean adam?",
  ],
  [
    [...lines, "--optimizer", "newton"],
    "--optimizer knows no newton\nThere are sgd, adam, adamw, rmsprop, adagrad, lion, lbfgs.",
  ],
  [
    [...lines, "--optimizer", "__proto__"],
    "--optimizer knows no __proto__",
  ],
  [
    [...lines, "--optimizer", "adam(constructor=1)"],
    'adam of --optimizer has no setting "constructor"',
  ],
  [
    [...lines, "--schedule", "cosin"],
    "--schedule knows no cosin\nDid you mean cosine?",
  ],
  [
    [...lines, "--optimizer", "sgd(momentm=0.9)"],
    'sgd of --optimizer has no setting "momentm"\nDid you mean momentum?',
  ],
  [
    [...lines, "--optimizer", "sgd(nesterov=maybe)"],
    "nesterov of --optimizer must be yes or no: found maybe",
  ],
  [
    [...lines, "--optimizer", "sgd momentum"],
    '--optimizer "sgd momentum" cannot be read\nWrite a name, or a name with settings as in sgd(momentum=0.9).',
  ],
  [
    [...lines, "--schedule", "constant(x=1)"],
    'constant of --schedule has no setting "x"\nconstant has none.',
  ],
  [
    [...lines, "--optimizer", "adam(beta1=2)"],
    "beta1 of --optimizer must be a number from 0 to below 1: found 2",
  ],
  [
    [...lines, "--schedule", "step(every=0)"],
    "every of --schedule must be a number above 0: found 0",
  ],
  [
    [...lines, "--schedule", "step(factor=-1)"],
    "factor of --schedule must be a number above 0: found -1",
  ],
  [
    [...lines, "--schedule", "cosine(final=-1)"],
    "final of --schedule must be a number of at least 0: found -1",
  ],
  [
    [...lines, "--optimizer", "lbfgs", "--batch", "8"],
    "lbfgs takes all data at once, and no --batch",
  ],
  [
    [...lines, "--optimizer", "lbfgs", "--weight-decay", "0.1"],
    "lbfgs has no weight decay",
  ],
  [
    [...lines, "--validation", "1.5"],
    "--validation must be a share between 0 and 1, or a file: found 1.5",
  ],
  [[...lines, "--validation", "0"], "--validation must be a share between"],
  [
    [...lines, "--validation", "20%"],
    "--validation must be a share between 0 and 1, or a file: found 20%\nGive 0.2 for 20 %.",
  ],
  [
    [...lines, "--out", "net.npz"],
    "--out writes .safetensors: found net.npz\nGive it a name such as net.safetensors.",
  ],
  [
    [...lines, "--plot", "curve.png"],
    "--plot writes .svg: found curve.png\nGive it a name such as curve.svg.",
  ],
  [
    [
      ...["line.nn", "--data", "comma name.csv", "--target", "z"],
      ...["--inputs", "a,b, cm"],
    ],
    'Perhaps "b, cm" is meant: write --inputs \'"b, cm"\'.',
  ],
  [
    ["line.nn", "--data", "table.parquet", "--target", "z"],
    "table.parquet: it is Parquet, which is not read\nSave it as CSV.",
  ],
  [
    ["line.nn", "--data", "picture.dat", "--target", "z"],
    "picture.dat: it is a single picture\nSave the numbers of all pictures as .npy, .npz or IDX.",
  ],
  [
    ["classifier.nn", "--data", "x.npy", "--target", "kind"],
    "cannot read kind: there is no such file\nFor IDX and .npy, --target is the file of the targets.",
  ],
  [
    ["fc(2,2) -> cross_entropy", "--data", "spiral(classes=4)"],
    'spiral(classes=4), column "class": the network predicts at most 2 classes: found 4: 0, 1, 2, 3\nEnd the network with fc(4) before its loss.',
  ],
  [
    [...lines, "--validation", "none.csv"],
    "cannot read none.csv: there is no such file",
  ],
  [
    [...lines, "--patience", "3"],
    "--patience waits for a lower validation loss, and there is no --validation\nGive a share of the data, as in --validation 0.2, or a file.",
  ],
  [[...lines, "--batch", "0"], "--batch must be a positive integer"],
  [[...lines, "--epochs", "1.5"], "--epochs must be a positive integer"],
  [[...lines, "--average", "1"], "--average must be between 0 and 1"],
  [[...lines, "--clip-norm", "-1"], "--clip-norm must be a positive number"],
  [[...lines, "--learning-rate", "0"], "--learning-rate must be a positive"],
  [[...lines, "--precision", "float16"], "Did you mean float32?"],
  [[...lines, "--missing", "drop"], "--missing must be error, skip or mean"],
  [
    [...lines, "--delimiter", ";;"],
    '--delimiter must be one character, or tab: found ";;"',
  ],
  [
    [...lines, "--save-every", "often", "--out", "a"],
    "--save-every must be seconds, as 30s, or a number of steps: found often",
  ],
  [
    [...lines, "--resume"],
    "--resume is about checkpoints, and without --out there is none",
  ],
  [
    [...lines, "--resume", "--restart", "--out", "a"],
    "--resume and --restart exclude each other",
  ],
  [[...lines, "--inputs", "x,,y"], '--inputs "x,,y" names nothing'],
  [
    [...lines, "--inputs", "x,z"],
    "found twice among inputs and targets",
  ],
  [
    [...lines, "--metrics", "acuracy"],
    "--metrics knows no acuracy\nDid you mean accuracy?",
  ],
  [
    [...trees, "--metrics", "mae"],
    "cannot measure mae as a target must be a number for each output: found a class for cross_entropy\nLeave out --metrics for what suits the loss.",
  ],
  [
    [...lines, "--lr", "0.1"],
    "there is no option --lr\nDid you mean --learning-rate?",
  ],
  [[...lines, "--epoch", "3"], "Did you mean --epochs?"],
  [
    [...lines, "--weights", "net"],
    'net: the tensors do not fit the network:\n  "fc1.weight" must be 4×2: found 5×2\n  "fc1.bias" must be 4: found 5\n  "fc2.weight" must be 1×4: found 3×5\n  "fc2.bias" must be 1: found 3\n',
  ],
  [
    ["fc(2,1) -> mse", ...lines.slice(1), "--weights", "trees.npz"],
    '  "fc1.weight" is missing\n  "fc1.bias" is missing\n  "x" is not expected\n  "y" is not expected\n',
  ],
  [[...lines, "--weights", "trees.csv"], "trees.csv"],
  [
    [
      ...["fc(2,3) -> cross_entropy(ignore=-1)", "--data", "ignored.csv"],
      ...["--target", "k"],
    ],
    'ignored.csv, column "k": the loss ignores the target -1, and the classes of a table are numbered in order: -1 is 0\nGive the data as arrays',
  ],
  [
    [
      ...["fc(2,3) -> cross_entropy(ignore=1)", "--data", "gaps.csv"],
      ...["--target", "k"],
    ],
    "the loss ignores the target 1, and the classes of a table are numbered in order: 2 is 1",
  ],
  [
    [
      ...["classifier.nn", "--data", "x.npy", "--target", "y.npy"],
      ...["--validation", "x.npy"],
    ],
    "x.npy holds inputs alone, and --target names the targets of other examples\nGive --validation a share of the data, or an .npz file with both.",
  ],
  [
    [
      ...["fc(2,3) -> cross_entropy", "--data", "trees.npz", "--target", "y"],
      ...["--validation", "later.csv"],
    ],
    'later.csv, column "y": the network was not trained on a table, and knows classes only by their numbers: 1 would be 0',
  ],
  [
    [...lines, "--optimizer", "lbfgs", "--clip-norm", "1"],
    "cannot train as lbfgs runs batches again",
  ],
];
for (const [words, message] of mistakes) {
  Deno.test(`nabla train ${words.join(" ")}: ${message}`, async () => {
    const { status, error, files: left } = await over(["train", ...words], {
      files: own,
    });
    assertEquals(status, 2);
    assertStringIncludes(error, message);
    assert(!/\n\s+at /.test(error), "no stack trace");
    assertEquals(
      Object.keys(left).toSorted(),
      Object.keys({ ...files, ...own }).toSorted(),
      "nothing is written",
    );
  });
}

Deno.test("a file that is a folder is called one", async () => {
  const { terminal } = await import("../../../../../dsl/cli/world/terminal.ts");
  const { openFile, createFile } = terminal();
  const folder = new URL(".", import.meta.url).pathname;
  for (const open of [openFile, createFile]) {
    const error = await open(folder.slice(0, -1)).catch((error) => error);
    assertEquals(error.message, "it is a folder");
  }
});

Deno.test("layers that hinder each other are warned of, and training continues", async () => {
  const doubtful = "fc(2,3) -> softmax -> cross_entropy";
  const words = [...trees.slice(1), "--epochs", "1"];
  const { status, error } = await over(["train", doubtful, ...words]);
  assertEquals(status, 0);
  assertStringIncludes(
    error,
    "warning[W201]: `softmax` is before `cross_entropy`",
  );
  const usual = "fc(2,3) -> batchnorm -> fc(3) -> cross_entropy";
  assertEquals((await over(["train", usual, ...words])).error, "");
});

Deno.test("the output says that a target has one class only", async () => {
  const { out } = await over(
    [
      ...["train", "fc(1,2) -> cross_entropy", "--data", "a.csv"],
      ...["--target", "k", "--epochs", "1"],
    ],
    { files: { "a.csv": "x,k\n1,up\n2,up\n" } },
  );
  assertStringIncludes(
    out,
    "target k, which is always up, so there is nothing to learn\n",
  );
});

Deno.test("weights alone are no network to predict with, and the way to one is shown", async () => {
  for (
    const words of [["predict", "w.npz", "--data", "trees.csv"], [
      ...["export", "w.npz", "--out", "w.safetensors"],
    ]]
  ) {
    const { status, error } = await over(words);
    assertEquals(status, 2);
    assertStringIncludes(
      error,
      "w.npz may hold weights, but not the text of their network\nMake one of both: nabla export",
    );
  }
});

Deno.test("where neither text nor data says the size of the input, the data's mistake is told", async () => {
  const unsized = "fc(3) -> relu -> fc(3) -> cross_entropy";
  const cases = [
    [["none.csv", "--target", "kind"], "cannot read none.csv"],
    [["trees.csv"], "there must be a target: found none"],
    [["trees.csv", "--target", "no such"], 'there must be a column "no such"'],
  ] as const;
  for (const [words, message] of cases) {
    const ran = await over(["train", unsized, "--data", ...words]);
    assertEquals(ran.status, 2);
    assertStringIncludes(ran.error, message);
  }
});
