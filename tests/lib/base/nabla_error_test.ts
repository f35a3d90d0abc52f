// Refusals: the words of each code are made from its facts, and every room
// refuses with a code.
import { assertEquals, assertInstanceOf } from "@std/assert";
import {
  csvTable,
  examplesOf,
  fromBytes,
  spiral,
  splitExamples,
  writeNpy,
} from "../../../data.ts";
import { defineLayer } from "../../../define.ts";
import { readNormalization } from "../../../lib/fitting/numbers/normalization.ts";
import { openStore } from "../../../lib/kernels/store.ts";
import {
  accuracy,
  add,
  clipByNorm,
  createRandom,
  DataError,
  type ErrorCode,
  type Facts,
  fc,
  gradcheck,
  metricsFor,
  movingAverage,
  NablaError,
  nn,
  oneCycle,
  predict,
  readNetwork,
  repeat,
  sgd,
  slice,
  train,
} from "../../../mod.ts";
import { boundaryToSvg } from "../../../plots.ts";

/** Facts of each code with the words that are made of them. */
const cases: {
  readonly [Code in ErrorCode]:
    readonly (readonly [facts: Facts[Code], words: string])[];
} = {
  limit: [
    [
      { action: "build a network", limit: "steps", most: 10_000 },
      "Cannot build a network as there may be at most 10,000 steps",
    ],
    [
      { action: "draw", limit: "nodes", most: 2, asked: 3000, by: "fc1" },
      "Cannot draw as there may be at most 2 nodes: found 3,000 with fc1",
    ],
  ],
  shape: [[
    { layer: "fc", rule: "its input must have an axis", found: "found none" },
    "Cannot apply fc as its input must have an axis: found none",
  ], [
    { layer: "fc", rule: "the last axis must have 3 numbers", found: [2, 4] },
    "Cannot apply fc as the last axis must have 3 numbers: found 2×4",
  ]],
  network: [
    [{ problem: "no step" }, "Cannot make a network as it must have a step"],
    [
      { problem: "input size", layer: "relu", isFirst: true },
      "Cannot make a network as the size of its input must be known: begin with input(…) before relu",
    ],
    [
      { problem: "unknown name", name: "h", of: "step" },
      "Cannot make a network as there is no step h before it is used again",
    ],
    [
      { problem: "label twice", label: "h" },
      'Cannot make a network as each step must have its own name: "h" is used twice',
    ],
    [
      { problem: "loss in the middle", loss: "mse", next: "relu" },
      "Cannot make a network as a loss must be its last step: found relu after mse",
    ],
    [
      { problem: "nothing to share", label: "h", reason: "no parameters" },
      "Cannot make a network as h has no parameters to share",
    ],
  ],
  text: [[
    { action: "compile", rendered: "error[E100]: …" },
    "Cannot compile the text of a network\nerror[E100]: …",
  ]],
  value: [[
    { action: "make sgd", name: "momentum", rule: "a number", found: NaN },
    "Cannot make sgd as momentum must be a number: found NaN",
  ]],
  choice: [[
    { action: "make f", name: "kind", choices: ["a", "b", "c"], found: "d" },
    'Cannot make f as kind must be a, b or c: found "d"',
  ], [
    { action: "make f", name: "its kind", choices: [], found: "d" },
    'Cannot make f as nothing can be its kind: found "d"',
  ]],
  argument: [
    [
      {
        of: "relu",
        kind: "too many",
        argument: "relu",
        rule: "takes no arguments",
      },
      "Cannot make relu as it takes no arguments",
    ],
    [
      { of: "fc", kind: "unknown name", argument: "o", rule: "takes `out`" },
      'Cannot make fc as it has no argument "o": it takes `out`',
    ],
  ],
  length: [
    [
      { action: "predict", name: "x", expected: 1000, found: 1 },
      "Cannot predict as x must have 1,000 numbers: found 1",
    ],
    [
      { action: "predict", name: "x", expected: 1, found: undefined },
      "Cannot predict as x must have 1 number: found none",
    ],
  ],
  state: [
    [
      { subject: "adam", rule: "steps must be a number", found: "none" },
      "Cannot resume adam as steps must be a number: found none",
    ],
    [
      { subject: "adam", rule: "its state must be JSON" },
      "Cannot resume adam as its state must be JSON",
    ],
  ],
  call: [[
    {
      action: "train",
      rule: "there must be a loss",
      found: "none",
      wayOut: "add mse",
    },
    "Cannot train as there must be a loss: found none: add mse",
  ]],
  machine: [[
    { action: "use blas", reason: "there is none", wayOut: "take wasm" },
    "Cannot use blas as there is none: take wasm",
  ]],
  data: [[
    { place: { file: "t.csv", line: 3, column: "a" }, problem: "it is odd" },
    't.csv:3, column "a": it is odd',
  ], [
    { place: { file: "t.npy", example: 2, byte: 8 }, problem: "it is odd" },
    "t.npy, example 2, byte 8: it is odd",
  ]],
  usage: [[{ problem: "there is no file" }, "there is no file"]],
};

for (const code of Object.keys(cases) as ErrorCode[]) {
  Deno.test(`the words of ${code} are made from its facts`, () => {
    for (const [facts, words] of cases[code]) {
      const error = new NablaError(code, facts as Facts[typeof code]);
      assertEquals(error.message, words);
      assertEquals([error.code, error.facts], [code, facts]);
      assertInstanceOf(error, Error);
    }
  });
}

