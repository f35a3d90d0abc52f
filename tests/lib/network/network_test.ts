import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import {
  add,
  fc,
  id,
  initialize,
  input,
  labelled,
  mse,
  NablaError,
  nn,
  pipeline,
  reference,
  relu,
  sgd,
  sigmoid,
  tanh,
  value,
} from "../../../mod.ts";
import { countArrays } from "../../helpers/count_arrays.ts";

Deno.test("the lesson's neuron gives the numbers worked out by hand", () => {
  // b1 = 0.5·1 − 1·2 + 0.1 = −1.4; h1 = 1/(1 + e^1.4); dh1/db1 = h1(1 − h1).
  const net = nn`fc(2,1) -> sigmoid`.bind();
  net.parameters.get("fc1.weight").value.set([0.5, -1]);
  net.parameters.get("fc1.bias").value.set([0.1]);
  net.x.set([1, 2]);
  net.forward();
  net.backward();
  const h1 = 0.19781611144141825;
  const d = 0.15868489749561465;
  assertAlmostEquals(net.y[0], h1, 1e-15);
  assertAlmostEquals(net.parameters.get("fc1.weight").gradient[0], d, 1e-14);
  assertAlmostEquals(
    net.parameters.get("fc1.weight").gradient[1],
    2 * d,
    1e-14,
  );
  assertAlmostEquals(net.parameters.get("fc1.bias").gradient[0], d, 1e-14);
  assertAlmostEquals(net.dx[0], 0.5 * d, 1e-14);
  assertAlmostEquals(net.dx[1], -d, 1e-14);
});

Deno.test("the matrix derivative of the homework", () => {
  const net = nn`fc(3,2)`.bind({ batch: 2 });
  net.parameters.get("fc1.weight").value.set([1, 2, 3, 4, 5, 6]);
  net.x.set([1, 0, 2, 0, 1, 1]);
  net.dy.set([1, 0, 0, 1]);
  net.forward();
  net.backward();
  assertEquals([...net.y], [7, 16, 5, 11]);
  assertEquals([...net.parameters.get("fc1.weight").gradient], [
    1,
    0,
    2,
    0,
    1,
    1,
  ]);
  assertEquals([...net.parameters.get("fc1.bias").gradient], [1, 1]);
  assertEquals([...net.dx], [1, 2, 3, 4, 5, 6]);
});

Deno.test("a value that is used twice gets the sum of its gradients", () => {
  const doubled = pipeline(
    input(2),
    add([labelled("h", sigmoid()), add(id(), reference("h"))], id()),
  );
  const net = doubled.bind();
  net.x.set([0, 0]);
  net.dy.set([1, 10]);
  net.forward();
  net.backward();
  assertEquals([...net.y], [1, 1]);
  // d/dx (2σ(x) + x) at 0 is 2·¼ + 1.
  assertEquals([...net.dx], [1.5, 15]);
});

Deno.test("backward twice gives the same numbers as once", () => {
  const net = nn`fc(3,4) -> tanh -> fc(2) -> softmax -> mse`.bind({ batch: 5 });
  net.x.forEach((_, i) => net.x[i] = Math.sin(i));
  net.target.fill(0.5);
  net.forward();
  net.backward();
  const once = [...net.parameters].map((p) => p.gradient.slice());
  net.backward();
  assertEquals([...net.parameters].map((p) => p.gradient), once);
});

Deno.test("numbers that were not computed yet are NaN", () => {
  const net = nn`fc(2,1) -> sigmoid -> mse`.bind();
  assert(Number.isNaN(net.loss) && Number.isNaN(net.y[0]));
  assert(Number.isNaN(net.parameters.get("fc1.bias").gradient[0]));
});

Deno.test("predict stops before the loss", () => {
  const net = nn`fc(2,1) -> mse`.bind();
  net.x.set([1, 1]);
  net.predict();
  assert(Number.isFinite(net.y[0]) && Number.isNaN(net.loss));
});

Deno.test("two batch sizes share their parameters", () => {
  const network = nn`fc(2,3) -> relu`;
  const one = network.bind({ seed: 3 });
  const four = network.bind({ batch: 4, parameters: one.parameters });
  one.x.set([1, -2]);
  four.x.set([1, -2, 1, -2, 1, -2, 1, -2]);
  one.parameters.get("fc1.bias").value.fill(0.5);
  one.forward();
  four.forward();
  for (let b = 0; b < 4; b++) {
    assertEquals(four.y.slice(3 * b, 3 * b + 3), one.y);
  }
});

