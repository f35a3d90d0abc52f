import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { blobs, type Examples, splitExamples } from "../../../data.ts";
import { defineLayer } from "../../../define.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import { copyParameters } from "../../../lib/training/checkpoints/state.ts";
import {
  adam,
  adamw,
  evaluate,
  initialize,
  lbfgs,
  lion,
  NablaError,
  type Network,
  nn,
  oneCycle,
  onPlateau,
  rmsprop,
  sgd,
  startAtMeans,
  stepDecay,
  train,
  type TrainOptions,
  type TrainProgress,
  type TrainResult,
  trainSteps,
} from "../../../mod.ts";
import { numbered, streamOf } from "../../helpers/streams.ts";

const classifier = nn`fc(2,6) -> tanh -> fc(3) -> cross_entropy`;
const regression = nn`fc(2,5) -> tanh -> fc(1) -> mse`;
const lines = examplesOf(numbered(23).memory.x.map((x) => x / 23), {
  inputShape: [2],
  target: numbered(23).memory.target.map((t) => t / 23),
  targetShape: [1],
});

function bitsOf({ parameters }: Pick<TrainResult, "parameters">): string {
  return JSON.stringify(
    [...parameters].map(({ path, value }) => [path, ...value]),
  );
}

Deno.test("train takes the steps that the plain pieces take, the last partial batch included", async () => {
  const options = { epochs: 3, batch: 5, shuffle: false, seed: 4 } as const;
  const { parameters, history } = await train(regression, lines, options);

  const own = initialize(regression, { seed: 4, precision: "float32" });
  await startAtMeans(regression, own, lines);
  const optimizer = adam(own);
  const losses: number[] = [];
  for (let epoch = 0; epoch < 3; epoch++) {
    let sum = 0;
    for (let start = 0; start < 23; start += 5) {
      const batch = Math.min(5, 23 - start);
      const net = regression.bind({ batch, parameters: own });
      net.x.set(lines.memory.x.subarray(2 * start, 2 * (start + batch)));
      net.target.set(lines.memory.target.subarray(start, start + batch));
      net.forward();
      net.backward();
      optimizer.step();
      sum += net.loss * batch;
    }
    losses.push(sum / 23);
  }
  assertEquals(bitsOf({ parameters }), bitsOf({ parameters: own }));
  for (const [i, { loss, epoch }] of history.entries()) {
    assertEquals(epoch, i + 1);
    assertAlmostEquals(loss, losses[i], 1e-7);
  }
});

Deno.test("accumulated batches step as one large batch does", async () => {
  const common = {
    epochs: 4,
    shuffle: false,
    precision: "float64",
    optimizer: (parameters) => sgd(parameters, { learningRate: 0.1 }),
  } as const satisfies TrainOptions;
  const large = await train(regression, lines, { ...common, batch: 10 });
  const small = await train(regression, lines, {
    ...common,
    batch: 5,
    accumulate: 2,
  });
  const numbers = [...large.parameters].flatMap(({ value }) => [...value]);
  const others = [...small.parameters].flatMap(({ value }) => [...value]);
  for (const [i, value] of numbers.entries()) {
    assertAlmostEquals(others[i], value, 1e-13);
  }
});

Deno.test("the same seed gives the same bits, and another seed others", async () => {
  const data = blobs({ examples: 40 });
  const bits = async (seed: number) =>
    bitsOf(await train(classifier, data, { epochs: 3, batch: 7, seed }));
  assertEquals(await bits(1), await bits(1));
  assert(await bits(1) !== await bits(2));
});

Deno.test("the bits do not depend on the number of threads", async () => {
  const network =
    nn`fc(64,96) -> batchnorm -> relu -> dropout(0.2) -> fc(96) -> gelu -> fc(3) -> cross_entropy`;
  const wide = blobs({ examples: 300 });
  const x = new Float32Array(300 * 64);
  for (let i = 0; i < x.length; i++) {
    x[i] = wide.memory.x[i % wide.memory.x.length] * (i % 7);
  }
  const data = examplesOf(x, { inputShape: [64], target: wide.memory.target });
  const bits = await Promise.all([1, 2, 3].map(async (threads) =>
    bitsOf(
      await train(network, data, {
        epochs: 2,
        batch: 128,
        threads,
        kernels: "wasm",
        clipNorm: 1,
      }),
    )
  ));
  assertEquals(new Set(bits).size, 1);
});

