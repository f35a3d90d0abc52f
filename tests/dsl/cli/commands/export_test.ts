import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { fromBytes } from "../../../../lib/bytes/byte_source.ts";
import { writeSafetensors } from "../../../../data.ts";
import { readNpz, writeNpz } from "../../../../lib/tensor_files/npz.ts";
import {
  initialize,
  nn,
  readNetwork,
  saveParameters,
} from "../../../../mod.ts";
import { run } from "../../../helpers/memory_io.ts";
import torchFiles from "../../../reference/torch_files.json" with {
  type: "json",
};

const text = "fc(2,3) -> tanh -> fc(2) -> cross_entropy";

/** A network that was trained a little, as a file. */
async function trained(): Promise<Uint8Array> {
  const { bytes, error } = await run(
    [
      "train",
      text,
      "--data",
      "moons",
      "--epochs",
      "2",
      "--out",
      "a.safetensors",
    ],
  );
  assertEquals(error, "");
  return bytes["a.safetensors"];
}

async function numbersOf(file: Uint8Array) {
  const { parameters } = await readNetwork(fromBytes("a", file));
  return Object.fromEntries(
    [...parameters].map(({ path, value }) => [path, [...value]]),
  );
}

Deno.test("a network goes to .npz and back with the same weights", async () => {
  const file = await trained();
  const there = await run(["export", "a.safetensors", "--out", "w.npz"], {
    files: { "a.safetensors": file },
  });
  assertEquals([there.status, there.out], [0, "saved w.npz\n"]);
  const npz = await readNpz(fromBytes("w.npz", there.bytes["w.npz"]));
  const numbers = await numbersOf(file);
  assertEquals(
    Object.fromEntries(
      [...npz].map(([name, { values }]) => [name, [...values]]),
    ),
    numbers,
  );
  const back = await run(
    ["export", text, "--weights", "w.npz", "--out", "b.safetensors"],
    { files: { "w.npz": there.bytes["w.npz"] } },
  );
  assertEquals(back.status, 0, back.error);
  assertEquals(await numbersOf(back.bytes["b.safetensors"]), numbers);
});

Deno.test("weights alone say which normalization they lack, and where it is kept", async () => {
  const file = await trained();
  const files = { "a.safetensors": file };
  const { error } = await run(["export", "a.safetensors", "--out", "w.npz"], {
    files,
  });
  const { description } = await readNetwork(fromBytes("a", file));
  const { offset = [], scale = [] } = description.normalization ?? {};
  const [first, titles, ...lines] = error.split("\n");
  assertEquals([first, titles.trim().split(/\s+/)], [
    "warning: the network takes inputs normalized as (x - offset) / scale, and w.npz does not hold these numbers:",
    ["offset", "scale"],
  ]);
  assertEquals(
    lines.slice(0, 2).map((line) => line.trim().split(/\s+/)),
    ["x", "y"].map((name, i) => [
      name,
      ...[offset[i], scale[i]].map((each) => `${Number(each.toPrecision(7))}`),
    ]),
  );
  assertStringIncludes(lines[2], "--out FILE.safetensors keeps all of them");
  const kept = await run(
    ["export", "a.safetensors", "--out", "b.safetensors"],
    { files },
  );
  assertEquals(kept.error, "");
  const again = await readNetwork(fromBytes("b", kept.bytes["b.safetensors"]));
  assertEquals(again.description.normalization, description.normalization);
  const none = await run(
    [
      "train",
      text,
      "--data",
      "moons",
      "--epochs",
      "1",
      "--out",
      "n.safetensors",
      "--normalize",
      "none",
    ],
  );
  const plain = await run(["export", "n.safetensors", "--out", "w.npz"], {
    files: { "n.safetensors": none.bytes["n.safetensors"] },
  });
  assertEquals(plain.error.includes("normalized"), false);
});

Deno.test("what a network was trained on goes along to another file, its training not", async () => {
  const file = await trained();
  const { bytes } = await run(
    ["export", text, "--weights", "a.safetensors", "--out", "b.safetensors"],
    { files: { "a.safetensors": file } },
  );
  const before = await readNetwork(fromBytes("a", file));
  const after = await readNetwork(fromBytes("b", bytes["b.safetensors"]));
  assertEquals(after.description.schema, before.description.schema);
  assertEquals(
    after.description.normalization,
    before.description.normalization,
  );
});

