import type { Values } from "../base/values.ts";
import { notNegative, share } from "../definition/kinds.ts";
import {
  defineOptimizer,
  type OptimizerType,
  type RateOptions,
} from "./define_optimizer.ts";
import type { Rule } from "./rule.ts";

/** What {@linkcode lion} takes. The learning rate is how far each step goes; default: 0.0001. */
export interface LionOptions extends RateOptions {
  /** The share of the mean gradient in the direction, from 0 to below 1; default: 0.9. */
  readonly beta1?: number;
  /** How much of the mean gradient is kept, from 0 to below 1; default: 0.99. */
  readonly beta2?: number;
  /** How strongly values are pulled to 0, beside the gradient; default: 0. */
  readonly weightDecay?: number;
}

interface Memory {
  readonly exp_avg: Values;
}

/**
 * Lion (Chen and others, "Symbolic discovery of optimization algorithms", 2023,
 * algorithm 2): every number moves by exactly the learning rate, in the
 * direction `sign(beta1·m + (1 − beta1)·gradient)`, and is multiplied by
 * `1 − learningRate·weightDecay`; then `m ← beta2·m + (1 − beta2)·gradient`. It
 * remembers half of what {@linkcode adam} does, and needs a learning rate three
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
    "moves each number by exactly the learning rate, by the sign of a mean gradient",
  learningRate: 1e-4,
  arguments: {
    beta1: share("the share of the mean gradient in the direction", 0.9),
    beta2: share("how much of the mean gradient is kept", 0.99),
    weightDecay: notNegative(
      "how strongly values are pulled to 0, beside the gradient",
      0,
    ),
  },
  rule: ({ beta1, beta2, weightDecay }, { updates }): Rule<Memory> => ({
    memory: ["exp_avg"],
    move({ value, gradient, memory }, rate) {
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
    },
  }),
});