/** Trainings whose pieces all remember something. */
const trainings: readonly (readonly [
  name: string,
  network: Network,
  data: Examples,
  options: TrainOptions,
])[] = [
  ["adam", regression, lines, {}],
  [
    "chance in layers and running statistics",
    nn`
    fc(2,6) -> batchnorm -> relu -> dropout(0.3) -> fc(1) -> mse`,
    lines,
    {},
  ],
  ["sgd, a moving average and clipping", regression, lines, {
    optimizer: (parameters) =>
      sgd(parameters, { learningRate: 0.05, momentum: 0.9, nesterov: true }),
    average: 0.9,
    clipNorm: 0.5,
  }],
  ["adamw, one cycle and accumulation", regression, lines, {
    optimizer: (parameters) =>
      adamw(parameters, { learningRate: oneCycle(0.01, 12) }),
    accumulate: 2,
  }],
  ["rmsprop, a plateau and validation", regression, lines, {
    optimizer: (parameters) =>
      rmsprop(parameters, { learningRate: onPlateau(0.05, { patience: 1 }) }),
    validation: splitExamples(lines, 0.3)[1],
  }],
  ["lion and patience", regression, lines, {
    optimizer: (parameters) => lion(parameters, { learningRate: 0.02 }),
    validation: lines,
    patience: 2,
  }],
  ["lbfgs", regression, lines, {
    optimizer: (parameters, evaluate) =>
      lbfgs(parameters, evaluate, { learningRate: 0.5, maxIterations: 4 }),
    batch: 23,
  }],
  ["a stream", regression, streamOf(lines, [4, 7]), {}],
  ["metrics of classes", classifier, blobs({ examples: 30 }), {
    metrics: ["accuracy", "f1"],
  }],
];
for (const [name, network, data, given] of trainings) {
  Deno.test(`a training is taken up after any step to the same bits: ${name}`, async () => {
    const options = { epochs: 4, batch: 6, seed: 3, ...given };
    const whole = await train(network, data, options);
    const count = whole.history.length;
    assert(count >= 2, "it lasts");
    for (let stop = 1;; stop++) {
      const steps = trainSteps(network, data, options);
      let state: ReturnType<TrainProgress["save"]> | undefined;
      for (let i = 0; i < stop; i++) {
        const { done, value } = await steps.next();
        if (done) return;
        state = stored(value.save());
      }
      await steps.return(whole);
      const resumed = await train(network, data, {
        ...options,
        resume: state,
      });
      assertEquals(bitsOf(resumed), bitsOf(whole), `after ${stop}`);
      assertEquals(resumed.history, whole.history, `after ${stop}`);
      assertEquals(resumed.epoch, whole.epoch);
    }
  });
}

/** A state with arrays of its own and everything else through JSON, as a file has it. */
function stored(state: ReturnType<TrainProgress["save"]>) {
  const copy = (arrays: ReadonlyMap<string, Float32Array | Float64Array>) =>
    new Map([...arrays].map(([path, values]) => [path, values.slice()]));
  const { parameters, optimizer, average, kept, ...rest } = state;
  const values = copyParameters(parameters);
  return {
    ...JSON.parse(JSON.stringify(rest)),
    parameters: {
      ...parameters,
      [Symbol.iterator]: () =>
        [...parameters].map((each) => ({
          ...each,
          value: values.get(each.path) ?? each.value,
        })).values(),
    },
    optimizer: { ...optimizer, arrays: copy(optimizer.arrays) },
    ...(average === undefined ? {} : { average: copy(average) }),
    kept: copy(kept),
  } as typeof state;
}

Deno.test("patience ends a training with the parameters of its best epoch", async () => {
  // The validation wants the opposite of the data: the first epoch is the best.
  const validation = examplesOf(lines.memory.x, {
    inputShape: [2],
    target: lines.memory.target.map((t) => 3 - t),
    targetShape: [1],
  });
  const options = { validation, epochs: 50, batch: 6 };
  const first = await train(regression, lines, { ...options, epochs: 1 });
  const result = await train(regression, lines, { ...options, patience: 3 });
  assertEquals(result.reason, "patience");
  assertEquals([result.epoch, result.history.length], [1, 4]);
  assertEquals(bitsOf(result), bitsOf(first));
});