/** A state dict of two `nn.Linear(2, 2)`, numbered through. */
function stateDict(first: string, second: string): Uint8Array {
  const tensor = (name: string, from: number, ...shape: number[]) => ({
    name,
    shape,
    values: Float32Array.from(
      { length: shape.reduce((n, size) => n * size, 1) },
      (_, i) => from + i,
    ),
  });
  return writeSafetensors([
    tensor(`${first}.weight`, 1, 2, 2),
    tensor(`${first}.bias`, 5, 2),
    tensor(`${second}.weight`, 7, 2, 2),
    tensor(`${second}.bias`, 11, 2),
  ]);
}

const otherNames: readonly (readonly [
  modules: readonly [string, string],
  options: readonly string[],
  said: string,
])[] = [
  [
    ["0", "2"],
    [],
    "w.safetensors: names are read as 0.weight → fc1.weight, 0.bias → fc1.bias, 2.weight → fc2.weight and 2.bias → fc2.bias\n",
  ],
  [
    ["module.fc1", "module.fc2"],
    [],
    "w.safetensors: names are read as module.fc1.weight → fc1.weight, module.fc1.bias → fc1.bias, module.fc2.weight → fc2.weight and module.fc2.bias → fc2.bias\n",
  ],
  [["a.fc1", "a.fc2"], ["--prefix", "a."], ""],
];

for (const [[first, second], options, said] of otherNames) {
  Deno.test(`weights named ${first}, ${second} are read, and that is said: ${options.join(" ")}`, async () => {
    for (
      const command of [
        ["export", "--out", "b.safetensors"],
        ["gradcheck", "--tap"],
      ]
    ) {
      const { status, error, bytes } = await run(
        [
          ...command,
          "fc(2,2) -> tanh -> fc(2)",
          "--weights",
          "w.safetensors",
          ...options,
        ],
        { files: { "w.safetensors": stateDict(first, second) } },
      );
      assertEquals([status, error], [0, said]);
      if (command[0] !== "export") continue;
      assertEquals(await numbersOf(bytes["b.safetensors"]), {
        "fc1.weight": [1, 2, 3, 4],
        "fc1.bias": [5, 6],
        "fc2.weight": [7, 8, 9, 10],
        "fc2.bias": [11, 12],
      });
    }
  });
}

Deno.test("weights without an order are refused, with the option to give it", async () => {
  const words = [
    ...["export", "fc(2,2) -> tanh -> fc(2)", "--weights", "w.safetensors"],
    ...["--out", "b.safetensors"],
  ];
  const files = { "w.safetensors": stateDict("encoder", "decoder") };
  const first = await run(words, { files });
  assertEquals([first.status, first.error], [
    2,
    `nabla: w.safetensors: the tensors fit the network in several orders: fc1 may be "decoder" or "encoder"
Say which is which, as in --names fc1=decoder,fc2=encoder.
`,
  ]);
  const second = await run(
    [...words, "--names", "fc1=encoder,fc2=decoder"],
    { files },
  );
  assertEquals(second.status, 0, second.error);
  const { "fc2.bias": bias } = await numbersOf(second.bytes["b.safetensors"]);
  assertEquals(bias, [11, 12]);
});

