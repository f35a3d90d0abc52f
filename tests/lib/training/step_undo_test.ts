// A step that fails, or is stopped, in its midst: what is saved then is of the last whole step.
import { assert, assertEquals } from "@std/assert";
import { defineLayer } from "../../../define.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { copyParameters } from "../../../lib/training/checkpoints/state.ts";
import {
  adam,
  lbfgs,
  type Network,
  nn,
  sgd,
  train,
  type TrainingState,
  type TrainOptions,
  type TrainProgress,
  trainSteps,
} from "../../../mod.ts";

/** Passes its input on, until it has been run so many times. */
let left = Infinity;
const fuse = defineLayer({
  name: "fuse",
  summary: "throws once it was run so many times",
  gradients: { x: "dy" },
  examples: [{ arguments: [], inputs: [[3]] }],
  outputShape: (shape) => shape,
  bind: ({ x, y, dx, dy }) => ({
    forward() {
      burn();
      y.set(x);
    },
    backward() {
      burn();
      if (dx.length > 0) dx.set(dy);
    },
  }),
});

function burn() {
  if (left-- <= 0) throw new Error("the fuse is burnt");
}

const data = examplesOf(Float32Array.from({ length: 26 }, (_, i) => i % 7), {
  inputShape: [2],
  target: Float32Array.from({ length: 13 }, (_, i) => i % 3),
});

const trainings: readonly (readonly [string, string, TrainOptions])[] = [
  [
    "running statistics, dropout, accumulation and an average",
    "fc(2,4) -> batchnorm -> fuse -> dropout(0.3) -> fc(3) -> cross_entropy",
    {
      batch: 3,
      accumulate: 2,
      average: 0.9,
      metrics: ["accuracy", "f1"],
      optimizer: (p) => sgd(p, { learningRate: 0.1, momentum: 0.9 }),
    },
  ],
  [
    "adam, and validation",
    "fc(2,4) -> batchnorm -> relu -> fuse -> fc(3) -> cross_entropy",
    { batch: 4, validation: data, optimizer: (p) => adam(p) },
  ],
  [
    "lbfgs, which evaluates while it moves the parameters",
    "fc(2,4) -> tanh -> fuse -> fc(3) -> cross_entropy",
    {
      batch: 13,
      optimizer: (p, evaluate) => lbfgs(p, evaluate, { maxIterations: 4 }),
    },
  ],
];

/** What a training comes to, from a state or from the start. */
async function ending(
  network: Network,
  options: TrainOptions,
  resume?: TrainingState,
) {
  const { parameters, ...rest } = await train(network, data, {
    ...options,
    resume,
  });
  return { ...rest, values: copyParameters(parameters) };
}

for (const [name, text, own] of trainings) {
  Deno.test(`where a step fails, what is saved goes on to the same bytes: ${name}`, async () => {
    const network = nn(text, { layers: [fuse] });
    const options = { ...own, epochs: 3, between: () => burn() };
    left = 1e6;
    const whole = await ending(network, options);
    const runs = 1e6 - left;
    let failures = 0;
    for (let count = 1; count < runs; count++) {
      left = count;
      let last: TrainProgress | undefined;
      const steps = trainSteps(network, data, options);
      try {
        for await (const progress of steps) last = progress;
      } catch {
        failures++;
      }
      left = Infinity;
      if (last === undefined) continue;
      const resumed = await ending(network, options, last.save());
      assertEquals(resumed, whole, `after ${count} runs`);
    }
    assert(failures > 20, `${failures} failures`);
  });
}