/** Half of the points, and other numbers for the rest: a validation that rises. */
const [learned, tried] = splitExamples(lines, 0.5);
const overfitted: Examples = examplesOf(tried.memory?.x ?? [], {
  inputShape: [2],
  target: (tried.memory?.target ?? []).map((t) => 1.5 - t / 2),
  targetShape: [1],
});

for (
  const [name, network, given] of [
    ["a network", regression, {}],
    [
      "running statistics too",
      nn`fc(2,4,bias=none) -> batchnorm -> tanh -> fc(1) -> mse`,
      {},
    ],
    ["a moving average", regression, { average: 0.9 }],
  ] as const
) {
  Deno.test(`the epoch of the lowest validation loss results, unless the last is wanted: ${name}`, async () => {
    const options = { validation: overfitted, epochs: 30, batch: 6, ...given };
    const best = await train(network, learned, options);
    const losses = best.history.map(({ validation }) =>
      validation?.loss ?? NaN
    );
    const lowest = Math.min(...losses);
    assert(lowest < losses[29] - 1e-3, `${losses}`);
    assertEquals([best.reason, losses[best.epoch - 1]], ["epochs", lowest]);
    const { parameters } = best;
    assertEquals(
      (await evaluate(network, overfitted, { parameters })).loss,
      lowest,
    );
    const last = await train(network, learned, { ...options, keep: "last" });
    assertEquals([last.epoch, last.history.length], [30, 30]);
    assertEquals(
      (await evaluate(network, overfitted, last)).loss,
      losses[29],
    );
    // Nothing that stops it changes which is kept.
    const steps = trainSteps(network, learned, options);
    let state: ReturnType<TrainProgress["save"]> | undefined;
    for await (const progress of steps) {
      if (progress.phase !== "epoch" || progress.epoch < best.epoch + 1) {
        continue;
      }
      state = stored(progress.save());
      break;
    }
    const resumed = await train(network, learned, {
      ...options,
      resume: state,
    });
    assertEquals(bitsOf(resumed), bitsOf(best));
    assertEquals(resumed.epoch, best.epoch);
  });
}

Deno.test("a moving average is what is tried and what results", async () => {
  const options = { epochs: 1, batch: 23, shuffle: false, seed: 1 } as const;
  const start = initialize(regression, { seed: 1, precision: "float32" });
  await startAtMeans(regression, start, lines);
  const before = [...start].flatMap(({ value }) => [...value]);
  const { parameters: plain } = await train(regression, lines, options);
  const { parameters } = await train(regression, lines, {
    ...options,
    average: 0.75,
  });
  const after = [...plain].flatMap(({ value }) => [...value]);
  const averaged = [...parameters].flatMap(({ value }) => [...value]);
  for (const [i, value] of averaged.entries()) {
    assertAlmostEquals(value, 0.75 * before[i] + 0.25 * after[i], 1e-6);
  }
});

Deno.test("a training that diverges names the layer and gives the last good parameters", async () => {
  const network = nn`fc(2,3) -> hot: exp -> fc(1) -> mse`;
  const result = await train(network, lines, {
    epochs: 20,
    batch: 6,
    optimizer: (parameters) => sgd(parameters, { learningRate: 1e4 }),
  });
  assertEquals(result.reason, "diverged");
  assertStringIncludes(result.divergence?.message ?? "", "NaN or infinite");
  assertEquals(result.epoch, result.history.length);
  for (const { path, value } of result.parameters) {
    assert(value.every(Number.isFinite), path);
  }
});

Deno.test("a gradient that is not finite moves nothing", async () => {
  // √x has an infinite slope at 0, which relu gives for negative x.
  const network = nn`input(2) -> shy: fc(1) -> relu -> sqrt -> mse`;
  const parameters = initialize(network);
  parameters.get("shy.weight").value.set([-1, -1]);
  const data = examplesOf([1, 2], {
    inputShape: [2],
    target: [1],
    targetShape: [1],
  });
  const result = await train(network, data, { parameters });
  assertEquals(result.reason, "diverged");
  assertEquals([...result.parameters.get("shy.weight").value], [-1, -1]);
  assertStringIncludes(result.divergence?.message ?? "", "relu1");
});