/** Tensors whose names tell nothing: two weights of one shape, and two biases that differ. */
const loose = writeSafetensors([
  { name: "a#1", shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
  { name: "m/b", shape: [2, 2], values: Float32Array.of(5, 6, 7, 8) },
  { name: "c", shape: [1, 2], values: Float32Array.of(9, 10) },
  { name: "d e", shape: [1], values: Float32Array.of(11) },
]);
const plainText = "fc(2,2,bias=none) -> fc(2,bias=none) -> fc(1)";
const reading = [
  ...["export", plainText, "--weights", "w.safetensors"],
  ...["--out", "b.safetensors"],
];

Deno.test("a table says which tensor is which, and what shapes tell is said", async () => {
  const table =
    "\ufeff# ours = theirs\r\n\r\n  fc2.weight = a#1  # the second\r\nfc1.weight=m/b\r\n";
  const lines = [
    ["--map", "names.map"],
    ["--map", "fc2.weight = a#1", "--map", "fc1.weight=m/b"],
    ["--names", "fc2.weight=a#1", "--map", "fc1.weight=m/b"],
  ];
  for (const words of lines) {
    const { status, error, bytes } = await run([...reading, ...words], {
      files: { "w.safetensors": loose, "names.map": table },
    });
    assertEquals([status, error], [
      0,
      "w.safetensors: names are read as m/b → fc1.weight and a#1 → fc2.weight\nw.safetensors: found by their shapes alone: c → fc3.weight and d e → fc3.bias\n",
    ]);
    assertEquals(await numbersOf(bytes["b.safetensors"]), {
      "fc1.weight": [5, 6, 7, 8],
      "fc2.weight": [1, 2, 3, 4],
      "fc3.weight": [9, 10],
      "fc3.bias": [11],
    });
  }
});

const wrongTables: readonly (readonly [
  table: string,
  message: string,
])[] = [
  [
    "fc1.weight\n",
    `names.map:1: a line must be a name of ours, = and a name in the file: found "fc1.weight"
Write it as fc1.weight = encoder.0.weight.`,
  ],
  ["\n\nfc1.weight = # a#1\n", "names.map:3: a line must be"],
  [
    "# 1\nfc1.wieght = a#1\n",
    `names.map:2: the network has no step or parameter "fc1.wieght"
Perhaps fc1.weight is meant.`,
  ],
  [
    "fc1.weight = a#1\nfc2.weight = m.b\n",
    `names.map:2: the weights have no tensor "m.b"
Perhaps "m/b" is meant.`,
  ],
  [
    "fc1.weight = c\n",
    `names.map:1: fc1.weight must be 2×2: "c" is 1×2
Of 2×2 it has "a#1" and "m/b".`,
  ],
  [
    "fc1.weight = a#1\nfc2.weight = a#1\n",
    'names.map:2: "a#1" is given for both fc1.weight and fc2.weight',
  ],
  [
    "fc1.weight = a#1\nfc1.weight = m/b\n",
    'names.map:2: "fc1.weight" is given twice',
  ],
];
for (const [table, message] of wrongTables) {
  Deno.test(`a table of names is refused with its line: ${JSON.stringify(table)}`, async () => {
    const { status, error, bytes } = await run(
      [...reading, "--map", "names.map"],
      { files: { "w.safetensors": loose, "names.map": table } },
    );
    assertEquals([status, "b.safetensors" in bytes], [2, false]);
    assertStringIncludes(error, message);
  });
}

Deno.test("a map that is neither a file nor a line is refused, and so is one without weights", async () => {
  const files = { "w.safetensors": loose };
  const gone = await run([...reading, "--map", "fc1.weight"], { files });
  assertEquals([gone.status, gone.error], [
    2,
    `nabla: cannot read fc1.weight: there is no such file
--map takes a file, or a line such as fc1.weight=encoder.0.weight.
`,
  ]);
  const none = await run(
    ["export", "a.safetensors", "--out", "w.npz", "--map", "a=b"],
    { files },
  );
  assertEquals(none.status, 2);
  assertStringIncludes(
    none.error,
    "--map says how the names of --weights are read, and there is no --weights",
  );
});

Deno.test("without names, tensors of one shape are told apart by nothing", async () => {
  const { status, error } = await run(reading, {
    files: { "w.safetensors": loose },
  });
  assertEquals([status, error], [
    2,
    `nabla: w.safetensors: the tensors do not fit the network:
  "fc1.weight" is missing
  "fc2.weight" is missing
  "a#1" is not expected
  "m/b" is not expected
Say which is which, as in --names 'fc1.weight=a#1'.
`,
  ]);
});

const mistakes: readonly (readonly [string, readonly string[], string])[] = [
  ["no place", ["export", "a.safetensors"], "there is no file to write to"],
  [
    "a place of another kind",
    ["export", "a.safetensors", "--out", "w.csv"],
    "--out writes .npz or .safetensors: found w.csv",
  ],
  [
    "a prefix of nothing",
    ["export", "a.safetensors", "--out", "w.npz", "--prefix", "a."],
    "--prefix says how the names of --weights are read, and there is no --weights",
  ],
  [
    "names that are no pairs",
    ["export", text, "--weights", "w.npz", "--out", "w.npz", "--names", "fc1"],
    "--names must be pairs STEP=NAME with commas between them: found fc1",
  ],
  ["no network", ["export", "--out", "w.npz"], "export works on one network"],
  [
    "a file that is not there",
    ["export", "b.safetensors", "--out", "w.npz"],
    "cannot read b.safetensors: there is no such file",
  ],
  [
    "weights of another network",
    [
      "export",
      "fc(2,4) -> mse",
      "--weights",
      "a.safetensors",
      "--out",
      "w.npz",
    ],
    "fc1.weight",
  ],
  [
    "a text with a mistake",
    ["export", "fc(2,", "--weights", "a.safetensors", "--out", "w.npz"],
    "error[",
  ],
];
for (const [name, words, message] of mistakes) {
  Deno.test(`export with ${name} is refused, and nothing is written`, async () => {
    const files = { "a.safetensors": await trained() };
    const ran = await run(words, { files });
    assertEquals(ran.status, 2);
    assertStringIncludes(ran.error, message);
    assertEquals(Object.keys(ran.files), ["a.safetensors"]);
  });
}

Deno.test("export --json says what was written, or what is wrong with the text", async () => {
  const files = { "a.safetensors": await trained() };
  const words = ["export", "a.safetensors", "--out", "w.npz", "--json"];
  const { status, out, files: left } = await run(words, { files });
  assert("w.npz" in left);
  const { network, parameters, ...rest } = JSON.parse(out);
  assertEquals([status, typeof network, parameters > 0], [0, "string", true]);
  const record = { version: 1, command: "export", status: 0, out: "w.npz" };
  assertEquals(rest, record);
  const broken = ["export", "fc(2,", "--weights", "a.safetensors"];
  const ran = await run([...broken, "--out", "w.npz", "--json"], { files });
  assertEquals([ran.status, ran.error], [2, ""]);
  assertEquals(JSON.parse(ran.out).diagnostics[0].severity, "error");
});

Deno.test("a normalization of many inputs is told by their names, of very many in part", async () => {
  const told = async (count: number) => {
    const names = Array.from({ length: count }, (_, i) => `feature ${i}`);
    const row = (k: number) => names.map((_, i) => i + k);
    const csv = [[...names, "t"], [...row(1), "a"], [...row(3), "b"]];
    const { bytes } = await run([
      "train",
      `fc(${count},2) -> cross_entropy`,
      "--data",
      "wide.csv",
      "--target",
      "t",
      "--epochs",
      "1",
      "--out",
      "w.safetensors",
    ], { files: { "wide.csv": csv.map((each) => each.join()).join("\n") } });
    const { error } = await run(
      ["export", "w.safetensors", "--out", "w.npz"],
      { files: { "w.safetensors": bytes["w.safetensors"] } },
    );
    return error.split("\n").slice(2).map((line) => line.trim().split(/  +/));
  };
  const ten = await told(10);
  for (let i = 0; i < 10; i++) {
    assertEquals(ten[i], [`feature ${i}`, `${i + 2}`, "1"]);
  }
  const thirty = await told(30);
  assertEquals(thirty[19], ["feature 19", "21", "1"]);
  assertEquals(thirty[20], ["and 10 more"]);
});

Deno.test("code says of rows of a table what predict says", async () => {
  const csv = "size,bark,age,kind\n" +
    Array.from(
      { length: 12 },
      (_, i) =>
        `${i},${["rough", "smooth", "thin"][i % 3]},${1000 + i * i},${
          i < 6 ? "ash" : "oak"
        }\n`,
    ).join("");
  const files = { "trees.csv": csv };
  const trained = await run([
    ...["train", "fc(5,4) -> tanh -> fc(2) -> cross_entropy"],
    ...["--data", "trees.csv", "--target", "kind", "--classes", "bark"],
    ...["--epochs", "3"],
    ...["--out", "net.safetensors"],
  ], { files });
  assertEquals(trained.status, 0, trained.error);
  const all = { ...files, "net.safetensors": trained.bytes["net.safetensors"] };
  const exported = await run(
    ["export", "net.safetensors", "--js", "predict.js", "--c", "predict.c"],
    { files: all },
  );
  assertEquals(exported.out, "saved predict.js\nsaved predict.c\n");
  assertStringIncludes(exported.files["predict.c"], "row[2] bark = smooth");
  const code = exported.files["predict.js"];
  const { predict } = await import(
    `data:text/javascript,${encodeURIComponent(code)}`
  );
  const { out } = await run(
    ["predict", "net.safetensors", "--data", "trees.csv", "--probabilities"],
    { files: all },
  );
  const [, ...rows] = out.trim().split("\n").map((line) => line.split(","));
  assertEquals(rows.length, 12);
  for (const [size, bark, age, , kind, ash] of rows) {
    const answer = predict({ size, bark, age });
    assertEquals(answer.prediction, kind);
    assert(Math.abs(answer.probabilities.ash - Number(ash)) < 2e-6);
    assertEquals(predict([Number(size), bark, Number(age)]), answer);
  }
  for (
    const [row, message] of [
      [["1", "soft", "2"], "bark must be rough or smooth or thin: found soft"],
      [["1", "thin"], "a row must have 3 cells, for size, bark, age"],
      [{ size: "", bark: "thin", age: 2 }, "size must be a number: found"],
      [{ size: 1, bark: "thin" }, "age must be a number: found undefined"],
    ] as const
  ) assertThrows(() => predict(row), RangeError, message);
});

Deno.test("numbers that were normalized are predicted in their own units by code too", async () => {
  const csv = "x,y\n" +
    Array.from({ length: 20 }, (_, i) => `${i},${1e6 + 3 * i}\n`).join("");
  const files = { "line.csv": csv };
  const trained = await run([
    ...["train", "fc(1,1) -> mse", "--data", "line.csv", "--target", "y"],
    ...["--epochs", "2", "--out", "net.safetensors"],
  ], { files });
  const all = { ...files, "net.safetensors": trained.bytes["net.safetensors"] };
  const exported = await run(
    ["export", "net.safetensors", "--js", "predict.mjs", "--json"],
    { files: all },
  );
  assertEquals(JSON.parse(exported.out).out, "predict.mjs");
  const { predict } = await import(
    `data:text/javascript,${encodeURIComponent(exported.files["predict.mjs"])}`
  );
  const { out } = await run(
    ["predict", "net.safetensors", "--data", "line.csv"],
    { files: all },
  );
  for (const line of out.trim().split("\n").slice(1)) {
    const [x, , y] = line.split(",").map(Number);
    const { prediction } = predict([x]);
    assert(Math.abs(prediction - y) < 1, `${prediction} for ${y}`);
  }
});

Deno.test("code that cannot be written leaves nothing behind", async () => {
  const text = "input(3,2) -> rnn(2)";
  const network = nn(text);
  const weights = writeNpz(saveParameters(initialize(network), network));
  const { status, error, files } = await run(
    ["export", text, "--weights", "w.npz", "--out", "a.npz", "--c", "a.c"],
    { files: { "w.npz": weights } },
  );
  assertEquals(status, 2);
  assertStringIncludes(
    error,
    "cannot write code as rnn1 has no form in code: found rnn: predict with nabla itself",
  );
  assertEquals(Object.keys(files), ["w.npz"]);
});

Deno.test("a state dict of PyTorch becomes a network's file", async () => {
  const { file, tensors } = torchFiles.good.ordered;
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  const { status, error, bytes: written } = await run([
    ...["export", "fc(2,3) -> tanh -> fc(1)", "--weights", "model.pt"],
    ...["--out", "net.safetensors"],
  ], { files: { "model.pt": bytes } });
  assertEquals(status, 0, error);
  assertStringIncludes(error, "0.weight → fc1.weight");
  const numbers = await numbersOf(written["net.safetensors"]);
  assertEquals(numbers["fc1.weight"], tensors["0.weight"].values);
  assertEquals(numbers["fc2.bias"], tensors["2.bias"].values);
  const attack = Uint8Array.from(
    atob(torchFiles.bad.attack),
    (letter) => letter.charCodeAt(0),
  );
  const refused = await run([
    ...["export", "fc(1,1)", "--weights", "model.pt", "--out", "a.npz"],
  ], { files: { "model.pt": attack } });
  assertEquals(refused.status, 2);
  assertStringIncludes(
    refused.error,
    "it would call posix.system, and nothing but tensors is read\nSave the tensors alone",
  );
});
