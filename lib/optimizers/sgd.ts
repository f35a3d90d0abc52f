import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import type { Values } from "../base/values.ts";
import { list } from "../base/words.ts";
import { amount, flag, share } from "../definition/kinds.ts";
import {
  defineOptimizer,
  type OptimizerType,
  type RateOptions,
} from "./define_optimizer.ts";
import { weightDecay } from "./options.ts";
import type { Rule } from "./rule.ts";

/** What {@linkcode sgd} takes. The learning rate is how far each step goes, in units of the gradient; default: 0.1. */
export interface SgdOptions extends RateOptions {
  /** The share of the last move that is repeated, from 0 to below 1; default: 0. */
  readonly momentum?: number;
  /** The share of the gradient that does not go into the momentum, from 0 to 1; default: 0. */
  readonly dampening?: number;
  /** Whether to move by the momentum that the next step will have; default: false. */
  readonly nesterov?: boolean;
  /** How much of each value is added to its gradient; default: 0. */
  readonly weightDecay?: number;
}

interface Memory {
  readonly momentum_buffer: Values;
}

/**
 * Gradient descent: `value ← value − learningRate·gradient` for every parameter
 * (Robbins and Monro, 1951, where the gradient is of a random batch).
 *
 * With momentum, gradients are added up, older ones with less and less weight:
 * `buffer ← momentum·buffer + (1 − dampening)·gradient` takes the gradient's
 * place (Polyak, "Some methods of speeding up the convergence of iteration
 * methods", 1964); in the first step the buffer is the gradient. With `nesterov`
 * it is `gradient + momentum·buffer` (Nesterov, 1983, in the form of Sutskever
 * and others, "On the importance of initialization and momentum in deep
 * learning", 2013). The buffer is without the learning rate, as in PyTorch's `SGD`,
 * which gives the same numbers. Weight decay is of all parameters, biases too.
 *
 * ```ts
 * import { nn, sgd } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const net = nn`fc(2,1) -> sigmoid -> mse`.bind({ seed: 1 });
 * const optimizer = sgd(net.parameters, { learningRate: 1, momentum: 0.9 });
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
 * @throws {NablaError} if an option is out of its range, or `nesterov` is asked
 * for without momentum or with dampening.
 */
export const sgd: OptimizerType<SgdOptions> = defineOptimizer({
  name: "sgd",
  summary: "gradient descent, with momentum or without",
  learningRate: 0.1,
  arguments: {
    momentum: share("the share of the last move that is repeated", 0),
    dampening: amount(
      "the share of the gradient that does not go into the momentum",
      0,
      { from: 0, to: 1 },
    ),
    nesterov: flag(
      "whether to move by the momentum that the next step will have",
    ),
    weightDecay,
  },
  rule(options, kernels): Rule<Memory> {
    const { momentum, dampening, nesterov, weightDecay } = options;
    if (nesterov && (momentum === 0 || dampening !== 0)) {
      throw new NablaError("value", {
        action: say("make {name}", { name: "sgd" }),
        name: "momentum",
        rule: say("above 0, and dampening 0, with nesterov"),
        found: list([`${momentum}`, `${dampening}`], "and"),
      });
    }
    const { updates } = kernels;
    if (momentum === 0) {
      return {
        memory: [],
        move({ value, gradient }, rate) {
          if (weightDecay !== 0) {
            updates.scale(value, 1 - rate * weightDecay, value.length);
          }
          kernels.addScaled(value, gradient, -rate, value.length);
        },
      };
    }
    return {
      memory: ["momentum_buffer"],
      move({ value, gradient, memory }, rate, taken) {
        updates.momentum(
          value,
          gradient,
          memory.momentum_buffer,
          rate,
          momentum,
          taken === 0 ? 1 : 1 - dampening,
          weightDecay,
          nesterov,
          value.length,
        );
      },
    };
  },
});
