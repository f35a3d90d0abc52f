// What messages advise, tried on the very case that failed.
import { assertEquals, assertStringIncludes } from "@std/assert";
import { over } from "../../../../helpers/training_files.ts";

const files = {
  "pairs.csv": "a,b,k\n1,2,up\n4,5,down\n2,3,up\n",
  "three.csv": "a,b,k\n1,2,up\n4,5,down\n2,3,left\n",
  "signs.csv": "a,b,z\n1,2,1\n4,5,0\n2,3,-1\n",
  "hot.csv": "a,b,p,q,r\n1,2,0,1,0\n4,5,1,0,0\n2,2,0,0,1\n",
  "many.csv": "a,b,p,q,r\n1,2,1,1,0\n4,5,0,0,1\n2,2,1,1,1\n",
  "texts.csv": "a,b,p,q\n1,2,no,yes\n4,5,yes,no\n2,2,no,no\n",
  "numbers.csv": "a,b,n\n1,2,0\n4,5,2\n2,2,1\n",
};

/** A command that fails or warns, its advice, and the command that follows it. */
const cases: readonly (readonly [
  words: string,
  advice: string,
  better: string,
])[] = [
  [
    "train 'fc(2,2) -> cross_entropy' --data three.csv --target k",
    "End the network with fc(3) before its loss.",
    "train 'fc(2,3) -> cross_entropy' --data three.csv --target k",
  ],
  [
    "train 'fc(2,2) -> layernorm -> hinge' --data three.csv --target k",
    "End the network with fc(3) before its loss.",
    "train 'fc(2,2) -> layernorm -> fc(3) -> hinge' --data three.csv --target k",
  ],
  [
    "train 'fc(2,1) -> hinge' --data three.csv --target k",
    "For more than two classes, end the network with fc(3) -> cross_entropy.",
    "train 'fc(2,3) -> cross_entropy' --data three.csv --target k",
  ],
  [
    "train 'fc(2,1) -> sigmoid -> bce' --data signs.csv --target z",
    "For more than two classes, end the network with fc(N) -> cross_entropy, and for any number with fc(1) -> mse.",
    "train 'fc(2,3) -> cross_entropy' --data signs.csv --target z",
  ],
  [
    "train 'fc(2,1) -> hinge' --data signs.csv --target z",
    "For numbers of any kind, end the network with fc(1) -> mse.",
    "train 'fc(2,1) -> mse' --data signs.csv --target z",
  ],
  [
    "train 'fc(2,3) -> cross_entropy' --data many.csv --target p,q,r",
    "For a yes or no in each, end the network with fc(3) -> bce_with_logits.",
    "train 'fc(2,3) -> bce_with_logits' --data many.csv --target p,q,r",
  ],
  [
    "train 'fc(2,2) -> cross_entropy' --data hot.csv --target p,q,r",
    "Make the last fc before the loss fc(3), an output for each number.",
    "train 'fc(2,3) -> cross_entropy' --data hot.csv --target p,q,r",
  ],
  [
    "train 'fc(2,2) -> bce_with_logits' --data pairs.csv --target k",
    "Make the last fc before the loss fc(1), an output for each number.",
    "train 'fc(2,1) -> bce_with_logits' --data pairs.csv --target k",
  ],
  [
    "train 'fc(2,3) -> log_softmax -> kl' --data numbers.csv --target n",
    "For a class in one column, end the network with fc(3) -> cross_entropy.",
    "train 'fc(2,3) -> cross_entropy' --data numbers.csv --target n",
  ],
  [
    "train 'fc(2,3) -> log_softmax -> kl' --data three.csv --target k",
    "For a class by its name, end the network with fc(3) -> cross_entropy.",
    "train 'fc(2,3) -> cross_entropy' --data three.csv --target k",
  ],
  [
    "train 'fc(2,2) -> cross_entropy' --data texts.csv --target p,q",
    "For a yes or no in each column, end the network with fc(2) -> bce_with_logits.",
    "train 'fc(2,2) -> bce_with_logits' --data texts.csv --target p,q",
  ],
  [
    "train 'fc(2,1) -> poisson' --data signs.csv --target z",
    "For numbers of any sign, end the network with fc(1) -> mse.",
    "train 'fc(2,1) -> mse' --data signs.csv --target z",
  ],
  [
    "train 'fc(2,1) -> poisson' --data three.csv --target k",
    "Take its texts as classes with fc(N) -> cross_entropy at the network's end.",
    "train 'fc(2,3) -> cross_entropy' --data three.csv --target k",
  ],
  [
    "train 'fc(2,3) -> cross_entropy' --data trees.csv --target kind --metrics R2",
    "Did you mean r2?",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --metrics r2",
  ],
  [
    "train 'fc(2,3) -> cross_entropy' --data trees.csv --target kind --metrics r2",
    "Leave out --metrics for what suits the loss.",
    "train 'fc(2,3) -> cross_entropy' --data trees.csv --target kind",
  ],
  [
    "train line.nn --data lines.csv --target z --metrics f1",
    "Leave out --metrics for what suits the loss.",
    "train line.nn --data lines.csv --target z",
  ],
  [
    "train line.nn --data lines.csv",
    "Name its column with --target; the columns are x, y, z.",
    "train line.nn --data lines.csv --target z",
  ],
  [
    "train 'fc(3,1) -> mse' --data lines.csv --target z",
    "Make its input 2, or choose columns with --inputs or --without.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z",
  ],
  [
    "train 'fc(2,1) -> mse' --data lines.csv --target z --keep best",
    "Give a share of the data, as in --validation 0.2, or a file.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --keep best --validation 0.2",
  ],
  [
    "train 'fc(2,1) -> mse' --data lines.csv --target z --patience 2",
    "Give a share of the data, as in --validation 0.2, or a file.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --patience 2 --validation 0.2",
  ],
  [
    "train 'fc(2,1) -> mse' --data lines.csv --target z --validation 20",
    "Give 0.2 for 20 %.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --validation 0.2",
  ],
  [
    "train 'fc(2,1) -> mse' --data lines.csv --target z --optimizer lbfgs --batch 4",
    "Leave out --batch, or take another --optimizer.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --optimizer lbfgs",
  ],
  [
    "train 'fc(2,1) -> mse' --data lines.csv --target z --out net.npz",
    "Give it a name such as net.safetensors.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --out net.safetensors",
  ],
  [
    "train 'fc(2,1) -> mse' --data lines.csv --target z --plot curve.png",
    "Give it a name such as curve.svg.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --plot curve.svg",
  ],
  [
    "train 'fc(2,1) -> mse' --data lines.csv --target z --resume",
    "Say where to save the network, as in --out net.safetensors.",
    "train 'fc(2,1) -> mse' --data lines.csv --target z --resume --out net.safetensors",
  ],
  [
    "train 'fc(2,1)' --data lines.csv --target z",
    "Write -> mse behind it for numbers",
    "train 'fc(2,1) -> mse' --data lines.csv --target z",
  ],
];
for (const [words, advice, better] of cases) {
  Deno.test(`${words}: ${advice}`, async () => {
    const failed = await over(wordsIn(words), { files });
    assertEquals(failed.status, 2, failed.error);
    assertStringIncludes(failed.error, advice);
    const { status, error } = await over(wordsIn(better), { files });
    const mistakes = error.split("\n").filter((line) => /^nabla:/.test(line));
    assertEquals([status, mistakes], [0, []], better);
  });
}

