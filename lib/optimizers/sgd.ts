/**
 * Gradient descent.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import {
  requireFraction,
  requireNotNegative,
  requireShare,
} from "../base/ranges.ts";
import type { Values } from "../base/values.ts";
import type { Parameters } from "../network/parameters.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { type Moved, optimizerOf } from "./rule.ts";

/** What {@linkcode sgd} takes. */
export interface SgdOptions {
  /** How far each step goes, in units of the gradient: a positive number, or a schedule. */
  readonly learningRate: number | Schedule;
  /** The share of the last move that is made again, from 0 to below 1; 0 unless told otherwise. */
  readonly momentum?: number;
  /** The share of the gradient that does not go into the momentum, from 0 to 1; 0 unless told otherwise. */
  readonly dampening?: number;
  /** Whether to move by the momentum that the next step will have; not unless told otherwise. */
  readonly nesterov?: boolean;
  /** How much of each value is added to its gradient; 0 unless told otherwise. */
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
 * learning", 2013). The learning rate stays outside, as in PyTorch's `SGD`,
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
 * @throws {NablaError} if the learning rate is not a positive number or an
 * option is out of its range, or `nesterov` is asked for without momentum or
 * with dampening.
 */
export function sgd(parameters: Parameters, options: SgdOptions): Optimizer {
  const { learningRate, momentum = 0, dampening = 0 } = options;
  const { nesterov = false, weightDecay = 0 } = options;
  requireShare("sgd", { momentum });
  requireFraction("sgd", { dampening });
  requireNotNegative("sgd", { weightDecay });
  if (nesterov && (momentum === 0 || dampening !== 0)) {
    throw new NablaError("call", {
      action: "make sgd",
      rule: "nesterov needs momentum above 0 and no dampening",
      found: `momentum ${momentum} and dampening ${dampening}`,
    });
  }
  const { kernels } = parameters.store;
  const { updates } = kernels;

  function descend(all: readonly Moved<Memory>[], rate: number): void {
    for (let i = 0; i < all.length; i++) {
      const { value, gradient } = all[i];
      if (weightDecay !== 0) {
        updates.scale(value, 1 - rate * weightDecay, value.length);
      }
      kernels.addScaled(value, gradient, -rate, value.length);
    }
  }

  function roll(
    all: readonly Moved<Memory>[],
    rate: number,
    taken: number,
  ): void {
    const share = taken === 0 ? 1 : 1 - dampening;
    for (let i = 0; i < all.length; i++) {
      const { value, gradient, memory } = all[i];
      updates.momentum(
        value,
        gradient,
        memory.momentum_buffer,
        rate,
        momentum,
        share,
        weightDecay,
        nesterov,
        value.length,
      );
    }
  }

  return optimizerOf<Memory>(parameters, {
    name: "sgd",
    learningRate,
    memory: momentum === 0 ? [] : ["momentum_buffer"],
    step: momentum === 0 ? descend : roll,
  });
}
