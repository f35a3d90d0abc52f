import type { Values } from "../base/values.ts";
import { flag, notNegative, share } from "../definition/kinds.ts";
import type { UpdateKernels } from "../kernels/contract/updates.ts";
import {
  defineOptimizer,
  type OptimizerType,
  type RateOptions,
} from "./define_optimizer.ts";
import { epsilon, weightDecay } from "./options.ts";
import type { Rule } from "./rule.ts";

/** What {@linkcode adam} and {@linkcode adamw} take. The learning rate is about how far each step goes; default: 0.001. */
export interface AdamOptions extends RateOptions {
  /** How much of the mean gradient is kept, from 0 to below 1; default: 0.9. */
  readonly beta1?: number;
  /** How much of the mean squared gradient is kept, from 0 to below 1; default: 0.999. */
  readonly beta2?: number;
  /** What keeps the divisor away from 0; default: 10⁻⁸. */
  readonly epsilon?: number;
  /** How strongly values are pulled to 0; default: 0 for `adam`, 0.01 for `adamw`. */
  readonly weightDecay?: number;
  /** Whether to divide by the largest mean square so far; default: false. */
  readonly amsgrad?: boolean;
}

const moments = {
  beta1: share("how much of the mean gradient is kept", 0.9),
  beta2: share("how much of the mean squared gradient is kept", 0.999),
  epsilon: epsilon(1e-8),
  amsgrad: flag("whether to divide by the largest mean square so far"),
};

interface Memory {
  readonly exp_avg: Values;
  readonly exp_avg_sq: Values;
  readonly max_exp_avg_sq?: Values;
}

/**
 * Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015,
 * algorithm 1): the running means `m` of the gradient and `v` of its square,
 * each divided by `1 − βᵗ` to correct for starting at zero, and
 * `value ← value − learningRate·m/(√v + epsilon)`. So each number moves by about
 * the learning rate, however large its gradient.
 *
 * `amsgrad` divides by the root of the largest `v` so far (Reddi, Kale and
 * Kumar, "On the convergence of Adam and beyond", 2018, algorithm 2). Weight
 * decay is added to the gradient, of all parameters, as in PyTorch's `Adam`,
 * which gives the same numbers.
 *
 * ```ts
 * import { adam, nn } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const net = nn`fc(2,4) -> tanh -> fc(1) -> sigmoid -> bce`
 *   .bind({ batch: 4, seed: 1 });
 * net.x.set([0, 0, 0, 1, 1, 0, 1, 1]);
 * net.target.set([0, 1, 1, 0]);
 * const optimizer = adam(net.parameters, { learningRate: 0.05 });
 * for (let i = 0; i < 500; i++) {
 *   net.forward();
 *   net.backward();
 *   optimizer.step();
 * }
 * assert(net.loss < 0.01);
 * ```
 *
 * @throws {NablaError} if an option is out of its range.
 */
export const adam: OptimizerType<AdamOptions> = defineOptimizer({
  name: "adam",
  summary:
    "moves each number by about the learning rate, by running means of its gradient and its square",
  learningRate: 1e-3,
  arguments: { ...moments, weightDecay },
  rule: (options, { updates }) =>
    adamRule(options, updates.adam, () => options.weightDecay),
});

/**
 * Adam with the decay of weights beside the gradient, where the means do not
 * weaken it: `value ← (1 − learningRate·weightDecay)·value` before each step of
 * {@linkcode adam} (Loshchilov and Hutter, "Decoupled weight decay
 * regularization", 2019, algorithm 2). PyTorch's `AdamW` gives the same numbers.
 *
 * ```ts
 * import { adamw, cosineDecay, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`fc(2,1) -> mse`.bind();
 * const optimizer = adamw(net.parameters, {
 *   learningRate: cosineDecay(0.01, 1000),
 *   weightDecay: 0.1,
 * });
 * assertEquals(optimizer.learningRate, 0.01);
 * ```
 *
 * @throws {NablaError} if an option is out of its range.
 */
export const adamw: OptimizerType<AdamOptions> = defineOptimizer({
  name: "adamw",
  summary: "adam, with the decay of weights beside the gradient",
  learningRate: 1e-3,
  arguments: {
    ...moments,
    weightDecay: notNegative("how strongly values are pulled to 0", 0.01),
  },
  rule: (options, { updates }) =>
    adamRule(options, updates.adamw, (rate) => 1 - rate * options.weightDecay),
});

function adamRule(
  { beta1, beta2, epsilon, amsgrad }: Omit<
    Required<AdamOptions>,
    "learningRate"
  >,
  update: UpdateKernels["adam"],
  decayOf: (rate: number) => number,
): Rule<Memory> {
  let [root, size, decay] = [1, 1, 1];
  return {
    memory: [
      "exp_avg",
      "exp_avg_sq",
      ...amsgrad ? ["max_exp_avg_sq" as const] : [],
    ],
    begin(rate, taken) {
      // rate·(m/c₁)/(√(v/c₂) + ε) = rate·√c₂/c₁ · m/(√v + ε·√c₂)
      root = Math.sqrt(1 - beta2 ** (taken + 1));
      size = rate / (1 - beta1 ** (taken + 1)) * root;
      decay = decayOf(rate);
    },
    move({ value, gradient, memory }) {
      update(
        value,
        gradient,
        memory.exp_avg,
        memory.exp_avg_sq,
        memory.max_exp_avg_sq,
        size,
        beta1,
        beta2,
        epsilon * root,
        decay,
        value.length,
      );
    },
  };
}
