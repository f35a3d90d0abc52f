/**
 * Digits that are lost between steps, or that a step computes with fewer.
 *
 * @module
 */

import { logistic } from "../kernels/plain/gates.ts";
import { defineLayer } from "../layer/define_layer.ts";
import type { Layer } from "../layer/layer.ts";
import { id, relu, sigmoid, tanh } from "../layers/activations/activations.ts";
import {
  exp,
  log,
  neg,
  scale,
  shift,
  square,
} from "../layers/arithmetic/functions.ts";
import { div } from "../layers/arithmetic/binary.ts";
import { cos } from "../layers/arithmetic/trigonometric.ts";
import { fc } from "../layers/fc.ts";
import { bce } from "../layers/losses/pointwise.ts";
import { spoiledAfter } from "./faults.ts";
import {
  type NastyCase,
  nastyPlace,
  never,
  notRight,
  right,
  wrong,
} from "./nasty_case.ts";

/** `x·σ(x)` with a gate in single precision, and the derivative by both factors or by the first alone. */
function singleGate(isWhole: boolean): Layer {
  return defineLayer({
    name: "single_gate",
    f: (x) => x * Math.fround(logistic(x)),
    df(x) {
      const gate = logistic(x);
      return gate + (isWhole ? x * gate * (1 - gate) : 0);
    },
  })();
}

/** A sine in single precision, with a derivative that is `factor` times its own. */
function singleSine(factor: number): Layer {
  return defineLayer({
    name: "single_sine",
    f: (x) => Math.fround(Math.sin(x)),
    df: (x) => Math.cos(x) * factor,
  })();
}

const withSign = (layer: Layer): Layer =>
  spoiledAfter(layer, ({ dx }) => {
    for (let i = 0; i < dx.length; i++) dx[i] = -dx[i];
  });

const oneMinusCosine = () => [cos(), neg(), shift(1)];

export const nastyDigits: readonly NastyCase[] = [
  ...[20, 15, 25, 30].map((x) =>
    nastyPlace(
      `bce of a sigmoid at ${x}`,
      never,
      [x],
      () => [sigmoid(), bce()],
      { numbers: { target: [0] } },
    )
  ),
  nastyPlace("log(1 + exp(-x)) at 20", never, [20], () => [
    neg(),
    exp(),
    shift(1),
    log(),
  ]),
  nastyPlace("log(tanh(x)) at 12", never, [12, 15], () => [tanh(), log()]),
  nastyPlace("log(sigmoid(x)) at 18 and 36", never, [18, 36], () => [
    sigmoid(),
    log(),
  ]),
  nastyPlace("(1 - cos x)/x² at 1e-3", never, [1e-3], () => [
    div(oneMinusCosine(), square()),
  ]),
  nastyPlace("(1 - cos x)/x² at 1e-5", never, [1e-5], () => [
    div(oneMinusCosine(), square()),
  ]),
  nastyPlace("(exp(x) - 1)/x at 1e-9", never, [1e-9], () => [
    div([exp(), shift(-1)], id()),
  ]),
  nastyPlace("exp(sigmoid(x)) - exp(1) at 30", never, [30], () => [
    sigmoid(),
    exp(),
    shift(-Math.E),
    scale(1e9),
  ]),
  nastyPlace(
    "a trained network on a mislabelled row",
    never,
    [1, 2],
    () => [fc(4), relu(), fc(1), sigmoid(), bce()],
    {
      numbers: {
        "fc1.weight": [2, 2, 1, 2, -1, 0.5, 2, 1],
        "fc1.bias": [0.1, 0.2, 0.3, 0.4],
        "fc2.weight": [2, 1, 1, 1],
        "fc2.bias": [0.5],
        target: [0],
      },
    },
  ),
  nastyPlace(
    "a wrong sigmoid at 20 before bce",
    wrong,
    [20],
    () => [withSign(sigmoid()), bce()],
    { numbers: { target: [0] } },
  ),
  nastyPlace("a wrong logarithm of tanh at 12", wrong, [12], () => [
    tanh(),
    withSign(log()),
  ]),
  nastyPlace("a gate in single precision", never, [0.4, -1.2, 3], () => [
    singleGate(true),
  ]),
  nastyPlace(
    // Small steps speak for it: that they contradict large ones is enough to say.
    "a gate in single precision, taken for a constant",
    notRight,
    [0.4, -1.2, 3],
    () => [singleGate(false)],
  ),
  nastyPlace("a sine in single precision", never, [0.4, -1.2, 3], () => [
    singleSine(1),
  ]),
  nastyPlace(
    "a sine in single precision, doubled",
    wrong,
    [0.4, -1.2, 3],
    () => [
      singleSine(2),
    ],
  ),
  nastyPlace(
    "no digits lost",
    right,
    [0.4],
    () => [neg(), exp(), shift(1), log()],
  ),
];
