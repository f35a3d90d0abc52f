import { writeOnnxModel } from "../../../lib/bridges/onnx/write_model.ts";
import { assertEquals } from "@std/assert";
import { writeNpz, writeSafetensors } from "../../../data.ts";
import { defineLayer } from "../../../define.ts";
import { languageFiles } from "../../helpers/language_files.ts";
import { run, type World } from "../../helpers/memory_io.ts";

/** What a terminal obeys, what turns a line around, and what nobody sees. */
export const hostile = [
  "\x1b]52;c;ZXZpbA==\x07",
  "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
  "\x1b[2J\x1b[31mred\x1b[39m\x1b[1;1H",
  "\x9b31m\x90q\x9c\x85",
  "over\rwritten\b\b\b\x00\x7f",
  "\u202egnp.exe\u202c\u2066\u061c",
  "zero\u200b\u200d\u2060\ufeff\u00ad\u180e",
  "\u2028\u2029\ufff9\u{e0001}\u{e0041}\u{e0101}",
  "long".repeat(100),
  "\x1b",
].join("");

/** The same without what a line of CSV, a name or a word cannot have. */
export const plain = hostile.replaceAll("\r", "").replaceAll("\0", "");

export const quotable = plain.replaceAll('"', "");
export const columns = [
  `width${quotable}`,
  `height${quotable}`,
  `kind${quotable}`,
];
const text = "fc(2,3) -> tanh -> fc(3) -> cross_entropy\n";
const rows = Array.from(
  { length: 30 },
  (_, i) =>
    `${i % 5},${i % 7},"${["ash", "elm", "oak"][i % 3]}${quotable}\nagree"`,
);
const table = `${columns.map((each) => `"${each}"`).join()}\n${
  rows.join("\n")
}\n`;
const wrong =
  `input(2) -> fc(3) as a${plain}\n# ${plain}\nexpect "${plain}" = 1\n`;

/** Throws in its work, as from a module that was read from a file. */
const bad = defineLayer({
  name: "bad",
  outputShape: (shape) => shape,
  bind: () => ({
    forward() {
      const stack = `at forward (file:///mine.ts?changed=7:3:5)`;
      throw Object.assign(new Error(plain), { stack });
    },
    backward() {},
  }),
});

const modules = {
  "mine.ts": { bad },
  "odd.ts": { [plain]: 1 },
  [`m${plain}.ts`]: { bad },
};

/** A training's network file, whose columns and classes are hostile. */
const { bytes: { "net.safetensors": network }, error } = await run([
  ...["train", "net.nn", "--data", "data.csv", "--target", columns[2]],
  ...["--epochs", "1", "--out", "net.safetensors"],
], { files: { "data.csv": table, "net.nn": text } });
assertEquals(error, "");

const array = { shape: [3, 2], values: Float32Array.from([1, 2, 3, 4, 5, 6]) };
const names = [`x${plain}`, `y${plain}`, "fc1.weight"];
/** A model with hostile names, of one operator. */
function onnxFile(op: string): Uint8Array {
  const value = (name: string) => ({
    name,
    type: "float32" as const,
    shape: ["batch", 3],
  });
  return writeOnnxModel({
    irVersion: 8,
    producer: { name: plain, version: plain },
    opsets: new Map([["", 17]]),
    metadata: new Map([[plain, plain]]),
    graph: {
      name: plain,
      nodes: [{
        op,
        domain: "",
        name: plain,
        inputs: [`${plain}x`, `${plain}z`],
        outputs: [plain],
        attributes: new Map(),
      }],
      inputs: [value(`${plain}x`), value(`${plain}z`)],
      outputs: [value(plain)],
      initializers: [],
    },
  });
}

/** Files whose names, names within, and texts are hostile. */
const files: Readonly<Record<string, string | Uint8Array>> = Object
  .fromEntries(
    Object.entries({
      ".safetensors": network,
      ".csv": table,
      ".nn": text,
      ".onnx": onnxFile("Add"),
      ".md": `# ${plain}\n\n\`\`\`nn\n${wrong}\`\`\`\n`,
      ".npz": writeNpz(names.map((name) => ({ name, ...array }))),
      ".json": JSON.stringify([{ [hostile]: hostile, x: 1 }, { x: hostile }]),
    }).flatMap(([ending, content]) => [
      [`a${ending}`, content],
      [`f${plain}/f${plain}${ending}`, content],
    ]),
  );
export const world: World = {
  modules,
  files: {
    ...files,
    "unknown.onnx": onnxFile(plain),
    [`f${plain}/f${plain}.map`]: `fc1.weight = x${plain}\n${plain}\n`,
    "wrong.nn": wrong,
    "cut.safetensors": network.slice(0, 100),
    "names.safetensors": writeSafetensors(
      names.map((name) => ({ name, ...array })),
    ),
    "homework.nn": languageFiles.homework,
    "wide.csv": `${table}1\n`,
    "other.csv": `${table}1,2,"${quotable}other"\nx${quotable},2,\n`,
    "unknown.csv": `a,b\n${quotable},1\n`,
  },
};
export const odd = `f${plain}/f${plain}`;

