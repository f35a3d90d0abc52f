import type { Values } from "../base/values.ts";
import { notNegative } from "../definition/kinds.ts";
import {
  defineOptimizer,
  type OptimizerType,
  type RateOptions,
} from "./define_optimizer.ts";
import { epsilon, weightDecay } from "./options.ts";
import type { Rule } from "./rule.ts";

/** What {@linkcode adagrad} takes. The learning rate is how far the first step goes; default: 0.01. */
export interface AdagradOptions extends RateOptions {
  /** The learning rate is divided by 1 and this for each step before; default: 0. */
  readonly learningRateDecay?: number;
  /** What keeps the divisor away from 0; default: 10⁻¹⁰. */
  readonly epsilon?: number;
  /** How much of each value is added to its gradient; default: 0. */
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
 * So a parameter that rarely has a gradient moves far when it has one. PyTorch's `Adagrad`
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
export const adagrad: OptimizerType<AdagradOptions> = defineOptimizer({
  name: "adagrad",
  summary: "divides the gradient by the root of the sum of all its squares",
  learningRate: 0.01,
  arguments: {
    learningRateDecay: notNegative(
      "the learning rate is divided by 1 and this for each step before",
      0,
    ),
    epsilon: epsilon(1e-10),
    weightDecay,
  },
  rule: (
    { learningRateDecay, epsilon, weightDecay },
    { updates },
  ): Rule<Memory> => ({
    memory: ["sum"],
    move({ value, gradient, memory }, rate, taken) {
      updates.adagrad(
        value,
        gradient,
        memory.sum,
        rate / (1 + taken * learningRateDecay),
        epsilon,
        weightDecay,
        value.length,
      );
    },
  }),
});
