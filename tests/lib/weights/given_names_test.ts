// Tensors that are taken for parameters as it was said, and by their shapes.
import { assertEquals, assertRejects } from "@std/assert";
import { DataError } from "../../../lib/bytes/data_error.ts";
import { readStateDict } from "../../../lib/weights/state_dict.ts";
import { initialize, loadParameters, nn } from "../../../mod.ts";
import type { Network } from "../../../lib/network/network.ts";

/** Tensors `a 2×3, b 3`, whose numbers begin at 10, 20 … */
function tensorsOf(text: string) {
  return new Map(
    text.split(", ").map((words, k) => {
      const [name, sizes] = words.split(" ");
      const shape = sizes.split("×").map(Number);
      const count = shape.reduce((n, size) => n * size, 1);
      const values = Float32Array.from(
        { length: count },
        (_, i) => 10 * (k + 1) + i,
      );
      return [name, { shape, values }] as const;
    }),
  );
}

/** What parameters begin with, once tensors are loaded. */
async function firstOf(
  network: Network,
  text: string,
  names: Readonly<Record<string, string>>,
) {
  const parameters = initialize(network);
  await loadParameters(parameters, network, tensorsOf(text), { names });
  return Object.fromEntries(
    [...parameters].map(({ path, value }) => [path, value[0]]),
  );
}

Deno.test("tensors go to the parameters that they were given to, others as ever", async () => {
  const all = { "fc1.weight": 10, "fc1.bias": 20 };
  assertEquals(
    await firstOf(nn`fc(2,3)`, "w 3×2, b 3", {
      "fc1.weight": "w",
      "fc1.bias": "b",
    }),
    all,
  );
  assertEquals(
    await firstOf(
      nn`fc(2,2) -> fc(2)`,
      "w 2×2, b 2, head.weight 2×2, head.bias 2",
      { "fc1.weight": "w", "fc1.bias": "b" },
    ),
    { ...all, "fc2.weight": 30, "fc2.bias": 40 },
  );
  assertEquals(
    await firstOf(
      nn`fc(2,2) -> fc(2)`,
      "fc1.weight 2×2, b 2, 2.weight 2×2, x.bias 2",
      {
        "fc1.bias": "b",
        "fc2.weight": "2.weight",
        "fc2.bias": "x.bias",
      },
    ),
    { ...all, "fc2.weight": 30, "fc2.bias": 40 },
  );
});

Deno.test("two tensors change places, whatever they are called", async () => {
  assertEquals(
    await firstOf(
      nn`fc(2,2,bias=none) -> fc(2,bias=none)`,
      "fc1.weight 2×2, fc2.weight 2×2",
      { "fc1.weight": "fc2.weight", "fc2.weight": "fc1.weight" },
    ),
    { "fc1.weight": 20, "fc2.weight": 10 },
  );
});

Deno.test("parameters go by our names and by PyTorch's, with what it saves beside them", async () => {
  assertEquals(
    await firstOf(
      nn`input(2) -> batchnorm`,
      "n.weight 2, n.bias 2, n.running_mean 2, n.running_var 2, n.num_batches_tracked 1",
      {
        "batchnorm1.weight": "n.weight",
        "batchnorm1.bias": "n.bias",
        "batchnorm1.mean": "n.running_mean",
        "batchnorm1.running_var": "n.running_var",
      },
    ),
    {
      "batchnorm1.weight": 10,
      "batchnorm1.bias": 20,
      "batchnorm1.mean": 30,
      "batchnorm1.variance": 40,
    },
  );
});

Deno.test("tensors of Keras are given by the names that they have there", async () => {
  const parameters = initialize(nn`fc(2,1)`);
  await loadParameters(
    parameters,
    nn`fc(2,1)`,
    tensorsOf("out/kernel:0 2×1, shift 1"),
    { names: { "fc1.weight": "out/kernel:0", "fc1.bias": "shift" } },
  );
  assertEquals([...parameters.get("fc1.weight").value], [10, 11]);
});

