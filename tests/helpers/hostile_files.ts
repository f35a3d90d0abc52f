/**
 * Files and texts of few bytes that ask for much memory or work, each with the
 * command that opens it and what is said of it.
 *
 * @module
 */

import { gzipSync, zipSync } from "fflate";
import { type NamedTensor, writeSafetensors } from "../../data.ts";
import { withMetadata } from "./network_files.ts";
import { run } from "./memory_io.ts";

/** What is done to the command line. */
export interface HostileCase {
  readonly what: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly words: readonly string[];
  /** A part of the message; undefined where it works in little memory. */
  readonly says?: string;
}

const table = { inputs: [{ name: "x" }], targets: [] };

/** A network's file, without a checksum, that says whatever is wanted. */
function networkFile(
  text: string,
  more: Readonly<Record<string, unknown>> = {},
  tensors: readonly NamedTensor[] = [],
): Uint8Array {
  const nabla = { version: 1, text, libraries: [], precision: "float32" };
  return writeSafetensors(tensors, {
    format: "pt",
    nabla: JSON.stringify({ ...nabla, schema: table, ...more }),
  });
}

const rows = "x\n1\n2\n";
const predict = ["predict", "n.safetensors", "--data", "d.csv"];

/** A network's file that is opened to predict. */
function network(
  what: string,
  bytes: Uint8Array,
  says?: string,
  words: readonly string[] = predict,
): HostileCase {
  return {
    what,
    files: { "n.safetensors": bytes, "d.csv": rows },
    words,
    says,
  };
}

const one = (name: string, shape: readonly number[] = [1]) => ({
  name,
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)),
});

/** The parameters of fc(1,1). */
const small = [one("fc1.weight", [1, 1]), one("fc1.bias")];

const image = "input(1) -> reshape(1,1,1)";
const doubled = "let d = concat(id, id)\ninput(1)";
const wide = "numbers of one example at one place";

/** Texts within files, and what is said of them. */
const texts: readonly (readonly [
  what: string,
  text: string,
  says: string | undefined,
  more?: Readonly<Record<string, unknown>>,
])[] = [
  ["a wide input", "input(10000,10000,1) -> relu", wide],
  ["a wide step", `${image} -> upsample(9000) -> global_avgpool`, wide],
  ["a wide edge", "input(1) -> reshape(1,1) -> pad(20000000) -> relu", wide],
  ["doubling", `${doubled} -> d*26`, wide],
  ["doubling beyond all bounds", `${doubled} -> d*40`, "too large"],
  [
    "doubling in a library",
    "input(1) -> d*26",
    wide,
    { libraries: ["let d = concat(id, id)"] },
  ],
  ["many columns", `${doubled} -> d*21`, "at most 1,000,000 columns"],
  [
    "a long chain",
    `${image} -> upsample(1000) -> (relu)*9990 -> global_avgpool`,
    "numbers of one example: found 9,991,001,003",
  ],
  [
    "repeats of repeats",
    "input(1) -> (((relu)*100)*100)*100",
    "at most 10,000 steps",
  ],
  [
    "repeats of a million",
    "input(1) -> relu*1000000",
    "does not compile",
  ],
  [
    "large windows",
    `${image} -> upsample(2000) -> maxpool(1000,stride=1) -> global_avgpool`,
    "multiplications for one example",
  ],
  [
    "large windows of means",
    `${image} -> upsample(2000) -> avgpool(1000,stride=1) -> global_avgpool`,
    "multiplications for one example",
  ],
  [
    "a long sequence",
    "input(1) -> reshape(1,1) -> upsample(9000) -> attention(1) -> global_avgpool",
    "numbers of one example",
  ],
  [
    "many states",
    "input(1) -> reshape(1,1) -> upsample(10000) -> lstm(1,layers=99)",
    "points in time",
  ],
  [
    "gates",
    "input(1) -> reshape(1,1) -> upsample(90000) -> gru(1000)",
    "in the gates of gru",
  ],
  [
    "positions",
    "input(1) -> reshape(1,1) -> upsample(40000000) -> positional -> global_avgpool",
    wide,
  ],
  ["parameters that are not there", "fc(1,9000) -> fc(9000)", "but the file"],
  ["parameters beyond all", "fc(1,1000000) -> fc(1000000)", "too large"],
  [
    "lets of lets",
    Array.from({ length: 3000 }, (_, i) => `let a${i + 1} = a${i} -> a${i}`)
      .concat("let a0 = relu", "input(1) -> a3000").join("\n"),
    "does not compile",
  ],
  ["an endless let", "let a = a -> a\ninput(1) -> a", "does not compile"],
  ["brackets", `input(1) -> ${"(".repeat(100000)}`, "does not compile"],
  ["a long text", `input(1) -> ${"relu -> ".repeat(130000)}relu`, "compile"],
  [
    "a shape of numbers that there are none",
    "input(1) -> reshape(1e300,1e300)",
    "does not compile",
  ],
  [
    "small steps",
    `${image} -> upsample(30) -> (relu)*9990 -> global_avgpool`,
    undefined,
  ],
  [
    "a large step",
    `${image} -> upsample(3000) -> global_avgpool`,
    undefined,
  ],
];