Deno.test("the same seed gives the same parameters; a new layer leaves the others' alone", () => {
  const short = initialize(nn`fc(2,3) -> relu`, { seed: 5 });
  const long = initialize(nn`fc(2,3) -> relu -> fc(4)`, { seed: 5 });
  assertEquals(short.get("fc1.weight").value, long.get("fc1.weight").value);
  assertEquals([...initialize(nn`fc(2,3)`, { seed: 6 })].length, 2);
});

Deno.test("float32 agrees with float64 to its own precision", () => {
  const network = nn`fc(3,4) -> tanh -> fc(2) -> cross_entropy`;
  const nets = (["float64", "float32"] as const).map((precision) => {
    const net = network.bind({ batch: 2, precision, seed: 1 });
    net.x.set([0.1, -0.2, 0.3, 1, 2, -1]);
    net.target.set([0, 1]);
    net.forward();
    net.backward();
    return net;
  });
  assert(nets[1].y instanceof Float32Array);
  assertAlmostEquals(nets[0].loss, nets[1].loss, 1e-6);
  nets[0].dx.forEach((d, i) => assertAlmostEquals(d, nets[1].dx[i], 1e-6));
});

Deno.test("without inputGradient there is no dx, and all else is as before", () => {
  const network = nn`fc(3,2) -> sigmoid -> mse`;
  const [with_, without] = [true, false].map((inputGradient) => {
    const net = network.bind({ inputGradient, seed: 1 });
    net.x.set([1, 2, 3]);
    net.target.set([0, 1]);
    net.forward();
    net.backward();
    return net;
  });
  assertEquals(without.dx.length, 0);
  assertEquals(
    without.parameters.get("fc1.weight").gradient,
    with_.parameters.get("fc1.weight").gradient,
  );
});

Deno.test("a network is built of typed arrays once: steps make none", () => {
  const made = countArrays(() => {
    const net = nn`fc(4,8) -> relu -> fc(3) -> cross_entropy`.bind({
      batch: 6,
    });
    net.x.fill(0.5);
    net.target.fill(1);
    const optimizer = sgd(net.parameters, { learningRate: 0.1 });
    return () => {
      net.forward();
      net.backward();
      optimizer.step();
      return net.loss;
    };
  });
  assert(made.setUp > 0, "the count works");
  assertEquals(made.steps, 0);
});

Deno.test("steps are named by layer and number, labels stay", () => {
  const net = pipeline(fc(2, 3), relu(), labelled("fc2", fc(3)), fc(1), relu());
  assertEquals(net.steps.map((step) => step.name), [
    "fc1",
    "relu1",
    "fc2",
    "fc3",
    "relu2",
  ]);
});

