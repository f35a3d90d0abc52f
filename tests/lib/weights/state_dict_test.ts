import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  fromBytes,
  readSafetensors,
  type Tensor,
  writeSafetensors,
} from "../../../data.ts";
import { createLayer } from "../../../lib/layer/define_layer.ts";
import { networkBuilder } from "../../../lib/network/network.ts";
import { inverse, permuteAxes } from "../../../lib/tensor_files/permutation.ts";
import {
  attention,
  builtins,
  DataError,
  fc,
  initialize,
  loadParameters,
  NablaError,
  nn,
  saveParameters,
} from "../../../mod.ts";
import { fixture, reference } from "../../helpers/tensor_fixtures.ts";

interface Case {
  readonly prefix: string;
  readonly text: string;
  readonly batch: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const cases: readonly Case[] = reference("torch_modules.json");
const modules = await readSafetensors(
  fromBytes("modules.safetensors", fixture("modules.safetensors")),
);

const ways = [["float64", 1e-12], ["float32", 2e-6]] as const;

for (const { prefix, text, batch, x, y } of cases) {
  for (const [precision, most] of ways) {
    Deno.test(`${text} with PyTorch's weights, ${prefix}*, gives PyTorch's outputs to ${most}`, async () => {
      const net = nn(text).bind({ batch, precision, mode: "infer" });
      const { tensors } = modules;
      await loadParameters(net.parameters, net.network, tensors, { prefix });
      net.x.set(x);
      net.forward();
      assertEquals(net.y.length, y.length);
      const apart = y.map((value, i) =>
        Math.abs(net.y[i] - value) / Math.max(1, Math.abs(value))
      );
      assert(Math.max(...apart) <= most, `differs by ${Math.max(...apart)}`);
    });
  }

  Deno.test(`${text} saves under PyTorch's names and shapes, ${prefix}*, the numbers that it loaded`, async () => {
    const net = nn(text).bind({ batch });
    const { tensors } = modules;
    await loadParameters(net.parameters, net.network, tensors, { prefix });
    const saved = saveParameters(net.parameters, net.network, { prefix });
    const names = [...tensors.keys()].filter((name) =>
      name.startsWith(prefix) && !name.endsWith("num_batches_tracked")
    );
    assertEquals(saved.map(({ name }) => name).sort(), names.sort());
    for (const { name, shape, values } of saved) {
      assertEquals(shape, tensors.get(name)?.shape);
      assertEquals(values, await tensors.get(name)?.read());
    }
  });
}

for (const { definition } of builtins) {
  const { name } = definition;
  const examples = definition.examples.filter(({ inputs }) =>
    inputs.length === 1
  );
  if (examples.length === 0) continue;
  Deno.test(`parameters of ${name} come back as they were`, async () => {
    for (const { arguments: given, inputs } of examples) {
      const made = createLayer(definition, given);
      const builder = networkBuilder();
      const x = builder.addInput("x", inputs[0]);
      const end = builder.step(made, [x], { name: "a", labelled: true });
      const network = builder.build({ rows: [], given: [], end });
      const one = initialize(network, { seed: 1 });
      const other = initialize(network, { seed: 2 });
      const tensors = saveParameters(one, network);
      await loadParameters(other, network, byName(tensors));
      assertEquals([...other].length, tensors.length);
      for (const { path, value } of one) {
        assertEquals(other.get(path).value, value, path);
      }
    }
  });
}

const byName = (tensors: Iterable<Tensor & { name: string }>) =>
  new Map([...tensors].map((tensor) => [tensor.name, tensor]));

Deno.test("what is saved is a copy, and the order is that of the steps", () => {
  const net = nn`fc(1,1) -> fc(1)`.bind();
  const saved = saveParameters(net.parameters, net.network);
  assertEquals(saved.map(({ name }) => name), [
    "fc1.weight",
    "fc1.bias",
    "fc2.weight",
    "fc2.bias",
  ]);
  net.parameters.get("fc1.weight").value.fill(7);
  assert(saved[0].values[0] !== 7);
});

Deno.test("weights that two steps share are saved once", async () => {
  const network = nn`input(2) -> a: fc(2) -> same(a)`;
  const parameters = initialize(network);
  const saved = saveParameters(parameters, network);
  assertEquals(saved.map(({ name }) => name), ["a.weight", "a.bias"]);
  await loadParameters(parameters, network, byName(saved));
});

const given =
  nn`given mask = [[0, -1e9], [0, 0]]\ninput(2,4) -> attention(2, mask)`;

Deno.test("a given value is saved under its own name, and may be missing when it is loaded", async () => {
  const parameters = initialize(given);
  const all = byName(saveParameters(parameters, given));
  assertEquals(all.get("mask")?.shape, [2, 2]);
  all.set("mask", {
    name: "mask",
    shape: [2, 2],
    values: Float32Array.of(0, 1, 2, 3),
  });
  await loadParameters(parameters, given, all);
  assertEquals([...parameters.get("mask").value], [0, 1, 2, 3]);
  all.delete("mask");
  await loadParameters(parameters, given, all);
  assertEquals([...parameters.get("mask").value], [0, 1, 2, 3]);
});

/** PyTorch's state dicts of MultiheadAttention(6, 2, kdim=3, vdim=5), of MultiheadAttention(6, 3, bias=False), and of LSTM(3, 2, bias=False, bidirectional=True). */
const ofTorch: readonly (readonly [
  text: string,
  names: Readonly<Record<string, readonly number[]>>,
])[] = [
  [
    "m: input(5,3)\nv: input(5,5)\ns: input(4,6)\ns -> a: attention(2, memory=m, values=v)",
    {
      "q_proj_weight": [6, 6],
      "k_proj_weight": [6, 3],
      "v_proj_weight": [6, 5],
      "in_proj_bias": [18],
      "out_proj.weight": [6, 6],
      "out_proj.bias": [6],
    },
  ],
  [
    "m: input(5,6)\ns: input(4,6)\ns -> a: attention(3, memory=m, bias=none)",
    { "in_proj_weight": [18, 6], "out_proj.weight": [6, 6] },
  ],
  [
    "input(4,3) -> a: lstm(2,direction=both,bias=none)",
    {
      "weight_ih_l0": [8, 3],
      "weight_hh_l0": [8, 2],
      "weight_ih_l0_reverse": [8, 3],
      "weight_hh_l0_reverse": [8, 2],
    },
  ],
];
for (const [text, names] of ofTorch) {
  Deno.test(`the weights of ${text} have PyTorch's names and shapes`, () => {
    const network = nn(text);
    const saved = saveParameters(initialize(network), network);
    assertEquals(
      Object.fromEntries(
        saved.filter(({ name }) => name.startsWith("a."))
          .map(({ name, shape }) => [name.slice(2), shape]),
      ),
      names,
    );
  });
}

Deno.test("all mistakes are reported at once, and no parameter is changed", async () => {
  const network = nn`fc(2,3) -> h: fc(2) -> batchnorm`;
  const parameters = initialize(network, { seed: 3 });
  const before = saveParameters(parameters, network);
  const ones = (...shape: number[]) => ({
    shape,
    values: new Float32Array(shape.reduce((n, size) => n * size, 1)).fill(1),
  });
  const tensors = new Map([
    ["fc1.weight", ones(2, 3)],
    ["fc1.bias", { shape: [3], values: new Float32Array(2) }],
    ["h.wieght", ones(2, 3)],
    ["h.bias", ones(2)],
    ["batchnorm1.weight", ones(2)],
    ["batchnorm1.bias", ones(2)],
    ["batchnorm1.running_mean", ones(2)],
    ["batchnorm1.num_batches_tracked", ones()],
    ["optimizer", ones()],
  ]);
  const error = await assertRejects(
    () =>
      loadParameters(parameters, network, tensors, { file: "net.safetensors" }),
    DataError,
  );
  assertEquals(
    error.message,
    `net.safetensors: the tensors do not fit the network:
  "fc1.weight" must be 3×2: found 2×3
  "fc1.bias" must have the numbers of 3: found 2
  "h.weight" is missing: perhaps "h.wieght" is meant
  "batchnorm1.running_var" is missing
  "h.wieght" is not expected
  "optimizer" is not expected`,
  );
  assertEquals(saveParameters(parameters, network), before);
});

Deno.test("a tensor that cannot be read leaves all parameters as they were", async () => {
  const network = nn`fc(1,1)`;
  const parameters = initialize(network, { seed: 3 });
  const before = saveParameters(parameters, network);
  const bytes = writeSafetensors([
    { name: "fc1.weight", shape: [1, 1], values: Float32Array.of(5) },
    { name: "fc1.bias", shape: [1], values: Float32Array.of(6) },
  ]);
  const whole = fromBytes("f", bytes);
  const { tensors } = await readSafetensors({
    ...whole,
    read: (offset, length) =>
      whole.read(offset, offset + length === bytes.length ? 0 : length),
  });
  await assertRejects(
    () => loadParameters(parameters, network, tensors),
    DataError,
  );
  assertEquals(saveParameters(parameters, network), before);
});

Deno.test("a hundred thousand wrong names make a short message", async () => {
  const network = nn`(fc(1,1))*50`;
  const values = new Float32Array(1);
  const tensors = new Map(
    Array.from(
      { length: 100_000 },
      (_, i) => [`fc${i}.wait`, { shape: [1], values }],
    ),
  );
  const error = await assertRejects(
    () => loadParameters(initialize(network), network, tensors),
    DataError,
  );
  assertEquals(error.message.split("\n").length, 22);
  assert(error.message.endsWith("and 100080 more"));
});

Deno.test("parameters of another network are neither saved nor loaded", async () => {
  const network = nn`fc(1,1)`;
  const parameters = initialize(nn`fc(2,1)`);
  assertThrows(() => saveParameters(parameters, network), NablaError);
  await assertRejects(
    () => loadParameters(parameters, network, new Map()),
    NablaError,
  );
});

Deno.test("two parameters with the same name in PyTorch are not saved", () => {
  const builder = networkBuilder();
  const name = (name: string) => ({ name, labelled: true });
  const x = builder.addInput("x", [2, 2]);
  const heads = builder.step(attention(1), [x], name("a"));
  const end = builder.step(fc(2), [heads], name("a.out_proj"));
  const network = builder.build({ rows: [], given: [], end });
  assertThrows(
    () => saveParameters(initialize(network), network),
    NablaError,
    "found a.out_proj.weight for both a.out_weight and a.out_proj.weight",
  );
});

Deno.test("axes can be permuted to any order and back", () => {
  // 2×3×4 with [2, 0, 1]: to[k, i, j] = from[i, j, k].
  const from = Float32Array.from({ length: 24 }, (_, i) => i);
  const to = new Float32Array(24);
  permuteAxes(to, from, [2, 3, 4], [2, 0, 1]);
  for (let i = 0; i < 2; i++) {
    for (let j = 0; j < 3; j++) {
      for (let k = 0; k < 4; k++) {
        assertEquals(to[(k * 2 + i) * 3 + j], from[(i * 3 + j) * 4 + k]);
      }
    }
  }
  const back = new Float32Array(24);
  permuteAxes(back, to, [4, 2, 3], inverse([2, 0, 1]));
  assertEquals(back, from);
  const one = new Float32Array(1);
  permuteAxes(one, Float32Array.of(9), [], []);
  assertEquals(one[0], 9);
});