/** What a file says besides its text. */
const descriptions: readonly (readonly [
  what: string,
  more: Readonly<Record<string, unknown>>,
  says: string,
])[] = [
  [
    "cells of a million numbers",
    { schema: { inputs: [{ name: "x", shape: [1e4, 1e4] }], targets: [] } },
    "its columns must be the 1 numbers of its input",
  ],
  [
    "a shape without end",
    { schema: { inputs: [{ name: "x", shape: [1e200, 1e200] }], targets: [] } },
    "Cannot read the schema",
  ],
  [
    "too many classes",
    {
      schema: {
        inputs: [{
          name: "x",
          categories: Array.from({ length: 20_000 }, (_, i) => `${i}`),
        }],
        targets: [],
      },
    },
    "Cannot read the schema",
  ],
  [
    "more classes than outputs",
    {
      schema: {
        inputs: [{ name: "x" }],
        targets: [{ name: "k", categories: ["a", "b", "c"] }],
      },
    },
    "at most 2 classes: found 3",
  ],
  [
    "a long normalization",
    {
      normalization: { offset: Array(1e6).fill(1), scale: Array(1e6).fill(1) },
    },
    "offset and scale must be lists",
  ],
  ["many means", { means: Array(1e6).fill(1) }, "means must be 1 numbers"],
  [
    "a wide target",
    { schema: undefined, targetShape: [1e5, 1e5] },
    "its targets must be",
  ],
  [
    "many labels",
    { schema: undefined, labels: Array.from({ length: 1e5 }, (_, i) => i) },
    "its labels must be those of the 2 classes",
  ],
  ["half a precision", { precision: "float16" }, "a precision"],
];

/** A safetensors file of a header and no more. */
function headerAlone(header: string, says?: bigint): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length);
  const length = says ?? BigInt(text.length);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  bytes.set(text, 8);
  return bytes;
}

