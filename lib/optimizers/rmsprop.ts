/**
 * RMSprop.
 *
 * @module
 */

import { requireNotNegative, requireShare } from "../base/ranges.ts";
import type { Values } from "../base/values.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { optimizerOf } from "./rule.ts";

/** What {@linkcode rmsprop} takes. */
export interface RmspropOptions {
  /** About how far each step goes: a positive number, or a schedule; 0.01 unless told otherwise. */
  readonly learningRate?: number | Schedule;
  /** How much of the mean squared gradient is kept, from 0 to below 1; 0.99 unless told otherwise. */
  readonly alpha?: number;
  /** What keeps the divisor away from 0; 10⁻⁸ unless told otherwise. */
  readonly epsilon?: number;
  /** The share of the last move that is made again, from 0 to below 1; 0 unless told otherwise. */
  readonly momentum?: number;
  /** Whether to divide by the deviation of the gradient from its mean; not unless told otherwise. */
  readonly centered?: boolean;
  /** How much of each value is added to its gradient; 0 unless told otherwise. */
  readonly weightDecay?: number;
}

interface Memory {
  readonly square_avg: Values;
  readonly grad_avg?: Values;
  readonly momentum_buffer?: Values;
}

/**
 * RMSprop (Hinton, "Neural networks for machine learning", 2012, lecture 6e):
 * the gradient divided by the root of its mean square,
 * `v ← alpha·v + (1 − alpha)·gradient²` and
 * `value ← value − learningRate·gradient/(√v + epsilon)`.
 *
 * `centered` subtracts the square of the mean gradient from `v` (Graves,
 * "Generating sequences with recurrent neural networks", 2013, equations 38 to
 * 45). PyTorch's `RMSprop` gives the same numbers, but NaN where rounding makes
 * that difference negative, which counts as 0 here.
 *
 * ```ts
 * import { nn, rmsprop } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const net = nn`fc(2,1) -> sigmoid -> mse`.bind({ seed: 1 });
 * const optimizer = rmsprop(net.parameters, { momentum: 0.9 });
 * net.x.set([1, 2]);
 * net.target.set([1]);
 * for (let i = 0; i < 200; i++) {
 *   net.forward();
 *   net.backward();
 *   optimizer.step();
 * }
 * assert(net.loss < 0.001);
 * ```
 *
 * @throws {NablaError} if an option is out of its range.
 */
export function rmsprop(
  parameters: Parameters,
  options: RmspropOptions = {},
): Optimizer {
  const { learningRate = 0.01, alpha = 0.99, epsilon = 1e-8 } = options;
  const { momentum = 0, centered = false, weightDecay = 0 } = options;
  requireShare("rmsprop", { alpha, momentum });
  requireNotNegative("rmsprop", { epsilon, weightDecay });
  const { updates } = parameters.store.kernels;
  return optimizerOf<Memory>(parameters, {
    name: "rmsprop",
    learningRate,
    memory: [
      "square_avg",
      ...centered ? ["grad_avg" as const] : [],
      ...momentum > 0 ? ["momentum_buffer" as const] : [],
    ],
    step(all, rate) {
      for (let i = 0; i < all.length; i++) {
        const { value, gradient, memory } = all[i];
        updates.rmsprop(
          value,
          gradient,
          memory.square_avg,
          memory.grad_avg,
          memory.momentum_buffer,
          rate,
          alpha,
          epsilon,
          momentum,
          weightDecay,
          value.length,
        );
      }
    },
  });
}
