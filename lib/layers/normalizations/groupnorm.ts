import { say } from "../../../words/say.ts";
import { fittingGroups } from "../../base/ranges.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, type Shape } from "../../base/shape.ts";
import { size } from "../../definition/kinds.ts";
import type { Grouping } from "../../kernels/contract/normalization.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { lastAxis } from "../../layer/last_axis.ts";
import type { Site } from "../../layer/layer.ts";
import {
  affineParameters,
  normalizationArguments,
  normalizationGradients,
  type NormalizationOptions,
  normalize,
} from "./normalization.ts";
import { reaches } from "../../layer/reach.ts";

/**
 * Group normalization: the channels, the last axis, in `groups` equal parts;
 * each part of each example gets mean 0 and variance 1 over its channels and all
 * positions, then each channel a weight and a bias, `y = weight·h + bias` with
 * `h = (x − mean) / √(variance + epsilon)` (Wu and He, "Group normalization", 2018,
 * equations 1, 2, 6 and 7). Backward is
 * `dx = (g − mean(g) − h·mean(g·h)) / √(variance + epsilon)` with `g = dy·weight`.
 *
 * ```ts
 * import { groupnorm, input, pipeline } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = pipeline(input(4), groupnorm(2)).bind();
 * net.x.set([1, 3, 100, 300]);
 * net.forward();
 * assertAlmostEquals(net.y[1], 1, 1e-5);
 * assertAlmostEquals(net.y[3], 1, 1e-5);
 * ```
 */
export const groupnorm: LayerType<
  readonly [groups: number, options?: NormalizationOptions]
> = defineLayer({
  name: "groupnorm",
  summary:
    "groups of channels (last axis) standardized in each example, y = weight·(x - mean)/σ + bias, σ = √(variance + eps)",
  traits: {
    related: (shape, { groups }) => elementCount(shape) / Number(groups),
    reach: reaches(-Infinity, Infinity),
  },
  gradients: normalizationGradients,
  arguments: {
    groups: size("the number of equal groups of channels"),
    ...normalizationArguments,
  },
  examples: [
    { arguments: [2], inputs: [[4]] },
    { arguments: [1], inputs: [[2, 3]] },
    { arguments: [3, { epsilon: 1e-3 }], inputs: [[2, 2, 6]] },
    { arguments: [2, { affine: "weight" }], inputs: [[2, 2]] },
    { arguments: [2, { affine: "none" }], inputs: [[3, 4]] },
    { arguments: [3, { affine: "bias" }], inputs: [[2, 6]] },
  ],
  create: ({ groups, eps, affine }) => ({
    outputShape(shape) {
      const channels = lastAxis("groupnorm", shape);
      if (channels % groups === 0) return shape;
      throw new ShapeError({
        layer: "groupnorm",
        rule: say("its {groups} groups must have equally many channels", {
          groups,
        }),
        found: say(
          "{channels} channels are {each} for each and {rest} left over",
          {
            channels,
            each: Math.floor(channels / groups),
            rest: channels % groups,
          },
        ),
        argument: {
          name: "groups",
          instead: fittingGroups(groups, [channels]),
        },
      });
    },
    parameters: (shape) =>
      affineParameters(affine, [lastAxis("groupnorm", shape)]),
    bind: (site) => normalize(site, groupsOf(site, groups), eps),
  }),
});

/**
 * Instance normalization: each channel of each example gets mean 0 and variance
 * 1 over its positions, then a weight and a bias, `y = weight·h + bias` with
 * `h = (x − mean) / √(variance + epsilon)` (Ulyanov, Vedaldi and Lempitsky,
 * "Instance normalization: the missing ingredient for fast stylization", 2016,
 * equation 2). Backward is
 * `dx = (g − mean(g) − h·mean(g·h)) / √(variance + epsilon)` with `g = dy·weight`.
 * The axes are positions, then channels, as height×width×channels.
 *
 * PyTorch's has no weight and bias by default: `instancenorm(affine=none)`.
 *
 * ```ts
 * import { input, instancenorm, pipeline } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const net = pipeline(input(2, 2), instancenorm()).bind();
 * net.x.set([1, 100, 3, 300]); // channels 1, 3 and 100, 300
 * net.forward();
 * assertAlmostEquals(net.y[2], 1, 1e-5);
 * assertAlmostEquals(net.y[3], 1, 1e-5);
 * ```
 */
export const instancenorm: LayerType<
  readonly [options?: NormalizationOptions]
> = defineLayer({
  name: "instancenorm",
  summary:
    "each channel (last axis) of each example standardized over its positions, y = weight·(x - mean)/σ + bias, σ = √(variance + eps)",
  traits: { centers: true, reach: reaches(-Infinity, Infinity) },
  gradients: normalizationGradients,
  arguments: normalizationArguments,
  examples: [
    { arguments: [], inputs: [[4, 3]] },
    { arguments: [{ epsilon: 1e-3 }], inputs: [[2, 2, 2]] },
    { arguments: [{ affine: "weight" }], inputs: [[3, 2]] },
    { arguments: [{ affine: "none" }], inputs: [[3, 1, 2]] },
  ],
  create: ({ eps, affine }) => ({
    outputShape(shape) {
      requirePositions(shape);
      return shape;
    },
    parameters: (shape) => affineParameters(affine, [requirePositions(shape)]),
    bind: (site) =>
      normalize(
        site,
        groupsOf(site, requirePositions(site.inputShapes[0])),
        eps,
      ),
  }),
});

/** The number of channels. Standardized over a single position, each would be 0. */
function requirePositions(shape: Shape): number {
  const channels = lastAxis("instancenorm", shape);
  if (elementCount(shape) > channels) return channels;
  throw new ShapeError({
    layer: "instancenorm",
    rule: say(
      "it standardizes each channel (last axis) over several positions, as of height×width×channels",
    ),
    found: say("found one position in {shape}", { shape: formatShape(shape) }),
    ...shape.length === 1 && channels > 1
      ? { first: `reshape(${channels},1)` }
      : { wayOut: say("standardize over all numbers with `layernorm`") },
  });
}

/** Each example is a block of its own. */
function groupsOf(
  { batch, inputShapes: [shape] }: Site,
  groups: number,
): Grouping {
  const channels = shape[shape.length - 1];
  const rows = elementCount(shape) / channels;
  return { blocks: batch, rows, groups, width: channels / groups };
}
