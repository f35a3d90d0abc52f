/**
 * Losses that compare number by number. Each takes a prediction `x` and a
 * target `t` of the same shape.
 *
 * @module
 */

import { defineLayer, type LayerType } from "../define_layer.ts";
import { drawProbabilities, pointwiseLoss } from "../loss.ts";
import { logistic, logOnePlusExp } from "./activations.ts";

const examples = [
  { arguments: [], inputs: [[3], [3]] },
  { arguments: [], inputs: [[2, 2], [2, 2]] },
  { arguments: [], inputs: [[1], [1]] },
];

/**
 * The mean squared error: the mean of `(x − t)²` over all numbers, without ½.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> mse`.bind();
 * net.x.set([1, 3]);
 * net.target.set([0, 1]);
 * net.forward();
 * assertEquals(net.loss, (1 + 4) / 2);
 * ```
 */
export const mse: LayerType<readonly []> = defineLayer({
  name: "mse",
  summary: "the mean squared error, the mean of (x - t)²",
  gradients: { x: "dy·2·(x - t)/n" },
  examples,
  ...pointwiseLoss("mse", {
    f: (x, t) => (x - t) * (x - t),
    df: (x, t) => 2 * (x - t),
  }),
});

/** PyTorch's 10⁻¹² is one of single precision. */
const leastDenominator = Math.fround(1e-12);

/**
 * Binary cross-entropy of a probability `x`: the mean of
 * `−t·log(x) − (1 − t)·log(1 − x)`.
 *
 * A logarithm below −100 counts as −100, and the derivative's denominator
 * `x(1 − x)` as at least 10⁻¹², so that a prediction of exactly 0 or 1 gives no
 * infinity; PyTorch's `BCELoss` has the same bounds. `bce_with_logits` needs
 * neither.
 */
export const bce: LayerType<readonly []> = defineLayer({
  name: "bce",
  summary:
    "binary cross-entropy of probabilities, the mean of -t·log(x) - (1 - t)·log(1 - x)",
  gradients: { x: "dy·(x - t)/(x·(1 - x))/n" },
  examples,
  ...pointwiseLoss("bce", {
    f: (x, t) =>
      -t * Math.max(Math.log(x), -100) -
      (1 - t) * Math.max(Math.log1p(-x), -100),
    df: (x, t) => (x - t) / Math.max(x * (1 - x), leastDenominator),
    drawPrediction: drawProbabilities,
    drawTarget: drawProbabilities,
  }),
});

/**
 * Binary cross-entropy of `σ(x)`: the mean of
 * `log(1 + eˣ) − t·x`, computed without overflow. Its derivative is `σ(x) − t`.
 */
export const bce_with_logits: LayerType<readonly []> = defineLayer({
  name: "bce_with_logits",
  summary:
    "binary cross-entropy of sigmoid(x), the mean of log(1 + exp(x)) - t·x",
  gradients: { x: "dy·(σ(x) - t)/n" },
  examples,
  ...pointwiseLoss("bce_with_logits", {
    f: (x, t) => logOnePlusExp(x) - t * x,
    df: (x, t) => logistic(x) - t,
    drawTarget: drawProbabilities,
  }),
});