Deno.test("a weight that the last step breaks is not what results", async () => {
  // The output is 10¹⁰ and the loss 10²⁰, but a gradient goes over 10³⁸.
  const network = nn`input(2000) -> fc(1,bias=none) -> mse`;
  const parameters = initialize(network, { precision: "float32" });
  const weight = parameters.get("fc1.weight").value.fill(0);
  weight[0] = 1e-20;
  const x = new Float64Array(2000);
  x[0] = 1e30;
  const data = examplesOf(x, {
    inputShape: [2000],
    target: [0],
    targetShape: [1],
  });
  const result = await train(network, data, { parameters, epochs: 1 });
  assertEquals([result.reason, result.epoch], ["diverged", 0]);
  assertEquals(result.divergence?.place, "fc1.weight");
  assertAlmostEquals(weight[0], 1e-20, 1e-26);
});

Deno.test("an exploding step and a vanishing gradient are warned of once, with their weight", async () => {
  const seen: string[] = [];
  const gather = ({ warnings }: TrainProgress) =>
    seen.push(...warnings.map(({ kind, path }) => `${kind} ${path}`));
  await train(regression, lines, {
    epochs: 3,
    batch: 1,
    optimizer: (parameters) => adam(parameters, { learningRate: 5 }),
    onProgress: gather,
  } as TrainOptions);
  assert(seen.includes("exploding fc1.weight"), seen.join());
  const words: string[] = [];
  await train(regression, lines, {
    epochs: 1,
    optimizer: (parameters) => adam(parameters, { learningRate: 1e10 }),
    onProgress: ({ warnings }: TrainProgress) =>
      words.push(...warnings.map(({ message }) => message)),
  } as TrainOptions);
  assertMatch(words[0], /changes fc1.weight by \d\.\de10 times its own size/);
  seen.length = 0;
  // Once as well where a validation and the end of the epoch follow the step.
  await train(regression, lines, {
    epochs: 1,
    batch: lines.length,
    validation: lines,
    optimizer: (parameters) => adam(parameters, { learningRate: 5 }),
    onProgress: gather,
  } as TrainOptions);
  // An optimizer that searches how far to go may go far.
  await train(regression, lines, {
    epochs: 3,
    batch: 1,
    optimizer: (parameters) =>
      Object.assign(adam(parameters, { learningRate: 5 }), { searches: true }),
    onProgress: (progress: TrainProgress) => {
      for (const { kind } of progress.warnings) assert(kind !== "exploding");
    },
  } as TrainOptions);
  // A weight of five numbers, as fc2's, is too small to tell.
  assertEquals(seen, ["exploding fc1.weight"]);
  seen.length = 0;
  const deep = nn`fc(2,3) -> scale(1e-9) -> shift(1) -> fc(1) -> mse`;
  await train(
    deep,
    lines,
    { epochs: 60, batch: 1, onProgress: gather } as TrainOptions,
  );
  assertEquals(seen, ["vanishing fc1.weight"]);
});

Deno.test("gradients that are all 0 from the start are warned of, those that become 0 are not", async () => {
  const seen: string[] = [];
  const options = {
    epochs: 5,
    onProgress: ({ warnings }: TrainProgress) =>
      seen.push(...warnings.map(({ kind, path }) => `${kind} ${path}`)),
  } as TrainOptions;
  const constant = nn`fc(2,3) -> layernorm -> fc(1) -> layernorm -> mse`;
  await train(constant, lines, options);
  assertEquals(seen, ["still layernorm2"]);
  seen.length = 0;
  // A hinge loss is 0 once each example is beyond its margin.
  const apart = examplesOf([3, 1, -3, -1], {
    inputShape: [2],
    target: [1, -1],
    targetShape: [1],
  });
  const { history } = await train(nn`fc(2,1) -> hinge`, apart, {
    ...options,
    epochs: 50,
    optimizer: (parameters) => adam(parameters, { learningRate: 0.1 }),
  } as TrainOptions);
  assertEquals([history.at(-1)?.loss, seen], [0, []]);
});

