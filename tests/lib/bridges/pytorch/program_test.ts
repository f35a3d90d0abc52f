// What is written for PyTorch, as far as it shows without PyTorch; tests/pytorch/ runs it.
import { assertEquals, assertThrows } from "@std/assert";
import { createRandom } from "../../../../lib/base/random.ts";
import { NablaError, nn } from "../../../../mod.ts";
import {
  blobs,
  examplesOf,
  readSafetensors,
  writeSafetensors,
} from "../../../../data.ts";
import { permutation } from "../../../../lib/data/examples/shuffle.ts";
import { helpersOf } from "../../../../lib/bridges/pytorch/helpers.ts";
import { torchModule } from "../../../../lib/bridges/pytorch/module.ts";
import {
  torchProgram,
  type TorchTraining,
} from "../../../../lib/bridges/pytorch/program.ts";
import {
  shardCount,
  shardsOf,
} from "../../../../lib/bridges/pytorch/shards.ts";
import { order, shuffled } from "../../../../lib/bridges/pytorch/data_text.ts";
import type { Network } from "../../../../lib/network/network.ts";
import { fromBytes } from "../../../../lib/bytes/byte_source.ts";
import { pythonTest } from "../../../helpers/python.ts";

const adam = {
  name: "adam",
  values: {
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0,
    amsgrad: false,
  },
};

function trainingOf(
  network: Network,
  settings: Partial<TorchTraining["settings"]> = {},
): TorchTraining {
  return {
    title: "fc(2,8) -> tanh -> fc(3) -> cross_entropy",
    name: "train",
    run: "0123",
    network,
    training: blobs({ examples: 30 }),
    files: 1,
    validationFiles: 1,
    settings: {
      optimizer: adam,
      schedule: { name: "cosine", values: { final: 0 } },
      learningRate: 0.001,
      warmUp: 5,
      epochs: 20,
      batch: 32,
      accumulate: 1,
      seed: 0,
      precision: "float32",
      shuffle: true,
      keep: "best",
      ...settings,
    },
  };
}

const classifier = nn`fc(2,8) -> tanh -> fc(3) -> cross_entropy`;

/** Networks whose modules are shown. */
const texts = [
  "input(8,8,1) -> conv(3,4,pad=same) -> batchnorm -> relu -> maxpool(2) -> flatten -> fc(3)",
  "input(5,4) -> residual(causal_attention(2)) -> layernorm -> residual(fc(8) -> gelu -> fc(4)) -> gru(3,returns=last)",
  "let block(n) = fc(n) -> tanh\ninput(3) -> block(4)*2 -> h: fc(3) -> relu -> add(id, h -> square)",
  "given a = [1, 2]\nx: input(2)\ny = sigmoid(a*x + 2) - x^2\ny -> fc(1)",
];

Deno.test("a program as people read it", async (t) => {
  await t.assertSnapshot(torchProgram(trainingOf(classifier)));
});

Deno.test("modules as people read them", async (t) => {
  for (const text of texts) {
    const { net } = torchModule(nn(text));
    await t.assertSnapshot([helpersOf(net), net].filter(Boolean).join("\n\n"));
  }
});

async function run(python: string, code: string, input = ""): Promise<string> {
  const child = new Deno.Command(python, {
    args: ["-c", code],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { stdout, stderr } = await child.output();
  assertEquals(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout);
}

await pythonTest("Python takes what is written", undefined, async (python) => {
  const parse = "import ast, sys; ast.parse(sys.stdin.read())";
  const programs = [
    ...["plateau", "oneCycle", "step", "constant"].map((name) =>
      torchProgram(trainingOf(classifier, {
        schedule: { name, values: { every: 1, factor: 0.5, rise: 0.3 } },
        optimizer: { name: "lion", values: {} },
      }))
    ),
    torchProgram({ ...trainingOf(classifier), title: '"""\\' }),
    ...texts.map((text) => torchModule(nn(text)).net),
  ];
  for (const each of programs) await run(python, parse, each);
});

await pythonTest(
  "a program draws the order of examples as train does",
  undefined,
  async (python) => {
    for (const [seed, epoch] of [[0, 1], [7, 12], [5_000_000_000, 3]]) {
      const code =
        `import math\nSEED = ${seed}\n${order}\n${shuffled}\nprint(order_of(${epoch}, 500))`;
      const own = permutation(
        500,
        createRandom(seed).fork(`order of epoch ${epoch}`),
      );
      assertEquals(JSON.parse(await run(python, code)), [...own]);
    }
  },
);

Deno.test("files of examples hold them in their order, part by part", async () => {
  const all = examplesOf(Float64Array.from({ length: 50 }, (_, i) => i), {
    inputShape: [5],
    target: Float64Array.from({ length: 10 }, (_, i) => 100 + i),
    targetShape: [],
  });
  const parts = {
    ...all,
    inputs: [{ name: "a", shape: [2] }, { name: "b", shape: [3] }],
  };
  assertEquals(shardCount(parts, 24), 3);
  const found: Record<string, number[]> = {};
  let count = 0;
  for await (const tensors of shardsOf(parts, "float32", 24)) {
    count++;
    const bytes = writeSafetensors(tensors);
    const file = await readSafetensors(fromBytes("data", bytes));
    for (const [name, tensor] of file.tensors) {
      (found[name] ??= []).push(...await tensor.read());
    }
  }
  assertEquals(count, 3);
  assertEquals(found.a.slice(0, 4), [0, 1, 5, 6]);
  assertEquals(found.b.slice(-3), [47, 48, 49]);
  assertEquals(found.target, [...all.memory.target]);
});

Deno.test("a label that is the name of a function is not taken for it", () => {
  const { net } = torchModule(
    nn("input(4,4,1) -> first: conv(3,2) -> last: relu -> add(id, first)"),
  );
  assertEquals(
    net.split("\n").slice(-3).map((line) => line.trim()),
    [
      "first_ = last(self.first(first(x)))",
      "last_ = F.relu(first_)",
      "return last_ + first_",
    ],
  );
});

Deno.test("what PyTorch cannot say is refused by name", () => {
  const cases = {
    "input(4,3) -> gru(2,reset=before)": "gru1 has no form there",
    "input(3,2) -> unfold(2)": "unfold1 has no form there",
    "train: fc(2,2)": "found train",
    "lambda: fc(2,2)": "found lambda",
  };
  for (const [text, words] of Object.entries(cases)) {
    assertThrows(() => torchModule(nn(text)), NablaError, words);
  }
});
