// Several inputs and losses from TypeScript: numbers by name, what is measured in
// which units, and what is refused.
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  evaluate,
  initialize,
  lbfgs,
  NablaError,
  namedExamples,
  type NamedNumbers,
  type Network,
  nn,
  predict,
  predictor,
  train,
  trainSteps,
} from "../../../mod.ts";
import { compile } from "../../../text.ts";
import { prepareData } from "../../../lib/fitting/prepared_data.ts";
import { sharedInputs } from "../../../lib/fitting/numbers/shared_inputs.ts";

const network = nn`
  image: input(2,2)
  words: input(3)
  concat(image -> flatten -> fc(4) -> tanh, words) -> fc(6) -> h: tanh
  h -> fc(1) -> price: huber(weight=2)
  h -> fc(2) -> kind: cross_entropy
`;

const count = 40;
const wave = (length: number, step: number) =>
  Float64Array.from({ length }, (_, i) => Math.sin(step * i + step));
const image = wave(4 * count, 1.3);
const words = wave(3 * count, 0.7);
const price = Float64Array.from(
  { length: count },
  (_, i) => 300 + 100 * image[4 * i] + 50 * words[3 * i],
);
const kind = Array.from({ length: count }, (_, i) => words[3 * i] > 0 ? 1 : 0);
const data: NamedNumbers = {
  inputs: { image, words },
  targets: { price, kind },
};
const all = namedExamples(network, data);

Deno.test("numbers by name are the examples that are put together of them", async () => {
  const options = { epochs: 3, seed: 1 };
  const named = await train(network, data, { ...options, validation: data });
  const joined = await train(network, all, { ...options, validation: all });
  assertEquals(named.history, joined.history);
  const { parameters } = named;
  const measured = await evaluate(network, data, { parameters });
  assertEquals(measured, await evaluate(network, all, { parameters }));
  assertEquals(Object.keys(measured.losses ?? {}), ["price", "kind"]);
});

Deno.test("parts with their weights add up to the loss, and to the objective as it is trained", async () => {
  const { training } = await prepareData(network, { examples: all });
  const [first, second] = training.targets ?? [];
  assert(first.normalization !== undefined);
  assertEquals(second.normalization, undefined);
  const steps = trainSteps(network, training, { epochs: 1, batch: count });
  let loss = NaN;
  let record;
  for await (const progress of steps) {
    if (progress.phase === "step") loss = progress.loss;
    record = progress.record;
  }
  const { losses = {}, objective = NaN } = record ?? {};
  assertAlmostEquals(loss, losses.price + losses.kind, 1e-6 * loss);
  // Huber's loss of the price in its own units is some 100 times that of deviation 1.
  assert(losses.price > 50, `${losses.price}`);
  assert(objective < 10, `${objective}`);
});

Deno.test("a weight is that of the loss also where targets are normalized", async () => {
  const [one, two] = await Promise.all(
    [1, 4].map(async (weight) => {
      const { network: own } = compile([
        "q: input(1)",
        "q -> fc(2) -> h: tanh",
        `h -> fc(1) -> a: huber(delta=50,weight=${weight})`,
        "h -> fc(1) -> b: mse",
      ].join("\n"));
      assert(own !== undefined);
      const numbers = wave(20, 0.9);
      const { training } = await prepareData(own, {
        examples: namedExamples(own, {
          inputs: { q: numbers },
          targets: { a: numbers.map((t) => 1000 * t), b: numbers },
        }),
      });
      const { history } = await train(own, training, { epochs: 1, batch: 20 });
      return history[0];
    }),
  );
  const apart = (two.objective ?? 0) - (one.objective ?? 0);
  const { a = NaN, b = NaN } = one.losses ?? {};
  assertAlmostEquals((two.losses?.a ?? NaN) / a, 4, 1e-5);
  assertAlmostEquals(two.losses?.b ?? NaN, b, 1e-6);
  assert(apart > 0);
});

Deno.test("lbfgs makes the sum of all losses small", async () => {
  const { history } = await train(network, data, {
    optimizer: (parameters, evaluate) => lbfgs(parameters, evaluate),
    batch: count,
    epochs: 40,
    precision: "float64",
  });
  const [first, last] = [history[0], history.at(-1)];
  assert((last?.loss ?? Infinity) < first.loss / 4, `${last?.loss}`);
});

const parameters = initialize(network, { seed: 2 });

Deno.test("outputs are what bound networks compute at labels and before losses", () => {
  const net = network.bind({ batch: count, parameters, mode: "infer" });
  net.inputs.get("image")?.set(image);
  net.inputs.get("words")?.set(words);
  net.predict();
  const at = (name: string) =>
    net.values[network.values.findIndex((value) => value.name === name)];
  const outputs = ["h", "kind", "price", "tanh1", "words"];
  const found = predict(network, { image, words }, { parameters, outputs });
  assertEquals([...found.keys()], outputs);
  const expected = [at("h"), at("fc4"), at("fc3"), at("tanh1"), words];
  for (const [i, values] of [...found.values()].entries()) {
    assertEquals(values.length, expected[i].length);
    values.forEach((value, k) =>
      assertAlmostEquals(value, expected[i][k], 1e-6)
    );
  }
  assertEquals(
    predict(network, { image, words }, { parameters }),
    found.get("price"),
  );
  const some = predictor(network, { parameters, outputs: ["h"], batch: 16 });
  const inputs = { image: image.slice(0, 36), words: words.slice(0, 27) };
  assertEquals(some(inputs).get("h"), found.get("h")?.slice(0, 54));
});