Deno.test("what does not fit is refused before anything is trained", async () => {
  const cases: readonly (readonly [Network, Examples, TrainOptions, string])[] =
    [
      [nn`fc(2,1)`, lines, {}, "must end with a loss"],
      [
        classifier,
        examplesOf([1, 2], { inputShape: [2] }),
        {},
        "must have a target",
      ],
      [
        nn`fc(3,1) -> mse`,
        lines,
        {},
        "each example of the data must have an input of 3: found 2",
      ],
      [regression, lines, { patience: 2 }, "there are no validation examples"],
      [
        regression,
        lines,
        { keep: "best" },
        "there are no validation examples: give validation, or leave out keep",
      ],
      [
        regression,
        lines,
        { epochs: 0 },
        "epochs must be a positive integer: found 0",
      ],
      [regression, lines, { batch: 1.5 }, "batch must be a positive integer"],
      [
        regression,
        lines,
        { clipNorm: -1 },
        "clipNorm must be a positive number",
      ],
      [regression, lines, { average: 1 }, "average must be between 0 and 1"],
      [
        regression,
        examplesOf([], { inputShape: [2], target: [], targetShape: [1] }),
        {},
        "must not be empty",
      ],
      [
        regression,
        lines,
        {
          validation: {
            ...lines,
            targetNormalization: { offset: [1], scale: [2] },
          },
        },
        "the targets of the validation must be normalized as those of the training",
      ],
      [
        regression,
        lines,
        { metrics: ["accuracies"] },
        "each must be accuracy, top5",
      ],
    ];
  for (const [network, data, options, message] of cases) {
    await assertRejects(() => train(network, data, options), Error, message);
  }
});

Deno.test("a layer of one's own trains as any other", async () => {
  const square = defineLayer({
    name: "squared",
    f: (x) => x * x,
    df: (x) => 2 * x,
  });
  const network = nn("fc(1,1) -> squared -> mse", { layers: [square] });
  const x = [-2, -1, 0, 1, 2];
  const data = examplesOf(x, {
    inputShape: [1],
    target: x.map((x) => (3 * x + 1) ** 2),
    targetShape: [1],
  });
  const { history } = await train(network, data, {
    epochs: 400,
    batch: 5,
    seed: 2,
    optimizer: (parameters) => adam(parameters, { learningRate: 0.05 }),
  });
  assert((history.at(-1)?.loss ?? 1) < 1e-3);
});

Deno.test("validation targets may have another of the shapes that the loss takes", async () => {
  const numbers = blobs({ examples: 12 });
  const { memory: { x, target } } = numbers;
  const shares = examplesOf(x, {
    inputShape: [2],
    target: [...target].flatMap((t) => [0, 1, 2].map((i) => i === t ? 1 : 0)),
    targetShape: [3],
  });
  const options = { epochs: 2, seed: 1 };
  const alike = await train(classifier, numbers, {
    ...options,
    validation: numbers,
  });
  const { history } = await train(classifier, numbers, {
    ...options,
    validation: shares,
  });
  assertEquals(history, alike.history);
  const other = await train(classifier, shares, {
    ...options,
    validation: numbers,
  });
  assertEquals(other.history, alike.history);
});

Deno.test("lbfgs, which runs batches again, goes with no accumulated or clipped gradients", async () => {
  for (
    const options of [{ accumulate: 2 }, { clipNorm: 1 }, { clipValue: 1 }]
  ) {
    await assertRejects(
      () =>
        train(regression, lines, { ...options, epochs: 1, optimizer: lbfgs }),
      NablaError,
      "Cannot train as lbfgs runs batches again",
    );
  }
});

Deno.test("an epoch has the learning rate of its last step", async () => {
  const halving = stepDecay(0.5, 1, { factor: 0.5 });
  const { history } = await train(regression, lines, {
    epochs: 3,
    batch: 12,
    optimizer: (parameters) => sgd(parameters, { learningRate: halving }),
  });
  assertEquals(history.map(({ learningRate }) => learningRate), [
    0.25,
    0.0625,
    0.015625,
  ]);
});

Deno.test("data that is not finite is said to be what broke a training", async () => {
  for (const place of ["x", "target"] as const) {
    const { inputShape, targetShape, memory } = lines;
    const own = { x: memory.x.slice(), target: memory.target.slice() };
    own[place][5] = NaN;
    const { divergence } = await train(
      regression,
      examplesOf(own.x, { inputShape, targetShape, target: own.target }),
      { epochs: 2 },
    );
    assertEquals(divergence?.place, place);
    assertStringIncludes(divergence?.message ?? "", "must be finite");
  }
});