const refused: readonly [string, () => unknown, string][] = [
  [
    "a label used twice",
    () => pipeline(labelled("h", fc(2, 3)), labelled("h", relu())),
    '"h" is used twice',
  ],
  ["a pipeline without a step", () => pipeline(), "must have a step"],
  [
    "a pipeline of unknown input size",
    () => pipeline(fc(3), relu()),
    "begin with input(…) before fc",
  ],
  [
    "a loss in the middle",
    () => pipeline(fc(2, 1), mse(), relu()),
    "found relu after mse",
  ],
  [
    "widths that do not fit",
    () => pipeline(fc(2, 4), fc(3, 1)),
    "it receives 4",
  ],
  ["an input of another shape", () => pipeline(fc(2, 4), input(5)), "found 4"],
  [
    "a size of -3",
    () => fc(-3),
    "out must be a positive integer: found -3",
  ],
  ["no size", () => (fc as unknown as () => void)(), "it needs out"],
  [
    "too many sizes",
    () => (fc as unknown as (...s: number[]) => void)(1, 2, 3),
    "takes at most 2 arguments",
  ],
  ["an unknown option", () => fc(1, { foo: 1 } as never), 'no argument "foo"'],
  [
    "an unknown initializer",
    () => fc(1, { init: "xavier" as never }),
    "must be glorot, glorot_normal, he, ",
  ],
  [
    "a huge layer",
    () => pipeline(fc(50000, 50000)),
    "at most 17,179,869,184 bytes of parameters and their gradients in single precision: found 20,000,400,000",
  ],
  [
    "parameters of 16 GiB with their gradients",
    () => initialize(nn`fc(40000,40000)`),
    "at most 17,179,869,184 bytes of parameters and their gradients: found 25,600,640,000 with float64",
  ],
  [
    "what has no room in a memory of WebAssembly",
    () =>
      nn`input(26000000) -> relu*20`.bind({
        precision: "float32",
        kernels: "wasm",
      }),
    "at most 4,294,967,296 bytes in the memory of its kernels: found 4,368,000,000",
  ],
  [
    "a huge input",
    () => pipeline(input(1e5, 1e5), tanh()),
    "at most 100,000,000",
  ],
  ["batch 0", () => nn`fc(2,1)`.bind({ batch: 0 }), "found 0"],
  [
    "a huge batch",
    () => nn`fc(2,1)`.bind({ batch: 1e9 }),
    "a batch of 1,000,000,000",
  ],
  [
    "parameters of another network",
    () => nn`fc(2,1)`.bind({ parameters: initialize(nn`fc(3,1)`) }),
    "fc1.weight must be 1×2: found 1×3",
  ],
  [
    "an unknown path",
    () => initialize(nn`fc(2,1)`).get("fc2.weight"),
    "its path must be fc1.weight or fc1.bias",
  ],
  [
    "a learning rate of 0",
    () => sgd(initialize(nn`fc(2,1)`), { learningRate: 0 }),
    "found 0",
  ],
  [
    "backward without an upstream gradient",
    () => nn`fc(2,2)`.bind().backward(),
    "fill dy",
  ],
  [
    "a target of the wrong shape",
    () => nn`fc(2,2) -> mse`.bind({ targetShape: [3] }),
    "the target of mse for an example must be 2: found 3",
  ],
  ["a class number out of range", () => {
    const net = nn`input(3) -> cross_entropy`.bind();
    net.x.fill(0);
    net.target[0] = 3;
    net.forward();
  }, "target 0 must be a class number from 0 to 2: found 3"],
];
for (const [what, attempt, message] of refused) {
  Deno.test(`${what} is refused with a clear error`, () => {
    assertThrows(attempt, Error, message);
  });
}

Deno.test("20 steps of gradient descent learn y = 2a - b", () => {
  const net = nn`fc(2,1) -> mse`.bind({ batch: 4, seed: 1 });
  net.x.set([0, 0, 1, 0, 0, 1, 1, 1]);
  net.target.set([0, 2, -1, 1]);
  const optimizer = sgd(net.parameters, { learningRate: 0.5 });
  for (let i = 0; i < 200; i++) {
    net.forward();
    net.backward();
    optimizer.step();
  }
  const [a, b] = net.parameters.get("fc1.weight").value;
  assertAlmostEquals(a, 2, 1e-3);
  assertAlmostEquals(b, -1, 1e-3);
});

Deno.test("a value whose rows differ in length is refused", () => {
  for (
    const [data, found] of [
      [[[1, 2], [3]], "[2], [1]"],
      [[[1], 2], "[1], []"],
      [[[[1, 2]], [[3], [4]]], "[1,2], [2,1]"],
    ] as const
  ) {
    assertThrows(
      () => value("q", data),
      NablaError,
      `Cannot give q as its rows must have equal lengths: found ${found}`,
    );
  }
});

Deno.test("a network that has no room in a memory of WebAssembly takes ordinary arrays", () => {
  const network = nn`input(1000,1000) -> relu`;
  const kinds = [1, 1000].map((batch) =>
    initialize(network, { batch, precision: "float32" }).store.kernels.kind
  );
  assertEquals(kinds, ["wasm", "plain"]);
});

Deno.test("layers that are tiny take plain kernels, however many there are", () => {
  const networks = [nn`input(8) -> relu*400`, nn`fc(50,50) -> relu`];
  const kinds = networks.map((each) => initialize(each).store.kernels.kind);
  assertEquals(kinds, ["plain", "wasm"]);
});
