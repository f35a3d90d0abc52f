import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { fromBytes } from "../../../data.ts";
import { examplesOf } from "../../../lib/data/examples/examples.ts";
import {
  historyTable,
  readHistory,
} from "../../../lib/training/checkpoints/history_table.ts";
import { readPosition } from "../../../lib/training/checkpoints/position.ts";
import type { TrainingState } from "../../../lib/training/checkpoints/state.ts";
import {
  adam,
  DataError,
  NablaError,
  nn,
  onPlateau,
  readNetwork,
  sgd,
  train,
  type TrainOptions,
  trainSteps,
} from "../../../mod.ts";
import {
  bytesOf,
  type Metadata,
  stateAfter,
  withMetadata,
} from "../../helpers/network_files.ts";

const text = "fc(2,4) -> batchnorm -> relu -> dropout(0.3) -> fc(1) -> mse";
const network = nn(text);
const data = examplesOf(Float32Array.from({ length: 22 }, (_, i) => i % 7), {
  inputShape: [2],
  target: Float32Array.from({ length: 11 }, (_, i) => i % 3),
  targetShape: [1],
});
const options: TrainOptions = {
  batch: 4,
  epochs: 4,
  average: 0.9,
  validation: data,
  optimizer: (p) => adam(p, { learningRate: onPlateau(0.01, { patience: 1 }) }),
};

function checkpointOf(state: TrainingState): Uint8Array {
  return bytesOf({
    description: { text, libraries: [], precision: "float32" },
    network,
    parameters: state.parameters,
    state,
  });
}

async function stateIn(bytes: Uint8Array): Promise<TrainingState> {
  const { state } = await readNetwork(fromBytes("c", bytes));
  assert(state);
  return state;
}

// Seven steps, validations and epochs: one epoch and three steps of the second.
const whole = checkpointOf(await stateAfter(7, network, data, options));

Deno.test("a state comes back from its file with everything that it was", async () => {
  for (const count of [1, 3, 4, 5, 7, 11]) {
    const state = await stateAfter(count, network, data, options);
    const { parameters, ...rest } = await stateIn(checkpointOf(state));
    const { parameters: saved, ...expected } = state;
    assertEquals(rest, expected);
    assertEquals(
      [...parameters].map(({ path, value }) => [path, ...value]),
      [...saved].map(({ path, value }) => [path, ...value]),
    );
  }
});

Deno.test("a training goes on from a file to the same bits", async () => {
  const straight = await train(network, data, options);
  const resumed = await train(network, data, {
    ...options,
    resume: await stateIn(whole),
  });
  assertEquals(
    [...resumed.parameters].map(({ value }) => [...value]),
    [...straight.parameters].map(({ value }) => [...value]),
  );
  assertEquals(
    JSON.stringify(resumed.history),
    JSON.stringify(straight.history),
  );
});

Deno.test("numbers that are not finite are kept as words, alone in a list too", async () => {
  const state = await stateAfter(7, network, data, options);
  const odd = [NaN, Infinity, -Infinity];
  const strange: TrainingState = {
    ...state,
    lossSum: -Infinity,
    metrics: [[Infinity], [-Infinity, 1], odd],
    history: [{
      epoch: 1,
      loss: NaN,
      metrics: { r2: -Infinity },
      learningRate: 1,
      validation: { loss: Infinity, metrics: {} },
    }],
  };
  const { lossSum, metrics } = await stateIn(checkpointOf(strange));
  assertEquals([lossSum, metrics], [-Infinity, strange.metrics]);
  const { columns, rows } = historyTable(strange.history);
  assertEquals(readHistory(columns, rows), strange.history);
});