/** Trainings with a warning, and the same without it. */
const warned: readonly (readonly [
  words: string,
  warning: string,
  advice: string,
  better: string,
])[] = [
  [
    "train 'fc(2,4,bias=none) -> batchnorm -> fc(3) -> cross_entropy' --data trees.csv --target kind --batch 7",
    "batchnorm1 compares the examples of a batch",
    "Take other batches, as --batch 6.",
    "train 'fc(2,4,bias=none) -> batchnorm -> fc(3) -> cross_entropy' --data trees.csv --target kind --batch 6",
  ],
  [
    "train 'fc(2,3) -> softmax -> nll' --data trees.csv --target kind",
    "the loss nll1 is",
    "Write log_softmax right before it.",
    "train 'fc(2,3) -> log_softmax -> nll' --data trees.csv --target kind",
  ],
  [
    "train 'fc(2,3,init=zeros) -> relu -> fc(1,init=zeros) -> mse' --data lines.csv --target z",
    "no gradient passes fc2",
    "without init=zeros",
    "train 'fc(2,3) -> relu -> fc(1) -> mse' --data lines.csv --target z",
  ],
];
for (const [words, warning, advice, better] of warned) {
  Deno.test(`${words}: ${advice}`, async () => {
    const short = ["--epochs", "2"];
    const failed = await over([...wordsIn(words), ...short], { files });
    assertEquals(failed.status, 0);
    assertStringIncludes(failed.error, warning);
    assertStringIncludes(failed.error, advice);
    const { error } = await over([...wordsIn(better), ...short], { files });
    assertEquals(error, "");
  });
}

