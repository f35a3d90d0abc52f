import { elementCount } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { number, optionalAxis } from "../../definition/kinds.ts";
import { ones, zeros } from "../../initializers/fixed.ts";
import type { Grouping } from "../../kernels/contract/normalization.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { axisIn, keepsShapeAlong } from "../../layer/axes.ts";
import { relatedAlong } from "../../layer/last_axis.ts";
import {
  affine,
  affineParameters,
  eps,
  normalizationGradients,
  type NormalizationOptions,
  normalize,
  normalizeBy,
  type TextOptions,
} from "./normalization.ts";
import { reaches } from "../../layer/reach.ts";

/** What `batchnorm` takes by name. */
export interface BatchNormOptions extends NormalizationOptions {
  /** The share of a batch in the running statistics, from 0 to 1. Default: 0.1. */
  readonly momentum?: number;
  /** Which axis holds the channels, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

/**
 * Batch normalization: each channel, an entry of the last axis or of `axis`, gets mean
 * 0 and variance 1 over the batch and all other axes, then a weight and a bias of its
 * own, `y = weight·h + bias` with `h = (x − mean) / √(variance + epsilon)`. Backward
 * is `dx = (g − mean(g) − h·mean(g·h)) / √(variance + epsilon)` with
 * `g = dy·weight`, `dWeight = Σ dy·h`, `dBias = Σ dy` (Ioffe and Szegedy, "Batch
 * normalization: accelerating deep network training by reducing internal
 * covariate shift", 2015, algorithm 1 and section 3).
 *
 * In training, forward also moves the running statistics, the parameters `mean`
 * and `variance`, towards those of the batch: `r ← (1 − momentum)·r +
 * momentum·batch`, with the unbiased variance, `Σ (x − mean)² / (n − 1)`. In use
 * they replace those of the batch, so an example's output does not depend on the
 * others.
 *
 * A channel with a single number in the batch is its own mean: then `y = bias`,
 * the gradient is 0, and the running variance does not change.
 *
 * ```ts
 * import { batchnorm, input, pipeline } from "@nabla/nabla";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(1), batchnorm());
 * const training = net.bind({ batch: 2 });
 * training.x.set([1, 3]);
 * training.forward();
 * assertAlmostEquals(training.y[1], 1, 1e-5);
 *
 * const { parameters } = training;
 * assertAlmostEquals(parameters.get("batchnorm1.mean").value[0], 0.2);
 * assertAlmostEquals(parameters.get("batchnorm1.variance").value[0], 1.1);
 * assertEquals(net.parameterCount, 2); // weight and bias: these two are not trained
 *
 * const use = net.bind({ parameters, mode: "infer" });
 * use.x.set([0.2]);
 * use.forward();
 * assertAlmostEquals(use.y[0], 0);
 * ```
 */
export const batchnorm: LayerType<readonly [options?: BatchNormOptions]> =
  defineLayer({
    name: "batchnorm",
    summary:
      "each channel (by default the last axis) standardized over the batch, y = weight·(x - mean)/σ + bias, σ = √(variance + eps); in use with running statistics",
    traits: {
      centers: true,
      relatedInBatch: (shape, given) =>
        elementCount(shape) / relatedAlong(shape, given),
      reach: reaches(-Infinity, Infinity),
    },
    gradients: normalizationGradients,
    arguments: {
      eps,
      momentum: number(
        "the share of a batch in the running statistics",
        0.1,
        { from: 0, to: 1, named: true },
      ),
      affine,
      axis: optionalAxis("the axis of the channels, by default the last"),
    } satisfies SpecsFor<TextOptions<BatchNormOptions>>,
    examples: [
      { arguments: [], inputs: [[3]] },
      { arguments: [], inputs: [[2, 2, 3]] },
      { arguments: [{ epsilon: 1e-3, momentum: 0.5 }], inputs: [[4, 2]] },
      { arguments: [{ affine: "bias", axis: 0 }], inputs: [[3, 2]] },
      { arguments: [{ affine: "weight" }], inputs: [[3, 2]] },
      { arguments: [{ affine: "none" }], inputs: [[3, 2]] },
      { arguments: [{ axis: 0 }], inputs: [[2, 3]] },
      { arguments: [{ axis: -2 }], inputs: [[2, 3, 2]] },
    ],
    create: ({ eps, momentum, affine, axis }) => ({
      waivers: {
        "by example": "the mean and variance are those of the batch",
        mode: "in use they are the running ones",
        depends: "a channel's only number is its own mean",
      },
      parameters(shape) {
        const channels = [shape[axisIn("batchnorm", shape, axis)]];
        const state = { shape: channels, state: true };
        return [
          ...affineParameters(affine, channels),
          {
            name: "mean",
            initializer: zeros,
            torch: { name: "running_mean", besides: ["num_batches_tracked"] },
            ...state,
          },
          {
            name: "variance",
            initializer: ones,
            torch: { name: "running_var" },
            ...state,
          },
        ];
      },
      ...keepsShapeAlong("batchnorm", axis, (site) => {
        const [, groups] = site.inputShapes[0];
        const rows = site.y.length / groups;
        const grouping: Grouping = { blocks: 1, rows, groups, width: 1 };
        const { mean, variance } = site.parameters;
        if (site.mode === "infer") {
          return normalizeBy(site, { mean, variance }, grouping, eps);
        }
        const pass = normalize(site, grouping, eps);
        return {
          ...pass,
          forward() {
            pass.forward();
            for (let c = 0; c < groups; c++) {
              mean[c] += momentum * (pass.meanOf(c) - mean[c]);
              if (rows < 2) continue;
              const unbiased = pass.variance[c] * rows / (rows - 1);
              variance[c] += momentum * (unbiased - variance[c]);
            }
          },
        };
      }),
    }),
  });
