// Whole trainings held to PyTorch's, which tests/reference/make_training.py ran:
// batches with a smaller last one, schedules, accumulation, clipping, averages.
import { assertAlmostEquals } from "@std/assert";
import reference from "../../reference/training.json" with { type: "json" };
import { examplesOf } from "../../../data.ts";
import {
  adamw,
  cosineDecay,
  initialize,
  nn,
  type Optimizer,
  type Parameters,
  sgd,
  train,
} from "../../../mod.ts";

const length = 23;
const batch = 5;

const waves = (count: number, step: number, shift: number) =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(shift + step * i));

const inputs = waves(3 * length, 1.7, 0.3);
const classes = Array.from({ length }, (_, i) => (7 * i + 1) % 4 % 3);
const numbers = waves(2 * length, 0.9, 1.1);

const tasks = {
  cross_entropy: {
    network: nn`fc(3,6) -> tanh -> fc(3) -> cross_entropy`,
    data: examplesOf(inputs, { inputShape: [3], target: classes }),
  },
  mse: {
    network: nn`fc(3,6) -> tanh -> fc(2) -> mse`,
    data: examplesOf(inputs, {
      inputShape: [3],
      target: numbers,
      targetShape: [2],
    }),
  },
};

for (const kernels of ["plain", "wasm"] as const) {
  for (const [i, expected] of reference.entries()) {
    const { epochs, accumulate, clipNorm } = expected;
    Deno.test(`training ${i} goes as PyTorch's, with ${kernels} kernels`, async () => {
      const { network, data } =
        tasks[expected.loss === "mse" ? "mse" : "cross_entropy"];
      const parameters = initialize(network, { kernels });
      for (const [i, { value }] of [...parameters].entries()) {
        value.set(waves(value.length, 1.3, i).map((w) => 0.5 * w));
      }
      const steps = epochs * Math.ceil(Math.ceil(length / batch) / accumulate);
      const rate = (rate: number) =>
        expected.schedule === "cosine" ? cosineDecay(rate, steps) : rate;
      const optimizer = (own: Parameters): Optimizer =>
        expected.optimizer === "sgd"
          ? sgd(own, { learningRate: rate(0.1), momentum: 0.9 })
          : adamw(own, { learningRate: rate(0.02), weightDecay: 0.1 });
      const result = await train(network, data, {
        parameters,
        optimizer,
        epochs,
        batch,
        accumulate,
        shuffle: false,
        ...(clipNorm > 0 ? { clipNorm } : {}),
        ...(expected.average ? { average: 0.9 } : {}),
      });
      for (const [epoch, { loss }] of result.history.entries()) {
        assertAlmostEquals(loss, expected.losses[epoch], 1e-11);
      }
      for (const [k, { value }] of [...result.parameters].entries()) {
        for (const [j, number] of [...value].entries()) {
          assertAlmostEquals(number, expected.parameters[k][j], 1e-11);
        }
      }
    });
  }
}
