import type { Random } from "../../base/random.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import { optionalAxes } from "../../definition/kinds.ts";
import { type Axes, axesIn } from "../../layer/axes.ts";
import type { LayerBody, Pass, Site, Waivers } from "../../layer/layer.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { copyPass } from "../wiring/flatten.ts";

/** What layers take by name that drop numbers. */
export interface DropoutOptions {
  /** The axes whose numbers are dropped one by one; along the others they are dropped together. Default: all axes. */
  readonly axis?: number | readonly number[];
}

/** Its description. */
export const dropoutAxis = optionalAxes(
  "the axes whose numbers are dropped one by one, by default all; along the others they are dropped together",
);

/** What is drawn in training for each number, or for those that share it. */
export interface DrawnNoise {
  /** What it is multiplied by. Default: 1. */
  factor?(random: Random): number;
  /** What is then added. Default: 0. */
  term?(random: Random, factor: number): number;
}

const waivers: Waivers = {
  "by example": "what is drawn is drawn for the whole batch, in order",
  mode: "in use nothing is drawn",
};

/** `y = x·factor + term` in training, and `y = x` in use or without noise. */
export function noisy(
  layer: string,
  noise: DrawnNoise | undefined,
  axis?: Axes,
): Pick<LayerBody, "waivers" | "outputShape" | "bind"> {
  return {
    waivers,
    outputShape(shape) {
      if (axis !== undefined) axesIn(layer, shape, axis);
      return shape;
    },
    bind: (site) =>
      site.mode === "infer" || noise === undefined
        ? copyPass(site)
        : noisyPass(site, noise, sharing(layer, site.inputShapes[0], axis)),
  };
}

/** For each number of an example which of `count` draws it takes. */
interface Sharing {
  readonly count: number;
  of(entry: number): number;
}

function sharing(layer: string, shape: Shape, axis?: Axes): Sharing {
  const size = elementCount(shape);
  const own = axis === undefined ? shape.keys() : axesIn(layer, shape, axis);
  const axes = [...own];
  const count = elementCount(axes.map((axis) => shape[axis]));
  if (count === size) return { count, of: (entry) => entry };
  const places = allocate("int32", size);
  for (const at of axes) {
    const extent = shape[at];
    const stride = elementCount(shape.slice(at + 1));
    for (let entry = 0; entry < size; entry++) {
      const index = Math.floor(entry / stride) % extent;
      places[entry] = places[entry] * extent + index;
    }
  }
  return { count, of: (entry) => places[entry] };
}

function noisyPass(
  site: Site,
  { factor, term }: DrawnNoise,
  { count, of }: Sharing,
): Pass {
  const { batch, x, dx, y, dy, random, scratch } = site;
  const size = y.length / batch;
  const factors = scratch(batch * count).fill(1);
  const terms = scratch(term === undefined ? 0 : batch * count);

  function multiply(to: typeof y, from: typeof y) {
    for (let b = 0, i = 0; b < batch; b++) {
      const first = b * count;
      for (let k = 0; k < size; k++, i++) {
        to[i] = from[i] * factors[first + of(k)];
      }
    }
  }
  const drawOf = (entry: number) =>
    Math.floor(entry / size) * count + of(entry % size);

  return {
    forward() {
      for (let n = 0; n < factors.length; n++) {
        if (factor !== undefined) factors[n] = factor(random);
        if (term !== undefined) terms[n] = term(random, factors[n]);
      }
      multiply(y, x);
      if (term === undefined) return;
      for (let i = 0; i < y.length; i++) y[i] += terms[drawOf(i)];
    },
    backward() {
      if (dx.length > 0) multiply(dx, dy);
    },
    perturb(_of, entry, outputs) {
      const draw = drawOf(entry);
      y[entry] = x[entry] * factors[draw];
      if (term !== undefined) y[entry] += terms[draw];
      outputs.start = entry;
      outputs.count = outputs.stride = 1;
      return true;
    },
    ...secondOrder(site, ({ inputs: [direction], output }) => ({
      tangent: () => multiply(output, direction),
    })),
  };
}
