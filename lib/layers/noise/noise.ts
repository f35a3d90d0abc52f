import { elementCount, type Shape } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import { drawing } from "../../layer/drawing.ts";
import { asRow } from "../../kernels/contract/combinations.ts";
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

/** What is drawn in training for each number, or for those that share it, from uniform numbers. */
export interface DrawnNoise {
  /** How many uniform numbers it takes. Default: 1. */
  readonly draws?: 1 | 2;
  /** What it is multiplied by. Default: 1. */
  factor?(u: number, v: number): number;
  /** What is then added. Default: 0. */
  term?(u: number, v: number): number;
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
  { draws = 1, factor, term }: DrawnNoise,
  { count, of }: Sharing,
): Pass {
  const { batch, x, dx, y, dy, random, scratch, kernels } = site;
  const size = y.length / batch;
  const isShared = count < size;
  const length = batch * count;
  const factors = scratch(factor === undefined ? 0 : length);
  const terms = scratch(term === undefined ? 0 : length);
  const draw = drawing(random);
  function take(drawn: Float64Array, from: number, length: number) {
    for (let k = 0, n = from / draws; k < length; k += draws, n++) {
      const u = drawn[k];
      const v = drawn[k + draws - 1];
      if (factor !== undefined) factors[n] = factor(u, v);
      if (term !== undefined) terms[n] = term(u, v);
    }
  }

  /** The products or sums of the numbers with what was drawn for them. */
  function apply(
    operation: "mul" | "add",
    to: Values,
    from: Values,
    drawn: Values,
  ) {
    if (!isShared) {
      const [a, b] = [asRow(from), asRow(drawn)];
      kernels.combine(operation, asRow(to), a, b, b, 1, to.length);
      return;
    }
    for (let b = 0, i = 0; b < batch; b++) {
      const first = b * count;
      for (let k = 0; k < size; k++, i++) {
        const own = drawn[first + of(k)];
        to[i] = operation === "mul" ? from[i] * own : from[i] + own;
      }
    }
  }
  function multiply(to: Values, from: Values) {
    if (factor === undefined) to.set(from);
    else apply("mul", to, from, factors);
  }

  return {
    forward() {
      draw(draws * length, take);
      multiply(y, x);
      if (term !== undefined) apply("add", y, y, terms);
    },
    backward() {
      if (dx.length > 0) multiply(dx, dy);
    },
    perturb(_of, entry, outputs) {
      const draw = Math.floor(entry / size) * count + of(entry % size);
      y[entry] = factor === undefined ? x[entry] : x[entry] * factors[draw];
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
