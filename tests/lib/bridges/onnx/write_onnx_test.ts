// Models that are written: that each layer has a form, and what the forms are.
// `deno task test:bridges` runs them elsewhere, and keeps digests of what it ran.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { writeOnnx, type WriteOnnxOptions } from "../../../../data.ts";
import { initialize, NablaError, nn } from "../../../../mod.ts";
import type { OnnxModel } from "../../../../lib/bridges/onnx/model.ts";
import { onnxModelOf } from "../../../../lib/bridges/onnx/out/write_onnx.ts";
import { readOnnxModel } from "../../../../lib/bridges/onnx/read_model.ts";
import { catalogue } from "./catalogue.ts";
import { digestsOf, layersOf } from "./digests.ts";
import { texts } from "./networks.ts";
import verified from "./verified.json" with { type: "json" };

/** What a text is as a model, with its own first weights. */
function modelOf(text: string, options: WriteOnnxOptions = {}): OnnxModel {
  const network = nn(text);
  return onnxModelOf(network, initialize(network), options);
}

/** The operators in order. */
const operators = ({ graph }: OnnxModel) => graph.nodes.map(({ op }) => op);

Deno.test("each layer has a form, and each form is the one that onnxruntime has run", () => {
  const digests = digestsOf();
  const names = new Set(catalogue().map(({ definition }) => definition.name));
  assertEquals(layersOf(digests), [...names]);
  // After a change of a form: deno task test:bridges --update
  assertEquals(digests, verified);
});

Deno.test("tensors are there before they are used, each under its own name", () => {
  for (const text of Object.values(texts)) {
    const { graph } = readOnnxModel(
      writeOnnx(nn(text), initialize(nn(text))),
    );
    const known = new Set([
      ...graph.inputs.map(({ name }) => name),
      ...graph.initializers.map(({ name }) => name),
    ]);
    assertEquals(known.size, graph.inputs.length + graph.initializers.length);
    for (const { inputs, outputs } of graph.nodes) {
      for (const name of inputs) assert(name === "" || known.has(name), name);
      for (const name of outputs) {
        assert(!known.has(name), name);
        known.add(name);
      }
    }
    for (const { name } of graph.outputs) assert(known.has(name), name);
  }
});

Deno.test("tensors have the names of steps, and weights their paths", () => {
  const { graph } = modelOf("fc(2,3) -> h: tanh -> fc(1)");
  assertEquals(graph.nodes.map(({ name }) => name), ["fc1", "h", "fc2"]);
  assertEquals(graph.initializers.map(({ name }) => name), [
    "fc1.weight",
    "fc1.bias",
    "fc2.weight",
    "fc2.bias",
  ]);
  assertEquals(graph.inputs, [
    { name: "x", type: "float32", shape: ["batch", 2] },
  ]);
  assertEquals(graph.outputs, [
    { name: "fc2", type: "float32", shape: ["batch", 1] },
  ]);
});

Deno.test("a network of images has one transpose, at its border, and none with channels first", () => {
  const text =
    "input(8,6,1) -> conv(3,4,pad=same) -> relu -> maxpool(2) -> residual(batchnorm -> conv(3,4,pad=same)) -> flatten -> relu -> fc(3)";
  const last = modelOf(text);
  assertEquals(operators(last).filter((op) => op === "Transpose").length, 1);
  assertEquals(last.graph.inputs[0].shape, ["batch", 8, 6, 1]);
  const first = modelOf(text, { channels: "first" });
  assertEquals(operators(first), operators(last).slice(1));
  assertEquals(first.graph.inputs[0].shape, ["batch", 1, 8, 6]);
});

Deno.test("an image that comes out has its channels where the one that goes in has them", () => {
  const text = "input(4,6,2) -> conv(1,3) -> y: relu";
  assertEquals(modelOf(text).graph.outputs[0], {
    name: "y",
    type: "float32",
    shape: ["batch", 4, 6, 3],
  });
  assertEquals(modelOf(text, { channels: "first" }).graph.outputs[0], {
    name: "y",
    type: "float32",
    shape: ["batch", 3, 4, 6],
  });
});

Deno.test("an image that is changed number by number first is one all the same", () => {
  const model = modelOf("input(4,6,2) -> scale(2) -> relu -> conv(3,1)", {
    channels: "first",
  });
  assertEquals(model.graph.inputs[0].shape, ["batch", 2, 4, 6]);
  assertEquals(operators(model), ["Mul", "Relu", "Conv"]);
});

