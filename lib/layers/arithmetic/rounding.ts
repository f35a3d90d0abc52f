/**
 * Functions that are level but for jumps. Their derivative is 0, as in PyTorch, so
 * that nothing before them learns.
 *
 * @module
 */

import { toEven } from "../../base/rounding.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import {
  type Elementwise,
  elementwiseExamples as examples,
  withKernel,
} from "../../layer/elementwise.ts";
import { reaches } from "../../layer/reach.ts";

/** A function that is level but for its kinks. */
export function level(
  f: (x: number) => number,
  kinks: Elementwise["kinks"],
): Elementwise {
  return { f, df: () => 0, d2f: () => 0, kinks };
}

/** A number for each whole number and for each gap between them. */
const piece = (x: number) => Math.floor(x) + Math.ceil(x);

/** −1 below 0, 0 at 0, 1 above. The derivative is 0. */
export const sign: LayerType<readonly []> = defineLayer({
  name: "sign",
  summary: "-1 below 0, 0 at 0, 1 above; no gradient passes",
  traits: { reach: reaches(-1, 1), levels: true },
  gradients: { x: "0" },
  examples,
  ...withKernel("sign"),
  d2f: () => 0,
  kinks: [0],
});

/** The largest whole number up to `x`. The derivative is 0. */
export const floor: LayerType<readonly []> = defineLayer({
  name: "floor",
  summary: "the largest whole number up to x; no gradient passes",
  traits: {
    reach: ([x]) => x && [Math.floor(x[0]), Math.floor(x[1])],
    levels: true,
  },
  gradients: { x: "0" },
  examples,
  ...withKernel("floor"),
  d2f: () => 0,
  kinks: piece,
});

/** The least whole number from `x`. The derivative is 0. */
export const ceil: LayerType<readonly []> = defineLayer({
  name: "ceil",
  summary: "the least whole number from x; no gradient passes",
  traits: {
    reach: ([x]) => x && [Math.ceil(x[0]), Math.ceil(x[1])],
    levels: true,
  },
  gradients: { x: "0" },
  examples,
  ...withKernel("ceil"),
  d2f: () => 0,
  kinks: piece,
});

/**
 * The nearest whole number; of two that are equally near, the even one, as in
 * NumPy, PyTorch and IEEE 754. The derivative is 0.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(4) -> round`.bind();
 * net.x.set([0.5, 1.5, 2.4, -2.6]);
 * net.forward();
 * assertEquals([...net.y], [0, 2, 2, -3]);
 * ```
 */
export const round: LayerType<readonly []> = defineLayer({
  name: "round",
  summary: "the nearest whole number, of two the even one; no gradient passes",
  traits: { reach: ([x]) => x && [toEven(x[0]), toEven(x[1])], levels: true },
  gradients: { x: "0" },
  examples,
  ...withKernel("round"),
  d2f: () => 0,
  kinks: (x) => piece(x - 0.5),
});
