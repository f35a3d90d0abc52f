// Networks of PyTorch and ONNX's own node tests, read and run here.
import { assert, assertEquals, assertThrows } from "@std/assert";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { readOnnx } from "../../../dsl/importing/read_onnx.ts";
import {
  answers,
  bytesOf,
  laidOut,
  largestDifference,
  type NodeCase,
  nodeOutcome,
  unzipped,
} from "../../helpers/onnx_runs.ts";
import nodes from "../../reference/onnx_nodes.json" with { type: "json" };
import reference from "../../reference/onnx_networks.json" with {
  type: "json",
};

type Name = keyof typeof reference;

/** What the networks are as text, exported with a free batch. */
const texts: Readonly<Partial<Record<Name, string>>> = {
  mlp: "input(4) -> (fc(8) -> relu)*2 -> fc(3) -> softmax\n",
  lenet: `input(18,18,1) -> conv(5,4) -> relu -> maxpool(2) -> conv(3,6) -> relu
  -> avgpool(2) -> flatten -> fc(12) -> relu -> fc(5) -> log_softmax
`,
  lstm: "input(5,3) -> lstm(4,layers=2,returns=last) -> fc(2)\n",
  gru: "input(5,3) -> gru(4,direction=both)\n",
  "lstm of steps first": "input(5,3) -> lstm(4)\n",
  transformer: `input(4,8) -> residual(attention(2)) -> layernorm
  -> residual(fc(16) -> relu -> fc(8)) -> layernorm
`,
  "transformer of steps first": `let block = residual(attention(2)) -> layernorm
  -> residual(fc(16) -> relu -> fc(8)) -> layernorm
input(4,8) -> block*3 -> layernorm
`,
  tokens: `let block = residual(layernorm -> causal_attention(2))
  -> residual(layernorm -> fc(12) -> gelu -> fc(8))
input(5) -> embedding(7,8) -> positional(learned) -> block*2 -> fc(7)
`,
  "two inputs": `x: input(3)
other: input(2)
mul(x -> fc(4), other -> fc(4) -> tanh) -> sigmoid
`,
  masked: `given c = [[0, 0.5, -1], [-1000000000, 0, 0], [0, 0, 0]]
input(3,4) -> attention(2, mask=c)
`,
  gated: "fc(3,8) -> glu -> layernorm -> glu\n",
};

for (const [name, test] of Object.entries(reference)) {
  for (const kind of ["free", "fixed"] as const) {
    Deno.test(`a network of PyTorch is read and gives its numbers: ${name}, batch ${kind}`, async () => {
      const network = readOnnx(await unzipped(bytesOf(test[kind])), { name });
      const expected = laidOut(test.output, network.output);
      const difference = largestDifference(
        answers(network, test.inputs),
        expected,
      );
      assert(difference < 1e-6, `${difference}`);
      const text = kind === "free" ? texts[name as Name] : undefined;
      if (text !== undefined) assertEquals(network.text, text);
    });
  }
}

Deno.test("what normalizes stays apart from the convolution before it", async () => {
  const { text } = readOnnx(await unzipped(bytesOf(reference.resnet.fixed)));
  const body = "conv(3,4,pad=1,bias=none) -> batchnorm";
  assert(text.includes(`residual(${body} -> relu -> ${body})`), text);
  assert(text.includes("block*2"), text);
});

Deno.test("the smallest node test of each operator passes or is refused", () => {
  const counts = { passed: 0, refused: 0 };
  for (const test of nodes as readonly NodeCase[]) {
    const outcome = nodeOutcome(test);
    if ("refusal" in outcome) counts.refused++;
    else {
      assert(outcome.difference < 1e-5, `${test.name}: ${outcome.difference}`);
      counts.passed++;
    }
  }
  assertEquals(counts, { passed: 107, refused: 51 });
});

Deno.test("an operator that is not read is named with its place and the nearest", () => {
  const test = nodes.find(({ name }) => name.startsWith("test_maxunpool"));
  assertThrows(
    () => readOnnx(bytesOf(test?.file ?? ""), { name: "a.onnx" }),
    DataError,
    'a.onnx: node 1, MaxUnpool "": operator "MaxUnpool" is not read; the nearest that is: MaxPool',
  );
});