Deno.test("what a loss makes of its prediction is kept, or left with logits", () => {
  const ends: Readonly<Record<string, readonly string[]>> = {
    cross_entropy: ["Softmax", "probabilities"],
    bce_with_logits: ["Sigmoid", "probabilities"],
    hinge: ["Gemm", "fc1"],
    mse: ["Gemm", "fc1"],
    poisson: ["Exp", "prediction"],
  };
  for (const [loss, [op, name]] of Object.entries(ends)) {
    const model = modelOf(`fc(2,3) -> ${loss}`);
    assertEquals(operators(model).at(-1), op, loss);
    assertEquals(model.graph.outputs[0].name, name, loss);
  }
  const logits = modelOf("fc(2,3) -> cross_entropy", { logits: true });
  assertEquals(operators(logits), ["Gemm"]);
  assertEquals(logits.graph.outputs[0].name, "fc1");
});

Deno.test("several losses are several outputs, under the names of the losses", () => {
  const { graph } = modelOf(
    "input(2) -> fc(3) -> h: tanh\nh -> fc(1) -> near: mse\nh -> fc(2) -> far: cross_entropy(weight=0.3)",
  );
  assertEquals(graph.outputs.map(({ name }) => name), [
    "fc2",
    "far.probabilities",
  ]);
});

Deno.test("two losses of one value are two outputs, and yes and no are named", () => {
  const network = nn`
    input(2) -> h: fc(2)
    h -> near: mse
    h -> far: mae
  `;
  const { graph } = onnxModelOf(network, initialize(network));
  assertEquals(graph.outputs.map(({ name }) => name), ["h", "far.output"]);
  const yes = nn`fc(2,1) -> bce_with_logits`;
  const { metadata } = onnxModelOf(yes, initialize(yes), {
    description: { labels: [3, 5] },
  });
  assertEquals(metadata.get("classes"), '["3","5"]');
});

Deno.test("inputs are normalized within, targets are in their units, and classes are named in the metadata", () => {
  const network = nn`fc(2,3) -> cross_entropy`;
  const model = onnxModelOf(network, initialize(network), {
    description: {
      normalization: { offset: [1, 2], scale: [3, 4] },
      labels: [7, 8, 9],
    },
    metadata: { made: "for a test" },
  });
  assertEquals(operators(model), ["Sub", "Div", "Gemm", "Softmax"]);
  const [offset, scale] = model.graph.initializers;
  assertEquals([offset.name, ...offset.values], ["x.offset", 1, 2]);
  assertEquals([scale.name, ...scale.values], ["x.scale", 3, 4]);
  assertEquals(Object.fromEntries(model.metadata), {
    classes: '["7","8","9"]',
    made: "for a test",
  });
  const numbers = nn`fc(2,1) -> mse`;
  const targets = onnxModelOf(numbers, initialize(numbers), {
    description: { targetNormalization: { offset: [10], scale: [2] } },
  });
  assertEquals(operators(targets), ["Gemm", "Mul", "Add"]);
});

Deno.test("what ONNX cannot say is refused by name, with a way out", () => {
  const own = {
    ...nn`fc(2,1) -> relu`,
    steps: nn`fc(2,1) -> relu`.steps.map((step) => ({
      ...step,
      layer: { ...step.layer, name: "mine" },
    })),
  };
  const refusals: readonly (readonly [() => unknown, string])[] = [
    [
      () => onnxModelOf(own, initialize(own)),
      "Cannot write ONNX as fc1 has no form in ONNX: found mine: predict with nabla itself",
    ],
    [
      () =>
        modelOf(
          "given i = [0, 1]\ngiven u = [2, 3]\ninput(3) -> scatter_elements(id, i, u, reduce=max)",
        ),
      "Cannot write ONNX as scatter_elements1 has no form in ONNX of opset 17: found scatter_elements(reduce=max): write it with opset 18",
    ],
    [
      () => modelOf("fc(2,1)", { opset: 16 }),
      "Cannot write ONNX as opset must be a whole number from 17 to 24: found 16",
    ],
    [
      () => modelOf("fc(2,1)", { channels: "first" }),
      "Cannot write ONNX with channels first as an input must be an image, a series or a volume: found none: leave out channels",
    ],
  ];
  for (const [write, message] of refusals) {
    assertThrows(write, NablaError, message);
  }
});
