import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import {
  examplesOf,
  fitExamples,
  fromBytes,
  predictArray,
  prepareData,
  writeSafetensors,
} from "../../../data.ts";
import { defineLayer } from "../../../define.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import {
  DataError,
  initialize,
  nn,
  readNetwork,
  type TrainingState,
  trainSteps,
} from "../../../mod.ts";
import { naiveSafetensors } from "../../fuzz/naive/binary.ts";
import {
  bytesOf,
  type Metadata,
  withMetadata,
} from "../../helpers/network_files.ts";

const text =
  "let a(n) = fc(n) -> tanh\nfc(2,2) -> a(3) -> batchnorm -> cross_entropy";
const network = nn(text);
const parameters = initialize(network, { seed: 5, precision: "float32" });
const description = {
  text,
  libraries: ["let unused = relu"],
  precision: "float32",
  normalization: { offset: [1, 2], scale: [3, 4] },
  schema: {
    inputs: [{ name: "x" }, { name: "__proto__" }],
    targets: [{ name: "z", categories: ["a", "b", "c"] }],
  },
  means: [0.5, -1],
  reading: {
    missing: "mean",
    missingNames: ["", "."],
    header: false,
    width: 3,
    decimal: ",",
    comment: "#",
  },
  arrays: { inputs: "own", target: "kinds", shape: [1, 2] },
  training: { seed: 3, metrics: ["mae"], shuffle: true },
} as const;
const whole = bytesOf({ description, network, parameters });

const read = (bytes: Uint8Array, options = {}) =>
  readNetwork(fromBytes("net", bytes), options);

Deno.test("a network comes back with its text, its numbers and what its data means", async () => {
  const saved = await read(whole);
  assertEquals(saved.description, description);
  assertEquals(saved.state, undefined);
  assertEquals(
    [...saved.parameters].map(({ path, value }) => [path, ...value]),
    [...parameters].map(({ path, value }) => [path, ...value]),
  );
  assertEquals(bytesOf(saved), whole);
});

Deno.test("the tensors have the names that PyTorch has", () => {
  const tensors = naiveSafetensors(whole);
  assertEquals([...tensors.keys()].toSorted(), [
    "a1.fc1.bias",
    "a1.fc1.weight",
    "batchnorm1.bias",
    "batchnorm1.running_mean",
    "batchnorm1.running_var",
    "batchnorm1.weight",
    "fc1.bias",
    "fc1.weight",
  ]);
  assertEquals(tensors.get("a1.fc1.weight")?.shape, [3, 2]);
});

Deno.test("layers of one's own are named when the file is read", async () => {
  const twice = defineLayer({ name: "twice", f: (x) => 2 * x, df: () => 2 });
  const text = "fc(2,1) -> twice -> mse";
  const own = nn(text, { layers: [twice] });
  const bytes = bytesOf({
    description: { text, libraries: [], precision: "float64" },
    network: own,
    parameters: initialize(own),
  });
  assertEquals((await read(bytes, { layers: [twice] })).description.text, text);
  for (const options of [{}, { layers: [] }]) {
    const error = await assertRejects(() => read(bytes, options), DataError);
    assertStringIncludes(error.message, "there is no layer `twice`");
    assertEquals(
      error.help,
      "If it has layers of your own, name their module with --layers.",
    );
  }
});

Deno.test("tensors that another program made are no network", async () => {
  const bytes = writeSafetensors([
    { name: "fc1.bias", shape: [1], values: Float32Array.of(1) },
  ]);
  const error = await assertRejects(() => read(bytes), DataError);
  assertStringIncludes(error.message, "not the text of a network");
  assertStringIncludes(
    formatAdvice(error.help ?? ""),
    "nabla train net.nn --weights FILE",
  );
});

