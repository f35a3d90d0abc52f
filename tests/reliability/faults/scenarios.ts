/**
 * What each command is tried with while something fails.
 *
 * @module
 */

import { open, run, type World } from "../../helpers/memory_io.ts";
import { writeOnnx } from "../../../data.ts";
import { initialize, nn } from "../../../mod.ts";
import { main } from "../../../dsl/cli/main.ts";
import { files as data } from "../../helpers/training_files.ts";
import { languageFiles } from "../../helpers/language_files.ts";
import { defineLayer } from "../../../define.ts";

export interface Scenario {
  readonly name: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly world: World;
  /** Whether it takes so long that each call fails in one way only. */
  readonly isSlow?: boolean;
}

/** A model of ONNX. */
function onnxBytes(text: string): Uint8Array {
  const network = nn(text);
  return writeOnnx(network, initialize(network, { precision: "float32" }));
}

type Files = Readonly<Record<string, string | Uint8Array>>;

const texts: Files = {
  "net.nn": "fc(2,3)   ->   tanh -> fc(2)\n",
  "b.nn": "fc(2,2) ->sigmoid\n",
  "broken.nn": "fc(2,\n",
  "graph.nn": languageFiles["sigmoid-graph"],
  "homework.nn": languageFiles.homework,
  "sheet.nn": languageFiles.homework.replace("0.6435", "?"),
  "lib.nn": "let half = fc(2,2)\n",
  "notes.md": "# Notes\n\n```nn\nfc(2,1) -> sigmoid\n```\n",
  "folder/a.nn": languageFiles.homework,
  "model.onnx": onnxBytes("fc(2,3) -> tanh -> fc(2)"),
  "folder/b.nn": languageFiles["sigmoid-graph"],
  "folder/c.nn": "fc(2,2)   -> sigmoid\n",
};

const twice = defineLayer({
  name: "twice",
  create: () => ({ f: (x) => 2 * x, df: () => 2 }),
});

const classify = [
  ...["classifier.nn", "--data", "trees.csv", "--target", "kind"],
  ...["--epochs", "4", "--kernels", "plain"],
];