/** What a damaged or hostile state says: what is refused when it is read, and what when it is gone on from. */
const lies: readonly (readonly [
  what: string,
  change: (state: Metadata) => void,
  message: string,
])[] = [
  [
    "another version",
    (s) => s.version = 2,
    "the version of its state must be 1",
  ],
  ["no optimizer", (s) => delete s.optimizer, "optimizer must be an object"],
  ["half an epoch", (s) => s.epochs = 1.5, "epochs must be integers"],
  ["-1 examples", (s) => s.seen = -1, "seen must be integers"],
  ["2^60 steps", (s) => s.optimizer.steps = 2 ** 60, "steps must be integers"],
  ["no sum", (s) => s.lossSum = null, "lossSum must be numbers"],
  [
    "a list for a number",
    (s) => s.lossSum = ["Infinity"],
    "lossSum must be numbers",
  ],
  ["words for numbers", (s) => s.lossSum = "1", "lossSum must be numbers"],
  ["chance as a list", (s) => s.chance = [], "chance must be an object"],
  [
    "chance of half words",
    (s) => s.chance["4 dropout1"] = [1, 2, 3, 4.5],
    "chance must be integers",
  ],
  [
    "history without columns",
    (s) => s.columns = [],
    "its history must have a learning rate, a loss and metrics",
  ],
  [
    "history of other columns",
    (s) => s.columns[1] = "lost",
    "its history must have a learning rate, a loss and metrics",
  ],
  [
    "history of columns in another order",
    (s) => s.columns.reverse(),
    "its history must have a learning rate, a loss and metrics",
  ],
  [
    "history of half epochs",
    (s) => s.columns.push("validation.metrics.f1"),
    "its history must have a learning rate, a loss and metrics",
  ],
  [
    "columns that are no texts",
    (s) => s.columns = [1],
    "columns must be a text",
  ],
  [
    "an optimizer without a name",
    (s) => s.optimizer.name = ["adam"],
    "the name of the optimizer must be a text",
  ],
  ["an epoch too few", (s) => s.epochs = 0, "the history must be that of 0"],
  ["an epoch too many", (s) => s.epochs = 2, "the history must be that of 2"],
  [
    "a best epoch to come",
    (s) => s.keptEpoch = 2,
    "the kept epoch must be one of the 1 that were done: found 2",
  ],
  [
    "more examples than there are",
    (s) => s.seen = 12,
    "it must lie between two steps of 11 examples: found 12",
  ],
  [
    "a place within a step",
    (s) => s.seen = 3,
    "it must lie between two steps",
  ],
  [
    "a sum that is none",
    (s) => s.lossSum = "NaN",
    "the sum of losses must be a number",
  ],
  [
    "chance of a giant batch",
    (s) => s.chance["1000000000 dropout1"] = [1, 2, 3, 4],
    "each stream of chance must be of a batch size that occurs",
  ],
  [
    "chance of no step",
    (s) => s.chance["4 dropout7"] = [1, 2, 3, 4],
    "each stream of chance must belong to a step of the network",
  ],
  [
    "chance of __proto__",
    (s) => {
      s.chance = JSON.parse('{"__proto__": [1, 2, 3, 4]}');
    },
    "each stream of chance must be of a batch",
  ],
  [
    "chance that has run dry",
    (s) => s.chance["4 dropout1"] = [0, 0, 0, 0],
    "not all 0",
  ],
  [
    "another optimizer's state",
    (s) => s.optimizer.name = "sgd",
    "the state must be that of adam",
  ],
  [
    "a number that the optimizer has not",
    (s) => s.optimizer.numbers.extra = 1,
    "every number must be one that it saves",
  ],
  [
    "a schedule that remembers half",
    (s) => delete s.optimizer.numbers["schedule.bad"],
    "Cannot resume onPlateau",
  ],
];
for (const [what, change, message] of lies) {
  Deno.test(`a checkpoint with ${what} is refused`, async () => {
    const bytes = withMetadata(whole, (all) => change(all["nabla.training"]));
    const error = await assertRejects(async () => {
      const resume = await stateIn(bytes);
      const before = Deno.memoryUsage().external;
      try {
        await trainSteps(network, data, { ...options, resume }).next();
      } finally {
        const taken = Deno.memoryUsage().external - before;
        assert(taken < 100e6, "little is allocated");
      }
    }, Error);
    const isRefusal = error instanceof DataError ||
      /^Cannot /.test(error.message);
    assert(isRefusal, String(error));
    assertStringIncludes(error.message, message);
  });
}

