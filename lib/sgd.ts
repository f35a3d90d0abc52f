/**
 * Gradient descent.
 *
 * @module
 */

import type { Parameters } from "./parameters.ts";

/** Moves parameters against their gradients. */
export interface Optimizer {
  /** Takes one step with the gradients that backward left. */
  step(): void;
}

/** What {@linkcode sgd} takes. */
export interface SgdOptions {
  /** How far each step goes, in units of the gradient; positive. */
  readonly learningRate: number;
}

/**
 * Gradient descent: `value ← value − learningRate · gradient` for every
 * parameter (Robbins and Monro, 1951, where the gradient is of a random batch).
 *
 * ```ts
 * import { nn, sgd } from "@nabla/nabla";
 * import { assert } from "@std/assert";
 *
 * const net = nn`fc(2,1) -> sigmoid -> mse`.bind({ seed: 1 });
 * const optimizer = sgd(net.parameters, { learningRate: 1 });
 * net.x.set([1, 2]);
 * net.target.set([1]);
 * for (let i = 0; i < 1000; i++) {
 *   net.forward();
 *   net.backward();
 *   optimizer.step();
 * }
 * assert(net.loss < 0.001);
 * ```
 *
 * @throws {RangeError} if the learning rate is not a positive number.
 */
export function sgd(parameters: Parameters, options: SgdOptions): Optimizer {
  const { learningRate } = options;
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new RangeError(
      `Cannot make sgd as learningRate must be a positive number: current value is ${learningRate}`,
    );
  }
  const { kernels } = parameters.store;
  const all = [...parameters].filter(({ trainable }) => trainable);
  return {
    step() {
      for (let i = 0; i < all.length; i++) {
        const { value, gradient } = all[i];
        kernels.addScaled(value, gradient, -learningRate, value.length);
      }
    },
  };
}
