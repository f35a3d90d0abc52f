// Options that optimizers, schedules and their kin refuse.
import { assertEquals, assertThrows } from "@std/assert";
import {
  adagrad,
  adam,
  adamw,
  clipByNorm,
  clipByValue,
  constantRate,
  cosineDecay,
  lbfgs,
  lion,
  movingAverage,
  NablaError,
  nn,
  oneCycle,
  onPlateau,
  rmsprop,
  sgd,
  stepDecay,
  warmUp,
} from "../../../mod.ts";

const { parameters } = nn`fc(2,1) -> mse`.bind();
const none = () => 0;

const wrong: readonly (readonly [make: () => unknown, message: string])[] = [
  [
    () => sgd(parameters, { learningRate: 0 }),
    "Cannot make sgd as learningRate must be a number above 0: found 0",
  ],
  [() => sgd(parameters, { learningRate: NaN }), "sgd as learningRate must be"],
  [
    () => sgd(parameters, { learningRate: 1, momentum: 1 }),
    "momentum must be a number from 0 to below 1: found 1",
  ],
  [
    () => sgd(parameters, { learningRate: 1, dampening: 2 }),
    "dampening must be a number from 0 to 1: found 2",
  ],
  [
    () => sgd(parameters, { learningRate: 1, weightDecay: -1 }),
    "weightDecay must be a number of at least 0: found -1",
  ],
  [
    () => sgd(parameters, { learningRate: 1, nesterov: true }),
    "momentum must be above 0, and dampening 0, with nesterov: found 0 and 0",
  ],
  [
    () =>
      sgd(parameters, {
        learningRate: 1,
        nesterov: true,
        momentum: 0.5,
        dampening: 0.1,
      }),
    "found 0.5 and 0.1",
  ],
  [
    () => adam(parameters, { learningRate: -1 }),
    "Cannot make adam as learningRate must be a number above 0: found -1",
  ],
  [
    () => adam(parameters, { beta1: 1 }),
    "adam as beta1 must be a number from 0 to below 1",
  ],
  [() => adam(parameters, { beta2: -0.1 }), "adam as beta2 must be"],
  [() => adam(parameters, { epsilon: -1 }), "adam as epsilon must be"],
  [
    () => adamw(parameters, { weightDecay: Infinity }),
    "adamw as weightDecay must be",
  ],
  [() => rmsprop(parameters, { alpha: 1 }), "rmsprop as alpha must be"],
  [() => rmsprop(parameters, { momentum: -1 }), "rmsprop as momentum must be"],
  [
    () => rmsprop(parameters, { learningRate: Infinity }),
    "rmsprop as learningRate must be",
  ],
  [
    () => adagrad(parameters, { learningRateDecay: -1 }),
    "adagrad as learningRateDecay must be",
  ],
  [() => adagrad(parameters, { epsilon: NaN }), "adagrad as epsilon must be"],
  [() => lion(parameters, { beta1: 2 }), "lion as beta1 must be"],
  [() => lion(parameters, { weightDecay: -2 }), "lion as weightDecay must be"],
  [
    () => lbfgs(parameters, none, { maxIterations: 0 }),
    "lbfgs as maxIterations must be a positive integer: found 0",
  ],
  [
    () => lbfgs(parameters, none, { maxEvaluations: 0.5 }),
    "lbfgs as maxEvaluations must be",
  ],
  [() => lbfgs(parameters, none, { history: 0 }), "lbfgs as history must be"],
  [
    () => lbfgs(parameters, none, { toleranceGradient: -1 }),
    "lbfgs as toleranceGradient must be",
  ],
  [
    () => lbfgs(parameters, none, { toleranceChange: NaN }),
    "lbfgs as toleranceChange must be",
  ],
  [
    () => lbfgs(parameters, none, { learningRate: 0 }),
    "lbfgs as learningRate must be",
  ],
  [
    () => lbfgs(parameters, none, { lineSearch: "armijo" as "none" }),
    'lineSearch must be none or strong_wolfe: found "armijo"',
  ],
  [
    () => constantRate(0),
    "Cannot make constantRate as rate must be a number above 0: found 0",
  ],
  [() => stepDecay(1, 0), "stepDecay as every must be a positive integer"],
  [() => stepDecay(1, 1, { factor: 0 }), "stepDecay as factor must be"],
  [() => cosineDecay(-1, 1), "cosineDecay as rate must be"],
  [() => cosineDecay(1, 1.5), "cosineDecay as steps must be"],
  [() => cosineDecay(1, 1, { final: -1 }), "cosineDecay as final must be"],
  [() => warmUp(0, 1), "constantRate as rate must be"],
  [() => warmUp(1, 0), "warmUp as steps must be"],
  [
    () => warmUp(1, 1, { from: 2 }),
    "warmUp as from must be a number from 0 to 1",
  ],
  [() => oneCycle(1, 0), "oneCycle as steps must be"],
  [() => oneCycle(1, 1, { rise: 1.1 }), "oneCycle as rise must be"],
  [() => oneCycle(1, 1, { divisor: 0 }), "oneCycle as divisor must be"],
  [
    () => oneCycle(1, 1, { curve: "cubic" as "linear" }),
    'curve must be cosine or linear: found "cubic"',
  ],
  [() => onPlateau(1, { factor: 1 }), "onPlateau as factor must be"],
  [() => onPlateau(1, { patience: -1 }), "onPlateau as patience must be"],
  [() => onPlateau(1, { minimum: NaN }), "onPlateau as minimum must be"],
  [
    () => movingAverage(parameters, { decay: 1 }),
    "movingAverage as decay must be",
  ],
  [
    () => clipByNorm(parameters, 0),
    "Cannot clip gradients as maximum must be a positive number: found 0",
  ],
  [() => clipByValue(parameters, NaN), "maximum must be a positive number"],
];

for (const [make, message] of wrong) {
  Deno.test(`it is said that ${message}`, () => {
    assertThrows(make, NablaError, message);
  });
}

Deno.test("a schedule that gives no rate stops the step", () => {
  for (const rate of [NaN, -1, Infinity]) {
    const schedule = { name: "own", rate: () => rate };
    const before = [...parameters].map(({ value }) => [...value]);
    for (
      const optimizer of [
        adam(parameters, { learningRate: schedule }),
        lbfgs(parameters, none, { learningRate: schedule }),
      ]
    ) {
      assertThrows(
        () => optimizer.step(),
        NablaError,
        `the rate that own gives for step 0 must be a number of at least 0: found ${rate}`,
      );
      assertEquals(optimizer.steps, 0);
    }
    assertEquals([...parameters].map(({ value }) => [...value]), before);
  }
});
