// Trainings that cannot succeed: what is said of them at once, and only once.
import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Examples } from "../../../data.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { formatAdvice } from "../../../lib/base/advice.ts";
import {
  initialize,
  NablaError,
  type Network,
  nn,
  type Parameters,
  train,
  type TrainOptions,
  type TrainProgress,
  trainSteps,
} from "../../../mod.ts";

const x = Array.from({ length: 26 }, (_, i) => Math.sin(3 * i + 1));

function examples(target: (i: number) => number, targetShape: number[]) {
  return examplesOf(x, {
    inputShape: [2],
    target: Array.from({ length: 13 }, (_, i) => target(i)),
    targetShape,
  });
}

const numbers = examples((i) => Math.cos(i), [1]);
const bits = examples((i) => i % 2, [1]);
const classes = examples((i) => i % 2, []);

function filled(network: Network, numbers: Record<string, number>): Parameters {
  const parameters = initialize(network, { precision: "float32" });
  for (const [path, number] of Object.entries(numbers)) {
    parameters.get(path).value.fill(number);
  }
  return parameters;
}

async function warnings(
  network: Network,
  data: Examples,
  options: TrainOptions = {},
) {
  const found: string[] = [];
  const helps: string[] = [];
  const messages: string[] = [];
  await train(network, data, {
    epochs: 4,
    batch: 6,
    ...options,
    onProgress(progress: TrainProgress) {
      for (const { kind, path, message, help } of progress.warnings) {
        found.push(`${progress.step}: ${kind} ${path}`);
        messages.push(message);
        if (help !== undefined) helps.push(formatAdvice(help));
      }
    },
  } as TrainOptions);
  return { found, helps, messages };
}

const dead = nn`fc(2,1) -> relu -> mse`;
const zeros = nn`fc(2,4,init=zeros) -> relu -> fc(1,init=zeros) -> mse`;
const normed = nn`fc(2,3,bias=none) -> batchnorm -> fc(2) -> cross_entropy`;

const cases: readonly (readonly [
  name: string,
  Network,
  Examples,
  TrainOptions,
  found: readonly string[],
  help?: string,
])[] = [
  [
    "a last relu that is 0 for every example",
    dead,
    numbers,
    { parameters: filled(dead, { "fc1.bias": -9 }) },
    ["1: still relu1"],
    "It is level for every example: write softplus or leaky_relu in its place, or give the steps before it other numbers to start from.",
  ],
  [
    "weights that are all 0",
    zeros,
    numbers,
    {},
    ["1: still fc2"],
    "Its weight is 0 in every number: let it start from random numbers, without init=zeros.",
  ],
  [
    "a softmax of one number",
    nn`fc(2,1) -> softmax -> bce`,
    bits,
    {},
    ["1: still softmax1"],
  ],
  [
    "a cross-entropy of one class",
    nn`fc(2,1) -> cross_entropy`,
    examples(() => 0, []),
    {},
    [],
  ],
  [
    "probabilities for nll",
    nn`fc(2,2) -> softmax -> nll`,
    classes,
    {},
    ["1: negative nll1"],
    "Write log_softmax right before it.",
  ],
  [
    "a last batch of one example before batchnorm",
    normed,
    classes,
    {},
    ["1: alone batchnorm1"],
    "Take other batches, as batch: 5.",
  ],
  ["the batch that is advised", normed, classes, { batch: 5 }, []],
  [
    "one example in each batch",
    normed,
    classes,
    { batch: 1 },
    ["1: alone batchnorm1", "1: still fc1.weight"],
    "Take other batches, as batch: 5.",
  ],
  [
    "batches of one image of several positions",
    nn`input(2,1) -> batchnorm -> flatten -> fc(2) -> cross_entropy`,
    { ...classes, inputShape: [2, 1] },
    { batch: 6 },
    [],
  ],
  ["a sound training", nn`fc(2,3) -> tanh -> fc(1) -> mse`, numbers, {}, []],
  [
    "a poisson loss below 0",
    nn`fc(2,1) -> poisson`,
    examples(() => 9, [1]),
    {},
    [],
  ],
];
for (const [name, network, data, options, found, help] of cases) {
  Deno.test(`${name}: ${found.join(", ") || "no warning"}`, async () => {
    const seen = await warnings(network, data, options);
    assertEquals(
      seen.found.filter((each) => !/exploding|vanishing/.test(each)),
      found,
    );
    if (help !== undefined) assert(seen.helps.includes(help), `${seen.helps}`);
  });
}

Deno.test("the warning of zeros names every weight", async () => {
  const { messages } = await warnings(zeros, numbers);
  assertEquals(messages, [
    "the gradient of fc1.weight and fc2.weight is 0 in every number, so nothing learns: no gradient passes fc2",
  ]);
});

Deno.test("a warning is not given again after a resume", async () => {
  const network = nn`fc(2,2) -> softmax -> nll`;
  const options = { epochs: 3, batch: 6 };
  const seen: string[] = [];
  let state: ReturnType<TrainProgress["save"]> | undefined;
  for await (const progress of trainSteps(network, classes, options)) {
    seen.push(...progress.warnings.map(({ kind }) => kind));
    if (progress.step < 2) continue;
    state = progress.save();
    break;
  }
  assertEquals(seen, ["negative"]);
  const { found } = await warnings(network, classes, {
    ...options,
    resume: state,
  });
  assertEquals(found, []);
});

Deno.test("weights that are not finite are refused before the first step", async () => {
  const parameters = filled(dead, { "fc1.weight": NaN });
  await assertRejects(
    () => train(dead, numbers, { parameters }),
    NablaError,
    "Cannot train as fc1.weight must be finite numbers to start from: found NaN",
  );
});
