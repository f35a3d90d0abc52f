// Files of networks with several inputs and losses: what they say of each comes back,
// and what a hostile one says is refused.
import { assertEquals, assertRejects } from "@std/assert";
import { fromBytes } from "../../../data.ts";
import { DataError, initialize, nn, readNetwork } from "../../../mod.ts";
import {
  bytesOf,
  type Metadata,
  withMetadata,
} from "../../helpers/network_files.ts";

const text = `
image: input(2)
words: input(1)
concat(image, words) -> fc(3) -> h: tanh
h -> fc(1) -> price: mse
h -> fc(2) -> kind: cross_entropy
`.trim();
const network = nn(text);
const parameters = initialize(network, { seed: 5, precision: "float32" });
const description = {
  text,
  libraries: [],
  precision: "float32",
  schema: {
    inputs: [
      { name: "a", part: "image" },
      { name: "b", part: "image" },
      { name: "a", part: "words" },
    ],
    targets: [
      { name: "sum", part: "price" },
      { name: "tree", part: "kind", categories: ["ash", "oak"] },
    ],
  },
  means: [1, 2, 3],
  arrays: {
    parts: {
      image: { inputs: "x", shape: [2] },
      price: { target: "p" },
      kind: { target: "k" },
    },
  },
  inputs: {
    image: { offset: [1, 2], scale: [3, 4] },
    words: { offset: [5], scale: [6] },
  },
  // A mean that single precision does not hold beside such a deviation.
  losses: {
    price: { targetNormalization: { offset: [1e12], scale: [1] } },
    kind: { targetShape: [], labels: [3, 7] },
  },
} as const;
const whole = bytesOf({ description, network, parameters });

Deno.test("what is said of each input and loss comes back, and gives the same bytes", async () => {
  const saved = await readNetwork(fromBytes("net", whole));
  assertEquals(saved.description, {
    ...description,
    arrays: {
      inputs: undefined,
      target: undefined,
      shape: undefined,
      parts: {
        image: { inputs: "x", target: undefined, shape: [2] },
        price: { inputs: undefined, target: "p", shape: undefined },
        kind: { inputs: undefined, target: "k", shape: undefined },
      },
    },
  });
  assertEquals(bytesOf(saved), whole);
});

/** What a hostile file may say, and what is said of it. */
const lies: readonly (readonly [
  what: string,
  change: (nabla: Metadata) => void,
  message: string,
])[] = [
  [
    "a column of no input",
    (n) => n.schema.inputs[0].part = "imag",
    "the network has no input imag: its inputs are image and words",
  ],
  [
    "a column for all inputs",
    (n) => delete n.schema.inputs[0].part,
    "must be of each input by its name",
  ],
  [
    "a part that is no text",
    (n) => n.schema.inputs[0].part = 1,
    "Cannot read the schema",
  ],
  [
    "a column twice in an input",
    (n) => n.schema.inputs[1].name = "a",
    "columns with different names",
  ],
  [
    "an input without columns",
    (n) => n.schema.inputs.pop(),
    "its columns must be the 1 numbers of its input words: found 0",
  ],
  [
    "a target of no loss",
    (n) => n.schema.targets[1].part = "kinds",
    "the network has no loss kinds",
  ],
  [
    "more classes than outputs of a loss",
    (n) => n.schema.targets[1].categories.push("fir"),
    "the network predicts at most 2 classes: found 3",
  ],
  [
    "a normalization of no input",
    (n) => n.inputs.x = { offset: [1], scale: [1] },
    "the network has no input x",
  ],
  [
    "a normalization of too many numbers",
    (n) => n.inputs.words.offset = [1, 2],
    "offset and scale must be lists of 1 finite numbers",
  ],
  ["a normalization that is none", (n) => n.inputs.words = 3, "finite numbers"],
  [
    "inputs that are none",
    (n) => n.inputs = [],
    "must stand under their names",
  ],
  ["losses that are none", (n) => n.losses = 7, "must stand under their names"],
  [
    "a loss that the network does not have",
    (n) => n.losses.size = {},
    "the network has no loss size",
  ],
  [
    "a loss of the name of a prototype",
    (n) => n.losses = JSON.parse('{"__proto__": {"labels": [1, 2]}}'),
    "the network has no loss __proto__",
  ],
  [
    "one label for two classes of a loss",
    (n) => n.losses.kind.labels = [3, 3],
    "its labels must differ",
  ],
  [
    "labels that are no numbers",
    (n) => n.losses.kind.labels = ["a"],
    "labels must be numbers",
  ],
  [
    "normalized targets of classes",
    (n) => n.losses.kind.targetNormalization = { offset: [1], scale: [2] },
    "its targets are normalized, and its loss is none of differences",
  ],
  [
    "a scale of 0 of a loss",
    (n) => n.losses.price.targetNormalization.scale = [0],
    "no scale 0",
  ],
  [
    "too few means",
    (n) => n.means = [1, 2],
    "means must be 3 numbers, one for each feature of a table: found 2",
  ],
  [
    "arrays of no input or loss",
    (n) => n.arrays.parts.other = { inputs: "x" },
    "the network has no input other",
  ],
  [
    "arrays whose names are none",
    (n) => n.arrays.parts.image.inputs = 1,
    "how its arrays were read must be names and a shape",
  ],
  [
    "parts for a network of one input and one loss",
    (n) => n.text = "fc(3,1) -> price: mse",
    "by its name if there are several, and only then",
  ],
];
for (const [what, change, message] of lies) {
  Deno.test(`a file is refused that has ${what}`, async () => {
    const bytes = withMetadata(whole, ({ nabla }) => change(nabla));
    const error = await assertRejects(
      () => readNetwork(fromBytes("net", bytes)),
      DataError,
    );
    assertEquals(error.message.includes(message), true, error.message);
  });
}
