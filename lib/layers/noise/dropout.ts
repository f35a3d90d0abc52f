import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type { ArgumentValues } from "../../definition/arguments.ts";
import { number } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Reach } from "../../layer/reach.ts";
import {
  type DrawnNoise,
  dropoutAxis,
  type DropoutOptions,
  noisy,
} from "./noise.ts";

/** The probability of a layer that drops numbers. */
export const dropped = number("how likely each is dropped", 0.5, {
  from: 0,
  to: 1,
});

/**
 * Dropout: in training each number is set to 0 with probability `p`, and all
 * others are multiplied by `1 / (1 − p)`, so that the mean of each stays what it
 * was; backward uses the mask of the last forward, `dx = dy·mask`. In use
 * `y = x` (Srivastava et al., "Dropout: a simple way to prevent neural networks
 * from overfitting", 2014, section 4, but scaled in training instead of in use,
 * as in section 10; their p is how likely a number is kept).
 *
 * `axis=` names the axes whose numbers are dropped one by one; those that lie along
 * the others are dropped together: `dropout(0.2,axis=0)` drops whole steps of a
 * sequence, time × features, and `axis=-1` whole channels.
 *
 * Chance comes from the network's seed: the same seed drops the same numbers.
 *
 * ```ts
 * import { dropout, input, pipeline } from "@nabla/nabla";
 * import { assert, assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(4), dropout(0.5));
 * const training = net.bind({ seed: 1 });
 * training.x.fill(3);
 * training.forward();
 * assert(training.y.every((y) => y === 0 || y === 6));
 *
 * const use = net.bind({ mode: "infer" });
 * use.x.fill(3);
 * use.forward();
 * assertEquals([...use.y], [3, 3, 3, 3]);
 * ```
 */
export const dropout: LayerType<
  readonly [p?: number, options?: DropoutOptions]
> = defineLayer({
  name: "dropout",
  summary:
    "drops each number with probability p in training, y = x·mask/(1 - p); in use y = x",
  traits: { chance: true, reach: scaledUp },
  gradients: { x: "dy·mask/(1 - p)" },
  arguments: { p: dropped, axis: dropoutAxis },
  examples: [
    { arguments: [], inputs: [[6]] },
    { arguments: [{ axis: 0 }], inputs: [[4, 3]] },
    { arguments: [0.3, { axis: [-1, 0] }], inputs: [[3, 2, 4]] },
    { arguments: [0.2], inputs: [[2, 3]] },
    { arguments: [0], inputs: [[3]] },
    { arguments: [1], inputs: [[3]] },
    { arguments: [0.7], inputs: [[]] },
  ],
  create: ({ p, axis }) => noisy("dropout", dropping(p), axis),
});

/**
 * Dropout of whole channels: in training each channel, an entry of the last
 * axis, is dropped at all positions of an example with probability `p`, and the
 * others are multiplied by `1 / (1 − p)`; in use `y = x`. Neighbouring positions
 * of an image are so alike that dropping single ones drops nothing (Tompson et
 * al., "Efficient object localization using convolutional networks", 2015,
 * section 3.2). The axes are positions, then channels, as height×width×channels.
 *
 * ```ts
 * import { dropout2d, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(4, 4, 3), dropout2d(0.5)).bind();
 * net.x.fill(1);
 * net.forward();
 * const [first, second, third] = net.y; // the channels of one position
 * for (let i = 0; i < 48; i += 3) {
 *   assertEquals([...net.y.subarray(i, i + 3)], [first, second, third]);
 * }
 * ```
 */
export const dropout2d: LayerType<readonly [p?: number]> = defineLayer({
  name: "dropout2d",
  summary:
    "drops each channel (last axis) of an example with probability p in training, y = x·mask/(1 - p); in use y = x",
  traits: { chance: true, reach: scaledUp },
  gradients: { x: "dy·mask/(1 - p)" },
  arguments: { p: dropped },
  examples: [
    { arguments: [], inputs: [[2, 2, 4]] },
    { arguments: [0.2], inputs: [[3, 2]] },
    { arguments: [0], inputs: [[2, 2, 1]] },
    { arguments: [1], inputs: [[2, 3]] },
  ],
  create: ({ p }) => ({
    ...noisy("dropout2d", dropping(p), -1),
    outputShape: requirePositions,
  }),
});

/** 0 with probability `p`, else what keeps the mean. */
function dropping(p: number): DrawnNoise | undefined {
  const kept = p === 1 ? 0 : 1 / (1 - p);
  return p === 0 ? undefined : { factor: { name: "choice", p, a: 0, b: kept } };
}

function requirePositions(shape: Shape): Shape {
  if (shape.length > 1) return shape;
  throw new ShapeError({
    layer: "dropout2d",
    rule: say(
      "its input must have positions before its channels, as height×width×channels; `dropout` is for one row",
    ),
    found: shape,
  });
}

/** What is left is larger in training. */
function scaledUp(
  [x]: readonly (Reach | undefined)[],
  { p }: ArgumentValues,
): Reach | undefined {
  const factor = p === 1 ? 1 : 1 / (1 - Number(p));
  return x && [Math.min(x[0], x[0] * factor), Math.max(x[1], x[1] * factor)];
}
