// What optimizers save, and how they go on from it.
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  adam,
  batchnorm,
  cosineDecay,
  fc,
  lbfgs,
  lion,
  mse,
  NablaError,
  nn,
  onPlateau,
  type Optimizer,
  type OptimizerState,
  pipeline,
  sgd,
  stepDecay,
  tanh,
  warmUp,
} from "../../../mod.ts";
import { countArrays } from "../../helpers/count_arrays.ts";
import {
  begin,
  differentiate,
  flatValues,
  reference,
  startNetwork,
  titleOf,
} from "./reference.ts";

/** A state as a checkpoint gives it: of arrays of its own. */
function copyOf(state: OptimizerState): OptimizerState {
  return {
    ...state,
    arrays: new Map([...state.arrays].map(([path, x]) => [path, x.slice()])),
    numbers: JSON.parse(JSON.stringify(state.numbers)),
  };
}

for (const trajectory of reference.trajectories) {
  Deno.test(`${titleOf(trajectory)} goes on from its state to the same bits`, () => {
    for (const kernels of ["plain", "wasm"] as const) {
      for (const precision of ["float64", "float32"] as const) {
        const bind = { kernels, precision };
        const first = begin(trajectory, bind);
        for (let i = 0; i < 3; i++) first.step();
        const second = begin(trajectory, bind);
        // What it did before must not count.
        for (let i = 0; i < 2; i++) second.step();
        second.optimizer.load(copyOf(first.optimizer.save()));
        for (const { path, value } of first.net.parameters) {
          second.net.parameters.get(path).value.set(value);
        }
        assertEquals(second.optimizer.steps, 3);
        assertEquals(
          copyOf(second.optimizer.save()),
          copyOf(first.optimizer.save()),
        );
        for (let i = 0; i < 4; i++) {
          first.step();
          second.step();
        }
        assertEquals(flatValues(second.net), flatValues(first.net));
        const [saved, wanted] = [second, first].map(({ optimizer }) =>
          copyOf(optimizer.save())
        );
        assertEquals(saved, wanted);
      }
    }
  });
}

for (const trajectory of reference.trajectories) {
  if (trajectory.optimizer === "lbfgs") continue;
  Deno.test(`${titleOf(trajectory)} takes steps without arrays`, () => {
    for (const kernels of ["plain", "wasm"] as const) {
      const { setUp, steps } = countArrays(() => {
        const { net, optimizer } = begin(trajectory, { kernels });
        differentiate(net, 1);
        return () => optimizer.step();
      });
      assert(setUp > 0);
      assertEquals(steps, 0);
    }
  });
}

Deno.test("lbfgs takes steps without arrays once it remembers as much as it may", () => {
  const { steps } = countArrays(() => {
    const net = startNetwork({ kernels: "wasm" });
    let batch = 0;
    // Moves that never settle, so that each step has something to remember.
    const evaluate = () => differentiate(net, ++batch % 50);
    const optimizer = lbfgs(net.parameters, evaluate, {
      history: 3,
      maxIterations: 3,
      learningRate: 0.1,
    });
    for (let i = 0; i < 20; i++) optimizer.step();
    return () => optimizer.step();
  });
  assertEquals(steps, 0);
});