const file = "w 3×2, v 3×2, t 2×3, b 3";
const wrong: readonly (readonly [
  names: Readonly<Record<string, string>>,
  message: string,
])[] = [
  [
    { "fc1.wieght": "w" },
    'names: the network has no step or parameter "fc1.wieght"\nPerhaps fc1.weight is meant.',
  ],
  [
    { other: "w" },
    'names: the network has no step or parameter "other"\nIt has fc1.',
  ],
  [
    { "fc1.weight": "t" },
    'names: fc1.weight must be 3×2: "t" is 2×3\nOf 3×2 it has "w" and "v".',
  ],
  [
    { "fc1.weight": "encoder" },
    'names: the weights have no tensor "encoder"\nOf 3×2 it has "w" and "v".',
  ],
  [
    { "fc1.weight": "w", "fc1.bias": "B" },
    'names: the weights have no tensor "B"\nPerhaps "b" is meant.',
  ],
  [
    { fc1: "b", "fc1.bias": "b" },
    'names: "b" is given for both fc1 and fc1.bias\nLeave one of them out.',
  ],
];
for (const [names, message] of wrong) {
  Deno.test(`refused: ${JSON.stringify(names)}`, async () => {
    const network = nn`fc(2,3)`;
    const parameters = initialize(network);
    const before = [...parameters].map(({ value }) => [...value]);
    const { message: said, help } = await assertRejects(
      () => loadParameters(parameters, network, tensorsOf(file), { names }),
      DataError,
    );
    assertEquals([said, help].join("\n"), message);
    assertEquals([...parameters].map(({ value }) => [...value]), before);
  });
}

Deno.test("a parameter of batchnorm under both its names is given twice", async () => {
  const network = nn`input(2) -> batchnorm`;
  const names = { "batchnorm1.mean": "a", "batchnorm1.running_mean": "b" };
  await assertRejects(
    () =>
      loadParameters(initialize(network), network, tensorsOf("a 2, b 2"), {
        names,
      }),
    DataError,
    'names: "batchnorm1.running_mean" is given twice',
  );
});

/** What was found by shape alone, or the message. */
async function byShape(network: Network, text: string, byShape = true) {
  const read = readStateDict(initialize(network), network, tensorsOf(text), {
    byShape,
  });
  return await read.then(
    (found) => Object.fromEntries(found.byShape),
    (error) => error.message,
  );
}

Deno.test("where of a shape there is one on both sides, it tells the tensor", async () => {
  assertEquals(await byShape(nn`fc(2,3) -> fc(1)`, "c 1, a 3×2, d 1×3, b 3"), {
    a: "fc1.weight",
    b: "fc1.bias",
    d: "fc2.weight",
    c: "fc2.bias",
  });
  // Names go before shapes: `fc1.bias` is no candidate.
  assertEquals(
    await byShape(
      nn`fc(2,3) -> fc(3)`,
      "fc1.weight 3×2, fc1.bias 3, fc2.weight 3×3, shift 3",
    ),
    { shift: "fc2.bias" },
  );
});

Deno.test("shapes that two have on either side tell nothing, nor do they unasked", async () => {
  const missing = (name: string) =>
    `the tensors: the tensors do not fit the network:\n  "${name}" is missing`;
  for (
    const [network, text, wanted, name] of [
      [nn`fc(2,3)`, "a 3×2, b 3, c 3", true, "fc1.bias"],
      [nn`fc(2,3) -> fc(3)`, "a 3×2, b 3×3, c 3, d 3", true, "fc1.bias"],
      [nn`fc(2,3)`, "a 2×3, b 3", true, "fc1.weight"],
      [nn`fc(2,3)`, "a 3×2, b 3", false, "fc1.weight"],
    ] as const
  ) {
    const said = await byShape(network, text, wanted);
    assertEquals(`${said}`.slice(0, missing(name).length), missing(name));
  }
});

Deno.test("arrays without names are not found by shape: a square one may be laid out in either way", async () => {
  const said = await byShape(nn`fc(3,3)`, "arr_0 3, arr_1 3×3");
  assertEquals(`${said}`.includes('"fc1.weight" is missing'), true);
});

Deno.test("a tensor left over is refused, whatever shapes tell", async () => {
  const said = await byShape(nn`fc(2,3)`, "a 3×2, b 3, c 4");
  assertEquals(
    said,
    'the tensors: the tensors do not fit the network:\n  "c" is not expected',
  );
});
