/**
 * Lion.
 *
 * @module
 */

import { requireNotNegative, requireShare } from "../base/ranges.ts";
import type { Values } from "../base/values.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { optimizerOf } from "./rule.ts";

/** What {@linkcode lion} takes. */
export interface LionOptions {
  /** How far each step goes: a positive number, or a schedule; 0.0001 unless told otherwise. */
  readonly learningRate?: number | Schedule;
  /** The share of the mean gradient in the direction, from 0 to below 1; 0.9 unless told otherwise. */
  readonly beta1?: number;
  /** How much of the mean gradient is kept, from 0 to below 1; 0.99 unless told otherwise. */
  readonly beta2?: number;
  /** How strongly values are drawn to 0, beside the gradient; 0 unless told otherwise. */
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
export function lion(
  parameters: Parameters,
  options: LionOptions = {},
): Optimizer {
  const { learningRate = 1e-4, beta1 = 0.9, beta2 = 0.99 } = options;
  const { weightDecay = 0 } = options;
  requireShare("lion", { beta1, beta2 });
  requireNotNegative("lion", { weightDecay });
  const { updates } = parameters.store.kernels;
  return optimizerOf<Memory>(parameters, {
    name: "lion",
    learningRate,
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
}
