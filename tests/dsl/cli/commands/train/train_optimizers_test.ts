// How a training moves: optimizers and schedules.
import { assertEquals } from "@std/assert";
import {
  adagrad,
  adam,
  adamw,
  cosineDecay,
  lbfgs,
  lion,
  oneCycle,
  onPlateau,
  type Optimizer,
  type Parameters,
  rmsprop,
  sgd,
  stepDecay,
  train,
  warmUp,
} from "../../../../../mod.ts";
import {
  learned,
  line,
  measured,
  numbersOf,
  out,
  over,
  short,
  tensorsIn,
} from "../../../../helpers/training_files.ts";

/** Optimizers and schedules by their words, and made by the API. */
const movers: readonly (readonly [
  words: readonly string[],
  make: (parameters: Parameters, evaluate: () => number) => Optimizer,
])[] = [
  [[], (p) => adam(p)],
  [["--optimizer", "sgd"], (p) => sgd(p, { learningRate: 0.1 })],
  [
    [
      "--optimizer",
      "sgd(momentum=0.9,nesterov=yes)",
      "--learning-rate",
      "0.05",
    ],
    (p) => sgd(p, { learningRate: 0.05, momentum: 0.9, nesterov: true }),
  ],
  [
    [
      "--optimizer",
      "sgd(momentum=0.9,dampening=0.5)",
      "--weight-decay",
      "0.01",
    ],
    (p) =>
      sgd(p, {
        learningRate: 0.1,
        momentum: 0.9,
        dampening: 0.5,
        weightDecay: 0.01,
      }),
  ],
  [
    ["--optimizer", "adam(beta1=0.8,beta2=0.9,epsilon=1e-6,amsgrad=yes)"],
    (p) => adam(p, { beta1: 0.8, beta2: 0.9, epsilon: 1e-6, amsgrad: true }),
  ],
  [["--optimizer", "adamw"], (p) => adamw(p)],
  [
    ["--optimizer", "adamw(weight-decay=0.1)"],
    (p) => adamw(p, { weightDecay: 0.1 }),
  ],
  [
    ["--optimizer", "rmsprop(alpha=0.9,momentum=0.5,centered=yes)"],
    (p) =>
      rmsprop(p, {
        alpha: 0.9,
        momentum: 0.5,
        centered: true,
      }),
  ],
  [
    ["--optimizer", "adagrad(learning-rate-decay=0.1)"],
    (p) => adagrad(p, { learningRateDecay: 0.1 }),
  ],
  [
    ["--optimizer", "lion(beta1=0.8)", "--weight-decay", "0.1"],
    (p) => lion(p, { beta1: 0.8, weightDecay: 0.1 }),
  ],
  // Three steps an epoch, four epochs.
  [
    ["--schedule", "step(every=2,factor=0.5)"],
    (p) => adam(p, { learningRate: stepDecay(1e-3, 6, { factor: 0.5 }) }),
  ],
  [
    ["--schedule", "cosine(final=1e-4)", "--learning-rate", "0.01"],
    (p) => adam(p, { learningRate: cosineDecay(0.01, 12, { final: 1e-4 }) }),
  ],
  [
    ["--schedule", "one-cycle(rise=0.5)"],
    (p) => adam(p, { learningRate: oneCycle(1e-3, 12, { rise: 0.5 }) }),
  ],
  [
    ["--schedule", "plateau(patience=1,factor=0.5)", "--learning-rate", "2"],
    (p) =>
      adam(p, { learningRate: onPlateau(2, { patience: 1, factor: 0.5 }) }),
  ],
  [
    ["--warm-up", "5"],
    (p) => adam(p, { learningRate: warmUp(1e-3, 5) }),
  ],
  [
    ["--schedule", "cosine", "--warm-up", "3"],
    (p) => adam(p, { learningRate: warmUp(cosineDecay(1e-3, 12), 3) }),
  ],
];
for (const [words, optimizer] of movers) {
  const name = words.join(" ") || "no word of an optimizer";
  Deno.test(`${name} moves as the API's optimizer does`, async () => {
    const ran = await over([
      "train",
      "line.nn",
      "--data",
      "lines.csv",
      "--target",
      "z",
      ...short,
      ...out,
      ...words,
    ]);
    assertEquals(ran.status, 0);
    const { parameters } = await train(line, measured, {
      epochs: 4,
      batch: 8,
      optimizer,
    });
    assertEquals(
      await tensorsIn(ran.bytes["net.safetensors"]),
      numbersOf(parameters),
    );
  });
}

Deno.test("lbfgs takes all examples as one batch", async () => {
  const found = await learned([
    "line.nn",
    "--data",
    "lines.csv",
    "--target",
    "z",
    "--normalize",
    "none",
    "--epochs",
    "4",
    "--optimizer",
    "lbfgs(max-iterations=3,history=5)",
  ]);
  const { parameters } = await train(line, measured, {
    epochs: 4,
    batch: measured.length,
    optimizer: (p, again) =>
      lbfgs(p, again, {
        maxIterations: 3,
        history: 5,
      }),
  });
  assertEquals(found, numbersOf(parameters));
});
