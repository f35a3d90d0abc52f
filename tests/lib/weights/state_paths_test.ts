import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Tensor } from "../../../data.ts";
import { formatAdvice, type OptionUse } from "../../../lib/base/advice.ts";
import { formatShape, type Shape } from "../../../lib/base/shape.ts";
import { DataError, initialize, loadParameters, nn } from "../../../mod.ts";

/** The tensors of a list `0.weight 3×2`, each filled with its place in the list. */
function tensorsOf(list: string): Map<string, Tensor> {
  return new Map(
    list.trim().split(/\s*,\s*/).map((line, i) => {
      const [name, sizes = ""] = line.split(" ");
      const shape = sizes === "" ? [] : sizes.split("×").map(Number);
      const length = shape.reduce((n, size) => n * size, 1);
      return [name, { shape, values: new Float32Array(length).fill(i + 1) }];
    }),
  );
}

const fc = (path: string, outputs: number, inputs: number) =>
  `${path}.weight ${outputs}×${inputs}, ${path}.bias ${outputs}`;
const batchnorm = (path: string, n: number) =>
  ["weight", "bias", "running_mean", "running_var"]
    .map((own) => `${path}.${own} ${n}`).join(", ") +
  `, ${path}.num_batches_tracked`;
const attention = (path: string, n: number) =>
  `${path}.in_proj_weight ${3 * n}×${n}, ${path}.in_proj_bias ${3 * n}, ` +
  fc(`${path}.out_proj`, n, n);

/** What each network takes: the module of each step, by the names of PyTorch's containers. */
const taken: readonly (readonly [
  what: string,
  text: string,
  tensors: readonly string[],
  modules: readonly string[],
])[] = [
  [
    "nn.Sequential",
    "fc(2,3) -> tanh -> fc(1)",
    [fc("0", 3, 2), fc("2", 1, 3)],
    ["0", "2"],
  ],
  [
    "nn.Sequential of equal layers, past 9, in a file sorted by name",
    "(fc(2,2) -> tanh)*6",
    ["0", "10", "2", "4", "6", "8"].map((path) => fc(path, 2, 2)),
    ["0", "2", "4", "6", "8", "10"],
  ],
  [
    "DataParallel around nn.Sequential",
    "fc(2,3) -> fc(1)",
    [fc("module.0", 3, 2), fc("module.1", 1, 3)],
    ["module.0", "module.1"],
  ],
  [
    "DataParallel",
    "fc(2,3) -> fc(1)",
    [fc("module.fc1", 3, 2), fc("module.fc2", 1, 3)],
    ["module.fc1", "module.fc2"],
  ],
  [
    "several prefixes at once",
    "fc(2,2) -> fc(2)",
    [fc("model._orig_mod.fc1", 2, 2), fc("model._orig_mod.fc2", 2, 2)],
    ["model._orig_mod.fc1", "model._orig_mod.fc2"],
  ],
  [
    "a module alone",
    "fc(2,1)",
    ["weight 1×2, bias 1"],
    [""],
  ],
  [
    "what PyTorch saves besides",
    "fc(2,3) -> batchnorm -> fc(1)",
    [fc("net.0", 3, 2), batchnorm("net.1", 3), fc("net.3", 1, 3)],
    ["net.0", "net.1", "net.3"],
  ],
  [
    "a module within a module that is one step",
    "input(4,6) -> attention(2) -> fc(6)",
    [attention("0", 6), fc("1", 6, 6)],
    ["0", "1"],
  ],
  [
    "blocks in blocks",
    "(fc(2,2) -> fc(2))*2",
    ["1.1", "1.0", "0.1", "0.0"].map((path) => fc(`blocks.${path}`, 2, 2)),
    ["blocks.0.0", "blocks.0.1", "blocks.1.0", "blocks.1.1"],
  ],
  [
    "two containers that only shapes tell apart",
    "fc(2,3) -> fc(4) -> fc(5)",
    [fc("classifier.1", 5, 4), fc("features.0", 3, 2), fc("features.3", 4, 3)],
    ["features.0", "features.3", "classifier.1"],
  ],
  [
    "names that count from another number",
    "fc(2,2) -> fc(2)",
    [fc("fc1", 2, 2), fc("fc3", 2, 2)],
    ["fc1", "fc3"],
  ],
  [
    "a step that has its own name among others",
    "fc(2,2) -> fc(2)",
    [fc("head", 2, 2), fc("fc1", 2, 2)],
    ["fc1", "head"],
  ],
];