const everyCommand: Readonly<Record<string, readonly (readonly string[])[]>> = {
  train: [
    [
      ...classify,
      "--out",
      "new.safetensors",
      "--log",
      "log.jsonl",
      "--plot",
      "plot.svg",
      "--save-every",
      "1",
      "--validation",
      "0.2",
    ],
    [
      ...classify,
      "--out",
      "old.safetensors",
      "--log",
      "log.jsonl",
      "--average",
      "0.9",
      "--save-every",
      "2",
    ],
    [...classify, "--stream", "--out", "new.safetensors", "--save-every", "1"],
    [
      "classifier.nn",
      "--data",
      "trees.npz",
      "--target",
      "y",
      "--epochs",
      "2",
      "--json",
      "--kernels",
      "plain",
    ],
    [
      "classifier.nn",
      "--data",
      "x.idx.gz",
      "--target",
      "y.idx",
      "--epochs",
      "2",
      "--kernels",
      "plain",
      "--out",
      "new.safetensors",
    ],
    [
      "line.nn",
      "--data",
      "-",
      "--target",
      "z",
      "--epochs",
      "2",
      "--kernels",
      "plain",
      "--weights",
      "line.npz",
    ],
    [
      "fc(2,3) -> twice -> fc(3) -> cross_entropy",
      "--layers",
      "mine.ts",
      "--data",
      "spiral(classes=3)",
      "--epochs",
      "2",
      "--kernels",
      "plain",
    ],
    [
      "classifier.nn",
      "--data",
      "trees.csv",
      "--target",
      "kind",
      "--validation",
      "trees.jsonl",
      "--epochs",
      "2",
      "--kernels",
      "plain",
    ],
  ],
  predict: [
    ["old.safetensors", "--data", "trees.csv"],
    [
      "old.safetensors",
      "--data",
      "trees.csv",
      "--out",
      "old.csv",
      "--probabilities",
      "--json",
    ],
    ["old.safetensors", "--data", "-", "--out", "new.csv"],
    ["array.safetensors", "--data", "x.npy"],
  ],
  evaluate: [
    ["old.safetensors", "--data", "trees.csv", "--target", "kind"],
    ["array.safetensors", "--data", "x.npy", "--target", "y.npy", "--json"],
  ],
  export: [
    ["old.safetensors", "--out", "old.npz"],
    ["old.safetensors", "--out", "copy.safetensors"],
    ["old.safetensors", "--js", "old.js", "--c", "old.c"],
    [
      ...["fc(2,1) -> mse", "--data", "lines.csv", "--target", "z"],
      ...["--validation", "0.5", "--pytorch", "old.py"],
    ],
    ["old.safetensors", "--onnx", "old.onnx"],
    [
      ...["line.nn", "--weights", "line.npz", "--map", "line.map"],
      ...["--out", "copy.safetensors"],
    ],
  ],
  import: [
    ["model.onnx"],
    ["model.onnx", "--out", "new-net.nn"],
    ["model.onnx", "--out", "net.nn", "--json"],
  ],
  generate: [[], ["spiral(classes=3)", "--out", "old.csv"], ["blobs"]],
  run: [["homework.nn"], ["-", "--json"], [
    "fc(2,2) -> twice",
    "--layers",
    "mine.ts",
  ]],
  trace: [
    ["graph.nn"],
    ["graph.nn", "--step"],
    ["graph.nn", "--path", "A..F"],
    ["homework.nn", "--json"],
    ["graph.nn", "--html", "old.html"],
  ],
  graph: [
    ["graph.nn", "--svg", "old.svg"],
    ["net.nn", "--mermaid"],
    ["net.nn", "--json"],
  ],
  check: [
    ["folder"],
    ["folder", "notes.md", "--junit", "old.xml"],
    ["folder", "--tap"],
    ["folder/*.nn", "--json"],
    ["homework.nn"],
  ],
  gradcheck: [
    ["fc(2,1) -> sigmoid"],
    ["net.nn", "b.nn", "--html", "old.html", "--junit", "old.xml"],
    ["folder", "--json"],
    ["folder", "--tap"],
    [
      "line.nn",
      "--weights",
      "line.npz",
      "--data",
      "lines.csv",
      "--target",
      "z",
    ],
    ["fc(2,1) -> sigmoid", "--sweep", "--svg", "old.svg"],
    ["net.nn", "--watch", "--use", "lib.nn"],
    ["half -> tanh", "--use", "lib.nn"],
  ],
  show: [["net.nn", "b.nn"], ["old.safetensors"], ["net.nn", "--json"], [
    "folder",
  ]],
  play: [["homework.nn", "--export", "site"]],
  worksheet: [["homework.nn"], ["homework.nn", "--out", "new-sheet.nn"]],
  grade: [["sheet.nn", "--key", "homework.nn"], [
    "sheet.nn",
    "--key",
    "homework.nn",
    "--json",
  ]],
  fmt: [["net.nn", "b.nn"], ["folder"], ["--check", "net.nn"], ["-"], [
    "net.nn",
    "broken.nn",
  ]],
  lint: [["net.nn"], ["folder", "--json"]],
  learn: [
    ["2.3", "--answers", "net.nn", "--progress", "progress.json"],
    [],
  ],
  completions: [["zsh"], ["--json"]],
  explain: [["E110"], ["layers"], ["fc", "--json"]],
};

/** What takes long, or runs programs and workers. */
const slow: Readonly<Record<string, readonly (readonly string[])[]>> = {
  gradcheck: [
    ["fc(2,3) -> tanh", "--workers", "2"],
    ["--python", "tests/fixtures/python/quiet.py:square", "--html", "old.html"],
  ],
  kernels: [[], ["--json"]],
  "self-test": [["--faulty", "1", "--right", "2", "--single", "2"]],
};