const misused: readonly (readonly [
  what: string,
  call: () => unknown,
  message: string,
])[] = [
  [
    "an input that is missing",
    () => namedExamples(network, { ...data, inputs: { image } }),
    "there must be numbers for each input of the network, image and words: found none for words",
  ],
  [
    "an input of another name",
    () =>
      namedExamples(network, {
        ...data,
        inputs: { image, words, word: words },
      }),
    "the network has the inputs image and words: found word: write words",
  ],
  [
    "a loss of another name",
    () =>
      namedExamples(network, { ...data, targets: { price, kind, x: price } }),
    "the network has targets for the losses price and kind: found x",
  ],
  [
    "unequal numbers of examples",
    () =>
      namedExamples(network, {
        ...data,
        inputs: { image, words: words.slice(3) },
      }),
    "all inputs and targets must have the same number of examples: found 40 of image and 39 of words",
  ],
  [
    "one array for two inputs",
    () => predict(network, image, { parameters }),
    "the network has the inputs image and words, and each must be given by its name: found one array",
  ],
  [
    "an output that is none",
    () => predict(network, { image, words }, { parameters, outputs: ["hh"] }),
    'an output must be price, kind or h: found "hh"',
  ],
];
for (const [what, call, message] of misused) {
  Deno.test(`refused: ${what}`, () => {
    assertThrows(call, NablaError, message);
  });
}

Deno.test("inputs or targets that are left out are refused by their names", async () => {
  const without = async (some: Partial<NamedNumbers>, message: string) => {
    await assertRejects(
      () => train(network, some as NamedNumbers, { epochs: 1 }),
      NablaError,
      message,
    );
  };
  await without({ inputs: data.inputs }, "found none for price");
  await without({ targets: data.targets }, "found none for image");
});

Deno.test("examples of one input are refused for several", async () => {
  await assertRejects(
    () => train(network, { ...all, inputs: undefined }),
    NablaError,
    "each example of the data must have the inputs image of 2×2 and words of 3: found 7",
  );
  await assertRejects(
    () => train(network, { ...all, targets: undefined }),
    NablaError,
    "each example of the data must have the targets price and kind: found 2",
  );
});

Deno.test("numbers that are not finite are told by the name of their input or loss", async () => {
  const place = async (wrong: NamedNumbers) => {
    const { divergence } = await train(network, wrong, { epochs: 1 });
    return divergence?.place;
  };
  const broken = price.map((t, i) => i === 7 ? NaN : t);
  assertEquals(
    await place({ ...data, targets: { price: broken, kind } }),
    "price.target",
  );
  const none = words.map((x, i) => i === 7 ? Infinity : x);
  assertEquals(
    await place({ ...data, inputs: { image, words: none } }),
    "words",
  );
});

Deno.test("a loss below its least is told by its own name", async () => {
  const own = nn`
    q: input(1)
    q -> fc(1) -> a: mse
    q -> fc(2) -> softmax -> b: nll
  `;
  const numbers = wave(8, 1);
  const steps = trainSteps(own, {
    inputs: { q: numbers },
    targets: { a: numbers, b: numbers.map((t) => t > 0 ? 1 : 0) },
  }, { epochs: 1 });
  const places: string[] = [];
  for await (const { warnings } of steps) {
    places.push(...warnings.map(({ kind, path }) => `${kind} ${path}`));
  }
  assertEquals(places, ["negative b"]);
});

const groups: readonly (readonly [text: Network, names: string[][]])[] = [
  [network, [["image"], ["words"]]],
  [
    nn`
      let encode = flatten -> fc(2)
      a: input(2)
      b: input(2)
      c: input(3)
      a -> u: encode
      b -> v: same(u)
      concat(u, v, c) -> fc(1) -> mse
    `,
    [["a", "b"], ["c"]],
  ],
  [
    nn`
      a: input(2)
      b: input(2)
      add(a, b) -> fc(1) -> mse
    `,
    [["a"], ["b"]],
  ],
];
for (const [own, names] of groups) {
  Deno.test(`inputs are measured in groups: ${names.map((each) => each.join("+")).join(", ")}`, () => {
    assertEquals(
      sharedInputs(own).map((group) => group.map(({ name }) => name)),
      names,
    );
  });
}

Deno.test("targets stay in their units where what is predicted is used elsewhere too", async () => {
  const own = nn`
    q: input(1)
    q -> h: fc(1)
    h -> a: mse
    h -> tanh -> fc(1) -> b: mse
  `;
  const numbers = wave(20, 0.9).map((t) => 1000 * t);
  const { training } = await prepareData(own, {
    examples: namedExamples(own, {
      inputs: { q: numbers },
      targets: { a: numbers, b: numbers },
    }),
  });
  const [a, b] = training.targets ?? [];
  assertEquals(a.normalization, undefined);
  assert(b.normalization !== undefined);
});

for (const at of [1, 2, 5]) {
  Deno.test(`a training that is saved after step ${at} tells the same of each loss`, async () => {
    const { training } = await prepareData(network, { examples: all });
    const options = { epochs: 3, batch: 16, validation: training };
    const whole = await train(network, training, options);
    const first = trainSteps(network, training, options);
    for await (const progress of first) {
      if (progress.phase !== "step" || progress.step < at) continue;
      const resume = progress.save();
      const next = await train(network, training, { ...options, resume });
      assertEquals(next.history, whole.history);
      break;
    }
  });
}