Deno.test("a network without a loss is measured with the one that evaluate advises", async () => {
  const trained = await over([
    ...wordsIn("train 'fc(2,1) -> mse' --data lines.csv --target z"),
    ...wordsIn("--epochs 2 --out net.safetensors"),
  ]);
  const { bytes } = await over([
    ...wordsIn(
      "export 'fc(2,1)' --weights net.safetensors --out bare.safetensors",
    ),
  ], { files: trained.bytes });
  const world = { files: { ...trained.bytes, ...bytes } };
  const evaluated = "evaluate bare.safetensors --data lines.csv --target z";
  const { status, error, out } = await over(wordsIn(evaluated), world);
  assertEquals([status, out], [2, ""]);
  const [, advised] = /: nabla (export .*)\.\n$/.exec(error) ?? [];
  const made = await over(wordsIn(advised.replaceAll('"', "'")), world);
  assertEquals(made.status, 0, made.error);
  const again = await over(
    wordsIn("evaluate measured.safetensors --data lines.csv --target z"),
    { files: { ...world.files, ...made.bytes } },
  );
  assertEquals(again.status, 0, again.error);
  assertStringIncludes(again.out, "loss ");
});

/** The words of a command; a text stands in quotes. */
function wordsIn(command: string): string[] {
  return (command.match(/'[^']*'|\S+/g) ?? []).map((word) =>
    word.replaceAll("'", "")
  );
}

// Advice repeats nothing that was given, unless to extend it.
const birds = [
  "mass,site,sex,depth,kind",
  "1,a,m,5,x",
  ",b,f,6,y",
  "3,a,m,,x",
  "4,b,f,7,y",
].join("\n");
for (
  const [words, has, lacks] of [
    [["--without", "site,sex"], ["--missing skip"], ["--without"]],
    [["--without", "site"], ["--classes sex", "--missing skip"], ["--without"]],
    [["--classes", "site"], ["--classes site,sex"], []],
    [
      ["--classes", "sex,site", "--missing", "error"],
      ["--missing skip"],
      ["--classes"],
    ],
  ] as const
) {
  Deno.test(`advice after ${words.join(" ")} repeats nothing that was given`, async () => {
    const { error } = await over([
      "train",
      "fc(2) -> cross_entropy",
      "--data",
      "birds.csv",
      "--target",
      "kind",
      ...words,
    ], { files: { "birds.csv": birds } });
    const advice = error.trimEnd().split("\n").at(-1) ?? "";
    for (const each of has) assertStringIncludes(advice, each);
    for (const each of lacks) {
      assertEquals(advice.includes(each), false, advice);
    }
  });
}

Deno.test("names of missing values are extended, and --missing skip is not told twice", async () => {
  const { error } = await over([
    "train",
    "fc(1) -> mse",
    "--data",
    "a.csv",
    "--target",
    "y",
    "--missing",
    "skip",
    "--missing-names",
    "-9",
  ], { files: { "a.csv": "x,y\n1,2\nbad,3\n4,5\n-9,1\n" } });
  assertStringIncludes(
    error,
    "If it stands for a missing value, say so with --missing-names -9,bad.",
  );
});
