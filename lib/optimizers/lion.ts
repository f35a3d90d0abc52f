/**
 * Lion.
 *
 * @module
 */

import type { Values } from "../base/values.ts";
import type { SpecsFor } from "../definition/arguments.ts";
import { amount } from "../definition/kinds.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { defineOptimizer, type OptimizerType } from "./define_optimizer.ts";
import { share } from "./options.ts";
import { optimizerOf } from "./rule.ts";

/** What {@linkcode lion} takes. */
export interface LionOptions {
  /** How far each step goes: a positive number, or a schedule; default: 0.0001. */
  readonly learningRate?: number | Schedule;
  /** The share of the mean gradient in the direction, from 0 to below 1; default: 0.9. */
  readonly beta1?: number;
  /** How much of the mean gradient is kept, from 0 to below 1; default: 0.99. */
  readonly beta2?: number;
  /** How strongly values are drawn to 0, beside the gradient; default: 0. */
  readonly weightDecay?: number;
}

interface Memory {
  readonly exp_avg: Values;
}

/**
 * Lion (Chen and others, "Symbolic discovery of optimization algorithms", 2023,
 * algorithm 2): every number moves by the learning rate exactly, in the
 * direction `sign(beta1·m + (1 − beta1)·gradient)`, and is multiplied by
 * `1 − learningRate·weightDecay`; then `m ← beta2·m + (1 − beta2)·gradient`. It
 * remembers half of what {@linkcode adam} does, and wants a learning rate three
 * to ten times smaller.
 *
 * ```ts
 * import { lion, nn } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const net = nn`fc(2,1) -> sigmoid -> mse`.bind({ seed: 1 });
 * const optimizer = lion(net.parameters, { learningRate: 0.02 });
 * net.x.set([1, 2]);
 * net.target.set([1]);
 * for (let i = 0; i < 100; i++) {
 *   net.forward();
 *   net.backward();
 *   optimizer.step();
 * }
 * assert(net.loss < 0.001);
 * ```
 *
 * @throws {NablaError} if an option is out of its range.
 */
export const lion: OptimizerType<LionOptions> = defineOptimizer({
  name: "lion",
  summary:
    "moves each number by the learning rate exactly, by the sign of a mean gradient",
  learningRate: 1e-4,
  arguments: {
    beta1: amount(
      "the share of the mean gradient in the direction",
      0.9,
      share,
    ),
    beta2: amount("how much of the mean gradient is kept", 0.99, share),
    weightDecay: amount(
      "how strongly values are drawn to 0, beside the gradient",
      0,
      { from: 0 },
    ),
  } satisfies SpecsFor<Omit<LionOptions, "learningRate">>,
  create(options, { parameters, schedule }) {
    const { beta1, beta2, weightDecay } = options;
    const { updates } = parameters.store.kernels;
    return optimizerOf<Memory>(parameters, {
      name: "lion",
      schedule,
      memory: ["exp_avg"],
      step(all, rate) {
        for (let i = 0; i < all.length; i++) {
          const { value, gradient, memory } = all[i];
          updates.lion(
            value,
            gradient,
            memory.exp_avg,
            rate,
            beta1,
            beta2,
            1 - rate * weightDecay,
            value.length,
          );
        }
      },
    });
  },
});