/** Tensors of the state by name, changed. */
const tensors: readonly (readonly [
  what: string,
  from: string,
  to: string,
  message: string,
])[] = [
  [
    "without an average",
    "training/average/",
    "training/overage/",
    "a moving average must be saved if one is taken",
  ],
  [
    "without kept parameters",
    "training/kept/fc1.weight",
    "training/kelt/fc1.weight",
    "fc1.weight must have 8 numbers: found none",
  ],
  [
    "with an array of no parameter",
    "training/optimizer/fc1.weight.exp_avg",
    "training/optimizer/fc9.weight.exp_avg",
    "fc1.weight.exp_avg must have 8 numbers",
  ],
];
for (const [what, from, to, message] of tensors) {
  Deno.test(`a checkpoint ${what} is refused`, async () => {
    const plain = withMetadata(whole, () => {});
    const latin = Array.from(plain, (byte) => String.fromCharCode(byte)).join(
      "",
    );
    const changed = latin.replaceAll(`"${from}`, `"${to}`);
    assert(changed !== latin && changed.length === latin.length);
    const bytes = Uint8Array.from(changed, (c) => c.charCodeAt(0));
    const resume = await stateIn(bytes);
    const error = await assertRejects(
      () => trainSteps(network, data, { ...options, resume }).next(),
      NablaError,
    );
    assertStringIncludes(error.message, message);
  });
}

Deno.test("a state goes on in no other training than its own", async () => {
  const resume = await stateIn(whole);
  const { average: _, ...without } = options;
  const others: readonly (readonly [TrainOptions, string])[] = [
    [
      without,
      "a moving average must be saved if one is taken, and only then",
    ],
    [
      { ...options, optimizer: (p) => sgd(p, { learningRate: 0.1 }) },
      "the state must be that of sgd",
    ],
    [{ ...options, metrics: ["mae"] }, "it must measure 1 metrics"],
    [{ ...options, batch: 5 }, "it must lie between two steps"],
  ];
  for (const [other, message] of others) {
    await assertRejects(
      () => train(network, data, { ...other, resume }),
      NablaError,
      message,
    );
  }
});

Deno.test("a position that is no JSON is refused", () => {
  for (const text of ["", "{", "[]", "null", "1", '"a"']) {
    assertThrows(
      () => readPosition(text),
      NablaError,
      "Cannot resume the training as",
    );
  }
});

/** One step an epoch; the fourth leaves parameters that the fifth breaks on. */
const wild: TrainOptions = {
  batch: 11,
  epochs: 9,
  optimizer: (p) =>
    sgd(p, {
      learningRate: {
        name: "leap",
        rate: (step) => step < 3 ? 0.01 : 1e30,
      },
    }),
};

for (const average of [undefined, 0.5]) {
  const name = average === undefined ? "" : ", their average";
  Deno.test(`a training that breaks gives the parameters of the last good epoch${name}, after a stop too`, async () => {
    const own = average === undefined ? wild : { ...wild, average };
    const good = await train(network, data, { ...own, epochs: 3 });
    // With running statistics one step ahead: they are looked at in training.
    const expected = [...good.parameters].filter(({ state }) => !state)
      .map(({ path, value }) => [path, ...value]);
    // A step and the end of its epoch, three times, or more.
    for (const stop of [undefined, 1, 5, 6, 7, 8]) {
      const resume = stop === undefined ? undefined : await stateIn(
        checkpointOf(await stateAfter(stop, network, data, own)),
      );
      const result = await train(network, data, {
        ...own,
        ...(resume === undefined ? {} : { resume }),
      });
      assertEquals([result.reason, result.epoch], ["diverged", 3]);
      assertEquals(
        [...result.parameters].filter(({ state }) => !state)
          .map(({ path, value }) => [path, ...value]),
        expected,
        `stopped after ${stop}`,
      );
    }
  });
}

Deno.test("a checkpoint with a metric too few, or one of another length, is refused", async () => {
  const state = await stateAfter(7, network, data, options);
  const [mae, r2] = state.metrics;
  for (
    const [metrics, message] of [
      [[mae], "it must measure 2 metrics: found 1"],
      [[mae, [...r2, 1]], "Cannot resume r2 as it remembers 5 numbers"],
    ] as const
  ) {
    const resume = await stateIn(checkpointOf({ ...state, metrics }));
    await assertRejects(
      () => train(network, data, { ...options, resume }),
      Error,
      message,
    );
  }
});
