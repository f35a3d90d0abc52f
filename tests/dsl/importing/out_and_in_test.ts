// What goes out to ONNX comes in again: the same numbers, and its own text.
import { assert, assertEquals } from "@std/assert";
import { readOnnx, writeOnnx } from "../../../data.ts";
import { initialize, nn } from "../../../mod.ts";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import {
  caseOf,
  catalogue,
  type OnnxCase,
} from "../../lib/bridges/onnx/catalogue.ts";
import { caseOfText, texts } from "../../lib/bridges/onnx/networks.ts";
import { largestDifference } from "../../helpers/onnx_runs.ts";

/** What a case gives when it was out and in again; undefined if it is refused. */
function again(one: OnnxCase): Float32Array | undefined {
  const { network, parameters, batch, inputs } = one;
  try {
    const read = readOnnx(writeOnnx(network, parameters));
    const net = read.network.bind({
      parameters: read.parameters,
      batch,
      mode: "infer",
    });
    for (const [i, { name }] of read.inputs.entries()) {
      net.values[read.network.inputs[i]].set(inputs[name].values);
    }
    net.predict();
    return Float32Array.from(net.y);
  } catch (error) {
    if (error instanceof NablaError) return undefined;
    throw error;
  }
}

/** Layers some of whose examples are written as operators that are not read. */
const refused: readonly string[] = [
  "attention",
  "causal_attention",
  "gather",
  "gather_elements",
  "gather_nd",
  "grid_sample",
  "groupnorm",
  "gru",
  "layernorm",
  "lstm",
  "maxpool",
  "rnn",
  "scatter_elements",
  "scatter_nd",
  "unpool",
];

Deno.test("examples of layers that went out to ONNX give the same bits, or the last digit, when they are in again", () => {
  const counts = { same: 0, near: 0, refused: 0 };
  const names = new Set<string>();
  for (const entry of catalogue()) {
    const one = caseOf(entry);
    const found = again(one);
    if (found === undefined) {
      counts.refused++;
      names.add(entry.definition.name);
      continue;
    }
    const difference = largestDifference(found, one.output);
    assert(difference < 3e-6, `${one.name}: ${difference}`);
    counts[difference === 0 ? "same" : "near"]++;
  }
  assertEquals([...names].sort(), refused);
  assert(counts.same > 10 * counts.near, JSON.stringify(counts));
});

const fromText = [
  "perceptron",
  "image",
  "an image with skips",
  "an image that stays one",
  "a flat image that is sliced",
  "series",
  "sequence",
  "transformer",
  "two inputs",
  "shared weights",
];

for (const name of fromText) {
  Deno.test(`a network that went out with its text is this text again, bit by bit: ${name}`, () => {
    const text = texts[name];
    const one = caseOfText(name, text);
    const nabla = JSON.stringify({
      version: 1,
      text,
      libraries: [],
      precision: "float32",
    });
    const read = readOnnx(
      writeOnnx(one.network, one.parameters, { metadata: { nabla } }),
    );
    assertEquals(read.text, text);
    assertEquals(
      [...read.parameters].map(({ path, value }) => [path, [...value]]),
      [...one.parameters].map(({ path, value }) => [path, [...value]]),
    );
    assertEquals(again(one), one.output);
  });
}

Deno.test("fixed numbers are called as in the file", () => {
  const network = nn`fc(2,3) -> tanh`;
  const normalization = { offset: [1, 2], scale: [3, 5] };
  const bytes = writeOnnx(network, initialize(network), {
    description: { normalization },
  });
  assertEquals(
    readOnnx(bytes).text,
    `given x_scale = [3, 5]
given x_offset = [1, 2]
input(2) -> sub(id, x_offset) -> div(id, x_scale) -> fc(3) -> tanh
`,
  );
});