Deno.test("only parameters that training changes are moved", () => {
  for (
    const make of [
      (net: ReturnType<typeof bound>) =>
        sgd(net.parameters, { learningRate: 0.1, weightDecay: 0.1 }),
      (net: ReturnType<typeof bound>) =>
        sgd(net.parameters, { learningRate: 0.1, momentum: 0.9 }),
      (net: ReturnType<typeof bound>) => adam(net.parameters),
      (net: ReturnType<typeof bound>) => lion(net.parameters),
      (net: ReturnType<typeof bound>) =>
        lbfgs(net.parameters, () => run(net), { maxIterations: 2 }),
    ]
  ) {
    const net = bound();
    const optimizer = make(net);
    run(net);
    const before = new Map(
      [...net.parameters].map(({ path, value }) => [path, value.slice()]),
    );
    optimizer.step();
    for (const { path, value, trainable, state } of net.parameters) {
      // Forward keeps statistics up, and lbfgs runs it.
      if (state && optimizer.name === "lbfgs") continue;
      const isMoved = value.some((x, i) => x !== before.get(path)?.[i]);
      assertEquals(isMoved, trainable, `${optimizer.name} and ${path}`);
    }
    for (const path of optimizer.save().arrays.keys()) {
      assert(/^(fc|batchnorm)\d\.(weight|bias)\./.test(path), path);
    }
  }

  function bound() {
    const net = pipeline(fc(3, 4), tanh(), batchnorm(), fc(2), mse())
      .bind({ batch: 5, kernels: "wasm" });
    net.x.forEach((_, i) => net.x[i] = Math.sin(i));
    net.target.forEach((_, i) => net.target[i] = Math.cos(i));
    return net;
  }
  function run(net: ReturnType<typeof bound>): number {
    net.forward();
    net.backward();
    return net.loss;
  }
});

Deno.test("a value that a text gives stays as it is", () => {
  const net = nn("given a = [3]\nfc(2,1) -> mul(id, a) -> mse").bind({
    batch: 2,
    kernels: "plain",
  });
  const fixed = [...net.parameters].filter(({ trainable }) => !trainable);
  assert(fixed.length > 0);
  net.x.set([1, 2, 3, 4]);
  net.target.set([1, 2]);
  const optimizer = adam(net.parameters, { weightDecay: 0.1 });
  for (let i = 0; i < 3; i++) {
    net.forward();
    net.backward();
    optimizer.step();
  }
  for (const { value } of fixed) assertEquals([...value], [3]);
});

Deno.test("the learning rate follows the schedule step by step", () => {
  const net = startNetwork({});
  const schedule = cosineDecay(0.5, 4);
  const optimizer = sgd(net.parameters, { learningRate: schedule });
  const weight = net.parameters.get("fc1.bias");
  for (let i = 0; i < 6; i++) {
    differentiate(net, i);
    assertEquals(optimizer.learningRate, schedule.rate(i));
    const wanted = weight.value.map((x, j) =>
      x - schedule.rate(i) * weight.gradient[j]
    );
    optimizer.step();
    for (let j = 0; j < wanted.length; j++) {
      assert(Math.abs(weight.value[j] - wanted[j]) < 1e-15);
    }
  }
  assertEquals(optimizer.schedule, schedule);
});

Deno.test("what a schedule remembers is saved with its optimizer", () => {
  const net = startNetwork({});
  const make = () =>
    warmUp(onPlateau(0.5, { patience: 0, factor: 0.5, cooldown: 2 }), 1);
  const optimizer = adam(net.parameters, { learningRate: make() });
  assertEquals(optimizer.save().numbers, {
    "schedule.rate": 0.5,
    "schedule.bad": 0,
    "schedule.waiting": 0,
  });
  for (const loss of [3, 4, 5]) optimizer.schedule.observe?.(loss);
  const { numbers } = optimizer.save();
  assertEquals(numbers, {
    "schedule.rate": 0.25,
    "schedule.best": 3,
    "schedule.bad": 0,
    "schedule.waiting": 1,
  });
  const other = adam(net.parameters, { learningRate: make() });
  other.load(copyOf(optimizer.save()));
  assertEquals(other.save().numbers, numbers);
  assertEquals(other.schedule.rate(1), 0.25);
});

