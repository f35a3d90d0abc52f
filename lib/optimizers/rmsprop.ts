import type { Values } from "../base/values.ts";
import { flag, share } from "../definition/kinds.ts";
import {
  defineOptimizer,
  type OptimizerType,
  type RateOptions,
} from "./define_optimizer.ts";
import { epsilon, weightDecay } from "./options.ts";
import type { Rule } from "./rule.ts";

/** What {@linkcode rmsprop} takes. The learning rate is about how far each step goes; default: 0.01. */
export interface RmspropOptions extends RateOptions {
  /** How much of the mean squared gradient is kept, from 0 to below 1; default: 0.99. */
  readonly alpha?: number;
  /** What keeps the divisor away from 0; default: 10⁻⁸. */
  readonly epsilon?: number;
  /** The share of the last move that is repeated, from 0 to below 1; default: 0. */
  readonly momentum?: number;
  /** Whether to divide by the deviation of the gradient from its mean; default: false. */
  readonly centered?: boolean;
  /** How much of each value is added to its gradient; default: 0. */
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
 * 45). PyTorch's `RMSprop` gives the same numbers, except for NaN if rounding
 * makes that difference negative; here it counts as 0.
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
export const rmsprop: OptimizerType<RmspropOptions> = defineOptimizer({
  name: "rmsprop",
  summary: "divides the gradient by the root of its mean square",
  learningRate: 0.01,
  arguments: {
    alpha: share("how much of the mean squared gradient is kept", 0.99),
    epsilon: epsilon(1e-8),
    momentum: share("the share of the last move that is repeated", 0),
    centered: flag(
      "whether to divide by the deviation of the gradient from its mean",
    ),
    weightDecay,
  },
  rule(options, { updates }): Rule<Memory> {
    const { alpha, epsilon, momentum, centered, weightDecay } = options;
    return {
      memory: [
        "square_avg",
        ...centered ? ["grad_avg" as const] : [],
        ...momentum > 0 ? ["momentum_buffer" as const] : [],
      ],
      move({ value, gradient, memory }, rate) {
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
      },
    };
  },
});
