import type { ArgumentValues } from "../definition/arguments.ts";
import { ShapeError } from "../base/nabla_error.ts";
import { elementCount, type Shape } from "../base/shape.ts";
import { number } from "../definition/kinds.ts";
import { defineLayer, type LayerType } from "../layer/define_layer.ts";
import { lastAxis } from "../layer/last_axis.ts";
import type { LayerBody, Pass, Site, Waivers } from "../layer/layer.ts";
import { secondOrder } from "../layer/second_order.ts";
import { copyPass } from "./wiring/flatten.ts";
import type { Reach } from "../layer/reach.ts";

const p = number("how likely each is dropped", 0.5, { from: 0, to: 1 });

const waivers: Waivers = {
  "by example": "what is dropped is drawn for the whole batch, in order",
  mode: "in use nothing is dropped",
};

/**
 * Dropout: in training each number is set to 0 with probability `p`, and all
 * others are multiplied by `1 / (1 − p)`, so that the mean of each stays what it
 * was; backward uses the mask of the last forward, `dx = dy·mask`. In use
 * `y = x` (Srivastava et al., "Dropout: a simple way to prevent neural networks
 * from overfitting", 2014, section 4, but scaled in training instead of in use,
 * as in section 10; their p is how likely a number is kept).
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
export const dropout: LayerType<readonly [p?: number]> = defineLayer({
  name: "dropout",
  summary:
    "drops each number with probability p in training, y = x·mask/(1 - p); in use y = x",
  traits: { chance: true, reach: scaledUp },
  gradients: { x: "dy·mask/(1 - p)" },
  arguments: { p },
  examples: [
    { arguments: [], inputs: [[6]] },
    { arguments: [0.2], inputs: [[2, 3]] },
    { arguments: [0], inputs: [[3]] },
    { arguments: [1], inputs: [[3]] },
    { arguments: [0.7], inputs: [[]] },
  ],
  create: ({ p }) => dropping(p, (shape) => shape, () => 1),
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
  arguments: { p },
  examples: [
    { arguments: [], inputs: [[2, 2, 4]] },
    { arguments: [0.2], inputs: [[3, 2]] },
    { arguments: [0], inputs: [[2, 2, 1]] },
    { arguments: [1], inputs: [[2, 3]] },
  ],
  create: ({ p }) =>
    dropping(
      p,
      requirePositions,
      (shape) => elementCount(shape) / lastAxis("dropout2d", shape),
    ),
});

/** Drops what lies in one channel of `positions` together. */
function dropping(
  p: number,
  outputShape: (shape: Shape) => Shape,
  positions: (shape: Shape) => number,
): LayerBody {
  return {
    waivers,
    outputShape,
    bind: (site) =>
      site.mode === "infer" || p === 0
        ? copyPass(site)
        : masked(site, p, positions(site.inputShapes[0])),
  };
}

/** `y = x·mask`, a mask of 0 and `1 / (1 − p)` for each channel of each example. */
function masked(
  site: Site,
  p: number,
  positions: number,
): Pass {
  const { batch, x, dx, y, dy, random, scratch } = site;
  const channels = y.length / batch / positions;
  const mask = scratch(batch * channels);
  const kept = p === 1 ? 0 : 1 / (1 - p);
  const maskAt = (entry: number) =>
    Math.floor(entry / (positions * channels)) * channels + entry % channels;
  function multiply(to: typeof y, from: typeof y) {
    for (let b = 0, i = 0; b < batch; b++) {
      const first = b * channels;
      const last = first + channels;
      for (let position = 0; position < positions; position++) {
        for (let m = first; m < last; m++, i++) to[i] = from[i] * mask[m];
      }
    }
  }
  return {
    forward() {
      for (let m = 0; m < mask.length; m++) {
        mask[m] = random.uniform() < p ? 0 : kept;
      }
      multiply(y, x);
    },
    backward() {
      if (dx.length > 0) multiply(dx, dy);
    },
    perturb(_of, entry, outputs) {
      y[entry] = x[entry] * mask[maskAt(entry)];
      outputs.start = entry;
      outputs.count = outputs.stride = 1;
      return true;
    },
    ...secondOrder(site, ({ inputs: [direction], output }) => ({
      tangent: () => multiply(output, direction),
    })),
  };
}

function requirePositions(shape: Shape): Shape {
  if (shape.length > 1) return shape;
  throw new ShapeError({
    layer: "dropout2d",
    rule:
      "its input must have positions before its channels, as height×width×channels; `dropout` is for one row",
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
