import { number } from "../../definition/kinds.ts";
import { logisticSlope } from "../../kernels/plain/gates.ts";
import { leastDenominator } from "../../kernels/plain/losses.ts";
import type { LayerType } from "../../layer/define_layer.ts";
import type { LayerBody } from "../../layer/layer.ts";
import { defineLoss } from "./define_loss.ts";
import {
  drawProbabilities,
  lossArguments,
  type LossOptions,
  pointwiseExamples as examples,
  pointwiseLoss,
  sideOfZero,
  withLossKernel,
} from "./loss.ts";

/**
 * The mean squared error: the mean of `(x − t)²` over all numbers, without ½.
 * `mse(reduction=sum)` sums over the numbers of an example.
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
export const mse: LayerType<readonly [options?: LossOptions]> = defineLoss({
  name: "mse",
  summary: "the mean squared error, the mean of (x - t)²",
  gradients: { x: "dy·2·(x - t)/n" },
  arguments: lossArguments,
  examples,
  create: ({ reduction }) =>
    pointwiseLoss("mse", {
      ...withLossKernel("mse"),
      d2f: () => 2,
      byTarget: { dt: (x, t) => 2 * (t - x), dxdt: () => -2 },
      differences: { isQuadratic: true },
    }, reduction),
});

/**
 * The mean absolute error: the mean of `|x − t|` over all numbers. Where they
 * are equal the derivative is taken as 0, as in PyTorch; where one is NaN it is NaN,
 * so that it shows (PyTorch's is 0).
 */
export const mae: LayerType<readonly [options?: LossOptions]> = defineLoss({
  name: "mae",
  summary: "the mean absolute error, the mean of |x - t|",
  gradients: { x: "dy·sign(x - t)/n" },
  arguments: lossArguments,
  examples,
  create: ({ reduction }) =>
    pointwiseLoss("mae", {
      ...withLossKernel("mae"),
      d2f: () => 0,
      byTarget: { dt: (x, t) => Math.sign(t - x), dxdt: () => 0 },
      side: (x, t) => sideOfZero(x - t),
      differences: {},
    }, reduction),
});

/**
 * Huber's loss: the mean of `(x − t)²/2` where prediction and target lie within
 * `delta` of each other, and of the tangent `delta·(|x − t| − delta/2)` beyond, so
 * that a few outliers do not dominate (Huber, "Robust estimation of a location
 * parameter", 1964). Divided by `delta`, it is PyTorch's
 * `SmoothL1Loss`; with the default of 1, which both have, they are equal.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2) -> huber`.bind();
 * net.x.set([1, 11]);
 * net.target.set([0.5, 1]);
 * net.forward();
 * net.backward();
 * assertEquals(net.loss, (0.125 + 9.5) / 2);
 * assertEquals([...net.dx], [0.25, 0.5]);
 * ```
 */
export const huber: LayerType<
  readonly [delta?: number, options?: LossOptions]
> = defineLoss({
  name: "huber",
  summary: "the mean of (x - t)²/2 up to delta apart, a tangent beyond",
  gradients: { x: "dy·(x - t)/n, cut off at -delta and delta" },
  arguments: {
    delta: number("where the tangent begins", 1, { above: 0 }),
    ...lossArguments,
  },
  examples: [...examples, { arguments: [0.3], inputs: [[4], [4]] }],
  create: ({ delta, reduction }) => huberLoss(delta, reduction),
});

/** `factor` times Huber's loss. */
function huberLoss(delta: number, reduction: string, factor = 1): LayerBody {
  return pointwiseLoss("huber", {
    ...withLossKernel("huber", delta, factor),
    // At the ends as in PyTorch, from beyond.
    d2f: (x, t) => Math.abs(x - t) < delta ? factor : 0,
    byTarget: {
      dt: (x, t) => factor * Math.min(Math.max(t - x, -delta), delta),
      dxdt: (x, t) => Math.abs(x - t) < delta ? -factor : 0,
    },
    // The slope has no jump there, but its derivative does.
    side: (x, t) => 3 * sideOfZero(x - t - delta) + sideOfZero(x - t + delta),
    differences: {
      // Slopes stay near 1 where delta is small in these units.
      inUnits: (scale) => ({
        name: "huber",
        ...huberLoss(delta / scale, reduction, Math.max(scale / delta, 1)),
      }),
    },
  }, reduction);
}

/**
 * Binary cross-entropy of a probability `x`: the mean of
 * `−t·log(x) − (1 − t)·log(1 − x)`.
 *
 * A logarithm below −100 counts as −100, and the derivative's denominator
 * `x(1 − x)` is at least 10⁻¹², so that a prediction of exactly 0 or 1 does not
 * give infinity; PyTorch's `BCELoss` has the same bounds. `bce_with_logits` needs
 * neither.
 */
export const bce: LayerType<readonly [options?: LossOptions]> = defineLoss({
  name: "bce",
  summary:
    "binary cross-entropy of probabilities, the mean of -t·log(x) - (1 - t)·log(1 - x)",
  gradients: { x: "dy·(x - t)/(x·(1 - x))/n" },
  arguments: lossArguments,
  examples,
  create: ({ reduction }) =>
    pointwiseLoss("bce", {
      ...withLossKernel("bce"),
      // Within these bounds the derivative is not that of the loss: at every x
      // another side, so that no difference is held against it.
      side: (x) => x * (1 - x) < leastDenominator ? x : 2,
      d2f: (x, t) =>
        x * (1 - x) > leastDenominator
          ? t / (x * x) + (1 - t) / ((1 - x) * (1 - x))
          : 1 / leastDenominator,
      byTarget: {
        dt: (x) => Math.max(Math.log1p(-x), -100) - Math.max(Math.log(x), -100),
        dxdt: (x) => -1 / Math.max(x * (1 - x), leastDenominator),
      },
      drawPrediction: drawProbabilities,
      drawTarget: drawProbabilities,
      takes: "probabilities",
      kind: "yes_or_no",
    }, reduction),
});

/**
 * Binary cross-entropy of `σ(x)`: the mean of
 * `log(1 + eˣ) − t·x`, computed without overflow, and without cancellation where
 * it is almost sure and right. Its derivative is `σ(x) − t`.
 */
export const bce_with_logits: LayerType<
  readonly [options?: LossOptions]
> = defineLoss({
  name: "bce_with_logits",
  summary:
    "binary cross-entropy of sigmoid(x), the mean of log(1 + exp(x)) - t·x",
  traits: { logits: "probability" },
  gradients: { x: "dy·(σ(x) - t)/n" },
  arguments: lossArguments,
  examples,
  create: ({ reduction }) =>
    pointwiseLoss("bce_with_logits", {
      ...withLossKernel("bceWithLogits"),
      d2f: logisticSlope,
      byTarget: { dt: (x) => -x, dxdt: () => -1 },
      drawTarget: drawProbabilities,
      takes: "logits",
      kind: "yes_or_no",
    }, reduction),
});