for (const [what, text, given, modules] of taken) {
  Deno.test(`the names of ${what} are found`, async () => {
    const network = nn(text);
    const tensors = tensorsOf(given.join(", "));
    const parameters = initialize(network);
    const renamed = await loadParameters(parameters, network, tensors);
    const steps = network.steps.filter(({ parameters }) =>
      parameters.length > 0
    );
    assertEquals(steps.length, modules.length);
    for (const [i, { name }] of steps.entries()) {
      const weight = ["weight", "in_proj_weight"]
        .map((own) => [modules[i], own].filter((word) => word !== "").join("."))
        .find((full) => tensors.has(full)) ?? "";
      const ours = [...parameters].find(({ path }) =>
        path.startsWith(`${name}.`) && path.endsWith("weight")
      );
      assertEquals(ours?.value[0], tensors.get(weight)?.values[0]);
      if (modules[i] !== name) {
        assert(renamed.get(weight)?.startsWith(`${name}.`), weight);
      }
    }
  });
}

/** What no network takes, with what it says. */
const refused: readonly (readonly [
  what: string,
  text: string,
  tensors: readonly string[],
  message: string,
])[] = [
  [
    "shapes that do not fit in the order",
    "fc(2,4) -> fc(1)",
    [fc("0", 3, 2), fc("2", 1, 3)],
    '"0.weight" must be 4×2: found 3×2',
  ],
  [
    "shapes that do not fit under the prefix",
    "fc(2,4)",
    [fc("module.fc1", 3, 2)],
    '"module.fc1.weight" must be 4×2: found 3×2',
  ],
  [
    "a module too many",
    "fc(2,2) -> fc(2)",
    ["0", "1", "2"].map((path) => fc(path, 2, 2)),
    '"2.weight" is not expected\n  "2.bias" is not expected',
  ],
  [
    "modules left over behind those that fit",
    "fc(2,3) -> relu -> fc(1)",
    [fc("0", 3, 2), fc("2", 1, 3), fc("4", 5, 1)],
    'network:\n  "4.weight" is not expected\n  "4.bias" is not expected',
  ],
  [
    "tensors beside modules",
    "fc(2,2) -> fc(2)",
    [fc("0", 2, 2), fc("1", 2, 2), "scale 1"],
    '"scale" is not expected',
  ],
  [
    "a tensor missing of a module",
    "fc(2,2) -> fc(2)",
    [fc("0", 2, 2), "1.weight 2×2"],
    'network:\n  "1.bias" is missing',
  ],
];

for (const [what, text, given, message] of refused) {
  Deno.test(`refused: ${what}`, async () => {
    const network = nn(text);
    const error = await assertRejects(
      () =>
        loadParameters(
          initialize(network),
          network,
          tensorsOf(given.join(", ")),
        ),
      DataError,
    );
    assert(error.message.includes(message), error.message);
  });
}

/** Several ways, with the refusal; its advice is followed. */
const ambiguous: readonly (readonly [
  text: string,
  tensors: readonly string[],
  message: string,
  advice: string,
])[] = [
  [
    "fc(2,2) -> fc(2)",
    [fc("encoder", 2, 2), fc("decoder", 2, 2)],
    'the tensors fit the network in several orders: fc1 may be "encoder" or "decoder"',
    'Say which is which, as in names: {"fc1":"encoder","fc2":"decoder"}.',
  ],
  [
    "fc(2,2)",
    [fc("student.fc1", 2, 2), fc("teacher.fc1", 2, 2)],
    'the tensors fit the network under several prefixes: "student." and "teacher."',
    'Choose one: prefix: "student.".',
  ],
  [
    "fc(2,2)",
    [fc("model.fc1", 2, 2), "epoch 1"],
    'fit the network under the prefix "model.", and there are others beside',
    'Take it: prefix: "model.".',
  ],
  [
    "fc(2,3) -> relu -> fc(1)",
    ["student", "teacher"].flatMap((path) => [
      fc(`${path}.0`, 3, 2),
      fc(`${path}.2`, 1, 3),
    ]),
    'the tensors fit the network under several prefixes: "student." and "teacher."',
    'Choose one: prefix: "student.".',
  ],
];

