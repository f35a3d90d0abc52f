/**
 * Activations that are 0, or almost, around 0 or below a threshold.
 *
 * @module
 */

import { number } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  elementwiseExamples as examples,
  withKernel,
} from "../../layer/elementwise.ts";
import { reaches, reachOfInputsAndZero } from "../../layer/reach.ts";

/**
 * `x` above a threshold and `value` elsewhere, with derivative 1 and 0. With the
 * value 0 it is `ThresholdedReLU` of Keras and ONNX (Konda, Memisevic and Krueger,
 * "Zero-bias autoencoders and the benefits of co-adapting features", 2015). NaN
 * passes the gradient, as in PyTorch.
 */
export const threshold: LayerType<
  readonly [threshold?: number, value?: number]
> = defineLayer({
  name: "threshold",
  summary: "y = x above a threshold, value elsewhere",
  traits: {
    activates: true,
    reach: ([x], { threshold, value }) => {
      const [v, t] = [Number(value), Number(threshold)];
      return x && [Math.min(Math.max(x[0], t), v), Math.max(x[1], v)];
    },
    levels: true,
  },
  gradients: { x: "dy if x > threshold, else 0" },
  arguments: {
    threshold: number("above what x passes", 1),
    value: number("what it gives instead", 0),
  },
  examples: [
    { arguments: [0.5], inputs: [[3]] },
    { arguments: [-0.25, 2], inputs: [[2, 3]] },
    { arguments: [0], inputs: [[]] },
  ],
  create: ({ threshold, value }) => ({
    ...withKernel("threshold", threshold, value),
    d2f: () => 0,
    kinks: [threshold],
  }),
});

const shrinkArgument = {
  threshold: number("how far from 0 it gives 0", 0.5, { from: 0 }),
};
const shrinkExamples = [...examples, { arguments: [1.2], inputs: [[4]] }];

/** `x` where it is farther from 0 than a threshold, 0 elsewhere. NaN passes the gradient, as in PyTorch. */
export const hard_shrink: LayerType<readonly [threshold?: number]> =
  defineLayer({
    name: "hard_shrink",
    summary: "y = x where |x| is above a threshold, 0 elsewhere",
    traits: { activates: true, reach: reachOfInputsAndZero },
    gradients: { x: "dy if |x| > threshold, else 0" },
    arguments: shrinkArgument,
    examples: shrinkExamples,
    create: ({ threshold }) => ({
      ...withKernel("shrink", threshold, 0),
      d2f: () => 0,
      kinks: [-threshold, threshold],
    }),
  });

/**
 * `x` moved towards 0 by a threshold, and 0 up to there (Donoho, "De-noising by
 * soft-thresholding", 1995). NaN passes the gradient, as in PyTorch.
 */
export const soft_shrink: LayerType<readonly [threshold?: number]> =
  defineLayer({
    name: "soft_shrink",
    summary: "x moved towards 0 by a threshold, 0 where it gets there",
    traits: { activates: true, reach: reachOfInputsAndZero },
    gradients: { x: "dy if |x| > threshold, else 0" },
    arguments: shrinkArgument,
    examples: shrinkExamples,
    create: ({ threshold }) => ({
      ...withKernel("shrink", threshold, threshold),
      d2f: () => 0,
      kinks: [-threshold, threshold],
    }),
  });

/** `x − tanh(x)`, with derivative `tanh²(x)`. */
export const tanh_shrink: LayerType<readonly []> = defineLayer({
  name: "tanh_shrink",
  summary: "y = x - tanh(x)",
  traits: { activates: true, reach: reaches(-Infinity, Infinity) },
  gradients: { x: "dy·tanh(x)·tanh(x)" },
  examples,
  ...withKernel("tanhShrink"),
  d2f: (x) => 2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2),
});