/** Calls that come to where names and data are printed, by command. */
export const calls: Readonly<Record<string, readonly (readonly string[])[]>> = {
  train: [
    ["a.nn", "--data", "a.csv", "--target", columns[2], "--epochs", "2"],
    [
      ...["a.nn", "--data", `${odd}.csv`, "--target", columns[2]],
      ...[
        "--epochs",
        "2",
        "--validation",
        "0.3",
        "--out",
        `o${plain}.safetensors`,
      ],
      ...["--log", `l${plain}.jsonl`, "--json"],
    ],
    ["a.nn", "--data", "a.csv", "--target", "kind", "--epochs", "1"],
    ["a.nn", "--data", "other.csv", "--target", columns[2]],
    ["a.nn", "--data", "wide.csv", "--target", columns[2]],
    ["a.nn", "--data", "a.npz", "--target", "z"],
    ["a.nn", "--data", "a.json", "--target", "x"],
    [
      "a.nn",
      "--data",
      "a.csv",
      "--target",
      columns[2],
      "--weights",
      "names.safetensors",
    ],
    [
      "input(2) -> bad -> fc(3) -> cross_entropy",
      "--layers",
      "mine.ts",
      "--data",
      "a.csv",
      "--target",
      columns[2],
    ],
  ],
  predict: [
    ...["a.csv", "other.csv", "unknown.csv", "a.npz", "a.json", `${odd}.csv`]
      .flatMap(
        (data) => [
          ["a.safetensors", "--data", data],
          ["a.safetensors", "--data", data, "--probabilities", "--json"],
        ],
      ),
    [
      `${odd}.safetensors`,
      "--data",
      "a.csv",
      "--out",
      `o${plain}.csv`,
      "--json",
    ],
    ["cut.safetensors", "--data", "a.csv"],
  ],
  evaluate: [
    ...["a.csv", "other.csv", "unknown.csv"].flatMap((data) => [
      ["a.safetensors", "--data", data],
      ["a.safetensors", "--data", data, "--json"],
    ]),
    [`${odd}.safetensors`, "--data", `${odd}.csv`],
  ],
  export: [
    [`${odd}.safetensors`, "--out", `o${plain}.npz`],
    [`${odd}.safetensors`, "--js", `o${plain}.js`, "--c", `o${plain}.c`],
    ["fc(2) -> mse", "--data", "other.csv", "--pytorch", `o${plain}.py`],
    [`${odd}.safetensors`, "--onnx", `o${plain}.onnx`, "--channels", "first"],
    ["a.nn", "--weights", "names.safetensors", "--out", "o.npz"],
    ["a.nn", "--weights", "a.npz", "--out", "o.npz"],
    ...[`${odd}.map`, `fc1.weight=${plain}`, `${plain}=x`, `fc1.bias=x${plain}`]
      .map((map) => [
        ...["a.nn", "--weights", "names.safetensors", "--map", map],
        ...["--out", "o.npz"],
      ]),
  ],
  import: [
    ["a.onnx", "--out", `o${plain}.nn`],
    [`${odd}.onnx`, "--json"],
    ["a.onnx", "--output", plain],
    ["a.onnx", "--size", plain],
    ["unknown.onnx"],
  ],
  generate: [["spiral", "--out", `o${plain}.csv`], ["spiral"]],
  run: [["homework.nn", `${odd}.nn`], ["wrong.nn"], [`${odd}.md`]],
  trace: [
    ...["--step", `--path=x..${plain}`, `--node=${plain}`, "--json"].map((
      option,
    ) => ["homework.nn", option]),
    ["homework.nn", "--html", `o${plain}.html`],
  ],
  graph: [
    ["homework.nn", "--svg", `o${plain}.svg`],
    ["homework.nn", "--dot"],
  ],
  check: [
    ["homework.nn", "wrong.nn", `${odd}.nn`, `${odd}.md`, `${odd}/gone.nn`],
    ["wrong.nn", `${odd}.md`, "--tap"],
    ["wrong.nn", `${odd}.md`, "--json", "--junit", `o${plain}.xml`],
    ["input(2) -> bad", "homework.nn", "--layers", "mine.ts"],
  ],
  gradcheck: [
    ["homework.nn", "wrong.nn", `${odd}.nn`, `${odd}.md`],
    ["wrong.nn", `${odd}.nn`, "--tap"],
    ["homework.nn", `${odd}.nn`, "--html", `o${plain}.html`],
    ["homework.nn", "--only", plain],
    ["homework.nn", "--sweep", "--svg", `o${plain}.svg`],
    ["input(2) -> bad", "--layers", `m${plain}.ts`],
    ["a.nn", "--data", "other.csv", "--target", columns[2]],
  ],
  show: [
    ["a.safetensors", `${odd}.safetensors`, `${odd}.nn`, "wrong.nn"],
    ["a.safetensors", "wrong.nn", "--json"],
    ["names.safetensors"],
  ],
  play: [["wrong.nn", "homework.nn"], [`${odd}/gone.nn`]],
  worksheet: [["homework.nn", "--out", `o${plain}.nn`], ["wrong.nn"]],
  grade: [
    ["wrong.nn", "--key", "homework.nn"],
    ["homework.nn", "--key", "wrong.nn"],
    [`${odd}.nn`, "--key", "homework.nn", "--json"],
  ],
  learn: [
    ["2.3", "--answers", "wrong.nn"],
    ["2.3", "--answers", `${odd}.nn`, "--json"],
    ["2.3", "--answers", "homework.nn", "--progress", `o${plain}.json`],
  ],
  fmt: [["--check", `${odd}.nn`, "wrong.nn"], [`fc(2,1) # ${plain}`]],
  lint: [["wrong.nn", `${odd}.md`, `fc(2,1) # ${plain}`], [
    `a = fc(2) # ${plain}`,
  ]],
  explain: [],
  kernels: [],
  completions: [[plain], [plain, "--json"]],
  "self-test": [],
};
