/**
 * Commands that write files: what is killed, and what it starts from.
 *
 * @module
 */

import { languageFiles } from "../../helpers/language_files.ts";
import { nabla } from "../processes.ts";

/** A command that writes files. */
export interface Writer {
  readonly name: string;
  readonly words: readonly string[];
}

const classes = ["--data", "blobs.csv", "--target", "class"];
const kept = [
  ...["--out", "net.safetensors", "--log", "log.jsonl"],
  ...["--save-every", "0.01s"],
];

/** A training on three classes that writes a checkpoint every other moment. */
const train = (name: string, text: string, ...options: string[]): Writer => ({
  name,
  words: ["train", text, ...classes, ...options, ...kept],
});

/** Trainings that remember all that there is to remember, and every other writer. */
export const writers: readonly Writer[] = [
  train(
    "train with dropout, batchnorm, average, cosine",
    "fc(2,64) -> batchnorm -> relu -> dropout(0.2) -> fc(3) -> cross_entropy",
    ...["--average", "0.99", "--schedule", "cosine", "--validation", "0.2"],
    ...["--epochs", "60"],
  ),
  train(
    "train by lbfgs",
    "fc(2,32) -> tanh -> fc(3) -> cross_entropy",
    ...["--optimizer", "lbfgs(max-iterations=8)"],
    ...["--weights", "start.safetensors", "--epochs", "50"],
  ),
  train(
    "train on a streamed table",
    "fc(2,16) -> tanh -> fc(3) -> cross_entropy",
    ...["--stream", "--validation", "0.2", "--optimizer", "sgd(momentum=0.9)"],
    ...["--schedule", "plateau(patience=3)", "--epochs", "50"],
  ),
  train(
    "train with accumulation, clipping, one cycle",
    "fc(2,32) -> gelu -> dropout(0.5) -> fc(3) -> cross_entropy",
    ...["--accumulate", "3", "--batch", "16", "--clip-norm", "1"],
    ...["--optimizer", "adamw", "--schedule", "one-cycle", "--epochs", "50"],
    ...["--plot", "old.svg"],
  ),
  {
    name: "predict",
    words: [
      ...["predict", "start.safetensors", "--data", "blobs.csv"],
      ...["--probabilities", "--out", "old.csv"],
    ],
  },
  { name: "generate", words: ["generate", "spiral", "--out", "old.csv"] },
  {
    name: "export",
    words: ["export", "start.safetensors", "--out", "old.npz"],
  },
  { name: "fmt", words: ["fmt", "texts"] },
  {
    name: "worksheet",
    words: ["worksheet", "texts/homework.nn", "--out", "sheet.nn"],
  },
  {
    name: "check",
    words: ["check", "texts", "--junit", "old.xml"],
  },
  {
    name: "gradcheck",
    words: ["gradcheck", "texts/homework.nn", "--html", "old.html"],
  },
  {
    name: "graph",
    words: ["graph", "texts/graph.nn", "--svg", "old.svg"],
  },
];

/** Commands that only read. */
export const readers: readonly Writer[] = [
  {
    name: "evaluate",
    words: ["evaluate", "start.safetensors", ...classes],
  },
  {
    name: "grade",
    words: ["grade", "texts/homework.nn", "--key", "texts/homework.nn"],
  },
  { name: "lint", words: ["lint", "texts"] },
  { name: "run", words: ["run", "texts/homework.nn", "--json"] },
  { name: "show", words: ["show", "start.safetensors"] },
];

/** Makes the folder that every command starts from. */
export async function makeStart(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/texts`, { recursive: true });
  const texts = {
    "texts/homework.nn": languageFiles.homework,
    "texts/graph.nn": languageFiles["sigmoid-graph"],
    "texts/wide.nn": "fc(2,3)   ->   tanh ->fc(1)\n",
    "texts/long.nn": `# many\ninput(2) -> ${"relu  ->  ".repeat(200)}relu\n`,
  };
  for (const [path, text] of Object.entries(texts)) {
    await Deno.writeTextFile(`${folder}/${path}`, text);
  }
  for (const ending of ["csv", "npz", "xml", "html", "svg"]) {
    await Deno.writeTextFile(`${folder}/old.${ending}`, `an old ${ending}\n`);
  }
  const made = [
    ["generate", "blobs", "--out", "blobs.csv"],
    [
      ...["train", "fc(2,32) -> tanh -> fc(3) -> cross_entropy", ...classes],
      ...["--epochs", "1", "--out", "start.safetensors"],
    ],
  ];
  for (const words of made) {
    const { status, text } = await nabla(words, { folder });
    if (status !== 0) throw new Error(text);
  }
}