/** What a hostile file may say, and what is said of it. */
const lies: readonly (readonly [
  what: string,
  change: (nabla: Metadata) => void,
  message: string,
])[] = [
  ["another version", (n) => n.version = 2, "must have version 1"],
  ["no text", (n) => delete n.text, "must have version 1, a text"],
  ["a text that is none", (n) => n.text = [text], "a text"],
  ["a text that does not compile", (n) => n.text = "fc(2", "does not compile"],
  ["no libraries", (n) => delete n.libraries, "libraries"],
  ["a library that is none", (n) => n.libraries = [1], "libraries"],
  ["half a precision", (n) => n.precision = "float16", "a precision"],
  [
    "a network of a gigabyte",
    (n) => n.text = "fc(2,9000) -> fc(10000) -> mse",
    "its network has 90,037,000 numbers, but the file only",
  ],
  [
    "a network of small layers with statistics of a gigabyte",
    (n) => {
      n.text = "input(20000000) -> batchnorm -> mse";
      delete n.normalization;
      delete n.schema;
      delete n.means;
    },
    "its network has 80,000,000 numbers, but the file only",
  ],
  [
    "a network beyond all bounds",
    (n) => n.text = "fc(2,100000) -> fc(100000) -> mse",
    "does not compile",
  ],
  [
    "a hundred thousand steps",
    (n) => n.text = "fc(2,2) -> (relu)*100000 -> mse",
    "does not compile",
  ],
  [
    "another network",
    (n) => n.text = "fc(2,4) -> cross_entropy",
    "the tensors do not fit the network",
  ],
  [
    "more offsets than inputs",
    (n) => n.normalization.offset = [1, 2, 3],
    "offset and scale must be lists of 1 or 2 finite numbers",
  ],
  ["a scale of 0", (n) => n.normalization.scale = [0, 1], "no scale 0"],
  [
    "an offset that is no number",
    (n) => n.normalization.offset = [null, 1],
    "finite numbers",
  ],
  ["a schema that is none", (n) => n.schema = [], "Cannot read the schema"],
  [
    "columns of one name",
    (n) => n.schema.inputs[0].name = "z",
    "columns with different names",
  ],
  [
    "a column too many",
    (n) => n.schema.inputs.push({ name: "y" }),
    "its columns must be the 2 numbers of its input: found 3",
  ],
  [
    "columns of too many numbers",
    (n) => {
      n.schema.inputs = ["a", "b"].map((name) => ({ name, shape: [1e8] }));
    },
    "at most 100,000,000 numbers",
  ],
  ["a mean too few", (n) => n.means = [1], "means must be 2 numbers"],
  ["a mean that is none", (n) => n.means = ["1", 2], "means must be numbers"],
  [
    "means without columns",
    (n) => delete n.schema,
    "means must be 0 numbers",
  ],
  [
    "more classes than outputs",
    (n) => n.schema.targets[0].categories.push("d"),
    'column "z": the network predicts at most 3 classes: found 4: a, b, c, d',
  ],
  [
    "classes for a loss of numbers",
    (n) => {
      n.text = "fc(2,1) -> mse";
    },
    'column "z": a target of mse must be',
  ],
  [
    "three classes for yes and no",
    (n) => n.text = "fc(2,1) -> bce_with_logits",
    "the network predicts at most 2 classes: found 3",
  ],
  [
    "more target columns than outputs",
    (n) => {
      n.text = "fc(2,1) -> mse";
      n.schema.targets = [{ name: "z" }, { name: "w" }];
    },
    "its targets must be 1 for its loss: found 2",
  ],
  [
    "a target of another shape",
    (n) => {
      delete n.schema;
      delete n.means;
      n.targetShape = [2, 2];
    },
    "its targets must be a single number or 3 for its loss: found 2×2",
  ],
  [
    "more labels than classes",
    (n) => {
      delete n.schema;
      delete n.means;
      n.labels = [1, 2, 3, 4];
    },
    "its labels must be those of the 3 classes that it predicts: found 4",
  ],
  [
    "one label for two classes",
    (n) => {
      delete n.schema;
      delete n.means;
      n.labels = [1, 1, 3];
    },
    "its labels must differ",
  ],
  [
    "normalized targets that are classes",
    (n) => n.targetNormalization = { offset: [1], scale: [2] },
    "its targets are normalized, and its loss is none of differences",
  ],
  [
    "more offsets than targets",
    (n) => {
      n.text = "fc(2,3) -> mse";
      n.schema.targets = ["a", "b", "c"].map((name) => ({ name }));
      n.targetNormalization = { offset: [1, 2], scale: [2, 3] };
    },
    "Cannot normalize targets as offset and scale must be lists of 1 or 3",
  ],
  [
    "a treatment of missing values that is none",
    (n) => n.reading = { missing: "guess" },
    "the treatment of missing values must be error, skip or mean",
  ],
  ...[{ header: "yes" }, { width: 0.5 }, { decimal: ";" }, { comment: 1 }].map((
    reading,
  ): (typeof lies)[number] => [
    `${JSON.stringify(reading)} of a table`,
    (n) => n.reading = reading,
    "how its table was written must be a header of true or false",
  ]),
  ...[{ inputs: 1 }, { target: [] }, { shape: [0.5] }, { shape: "2" }].map((
    arrays,
  ): (typeof lies)[number] => [
    `${JSON.stringify(arrays)} of arrays`,
    (n) => n.arrays = arrays,
    "how its arrays were read must be names and a shape",
  ]),
  [
    "settings in settings",
    (n) => n.training.seed = { seed: 1 },
    "settings of its training must be numbers, texts, true, false, or lists of them",
  ],
];
for (const [what, change, message] of lies) {
  Deno.test(`${what} in a file is refused`, async () => {
    const bytes = withMetadata(whole, ({ nabla }) => change(nabla));
    const before = Deno.memoryUsage().external;
    const error = await assertRejects(() => read(bytes), DataError);
    assertMatch(error.message, /^net[:,] /);
    assertStringIncludes(error.message, message);
    assert(Deno.memoryUsage().external - before < 50e6, "little is allocated");
  });
}