Deno.test("a state that does not fit is refused and changes nothing", () => {
  const make = () => {
    const net = startNetwork({});
    const evaluate = () => differentiate(net, 1);
    return {
      adam: adam(net.parameters, { learningRate: onPlateau(0.1) }),
      sgd: sgd(net.parameters, {
        learningRate: stepDecay(1, 1),
        momentum: 0.9,
      }),
      lbfgs: lbfgs(net.parameters, evaluate, { history: 4, maxIterations: 6 }),
      net,
    };
  };
  const own = make();
  differentiate(own.net, 1);
  for (const optimizer of [own.adam, own.sgd, own.lbfgs]) optimizer.step();
  const wrong: readonly (readonly [
    optimizer: Optimizer,
    change: (state: OptimizerState) => Partial<OptimizerState>,
    message: string,
  ])[] = [
    [
      own.adam,
      () => ({ name: "sgd" }),
      `the state must be that of adam: found "sgd"`,
    ],
    [
      own.adam,
      () => ({ steps: -1 }),
      "steps must be an integer of at least 0: found -1",
    ],
    [own.adam, () => ({ steps: 1.5 }), "steps must be an integer"],
    [own.adam, () => ({ steps: NaN }), "steps must be an integer"],
    [
      own.adam,
      () => ({ arrays: new Map() }),
      "fc1.weight.exp_avg must have 20 numbers: found none",
    ],
    [
      own.adam,
      ({ arrays }) => ({
        arrays: new Map([...arrays, [
          "fc2.bias.exp_avg_sq",
          new Float64Array(4),
        ]]),
      }),
      "fc2.bias.exp_avg_sq must have 3 numbers: found 4",
    ],
    [
      own.adam,
      ({ arrays }) => ({
        arrays: new Map([...arrays, ["fc9.bias.exp_avg", new Float64Array(4)]]),
      }),
      "every array must be of one of its parameters: found fc9.bias.exp_avg",
    ],
    [own.adam, () => ({ numbers: {} }), "Cannot resume onPlateau"],
    [
      own.adam,
      ({ numbers }) => ({ numbers: { ...numbers, "schedule.bad": 0.5 } }),
      "Cannot resume onPlateau as its memory must be a rate, whole numbers bad and waiting",
    ],
    [
      own.adam,
      ({ numbers }) => ({ numbers: { ...numbers, other: 1 } }),
      "every number must be one that it saves: found other",
    ],
    [
      own.adam,
      ({ numbers }) => ({ numbers: { ...numbers, "schedule.best": NaN } }),
      "schedule.best must be a number: found NaN",
    ],
    [
      own.sgd,
      () => ({ numbers: { "schedule.best": 1 } }),
      "the schedule must be the one that was saved: stepDecay remembers nothing: found best",
    ],
    [own.lbfgs, () => ({ numbers: {} }), "n_iter must be a number"],
    [
      own.lbfgs,
      ({ numbers }) => ({ numbers: { ...numbers, n_iter: -1 } }),
      "n_iter must be an integer of at least 0: found -1",
    ],
    [
      own.lbfgs,
      ({ numbers }) => ({ numbers: { ...numbers, "ro.4": 1 } }),
      "it remembers at most 4 moves: found 5",
    ],
    [
      own.lbfgs,
      ({ numbers: { "ro.1": _, ...numbers } }) => ({ numbers }),
      "every array must be of one of its parameters: found fc1.weight.old_stps.1",
    ],
    [
      own.lbfgs,
      ({ numbers: { "ro.3": _, ...numbers } }) => ({ numbers }),
      "every array must be of one of its parameters: found fc1.weight.old_stps.3",
    ],
    [
      own.lbfgs,
      ({ numbers }) => ({ numbers: { ...numbers, "ro.x": 1 } }),
      "every number must be one that it saves: found ro.x",
    ],
    [
      own.lbfgs,
      ({ numbers }) => ({ numbers: { ...numbers, n_iter: 0 } }),
      "every array must be of one of its parameters: found fc1.weight.d",
    ],
  ];
  for (const [optimizer, change, message] of wrong) {
    const state = copyOf(optimizer.save());
    for (const values of state.arrays.values()) values.fill(7);
    const before = copyOf(optimizer.save());
    assertThrows(
      () => optimizer.load({ ...state, ...change(state) }),
      NablaError,
      message,
    );
    assertEquals(copyOf(optimizer.save()), before, message);
  }
});
