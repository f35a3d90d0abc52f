import type { Values } from "../../base/values.ts";
import type { Constants } from "./functions.ts";

/**
 * Losses of single numbers, of a prediction and a target, in the order that the
 * kernels number them.
 */
export const lossNames = [
  "mse",
  "mae",
  "huber",
  "bce",
  "bceWithLogits",
  "kl",
  "poisson",
  "poissonOfRates",
  "hinge",
] as const;

/** One of them. */
export type LossName = typeof lossNames[number];

/** A loss over rows, which are examples. */
export interface LossKernel {
  /**
   * `y[row] = Σ f(x, target) / divisor`, added in double precision. It is not finite
   * where a target of `kl`, `poisson` or `hinge` is not what it must be.
   */
  forward(
    y: Values,
    x: Values,
    target: Values,
    constants: Constants,
    divisor: number,
    rows: number,
    columns: number,
  ): void;
  /** `dx = dy[row]·∂f/∂x / divisor` */
  backward(
    dx: Values,
    x: Values,
    target: Values,
    dy: Values,
    constants: Constants,
    divisor: number,
    rows: number,
    columns: number,
  ): void;
}
