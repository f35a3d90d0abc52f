import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, optionalAxes } from "../../definition/kinds.ts";
import type { Grouping } from "../../kernels/contract/normalization.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { type Axes, axesIn, keepsShapeAlong } from "../../layer/axes.ts";
import { relatedAlong } from "../../layer/last_axis.ts";
import type { Site } from "../../layer/layer.ts";
import {
  affineParameters,
  eps,
  normalizationArguments,
  normalizationGradients,
  type NormalizationOptions,
  normalize,
  type TextOptions,
} from "./normalization.ts";
import { reaches } from "../../layer/reach.ts";

/** What `layernorm` takes by name. */
export interface LayerNormOptions extends NormalizationOptions {
  /** Which axes are standardized together, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: Axes;
}

const axis = optionalAxes(
  "the axes that are measured together, by default the last",
);

/**
 * Layer normalization: the last axis, or those of `axis` together, gets mean 0 and
 * variance 1, at each position alone, then a weight and a bias for each of its entries,
 * `y = weight·h + bias` with `h = (x − mean) / √(variance + epsilon)` (Ba, Kiros and
 * Hinton, "Layer normalization", 2016, equation 4). Backward is
 * `dx = (g − mean(g) − h·mean(g·h)) / √(variance + epsilon)` with `g = dy·weight`,
 * `dWeight = Σ dy·h`, `dBias = Σ dy`.
 *
 * ```ts
 * import { input, layernorm, pipeline } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = pipeline(input(2), layernorm()).bind();
 * net.x.set([3, 7]);
 * net.forward();
 * assertAlmostEquals(net.y[0], -1, 1e-5);
 * assertAlmostEquals(net.y[1], 1, 1e-5);
 * ```
 */
export const layernorm: LayerType<readonly [options?: LayerNormOptions]> =
  defineLayer({
    name: "layernorm",
    summary:
      "the last axis, or those given, standardized, y = weight·(x - mean)/σ + bias, σ = √(variance + eps)",
    traits: { related: relatedAlong, reach: reaches(-Infinity, Infinity) },
    gradients: normalizationGradients,
    arguments: {
      ...normalizationArguments,
      axis,
    } satisfies SpecsFor<TextOptions<LayerNormOptions>>,
    examples: [
      { arguments: [], inputs: [[4]] },
      { arguments: [], inputs: [[3, 2]] },
      { arguments: [{ epsilon: 1e-3 }], inputs: [[2, 2, 3]] },
      { arguments: [{ affine: "bias" }], inputs: [[2, 3]] },
      { arguments: [{ affine: "weight" }], inputs: [[2, 3]] },
      { arguments: [{ affine: "none" }], inputs: [[1]] },
      { arguments: [{ axis: 0 }], inputs: [[3, 2]] },
      { arguments: [{ axis: [0, -1] }], inputs: [[2, 2, 3]] },
      { arguments: [{ axis: [1, 2] }], inputs: [[2, 1, 3]] },
    ],
    create: ({ eps, affine, axis }) => ({
      parameters: (shape) =>
        affineParameters(affine, shapeAlong("layernorm", shape, axis)),
      ...keepsShapeAlong(
        "layernorm",
        axis,
        (site) => normalize(site, rowsOf(site), eps),
      ),
    }),
  });

/** What `rmsnorm` takes by name. */
export interface RmsNormOptions {
  /** Added to the mean square, so that nothing is divided by 0. With 0, zeros stay 0 all the same. Default: 10⁻⁵. In a text: `eps`. */
  readonly epsilon?: number;
  /** Whether each entry of the last axis has a weight. Default: `weight`. */
  readonly affine?: "weight" | "none";
  /** Which axes are divided together, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: Axes;
}

/**
 * Root mean square normalization: the last axis is divided by its root mean
 * square, and each of its entries has a weight, `y = weight·h` with
 * `h = x / √(mean(x²) + epsilon)` (Zhang and Sennrich, "Root mean square layer
 * normalization", 2019, equation 4). Nothing is centred, so the mean of
 * `g = dy·weight` stays: `dx = (g − h·mean(g·h)) / √(mean(x²) + epsilon)`.
 *
 * ```ts
 * import { input, pipeline, rmsnorm } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = pipeline(input(2), rmsnorm()).bind();
 * net.x.set([1, 7]); // the mean square is 25
 * net.forward();
 * assertAlmostEquals(net.y[0], 0.2, 1e-6);
 * assertAlmostEquals(net.y[1], 1.4, 1e-6);
 * ```
 */
export const rmsnorm: LayerType<readonly [options?: RmsNormOptions]> =
  defineLayer({
    name: "rmsnorm",
    summary:
      "the last axis, or those given, divided by the root mean square, y = weight·x/σ, σ = √(mean(x²) + eps)",
    traits: { reach: reaches(-Infinity, Infinity) },
    gradients: {
      x: "(g - h·mean(g·h))/σ, g = dy·weight",
      weight: "Σ dy·h, h = x/σ",
    },
    arguments: {
      eps,
      affine: choice("what each channel has", ["weight", "none"], "weight"),
      axis,
    } satisfies SpecsFor<TextOptions<RmsNormOptions>>,
    examples: [
      { arguments: [], inputs: [[4]] },
      { arguments: [], inputs: [[3, 2]] },
      { arguments: [{ epsilon: 1e-3 }], inputs: [[1]] },
      { arguments: [{ affine: "none" }], inputs: [[2, 2, 3]] },
      { arguments: [{ axis: [0, 1] }], inputs: [[2, 3, 2]] },
    ],
    create: ({ eps, affine, axis }) => ({
      parameters: (shape) =>
        affineParameters(affine, shapeAlong("rmsnorm", shape, axis)),
      ...keepsShapeAlong(
        "rmsnorm",
        axis,
        (site) => normalize(site, rowsOf(site), eps, false),
      ),
    }),
  });

/** The sizes of the axes that are measured together. */
function shapeAlong(layer: string, shape: Shape, axes?: Axes): Shape {
  return axesIn(layer, shape, axes).map((axis) => shape[axis]);
}

/** Each row is a block of its own. */
function rowsOf({ inputShapes: [[, width]], y }: Site): Grouping {
  return { blocks: y.length / width, rows: 1, groups: 1, width };
}