Deno.test("a word that is nearly one of the choices gets a suggestion", () => {
  const facts = { action: "make f", name: "kind", choices: ["mean", "sum"] };
  const helpFor = (found: string) =>
    new NablaError("choice", { ...facts, found }).help;
  assertEquals(helpFor("maen"), "Did you mean mean?");
  assertEquals(helpFor("other"), undefined);
});

const network = nn`fc(2,1) -> mse`;
const bytes = (text: string) => fromBytes("t", new TextEncoder().encode(text));

/** A call of each room that is refused: the code, and some of the facts. */
const refused: readonly (readonly [
  room: string,
  call: () => unknown,
  code: ErrorCode,
  facts: Readonly<Record<string, unknown>>,
])[] = [
  ["base", () => createRandom(-1), "value", { name: "seed", found: -1 }],
  [
    "tensor_files",
    () => writeNpy([2], Float64Array.of(1)),
    "length",
    { expected: 2, found: 1 },
  ],
  [
    "kernels",
    () => openStore({ kernels: "wasm", threads: 65 }, 0),
    "value",
    { name: "threads", found: 65 },
  ],
  [
    "layer",
    () => defineLayer({ name: "2", f: (x) => x, df: () => 1 }),
    "value",
    { rule: "letters, digits and underscores, without a digit first" },
  ],
  ["layers", () => fc(0), "value", { name: "out", found: 0 }],
  ["layers/shape", () => fc(2, 1).outputShape([3]), "shape", { layer: "fc" }],
  [
    "layers/wiring",
    () => slice(2, 1).outputShape([3]),
    "shape",
    { layer: "slice" },
  ],
  [
    "layer/merge",
    () => add(),
    "call",
    { action: "make add", found: 0 },
  ],
  ["network", () => repeat(0, fc(1)), "value", { name: "count", found: 0 }],
  [
    "network/bound",
    () => network.bind({ batch: 1e9 }),
    "limit",
    { most: 2 ** 34, by: "a batch of 1,000,000,000" },
  ],
  [
    "network/parameters",
    () => network.bind().parameters.get("fc2.weight"),
    "choice",
    { choices: ["fc1.weight", "fc1.bias"], found: "fc2.weight" },
  ],
  [
    "metrics",
    () => metricsFor(network, { names: ["acc"] }),
    "choice",
    { found: "acc" },
  ],
  [
    "metrics/length",
    () =>
      accuracy({ predicts: "classes", shape: [3] }).add(
        Float64Array.of(1),
        Float64Array.of(0),
        1,
      ),
    "length",
    { name: "y", expected: 3, found: 1 },
  ],
  [
    "optimizers",
    () => sgd(network.bind().parameters, { learningRate: 0 }),
    "value",
    { name: "learningRate", found: 0 },
  ],
  [
    "optimizers/clipping",
    () => clipByNorm(network.bind().parameters, -1),
    "value",
    { name: "maximum", found: -1 },
  ],
  [
    "optimizers/state",
    () => movingAverage(network.bind().parameters).load(new Map()),
    "state",
    { subject: "a moving average", found: "none" },
  ],
  [
    "schedules",
    () => oneCycle(1, 2, { curve: "cubic" as "cosine" }),
    "choice",
    { name: "curve", choices: ["cosine", "linear"], found: "cubic" },
  ],
  [
    "data/generators",
    () => spiral({ classes: 3, target: "bit" }),
    "call",
    { found: 3 },
  ],
  [
    "data/examples",
    () => splitExamples(spiral(), 2),
    "value",
    { name: "share", found: 2 },
  ],
  [
    "data/tables",
    () => csvTable(bytes("a,b\n1,2\n"), { delimiter: "ab" }),
    "value",
    { name: "delimiter", found: '"ab"' },
  ],
  [
    "data",
    () => csvTable(bytes("")),
    "data",
    { place: { file: "t" }, problem: "it is empty" },
  ],
  [
    "gradcheck",
    () => gradcheck(network, { step: 0 }),
    "value",
    { action: "check gradients", name: "step", found: 0 },
  ],
  [
    "training",
    () =>
      train(
        network,
        examplesOf(Float64Array.of(1, 2), { inputShape: [2] }),
      ),
    "call",
    { action: "train" },
  ],
  [
    "training/evaluation",
    () =>
      predict(network, Float64Array.of(1), {
        parameters: network.bind().parameters,
      }),
    "length",
    { expected: 2, found: 1 },
  ],
  [
    "fitting",
    () => readNormalization({ offset: [1], scale: [0] }, [1]),
    "call",
    { action: "normalize inputs" },
  ],
  [
    "dsl/plots",
    () => boundaryToSvg((points) => points, spiral(), { resolution: 1 }),
    "call",
    { found: 1 },
  ],
  [
    "dsl/network_file",
    () =>
      readNetwork({
        ...bytes(""),
        size: 0,
        read: () => Promise.resolve(new Uint8Array()),
      }),
    "data",
    { place: { file: "t" } },
  ],
];

for (const [room, call, code, facts] of refused) {
  Deno.test(`a refusal of ${room} has the code ${code} and its facts`, async () => {
    const error = await caught(call);
    assertInstanceOf(error, NablaError);
    assertEquals(error.code, code);
    const found = new Map<string, unknown>(Object.entries(error.facts));
    for (const [name, fact] of Object.entries(facts)) {
      assertEquals(found.get(name), fact, name);
    }
    assertEquals(error instanceof DataError, code === "data");
    assertEquals(
      error.message,
      new NablaError(code, error.facts as Facts[typeof code]).message,
    );
  });
}

/** What a call throws, now or later. */
async function caught(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
}
