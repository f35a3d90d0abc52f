// What is broken or hostile is refused, in little time and memory; 10,000 mutants are
// tried by `deno task test:bridges`.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { NablaError } from "../../../lib/base/nabla_error.ts";
import { createRandom } from "../../../lib/base/random.ts";
import type {
  OnnxModel,
  OnnxNode,
  OnnxTensor,
} from "../../../lib/bridges/onnx/model.ts";
import { writeOnnxModel } from "../../../lib/bridges/onnx/write_model.ts";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { readOnnx } from "../../../dsl/importing/read_onnx.ts";
import { mutant } from "../../helpers/onnx_mutants.ts";
import { bytesOf } from "../../helpers/onnx_runs.ts";
import nodes from "../../reference/onnx_nodes.json" with { type: "json" };

Deno.test("of 500 mutants each is refused by an error of ours, or read", () => {
  const random = createRandom(5);
  const files = nodes.map(({ file }) => bytesOf(file));
  let refused = 0;
  for (let i = 0; i < 500; i++) {
    const [one, other] = [0, 1].map(() => files[random.integer(files.length)]);
    try {
      readOnnx(mutant(one, other, random));
    } catch (error) {
      if (!(error instanceof NablaError)) throw error;
      refused++;
    }
  }
  assert(refused > 300, `${refused}`);
});

function node(
  op: string,
  inputs: readonly string[],
  attributes: OnnxNode["attributes"] = new Map(),
): OnnxNode {
  return { op, domain: "", name: "n", inputs, outputs: ["y"], attributes };
}

function integers(name: string, values: readonly number[]): OnnxTensor {
  return {
    name,
    type: "int64",
    shape: [values.length],
    values: Float64Array.from(values),
  };
}

function model(
  nodes: readonly OnnxNode[],
  initializers: readonly OnnxTensor[] = [],
  more: Partial<OnnxModel> = {},
): Uint8Array {
  return writeOnnxModel({
    irVersion: 8,
    producer: { name: "", version: "" },
    opsets: new Map([["", 17]]),
    metadata: new Map(),
    graph: {
      name: "g",
      nodes,
      inputs: [{ name: "x", type: "float32", shape: ["batch", 4] }],
      outputs: [{ name: "y", type: "float32", shape: undefined }],
      initializers,
    },
    ...more,
  });
}

const huge = 2 ** 40;
const hostile: readonly (readonly [string, Uint8Array, string])[] = [
  [
    "constants of a huge shape",
    model([
      { ...node("ConstantOfShape", ["s"]), outputs: ["c"] },
      node("Add", ["x", "c"]),
    ], [integers("s", [huge, huge, 4])]),
    "do not fit",
  ],
  [
    "a range without end",
    model([
      { ...node("Range", ["a", "b", "c"]), outputs: ["r"] },
      node("Add", ["x", "r"]),
    ], [integers("a", [0]), integers("b", [huge]), integers("c", [1])]),
    "too many",
  ],
  [
    "numbers that are stretched to many",
    model([
      { ...node("Expand", ["a", "s"]), outputs: ["e"] },
      node("Add", ["x", "e"]),
    ], [integers("a", [1, 2, 3, 4]), integers("s", [2 ** 30, 4])]),
    "too many",
  ],
  [
    "padding that is huge",
    model([node("Pad", ["x", "p"])], [integers("p", [0, huge, 0, huge])]),
    "does not compile",
  ],
  [
    "a value that is used before it is there",
    model([node("Relu", ["z"])]),
    'there is no value "z" yet',
  ],
  [
    "a circle",
    model([node("Add", ["x", "y"])]),
    'there is no value "y" yet',
  ],
  [
    "a value that is defined twice",
    model([node("Relu", ["x"]), node("Tanh", ["x"])]),
    '"y" is there twice',
  ],
  [
    "no versions of operators",
    model([node("Relu", ["x"])], [], { opsets: new Map() }),
    "it names no operators of ONNX's",
  ],
  [
    "a version to come",
    model([node("Relu", ["x"])], [], { opsets: new Map([["", 99]]) }),
    "operators of version 99 are not read: 1 to 24 are",
  ],
  [
    "an operator of somebody else",
    model([{ ...node("Relu", ["x"]), domain: "com.microsoft" }]),
    'operator "com.microsoft.Relu" is not read',
  ],
  [
    "an attribute that nobody knows",
    model([
      node("Relu", ["x"], new Map([["slope", { type: "float", value: 1 }]])),
    ]),
    'attribute "slope": it is not one that is read here',
  ],
  [
    "a reshape that mixes examples",
    model([node("Reshape", ["x", "s"])], [integers("s", [2, -1])]),
    "the new shape divides the axis of the batch",
  ],
];

for (const [name, bytes, message] of hostile) {
  Deno.test(`a hostile model is refused: ${name}`, () => {
    assertThrows(() => readOnnx(bytes), DataError, message);
  });
}

Deno.test("what metadata says of a model is believed only if it is written as this model", () => {
  const bytes = (text: string) =>
    model([node("Relu", ["x"])], [], {
      metadata: new Map([[
        "nabla",
        JSON.stringify({
          version: 1,
          text,
          libraries: [],
          precision: "float32",
        }),
      ]]),
    });
  for (
    const lie of [
      "input(4) -> tanh",
      "input(4) -> relu -> relu",
      "fc(10000,10000) -> relu",
      "fc(4,",
    ]
  ) assertEquals(readOnnx(bytes(lie)).text, "input(4) -> relu\n");
  assertEquals(readOnnx(bytes("broken")).description, undefined);
});
