/**
 * A learning rate that falls along a cosine.
 *
 * @module
 */

import {
  requireCount,
  requireNotNegative,
  requirePositive,
} from "../base/ranges.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode cosineDecay} takes besides. */
export interface CosineDecayOptions {
  /** The rate after all steps; 0 unless told otherwise. */
  readonly final?: number;
}

/**
 * A learning rate that falls from `rate` to `final` in so many steps along half
 * a wave, slowly at first and at last:
 * `final + (rate − final)·(1 + cos(π·step/steps))/2` (Loshchilov and Hutter,
 * "SGDR: stochastic gradient descent with warm restarts", 2017, equation 5).
 * PyTorch's `CosineAnnealingLR`, but that it stays at `final` afterwards.
 *
 * ```ts
 * import { cosineDecay } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { rate } = cosineDecay(1, 300, { final: 0.2 });
 * assertAlmostEquals(rate(0), 1);
 * assertAlmostEquals(rate(100), 0.8);
 * assertAlmostEquals(rate(300), 0.2);
 * ```
 *
 * @throws {NablaError} if `rate` is not a positive number, `steps` not a
 * positive integer, or `final` below 0.
 */
export function cosineDecay(
  rate: number,
  steps: number,
  options: CosineDecayOptions = {},
): Schedule {
  const { final = 0 } = options;
  requirePositive("cosineDecay", { rate });
  requireCount("cosineDecay", { steps });
  requireNotNegative("cosineDecay", { final });
  return {
    name: "cosineDecay",
    rate: (step) => alongCosine(rate, final, step / steps),
  };
}

/** Half a wave from one number to another, for a share from 0 to 1 of the way. */
export function alongCosine(from: number, to: number, share: number): number {
  if (share >= 1) return to;
  return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
}
