/**
 * Numbers that change places between positions and channels.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { fittingGroups } from "../../base/ranges.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, size } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { takePlaces } from "../wiring/places.ts";
import { requireImage, triple } from "./image_windows.ts";

/** What `pixel_shuffle` and `pixel_unshuffle` take by name. */
export interface PixelShuffleOptions {
  /** In what order the deep channels stand: for each of the others its block, `channels`, or for each place of a block the others, `blocks`. Default: `channels`. */
  readonly order?: "channels" | "blocks";
}

const pixelArguments = {
  factor: size("how many positions along each axis one becomes"),
  ...{
    order: choice(
      "which of them come first among the channels",
      ["channels", "blocks"],
      "channels",
    ),
  } satisfies SpecsFor<PixelShuffleOptions>,
};

/**
 * For each number of the wide form, with more positions, its place in the deep
 * form, with more channels; both of an example.
 */
function deepPlaces(
  wide: Shape,
  factor: number,
  isChannelsFirst: boolean,
): Int32Array {
  const channels = wide[wide.length - 1];
  const sizes = triple(wide.slice(0, -1), 1);
  // Axes that are not there have one position.
  const factors = triple(wide.slice(0, -1).map(() => factor), 1);
  const block = factors[0] * factors[1] * factors[2];
  const [, height, width] = sizes.map((n, axis) => n / factors[axis]);
  const places = allocate("int32", elementCount(wide));
  for (let i = 0, position = 0; i < places.length; position++) {
    const [w, row] = [position % sizes[2], Math.floor(position / sizes[2])];
    const [h, d] = [row % sizes[1], Math.floor(row / sizes[1])];
    const inBlock = (d % factors[0] * factors[1] + h % factors[1]) *
        factors[2] + w % factors[2];
    const [p, q, r] = [d, h, w].map((at, axis) =>
      Math.floor(at / factors[axis])
    );
    const start = ((p * height + q) * width + r) * channels * block;
    for (let c = 0; c < channels; c++) {
      places[i++] = start +
        (isChannelsFirst ? c * block + inBlock : inBlock * channels + c);
    }
  }
  return places;
}

/**
 * Makes each position `factor` positions along each axis, out of its channels: Shi
 * et al., "Real-time single image and video super-resolution using an efficient
 * sub-pixel convolutional neural network", 2016. The default order is PyTorch's;
 * `order=blocks` is that of `depth_to_space` in TensorFlow and ONNX.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(nn`input(4,4,8) -> pixel_shuffle(2)`.outputShape, [8, 8, 2]);
 * ```
 */
export const pixel_shuffle: LayerType<
  readonly [factor: number, options?: PixelShuffleOptions]
> = defineLayer({
  name: "pixel_shuffle",
  summary: "positions out of channels, factor along each axis",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, back in its place" },
  arguments: pixelArguments,
  examples: [
    { arguments: [2], inputs: [[2, 3, 4]] },
    { arguments: [2, { order: "blocks" }], inputs: [[1, 2, 8]] },
    { arguments: [3], inputs: [[2, 6]] },
    { arguments: [2], inputs: [[1, 2, 1, 8]] },
  ],
  create({ factor, order }) {
    function outputShape(shape: Shape): Shape {
      const images = requireImage("pixel_shuffle", shape);
      const channels = shape[images.length] / factor ** images.length;
      if (Number.isInteger(channels)) {
        return [...images.map((n) => n * factor), channels];
      }
      const needed = Math.ceil(channels) * factor ** images.length;
      throw new ShapeError({
        layer: "pixel_shuffle",
        rule: say("its channels must be divisible by {factors}", {
          factors: images.map(() => factor).join("·"),
        }),
        found: say("found {count} channels", { count: shape[images.length] }),
        wayOut: say("`conv(1,{count})` before it gives {count}", {
          count: needed,
        }),
      });
    }
    return {
      outputShape,
      bind: (site) =>
        takePlaces(
          site,
          deepPlaces(site.outputShape, factor, order === "channels"),
        ),
    };
  },
});

/** What `pixel_shuffle` undoes: blocks of `factor` positions along each axis become channels of one. */
export const pixel_unshuffle: LayerType<
  readonly [factor: number, options?: PixelShuffleOptions]
> = defineLayer({
  name: "pixel_unshuffle",
  summary: "channels out of blocks of positions, factor along each axis",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, back in its place" },
  arguments: pixelArguments,
  examples: [
    { arguments: [2], inputs: [[2, 4, 3]] },
    { arguments: [2, { order: "blocks" }], inputs: [[4, 2, 2]] },
    { arguments: [3], inputs: [[6, 2]] },
    { arguments: [2], inputs: [[2, 4, 2, 1]] },
  ],
  create({ factor, order }) {
    function outputShape(shape: Shape): Shape {
      const images = requireImage("pixel_unshuffle", shape);
      if (images.every((n) => n % factor === 0)) {
        const channels = shape[images.length] * factor ** images.length;
        return [...images.map((n) => n / factor), channels];
      }
      throw new ShapeError({
        layer: "pixel_unshuffle",
        rule: say("the sizes of its input must be divisible by {factor}", {
          factor,
        }),
        found: shape,
        argument: { name: "factor", instead: fittingGroups(factor, images) },
      });
    }
    return {
      outputShape,
      bind(site) {
        const [wide] = site.inputShapes;
        const places = deepPlaces(wide, factor, order === "channels");
        const from = allocate("int32", places.length);
        places.forEach((place, i) => from[place] = i);
        return takePlaces(site, from);
      },
    };
  },
});

/**
 * The channels of `groups` groups, dealt out one by one, so that the next layer
 * with groups sees some of each: Zhang et al., "ShuffleNet", 2018.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(1,4) -> channel_shuffle(2)`.bind();
 * net.x.set([1, 2, 3, 4]);
 * net.forward();
 * assertEquals([...net.y], [1, 3, 2, 4]);
 * ```
 */
export const channel_shuffle: LayerType<readonly [groups: number]> =
  defineLayer({
    name: "channel_shuffle",
    summary: "the channels of several groups, dealt out one by one",
    traits: { reach: reachOfInputs },
    gradients: { x: "dy, back in its place" },
    arguments: { groups: size("into how many groups they are divided") },
    examples: [
      { arguments: [2], inputs: [[6]] },
      { arguments: [3], inputs: [[2, 6]] },
      { arguments: [2], inputs: [[1, 3, 4]] },
    ],
    create: ({ groups }) => ({
      outputShape(shape) {
        const channels = shape.at(-1) ?? 0;
        if (channels > 0 && channels % groups === 0) return shape;
        throw new ShapeError({
          layer: "channel_shuffle",
          rule: say("its channels must be divisible into {groups} groups", {
            groups,
          }),
          found: shape,
          argument: {
            name: "groups",
            instead: fittingGroups(groups, [channels]),
          },
        });
      },
      bind(site) {
        const [shape] = site.inputShapes;
        const channels = shape[shape.length - 1];
        const width = channels / groups;
        const from = allocate("int32", elementCount(shape));
        for (let i = 0; i < from.length; i++) {
          const c = i % channels;
          from[i] = i - c + (c % groups) * width + Math.floor(c / groups);
        }
        return takePlaces(site, from);
      },
    }),
  });