/** The files that scenarios start with; some are made by the commands themselves. */
async function startFiles(): Promise<Files> {
  const before: Files = { ...data, ...texts };
  const make = async (words: readonly string[], files: Files) => {
    const { bytes, status, error } = await run(words, { files });
    if (status !== 0) throw new Error(error);
    return bytes;
  };
  const first = await make(
    ["train", ...classify, "--out", "old.safetensors"],
    before,
  );
  const second = await make([
    ...["train", "line.nn", "--data", "lines.csv", "--target", "z"],
    ...["--epochs", "2", "--out", "line.safetensors"],
  ], first);
  const third = await make([
    ...["train", "classifier.nn", "--data", "x.npy", "--target", "y.npy"],
    ...["--epochs", "2", "--out", "array.safetensors"],
  ], second);
  const fourth = await make(
    ["export", "line.safetensors", "--out", "line.npz"],
    third,
  );
  const old = ["csv", "svg", "xml", "html", "npz"].map((ending) =>
    [`old.${ending}`, `an old ${ending}\n`] as const
  );
  return {
    ...fourth,
    ...Object.fromEntries(old),
    "old-sheet.nn": "an old sheet\n",
    "line.map": "fc1.weight = fc1.weight\n",
    "old-plot.svg": "an old plot\n",
  };
}

/** A training that was stopped on its way: its world, with a checkpoint and a log. */
async function stopped(words: readonly string[], files: Files): Promise<Files> {
  const { io, ended } = open({ files, interrupts: 2 });
  // Each look at the clock takes 30 ms, so that the first pauses come soon.
  const { status, bytes, error } = ended(await main(words, io));
  if (status !== 130) throw new Error(`was not stopped: ${error}`);
  return bytes;
}

function worldOf(words: readonly string[], files: Files): World {
  const base: World = { files, modules: { "mine.ts": { twice } } };
  if (words.includes("--step")) {
    return { ...base, keys: ["a", "b", "a", "a", "a", "a", "a"] };
  }
  if (words.includes("--watch")) {
    return { ...base, changes: [{ "net.nn": "fc(2,2) -> tanh\n" }] };
  }
  if (words.includes("-")) {
    const isTable = words.includes("--data");
    const name = words.includes("z") ? "lines.csv" : "trees.csv";
    return {
      ...base,
      input: isTable ? String(data[name]) : String(texts["homework.nn"]),
    };
  }
  return base;
}

/** The scenarios that need nothing but files, with the files that they name. */
export function onFilesAlone(all: readonly Scenario[]): readonly Scenario[] {
  return all.filter(({ world: { keys, changes }, words, isSlow }) =>
    !keys && !changes && !isSlow && !words.includes("-") &&
    !words.includes("--layers")
  ).map((scenario) => {
    const files = Object.entries(scenario.world.files ?? {}).filter(([path]) =>
      /checkpoint|^log/.test(path) || scenario.words.includes(path) ||
      scenario.words.some((word) => path.startsWith(`${word.split("/")[0]}/`))
    );
    return { ...scenario, world: { files: Object.fromEntries(files) } };
  });
}

/** All scenarios, those of each command in the order of the list. */
export async function allScenarios(): Promise<readonly Scenario[]> {
  const files = await startFiles();
  const scenarios: Scenario[] = [];
  for (
    const [isSlow, table] of [[false, everyCommand], [true, slow]] as const
  ) {
    for (const [command, calls] of Object.entries(table)) {
      for (const rest of calls) {
        const words = [command, ...rest];
        scenarios.push({
          name: words.join(" "),
          command,
          words,
          world: worldOf(words, files),
          isSlow,
        });
      }
    }
  }
  const long = ["train", ...everyCommand.train[0]].map((word) =>
    word === "4" ? "40" : word
  );
  const resumed = await stopped(long, files);
  scenarios.push({
    name: `resumed ${long.join(" ")}`,
    command: "train",
    words: long,
    world: worldOf(long, resumed),
  });
  return scenarios;
}
