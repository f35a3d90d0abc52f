import { elementCount, type Shape } from "../../base/shape.ts";
import { allocate, type Values } from "../../base/values.ts";
import {
  type Chance,
  type Key,
  keyFrom,
} from "../../kernels/contract/chance.ts";
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

/** What is drawn in training for each number, or for those that share it; both come from the same words. */
export interface DrawnNoise {
  /** What it is multiplied by. Default: 1. */
  readonly factor?: Chance;
  /** What is then added. Default: 0. */
  readonly term?: Chance;
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

/** How the draws of an example are spread over its numbers; undefined if each number has its own. */
interface Sharing {
  /** How many there are. */
  readonly count: number;
  spread(site: Site, to: Values, drawn: Values): void;
}

/** Draws lie in the order of the axes whose numbers are drawn one by one. */
function sharing(
  layer: string,
  shape: Shape,
  axis: Axes | undefined,
): Sharing | undefined {
  const axes = axis === undefined
    ? [...shape.keys()]
    : axesIn(layer, shape, axis);
  const count = elementCount(axes.map((at) => shape[at]));
  const size = elementCount(shape);
  if (count === size) return undefined;
  const others = [...shape.keys()].filter((at) => !axes.includes(at));
  const [first, last] = [others[0], others[others.length - 1]];
  if (last - first + 1 === others.length) {
    // Axes that lie side by side: the draws of what is behind them repeat.
    const columns = elementCount(shape.slice(last + 1));
    const rows = size / count;
    return {
      count,
      spread({ kernels }, to, drawn) {
        const matrices = drawn.length / columns;
        kernels.spreadEach(to, drawn, 1, matrices, rows, columns);
      },
    };
  }
  const places = allocate("int32", size);
  for (const at of axes) {
    const extent = shape[at];
    const stride = elementCount(shape.slice(at + 1));
    for (let entry = 0; entry < size; entry++) {
      const index = Math.floor(entry / stride) % extent;
      places[entry] = places[entry] * extent + index;
    }
  }
  return {
    count,
    spread({ batch }, to, drawn) {
      for (let b = 0, i = 0; b < batch; b++) {
        for (let k = 0; k < size; k++) to[i++] = drawn[b * count + places[k]];
      }
    },
  };
}

function noisyPass(
  site: Site,
  { factor, term }: DrawnNoise,
  shared: Sharing | undefined,
): Pass {
  const { batch, x, dx, y, dy, random, scratch, kernels } = site;
  const factors = scratch(factor === undefined ? 0 : y.length);
  const terms = scratch(term === undefined ? 0 : y.length);
  const few = scratch(shared === undefined ? 0 : batch * shared.count);

  function draw(to: Values, chance: Chance, key: Key) {
    if (shared === undefined) kernels.draw(to, chance, key, to.length);
    else {
      kernels.draw(few, chance, key, few.length);
      shared.spread(site, to, few);
    }
  }
  function apply(
    operation: "mul" | "add",
    to: Values,
    from: Values,
    drawn: Values,
  ) {
    const [a, b] = [asRow(from), asRow(drawn)];
    kernels.combine(operation, asRow(to), a, b, b, 1, to.length);
  }
  function multiply(to: Values, from: Values) {
    if (factor === undefined) to.set(from);
    else apply("mul", to, from, factors);
  }

  return {
    forward() {
      const key = keyFrom(random);
      if (factor !== undefined) {
        draw(factors, factor, key);
        multiply(y, x);
      }
      if (term !== undefined) {
        draw(terms, term, key);
        apply("add", y, factor === undefined ? x : y, terms);
      }
    },
    backward() {
      if (dx.length > 0) multiply(dx, dy);
    },
    perturb(_of, entry, outputs) {
      y[entry] = factor === undefined ? x[entry] : x[entry] * factors[entry];
      if (term !== undefined) y[entry] += terms[entry];
      outputs.start = entry;
      outputs.count = outputs.stride = 1;
      return true;
    },
    ...secondOrder(site, ({ inputs: [direction], output }) => ({
      tangent: () => multiply(output, direction),
    })),
  };
}