for (const [text, given, message, advice] of ambiguous) {
  Deno.test(`refused with a way out that works: ${message}`, async () => {
    const network = nn(text);
    const tensors = tensorsOf(given.join(", "));
    const error = await assertRejects(
      () => loadParameters(initialize(network), network, tensors),
      DataError,
    );
    assert(error.message.includes(message), error.message);
    assertEquals(formatAdvice(error.help ?? ""), advice);
    const use = [error.help].flat().find((part): part is OptionUse =>
      typeof part === "object"
    );
    const parameters = initialize(network);
    await loadParameters(parameters, network, tensors, {
      [use?.option ?? ""]: use?.value,
    });
    const values = [...parameters].map(({ value }) => value[0]);
    assertEquals(values, values.map((_, i) => i + 1));
  });
}

Deno.test("a prefix is read with its full stop, and stands in no name of ours", async () => {
  const network = nn`fc(2,3) -> relu -> fc(1)`;
  const given = ["student", "teacher"].flatMap((path) => [
    fc(`${path}.0`, 3, 2),
    fc(`${path}.2`, 1, 3),
  ]);
  const tensors = tensorsOf(given.join(", "));
  for (const prefix of ["teacher", "teacher."]) {
    const parameters = initialize(network);
    const renamed = await loadParameters(parameters, network, tensors, {
      prefix,
    });
    assertEquals(renamed.get("teacher.2.bias"), "fc2.bias");
    assertEquals(
      parameters.get("fc2.bias").value[0],
      tensors.get("teacher.2.bias")?.values[0],
    );
  }
  await assertRejects(
    () =>
      loadParameters(initialize(network), network, tensors, { prefix: "no" }),
    DataError,
    'no tensor has a name that begins with "no": they begin with "student." and "teacher."',
  );
});

Deno.test("steps that names leaves out are found among the other tensors", async () => {
  const network = nn`fc(2,2) -> fc(2)`;
  const both = [fc("encoder", 2, 2), fc("decoder", 2, 2)];
  const tensors = tensorsOf(both.join(", "));
  const parameters = initialize(network);
  const names = { fc2: "encoder" };
  const renamed = await loadParameters(parameters, network, tensors, { names });
  assertEquals(renamed.get("decoder.weight"), "fc1.weight");
  assertEquals(renamed.get("encoder.weight"), "fc2.weight");
});

Deno.test("a step in names that the network has not is refused", async () => {
  const network = nn`fc(2,2)`;
  const tensors = tensorsOf(fc("a", 2, 2));
  await assertRejects(
    () =>
      loadParameters(initialize(network), network, tensors, {
        names: { fc2: "a" },
      }),
    DataError,
    'names: the network has no step or parameter "fc2"',
  );
});

Deno.test("ten thousand modules are taken in their order", async () => {
  const network = nn`(fc(1,1))*10000`;
  const tensors = tensorsOf(
    Array.from({ length: 10_000 }, (_, i) => fc(`${i}`, 1, 1)).join(", "),
  );
  const parameters = initialize(network);
  await loadParameters(parameters, network, tensors);
  assertEquals(parameters.get("fc10000.bias").value[0], 20_000);
});

Deno.test("many modules without an order are refused at once", async () => {
  const network = nn`(fc(1,1))*1000 -> fc(2)`;
  const shapes: readonly Shape[] = [...Array(1000).fill([1, 1]), [3, 1]];
  const word = (i: number) =>
    [...String(i)].map((digit) => "abcdefghij"[Number(digit)]).join("");
  const tensors = tensorsOf(
    shapes.map((shape, i) =>
      `${word(i)}.weight ${formatShape(shape)}, ${word(i)}.bias ${shape[0]}`
    ).join(", "),
  );
  await assertRejects(
    () => loadParameters(initialize(network), network, tensors),
    DataError,
    "do not fit",
  );
});
