import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import { keepsShapeAlong } from "../../layer/axes.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { cumsumExamples, type CumsumOptions } from "./cumsum.ts";
import {
  reduction,
  reductionArguments,
  reductionExamples,
  type ReductionOptions,
} from "./reduction.ts";

/**
 * The product of all numbers of an example, or of those along some axes. The
 * derivative by each is the product of the others: it is not divided, so that a
 * factor of 0 costs nothing.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3) -> prod`.bind();
 * net.x.set([2, 0, 5]);
 * net.dy.set([1]);
 * net.forward();
 * net.backward();
 * assertEquals([...net.y], [0]);
 * assertEquals([...net.dx], [0, 10, 0]);
 * ```
 */
export const prod: LayerType<readonly [options?: ReductionOptions]> =
  defineLayer({
    name: "prod",
    summary:
      "the product of all numbers of an example, or of those along some axes",
    gradients: { x: "dy·(the product of all others)" },
    arguments: reductionArguments,
    examples: reductionExamples,
    create: (given) =>
      reduction(
        "prod",
        given,
        (site, { columns }) => bindProducts(site, columns, false),
      ),
  });

/**
 * Each number times all before it along an axis, by default the last. Backward goes
 * from the end, without a division.
 *
 * ```ts
 * import { cumprod, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), cumprod()).bind();
 * net.x.set([2, 3, 4]);
 * net.forward();
 * assertEquals([...net.y], [2, 6, 24]);
 * ```
 */
export const cumprod: LayerType<readonly [options?: CumsumOptions]> =
  defineLayer({
    name: "cumprod",
    summary:
      "each number times all before it along an axis, by default the last",
    gradients: { x: "the sum of dy·y/x over it and all after it" },
    arguments: {
      axis: optionalAxis(
        "the axis along which it multiplies, by default the last",
      ),
    } satisfies SpecsFor<CumsumOptions>,
    examples: cumsumExamples,
    create: ({ axis }) =>
      keepsShapeAlong(
        "cumprod",
        axis,
        (site) => bindProducts(site, site.inputShapes[0][1], true),
      ),
  });

/** All products of a row from its first number on, or the last of them alone. */
function bindProducts(site: Site, columns: number, isEach: boolean): Pass {
  const { x, dx, y, dy } = site;
  const rows = x.length / columns;
  /** The gradient of the product that ends with number `i`. */
  const upstream = (row: number, i: number) =>
    isEach ? dy[i] : i === (row + 1) * columns - 1 ? dy[row] : 0;
  return {
    forward() {
      for (let row = 0, i = 0; row < rows; row++) {
        let product = 1;
        for (const end = i + columns; i < end; i++) {
          product *= x[i];
          if (isEach) y[i] = product;
        }
        if (!isEach) y[row] = product;
      }
    },
    backward() {
      if (dx.length === 0) return;
      for (let row = 0, start = 0; row < rows; row++, start += columns) {
        let before = 1;
        for (let i = start; i < start + columns; i++) {
          dx[i] = before;
          before *= x[i];
        }
        // Of all products that it is in, without what stands before it.
        let after = 0;
        for (let i = start + columns - 1; i >= start; i--) {
          after += upstream(row, i);
          dx[i] *= after;
          after *= x[i];
        }
      }
    },
    ...secondOrder(site, ({ inputs: [u], output, dinputs: [v] }) => {
      const befores = site.scratch(columns);
      return {
        tangent() {
          for (let row = 0, i = 0; row < rows; row++) {
            let [product, change] = [1, 0];
            for (const end = i + columns; i < end; i++) {
              change = change * x[i] + product * u[i];
              product *= x[i];
              if (isEach) output[i] = change;
            }
            if (!isEach) output[row] = change;
          }
        },
        second() {
          for (let row = 0, start = 0; row < rows; row++, start += columns) {
            let [before, change] = [1, 0];
            for (let k = 0, i = start; k < columns; k++, i++) {
              befores[k] = before;
              v[i] = change;
              change = change * x[i] + before * u[i];
              before *= x[i];
            }
            let after = 0;
            change = 0;
            for (let k = columns - 1, i = start + k; k >= 0; k--, i--) {
              after += upstream(row, i);
              v[i] = v[i] * after + befores[k] * change;
              change = change * x[i] + after * u[i];
              after *= x[i];
            }
          }
        },
      };
    }),
  };
}
