import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { isCount, requireOptions } from "../base/ranges.ts";
import type { Parameters } from "../network/parameters.ts";
import { trainable } from "./rule.ts";

/** Gradients of parts of a batch, added up. */
export interface Accumulation {
  /** How many examples were added since the last {@linkcode Accumulation.finish}. */
  readonly examples: number;
  /**
   * Adds the current gradients, the mean over so many examples.
   *
   * @throws {NablaError} if that is not a positive integer.
   */
  add(examples: number): void;
  /**
   * Writes the mean over all examples into the gradients, and starts again.
   *
   * @throws {NablaError} if nothing was added.
   */
  finish(): void;
}

/**
 * Adds up gradients, so that a batch too large for one pass can be run in parts,
 * of different sizes if needed. As a loss is the mean over its examples, each
 * part counts by how many it has, and the result is the gradient of the whole,
 * up to rounding; except for layers that look at the batch, such as `batchnorm`.
 *
 * ```ts
 * import { accumulation, nn, sgd } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`fc(1,1) -> mse`.bind({ batch: 2 });
 * const optimizer = sgd(net.parameters, { learningRate: 0.1 });
 * const accumulated = accumulation(net.parameters);
 * for (const x of [[1, 2], [3, 4]]) {
 *   net.x.set(x);
 *   net.target.set([1, 1]);
 *   net.forward();
 *   net.backward();
 *   accumulated.add(net.batch);
 * }
 * assertEquals(accumulated.examples, 4);
 * accumulated.finish();
 * optimizer.step();
 * ```
 */
export function accumulation(parameters: Parameters): Accumulation {
  const { precision, store } = parameters;
  const { kernels } = store;
  const all = trainable(parameters).map(({ gradient }) => ({
    gradient,
    sum: store.allocate(precision, gradient.length),
  }));
  let count = 0;
  return {
    get examples() {
      return count;
    },
    add(examples) {
      const rule = say("a positive integer");
      requireOptions(say("add gradients"), { examples }, rule, isCount);
      for (const { gradient, sum } of all) {
        if (count === 0) sum.fill(0);
        kernels.addScaled(sum, gradient, examples, sum.length);
      }
      count += examples;
    },
    finish() {
      if (count === 0) {
        throw new NablaError("call", {
          action: say("finish an accumulation"),
          rule: say("gradients must be added first"),
          found: say("none"),
        });
      }
      for (const { gradient, sum } of all) {
        gradient.set(sum);
        kernels.updates.scale(gradient, 1 / count, gradient.length);
      }
      count = 0;
    },
  };
}