Deno.test("two members of one name in a description are refused", async () => {
  const bytes = withMetadata(whole, (all) => {
    all.nabla = JSON.stringify(all.nabla).replace(
      '"means":',
      '"means":[9,9],"means":',
    );
  });
  const error = await assertRejects(() => read(bytes), DataError);
  assertStringIncludes(
    error.message,
    'its description must be JSON: an object must have each name once: found "means" twice',
  );
});

Deno.test("what is no JSON, or nested without end, is refused", async () => {
  for (
    const nabla of [
      "{",
      "null",
      '"text"',
      `${"[".repeat(1e5)}${"]".repeat(1e5)}`,
    ]
  ) {
    const bytes = withMetadata(whole, (all) => all.nabla = nabla);
    await assertRejects(() => read(bytes), DataError);
  }
  const deep = "[".repeat(1e5) + "]".repeat(1e5);
  const bytes = withMetadata(whole, (all) => {
    all.nabla = JSON.stringify(all.nabla).replace('"seed":3', `"seed":${deep}`);
  });
  await assertRejects(() => read(bytes), DataError);
});

Deno.test("a text with large activations and no parameters is read without them", async () => {
  const bytes = withMetadata(whole, ({ nabla }) => {
    nabla.text = "input(4000,5000) -> relu -> mse";
    delete nabla.normalization;
    delete nabla.schema;
    delete nabla.means;
  });
  const before = Deno.memoryUsage().external;
  await assertRejects(() => read(bytes), DataError, "is not expected");
  assert(Deno.memoryUsage().external - before < 50e6);
});

Deno.test("a value that a text gives is there, with a tensor and without", async () => {
  const text =
    "given mask = [[0, -1e9], [0, 0]]\ninput(2,4) -> attention(2, mask) -> mse";
  const own = nn(text);
  const bytes = bytesOf({
    description: { text, libraries: [], precision: "float64" },
    network: own,
    parameters: initialize(own, { seed: 1 }),
  });
  const saved = await read(bytes);
  const given = [...saved.parameters].filter(({ trainable, state }) =>
    !trainable && !state
  );
  assertEquals(given.map(({ value }) => [...value]), [[0, -1e9, 0, 0]]);
});

Deno.test("reading draws no numbers that the file has", async () => {
  // Random numbers need a cosine each, and an orthogonal matrix of them seconds.
  const text = "fc(1200,1200,init=orthogonal) -> mse";
  let drawn = 0;
  const own = nn("fc(1200,1200) -> mse");
  const bytes = bytesOf({
    description: { text, libraries: [], precision: "float32" },
    network: own,
    parameters: initialize(own, { precision: "float32" }),
  });
  const { cos } = Math;
  try {
    Math.cos = (x) => (drawn++, cos(x));
    await read(bytes);
  } finally {
    Math.cos = cos;
  }
  assertEquals(drawn, 0);
});

Deno.test("names of another language are names", async () => {
  const bytes = withMetadata(whole, ({ nabla }) => {
    nabla.training = JSON.parse('{"__proto__": 1, "constructor": "x"}');
    nabla.extra = "what newer versions say";
  });
  const { description } = await read(bytes);
  assertEquals(Object.keys(description.training ?? {}), [
    "__proto__",
    "constructor",
  ]);
  assertEquals(Object.values(description.training ?? {}), [1, "x"]);
});

Deno.test("a checkpoint keeps how targets were normalized, and predicts in their own units", async () => {
  const network = nn`fc(1,3) -> tanh -> fc(1) -> mse`;
  const shape = [1];
  const target = [65000, 68000, 64000, 71000];
  const all = examplesOf([1, 2, 3, 4], {
    inputShape: shape,
    target,
    targetShape: shape,
  });
  const fitted = await fitExamples(network, all);
  const { training, meaning } = await prepareData(network, fitted);
  const steps = trainSteps(network, training, { epochs: 1 });
  let state: TrainingState | undefined;
  for (let at = await steps.next(); !at.done; at = await steps.next()) {
    state = at.value.save();
  }
  assert(state !== undefined);
  const { parameters } = state;
  const own = { network, parameters, description: meaning };
  const x = { shape: [4, 1], values: Float64Array.of(1, 2, 3, 4) };
  const expected = predictArray(own, x).slice(1).map(([y]) => Number(y));
  assertEquals(meaning.targetNormalization?.offset, [67000]);
  for (const kept of [state, undefined]) {
    const saved = await read(
      bytesOf({ ...own, ...kept && { state: kept } }),
    );
    assertEquals(
      saved.description.targetNormalization,
      kept && meaning.targetNormalization,
    );
    const found = predictArray(saved, x).slice(1).map(([y]) => Number(y));
    for (const [i, y] of found.entries()) {
      assertAlmostEquals(y, expected[i], 0.1);
    }
  }
});