const headers: readonly (readonly [string, Uint8Array, string])[] = [
  ["a header without end", headerAlone("{}", 2n ** 63n), "at most"],
  [
    "sizes whose product is too large",
    headerAlone(
      '{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}',
    ),
    "at most 500,000,000 numbers",
  ],
  [
    "a tensor that is not there",
    headerAlone(
      '{"a":{"dtype":"F32","shape":[100000000],"data_offsets":[0,400000000]}}',
    ),
    "must lie in the file's 0 bytes",
  ],
  ["brackets in a header", headerAlone("{" + "[".repeat(1e6)), "header"],
  [
    "many names",
    headerAlone(
      `{${
        Array.from(
          { length: 100_001 },
          (_, i) => `"${i}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`,
        )
      }}`,
    ),
    "more than 100000",
  ],
];

const text = "fc(2,3) -> dropout(0.5) -> tanh -> fc(1) -> mse";
const training = [
  "train",
  text,
  "--data",
  "d.csv",
  "--target",
  "z",
  "--batch",
  "2",
  "--epochs",
  "9",
  "--out",
  "n.safetensors",
];
const learned = "x,y,z\n1,2,3\n2,1,4\n5,5,1\n4,7,2\n";

// deno-lint-ignore no-explicit-any -- lies of any kind
const lies: readonly (readonly [string, (state: any) => void, string])[] = [
  ["a batch of a billion", (s) => {
    s.chance["1000000000 dropout1"] = [1, 2, 3, 4];
  }, "of a batch size that occurs"],
  ["chance of many numbers", (s) => {
    s.chance["2 dropout1"] = Array(1e6).fill(1);
  }, "state"],
  ["epochs without end", (s) => s.epochs = 2 ** 50, "epochs"],
  ["many columns of a history", (s) => {
    s.columns = Array.from({ length: 1e5 }, (_, i) => `metrics.${i}`);
  }, "its history must have"],
  ["a place without end", (s) => s.seen = 2 ** 52, "between two steps"],
  ["an optimizer of another kind", (s) => s.optimizer.name = "lbfgs", "state"],
];

/** Checkpoints of a training that was stopped, which lie. */
async function checkpoints(): Promise<readonly HostileCase[]> {
  const name = "n.checkpoint.safetensors";
  const { bytes } = await run(training, {
    files: { "d.csv": learned },
    interrupts: 3,
  });
  return lies.map(([what, change, says]) => ({
    what: `a checkpoint with ${what}`,
    files: {
      "d.csv": learned,
      [name]: withMetadata(bytes[name], (all) => change(all["nabla.training"])),
    },
    words: training,
    says,
  }));
}

/** The header of an `.npy` file of doubles. */
function npyHead(shape: string): Uint8Array {
  const header =
    `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape}), }`
      .padEnd(117) + "\n";
  const start = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0];
  return Uint8Array.from([...start, ...new TextEncoder().encode(header)]);
}

/** A gzip file of as many megabytes, all of the same byte after the first. */
function bomb(
  first: Uint8Array,
  megabytes: number,
  fill: number,
): Uint8Array {
  const bytes = new Uint8Array(first.length + megabytes * 2 ** 20).fill(fill);
  bytes.set(first);
  return gzipSync(bytes, { level: 9 });
}

function idx(...sizes: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * sizes.length));
  view.setUint32(0, 0x800 + sizes.length);
  sizes.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  return new Uint8Array(view.buffer);
}

const flat = "flatten -> fc(1) -> mse";
const arrays = (name: string) => [
  "train",
  flat,
  "--data",
  name,
  "--target",
  name,
];

/** Files of data. */
function dataFiles(): readonly HostileCase[] {
  const zipped = zipSync({ "a.npy": [new Uint8Array(1e8), { level: 9 }] });
  const twice = "may become at most 200 times as large";
  const csv = new TextEncoder().encode("x,z\n");
  const files: readonly (readonly [
    what: string,
    name: string,
    content: string | Uint8Array,
    says: string,
  ])[] = [
    [
      "an array without end",
      "a.npy",
      npyHead("1000000000000, 1000000"),
      "at most",
    ],
    [
      "an array that overflows",
      "a.npy",
      npyHead("4294967296, 4294967296"),
      "at most",
    ],
    [
      "an array that is not there",
      "a.npy",
      npyHead("250000000, 2"),
      "must follow",
    ],
    ["an array of nothing", "a.npy", npyHead("0, 400000000"), ""],
    ["images without end", "a.idx", idx(65535, 65535, 65535), "at most"],
    ["images that are not there", "a.idx", idx(1000, 1000, 100), "must follow"],
    [
      "images that are a bomb",
      "a.idx.gz",
      bomb(idx(100, 1024, 1024), 100, 0),
      twice,
    ],
    ["arrays that are a bomb", "a.npz", zipped, twice],
    ["a table that is a bomb", "a.csv.gz", bomb(csv, 100, 10), twice],
    ["one line that is a bomb", "a.csv.gz", bomb(csv, 100, 49), "characters"],
    ["brackets", "a.json", "[".repeat(1e6), "must"],
    [
      "brackets that close",
      "a.json",
      `[{"z":${"[".repeat(1e5)}${"]".repeat(1e5)}}]`,
      "",
    ],
    [
      "many columns",
      "a.json",
      `[{${Array.from({ length: 200_000 }, (_, i) => `"c${i}":1`)}}]`,
      "100,000 columns",
    ],
    [
      "a header of many columns",
      "a.csv",
      `${Array.from({ length: 300_000 }, (_, i) => `c${i}`)}\n1\n`,
      "at most 100,000 fields: found 300,000",
    ],
  ];
  return files.map(([what, name, content, says]) => ({
    what: `data: ${what}`,
    files: { [name]: content },
    words: /csv|json/.test(name)
      ? ["train", flat, "--data", name, "--target", "z"]
      : name.endsWith("npz")
      ? ["train", flat, "--data", name, "--target", "a"]
      : arrays(name),
    says,
  }));
}

const bound = "at most 17,179,869,184 bytes";
const large = "input(9999,9999,1) -> relu*20";

/** Texts that the user writes. */
const own: readonly (readonly [words: readonly string[], says: string])[] = [
  [["run", large], bound],
  [["gradcheck", large], bound],
  [["trace", large], bound],
  [["graph", large, "--svg", "g.svg"], bound],
  [["run", "fc(50000,50000)"], "too large"],
  [
    ["train", "fc(2,9000) -> fc(1) -> mse", "--data", "moons(examples=1e12)"],
    "at most 100,000,000 numbers",
  ],
  [
    [
      "train",
      "fc(2,9000) -> relu -> fc(1) -> mse",
      "--data",
      "moons(examples=300000)",
      "--batch",
      "300000",
    ],
    `${bound} of parameters, values, gradients and what layers remember: found`,
  ],
  [
    [
      "train",
      `${image} -> upsample(8000) -> global_avgpool -> mse`,
      "--data",
      "d.csv",
      "--target",
      "z",
      "--out",
      "n.safetensors",
    ],
    "keep a network in a file",
  ],
];

/** All of them. */
export async function hostileCases(): Promise<readonly HostileCase[]> {
  const classes = networkFile(
    "fc(1,2) -> cross_entropy",
    {},
    [one("fc1.weight", [2, 1]), one("fc1.bias", [2])],
  );
  return [
    ...texts.map(([what, text, says, more]) =>
      network(`a network of ${what}`, networkFile(text, more), says)
    ),
    ...["show", "export", "evaluate"].map((command) =>
      network(
        `${command} of a wide network`,
        networkFile(texts[0][1]),
        wide,
        [
          command,
          "n.safetensors",
          ...command === "export" ? ["--out", "o.npz"] : [],
          ...command === "evaluate" ? ["--data", "d.csv"] : [],
        ],
      )
    ),
    network(
      "a convolution with a large kernel",
      networkFile(
        `${image} -> upsample(2000) -> conv(150,1) -> global_avgpool`,
        {},
        [
          one("conv1.weight", [1, 1, 150, 150]),
          one("conv1.bias"),
        ],
      ),
      "multiplications for one example",
    ),
    network("whole numbers", networkFile("fc(1,1)", {}, small)),
    ...descriptions.map(([what, more, says]) =>
      network(
        `a description with ${what}`,
        withMetadata(classes, ({ nabla }) => Object.assign(nabla, more)),
        says,
      )
    ),
    ...headers.map(([what, bytes, says]) => network(what, bytes, says)),
    network(
      "metadata of brackets",
      writeSafetensors([], { nabla: "[".repeat(1e6) }),
      "n.safetensors: ",
    ),
    ...await checkpoints(),
    ...dataFiles(),
    {
      what: "weights that are a bomb",
      files: {
        "w.npz": zipSync({
          "fc1.weight.npy": [new Uint8Array(1e8), { level: 9 }],
        }),
      },
      words: ["export", "fc(1,1)", "--weights", "w.npz", "--out", "o.npz"],
      says: "may become at most 200 times as large",
    },
    ...own.map(([words, says]) => ({
      what: `own text: ${words.slice(0, 2).join(" ")}`,
      files: { "d.csv": "x,z\n1,2\n2,3\n" },
      words,
      says,
    })),
  ];
}
