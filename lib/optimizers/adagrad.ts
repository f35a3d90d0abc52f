/**
 * Adagrad.
 *
 * @module
 */

import { requireNotNegative } from "../base/ranges.ts";
import type { Values } from "../base/values.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { optimizerOf } from "./rule.ts";

/** What {@linkcode adagrad} takes. */
export interface AdagradOptions {
  /** How far the first step goes: a positive number, or a schedule; 0.01 unless told otherwise. */
  readonly learningRate?: number | Schedule;
  /** The learning rate is divided by 1 and this for each step before; 0 unless told otherwise. */
  readonly learningRateDecay?: number;
  /** What keeps the divisor away from 0; 10⁻¹⁰ unless told otherwise. */
  readonly epsilon?: number;
  /** How much of each value is added to its gradient; 0 unless told otherwise. */
  readonly weightDecay?: number;
}

interface Memory {
  readonly sum: Values;
}

/**
 * Adagrad (Duchi, Hazan and Singer, "Adaptive subgradient methods for online
 * learning and stochastic optimization", 2011, figure 1, in its diagonal form):
 * the gradient divided by the root of the sum of all its squares so far,
 * `s ← s + gradient²` and `value ← value − learningRate·gradient/(√s + epsilon)`.
 * So what seldom has a gradient moves far when it has one. PyTorch's `Adagrad`
 * gives the same numbers.
 *
 * ```ts
 * import { adagrad, nn } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const net = nn`fc(2,1) -> sigmoid -> mse`.bind({ seed: 1 });
 * const optimizer = adagrad(net.parameters, { learningRate: 0.5 });
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
export function adagrad(
  parameters: Parameters,
  options: AdagradOptions = {},
): Optimizer {
  const { learningRate = 0.01, learningRateDecay = 0 } = options;
  const { epsilon = 1e-10, weightDecay = 0 } = options;
  requireNotNegative("adagrad", { learningRateDecay, epsilon, weightDecay });
  const { updates } = parameters.store.kernels;
  return optimizerOf<Memory>(parameters, {
    name: "adagrad",
    learningRate,
    memory: ["sum"],
    step(all, rate, taken) {
      const own = rate / (1 + taken * learningRateDecay);
      for (let i = 0; i < all.length; i++) {
        const { value, gradient, memory } = all[i];
        updates.adagrad(
          value,
          gradient,
          memory.sum,
          own,
          epsilon,
          weightDecay,
          value.length,
        );
      }
    },
  });
}
