/**
 * Gradients of very different size, and numbers at the ends of the range.
 *
 * @module
 */

import { defineLayer } from "../layer/define_layer.ts";
import type { Layer } from "../layer/layer.ts";
import { softplus, tanh } from "../layers/activations/activations.ts";
import { log_softmax, softmax } from "../layers/activations/softmax.ts";
import {
  exp,
  log,
  recip,
  scale,
  shift,
  sqrt,
  square,
} from "../layers/arithmetic/functions.ts";
import { sum } from "../layers/arithmetic/reductions.ts";
import { sin } from "../layers/arithmetic/trigonometric.ts";
import { normal } from "../initializers/random.ts";
import { cross_entropy } from "../layers/losses/cross_entropy.ts";
import { mse } from "../layers/losses/pointwise.ts";
import { batchnorm } from "../layers/normalizations/batchnorm.ts";
import { layernorm } from "../layers/normalizations/layernorm.ts";
import {
  type NastyCase,
  nastyPlace,
  never,
  notRight,
  right,
  wrong,
} from "./nasty_case.ts";

/** `y = c·x²` with a `c` of 1 and of `ratio` in turns; the gradients of the small ones come out times `factor`. */
function uneven(ratio: number, factor = 1): Layer {
  const c = (i: number) => i % 2 === 0 ? 1 : ratio;
  return defineLayer({
    name: "uneven",
    outputShape: (shape) => shape,
    bind: ({ x, dx, y, dy }) => ({
      forward() {
        for (let i = 0; i < y.length; i++) y[i] = c(i) * x[i] * x[i];
      },
      backward() {
        for (let i = 0; i < dx.length; i++) {
          dx[i] = 2 * c(i) * x[i] * dy[i] * (i % 2 === 0 ? factor : 1);
        }
      },
    }),
  })();
}

/** `y = [x², 10¹²·w²]`; the gradient of x comes out times `factor`. */
function twoSizes(factor = 1): Layer {
  const large = 1e12;
  return defineLayer({
    name: "two_sizes",
    outputShape: ([width]) => [2 * width],
    parameters: (shape) => [{ name: "weight", shape, initializer: normal }],
    bind: ({ batch, x, dx, y, dy, parameters: { weight }, gradients }) => {
      const width = weight.length;
      return {
        forward() {
          for (let i = 0; i < batch * width; i++) {
            const at = i + width * Math.floor(i / width);
            y[at] = x[i] * x[i];
            y[at + width] = large * weight[i % width] ** 2;
          }
        },
        backward() {
          gradients.weight.fill(0);
          for (let i = 0; i < batch * width; i++) {
            const at = i + width * Math.floor(i / width);
            dx[i] = 2 * x[i] * dy[at] * factor;
            gradients.weight[i % width] += 2 * large * weight[i % width] *
              dy[at + width];
          }
        },
      };
    },
  })();
}

/** `x³` with a derivative that is `factor` times its own. */
function cube(factor: number): Layer {
  return defineLayer({
    name: "cube",
    f: (x) => x * x * x,
    df: (x) => 3 * x * x * factor,
  })();
}

const some = [0.7, -1.3, 0.4, 2.1];

export const nastySizes: readonly NastyCase[] = [
  nastyPlace("gradients of 1 beside 1e12", right, some, () => [uneven(1e12)]),
  nastyPlace("gradients of 1 beside 1e-12", right, some, () => [uneven(1e-12)]),
  nastyPlace(
    "half a gradient beside one of 1e12",
    wrong,
    some,
    () => [uneven(1e12, 0.5)],
  ),
  nastyPlace(
    "a sign beside a gradient of 1e12",
    wrong,
    some,
    () => [uneven(1e12, -1)],
  ),
  nastyPlace(
    "a fault of 1e-3 beside a gradient of 1e15",
    notRight,
    some,
    () => [uneven(1e15, 1.001)],
  ),
  nastyPlace(
    "an array of gradients of 1 beside one of 1e12",
    right,
    some,
    () => [
      twoSizes(),
    ],
  ),
  nastyPlace("a sign in an array beside one of 1e12", wrong, some, () => [
    twoSizes(-1),
  ]),
  // The square of 1e160 is out of range.
  nastyPlace("outputs of 1e160", never, some, () => [scale(1e160)]),
  nastyPlace("outputs of 1e166", never, [1e83, -2e83], () => [square()]),
  nastyPlace("outputs of 1e165, all of a sum", never, [1e55, 2e55], () => [
    cube(1),
    sum(),
  ]),
  nastyPlace("a factor at outputs of 1e165", wrong, [1e55, -2e55], () => [
    cube(2 / 3),
  ]),
  nastyPlace("units of 1e-13", right, [1e-13, -3e-13], () => [tanh()]),
  nastyPlace(
    "units of 1e-13, squared",
    never,
    [1e-13, 2e-13],
    () => [square()],
  ),
  nastyPlace("a factor at units of 1e-13", wrong, [1e-13, 2e-13], () => [
    cube(2 / 3),
  ]),
  nastyPlace("units of 1e-200", never, [1e-200, 1e-150], () => [square()]),
  nastyPlace("subnormal numbers", never, [1e-310, -3e-320], () => [scale(2)]),
  nastyPlace("a pole at 1e-11", never, [1e-11, -1e-11], () => [recip()]),
  nastyPlace("a pole at 1e-100", never, [1e-100, -1e-100], () => [recip()]),
  nastyPlace("a logarithm at 1e-300", never, [1e-300, 1e-20], () => [log()]),
  nastyPlace("the sine of e²²", never, [22, 20], () => [exp(), sin()]),
  nastyPlace("the sine of 1e15", never, [1e15, 1e8], () => [sin()]),
  nastyPlace("a sine beside 1e6", never, [1, 2], () => [shift(1e6), sin()]),
  nastyPlace("sqrt at 0", never, [0, 4], () => [sqrt()]),
  nastyPlace("a norm at 0", never, [0, 0], () => [square(), sum(), sqrt()]),
  nastyPlace("a norm at 1e-160", never, [1e-160, 1e-160], () => [
    square(),
    sum(),
    sqrt(),
  ]),
  nastyPlace("exp at 709 and -745", never, [709, -745], () => [exp()]),
  nastyPlace("exp at -50 and -300, 1 away", never, [-50, -300], () => [
    exp(),
    shift(1),
  ]),
  nastyPlace("softplus at -40 and 800", never, [-40, 800], () => [softplus()]),
  nastyPlace("softmax of 1e155", never, [1e155, -12, 30], () => [softmax()]),
  nastyPlace("log_softmax of 1e155", never, [1e155, -12, 30], () => [
    log_softmax(),
  ]),
  nastyPlace(
    "a cross-entropy of 36",
    never,
    [-1e-13, 36],
    () => [cross_entropy()],
    { numbers: { target: [1] } },
  ),
  // Their weights do nothing there.
  nastyPlace("a batch normalization of one example", never, [1, 2], () => [
    batchnorm(),
  ]),
  nastyPlace("a layer normalization of one number", never, [3], () => [
    layernorm(),
  ]),
  nastyPlace("squared errors of 1e140", never, [1e70, 1], () => [mse()], {
    numbers: { target: [0, 1] },
  }),
];
