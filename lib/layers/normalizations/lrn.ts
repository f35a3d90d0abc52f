import { elementCount } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { amount, positive, size } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { lastAxis } from "../../layer/last_axis.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { secondOrder } from "../../layer/second_order.ts";

/** What `lrn` takes by name. */
export interface LrnOptions {
  /** The factor of the mean of squares. Default: 1e-4. */
  readonly alpha?: number;
  /** The power of the divisor. Default: 0.75. */
  readonly beta?: number;
  /** What is added to the mean of squares. Default: 1. */
  readonly k?: number;
}

/**
 * Each number divided by those of `size` neighbouring channels, itself in the middle:
 * `y = x / (k + alpha/size·Σ x²)^beta`, the sum over them (Krizhevsky, Sutskever and
 * Hinton, "ImageNet classification with deep convolutional neural networks", 2012,
 * §3.3, whose α is that of the sum). Channels are the last axis; beyond the first
 * and the last are zeros. Of an even number of neighbours one more stands before, as
 * in PyTorch.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> lrn(3, alpha=3, beta=1)`.bind();
 * net.x.set([1, 2, 0]);
 * net.forward();
 * assertEquals([...net.y], [1 / 6, 2 / 6, 0]);
 * ```
 */
export const lrn: LayerType<
  readonly [size: number, options?: LrnOptions]
> = defineLayer({
  name: "lrn",
  summary:
    "local response normalization, y = x/s^beta with s = k + alpha/size·Σ x² over neighbouring channels",
  gradients: {
    x: "dy/s^beta - 2·alpha·beta/size·x·(Σ dy·y/s over those that see it)",
  },
  arguments: {
    size: size("how many channels each is measured against, itself included"),
    ...{
      alpha: amount("the factor of the mean of squares", 1e-4),
      beta: amount("the power of the divisor", 0.75),
      k: positive("what is added to the mean of squares", 1),
    } satisfies SpecsFor<LrnOptions>,
  },
  examples: [
    { arguments: [3, { alpha: 0.5 }], inputs: [[5]] },
    { arguments: [2, { alpha: 1, beta: 2, k: 0.5 }], inputs: [[2, 3]] },
    { arguments: [5, { alpha: 2, beta: 0.5 }], inputs: [[2, 2, 3]] },
    { arguments: [1], inputs: [[4]] },
  ],
  create: ({ size, alpha, beta, k }) => ({
    outputShape(shape) {
      lastAxis("lrn", shape);
      return shape;
    },
    cost: (shape) => ({
      work: size * elementCount(shape),
      numbers: 2 * elementCount(shape),
    }),
    bind: (site) => bind(site, size, alpha / size, beta, k),
  }),
});

function bind(
  site: Site,
  size: number,
  factor: number,
  beta: number,
  k: number,
): Pass {
  const { x, dx, y, dy, inputShapes: [shape], scratch } = site;
  const channels = lastAxis("lrn", shape);
  // How many neighbours stand before and behind.
  const [before, behind] = [Math.floor(size / 2), Math.floor((size - 1) / 2)];
  const seenFrom = (to: Values, from: Values) =>
    addNeighbours(to, from, channels, before, behind);
  /** The transpose: what each is seen by. */
  const seenBy = (to: Values, from: Values) =>
    addNeighbours(to, from, channels, behind, before);
  // What is raised to the power, and what is added up.
  const [sums, terms] = [scratch(x.length), scratch(x.length)];
  const powers = scratch(x.length);
  return {
    forward() {
      for (let i = 0; i < y.length; i++) terms[i] = x[i] * x[i];
      seenFrom(sums, terms);
      for (let i = 0; i < y.length; i++) {
        sums[i] = k + factor * sums[i];
        const power = inversePower(sums[i], beta);
        powers[i] = power;
        y[i] = x[i] * power;
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let i = 0; i < dx.length; i++) terms[i] = dy[i] * y[i] / sums[i];
      seenBy(dx, terms);
      for (let i = 0; i < dx.length; i++) {
        dx[i] = dy[i] * powers[i] - 2 * factor * beta * x[i] * dx[i];
      }
    },
    ...secondOrder(site, ({ inputs: [u], output, dinputs: [v] }) => {
      const [products, rises] = [scratch(x.length), scratch(x.length)];
      /** How `sums` and `y` change. */
      function tangent() {
        for (let i = 0; i < u.length; i++) products[i] = x[i] * u[i];
        seenFrom(rises, products);
        for (let i = 0; i < u.length; i++) {
          rises[i] *= 2 * factor / sums[i];
          output[i] = sums[i] ** -beta * (u[i] - beta * x[i] * rises[i]);
        }
      }
      return {
        tangent,
        second() {
          tangent();
          for (let i = 0; i < v.length; i++) {
            products[i] = dy[i] * y[i] / sums[i];
          }
          seenBy(v, products);
          for (let i = 0; i < v.length; i++) v[i] *= u[i];
          for (let i = 0; i < v.length; i++) {
            products[i] = dy[i] * (output[i] - y[i] * rises[i]) / sums[i];
          }
          // `v` has the change of `x` in it, this that of the sum.
          const changes = output;
          seenBy(changes, products);
          for (let i = 0; i < v.length; i++) {
            v[i] = -beta * dy[i] * sums[i] ** -beta * rises[i] -
              2 * factor * beta * (v[i] + x[i] * changes[i]);
          }
        },
      };
    }),
  };
}

/** `base^−exponent`; of the usual exponent by roots, which are an instruction each. */
function inversePower(base: number, exponent: number): number {
  if (exponent !== 0.75) return base ** -exponent;
  const root = Math.sqrt(base);
  return 1 / (root * Math.sqrt(root));
}

/** Each number and so many before and behind it in its row, added up. */
function addNeighbours(
  to: Values,
  from: Values,
  columns: number,
  before: number,
  behind: number,
): void {
  for (let start = 0; start < to.length; start += columns) {
    for (let column = 0; column < columns; column++) {
      const last = Math.min(column + behind, columns - 1);
      let sum = 0;
      for (let j = Math.max(column - before, 0); j <= last; j++) {
        sum += from[start + j];
      }
      to[start + column] = sum;
    }
  }
}
