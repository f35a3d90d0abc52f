import { say } from "../../words/say.ts";
import { requireOptions } from "../base/ranges.ts";
import type { Parameters } from "../network/parameters.ts";
import { trainable } from "./rule.ts";

/** Added to the norm, as in PyTorch. */
const least = 1e-6;

/**
 * The norm of all gradients together, as if they were one array: the root of the
 * sum of their squares, added up in double precision, over the parameters that
 * training changes.
 */
export function gradientNorm(parameters: Parameters): number {
  const { updates } = parameters.store.kernels;
  let sum = 0;
  for (const { gradient } of trainable(parameters)) {
    sum += updates.dot(gradient, gradient, gradient.length);
  }
  return Math.sqrt(sum);
}

/**
 * Scales all gradients down together if their norm is over a maximum, so that a
 * single batch does not throw training off, and keeps their direction (Pascanu,
 * Mikolov and Bengio, "On the difficulty of training recurrent neural networks",
 * 2013, algorithm 1). PyTorch's `clip_grad_norm_`, except that gradients stay as
 * they are if the norm is not finite.
 *
 * ```ts
 * import { clipByNorm, nn } from "@nabla/nabla";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const net = nn`fc(2,1)`.bind();
 * net.x.set([3, 4]);
 * net.forward();
 * net.backward();
 * assertEquals(clipByNorm(net.parameters, 13), Math.sqrt(9 + 16 + 1));
 * clipByNorm(net.parameters, 1);
 * assertAlmostEquals(clipByNorm(net.parameters, 1), 1, 1e-5);
 * ```
 *
 * @returns the norm before, which shows trouble before the loss does.
 * @throws {NablaError} if the maximum is not a positive number.
 */
export function clipByNorm(parameters: Parameters, maximum: number): number {
  requireMaximum(maximum);
  const { updates } = parameters.store.kernels;
  const norm = gradientNorm(parameters);
  const share = maximum / (norm + least);
  if (Number.isFinite(norm) && share < 1) {
    for (const { gradient } of trainable(parameters)) {
      updates.scale(gradient, share, gradient.length);
    }
  }
  return norm;
}

/**
 * Limits each number of the gradients to `−maximum` … `maximum`; NaN stays.
 * PyTorch's `clip_grad_value_`.
 *
 * ```ts
 * import { clipByValue, nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`fc(2,1)`.bind();
 * net.x.set([-3, 0.5]);
 * net.forward();
 * net.backward();
 * clipByValue(net.parameters, 2);
 * assertEquals([...net.parameters.get("fc1.weight").gradient], [-2, 0.5]);
 * ```
 *
 * @throws {NablaError} if the maximum is not a positive number.
 */
export function clipByValue(parameters: Parameters, maximum: number): void {
  requireMaximum(maximum);
  const { updates } = parameters.store.kernels;
  for (const { gradient } of trainable(parameters)) {
    updates.clamp(gradient, maximum, gradient.length);
  }
}

function requireMaximum(maximum: number): void {
  const rule = say("a positive number");
  requireOptions(say("clip gradients"), { maximum }, rule, (x) => x > 0);
}
