/**
 * A learning rate that falls in steps.
 *
 * @module
 */

import { requireCount, requirePositive } from "../base/ranges.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode stepDecay} takes besides. */
export interface StepDecayOptions {
  /** What the rate is multiplied by each time; 0.1 unless told otherwise. */
  readonly factor?: number;
}

/**
 * A learning rate that is multiplied by `factor` after every `every` steps:
 * `rate·factor^⌊step/every⌋`. PyTorch's `StepLR`.
 *
 * ```ts
 * import { stepDecay } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const schedule = stepDecay(1, 100, { factor: 0.5 });
 * assertEquals([0, 99, 100, 200].map(schedule.rate), [1, 1, 0.5, 0.25]);
 * ```
 *
 * @throws {NablaError} if `rate` or `factor` is not a positive number, or
 * `every` not a positive integer.
 */
export function stepDecay(
  rate: number,
  every: number,
  options: StepDecayOptions = {},
): Schedule {
  const { factor = 0.1 } = options;
  requirePositive("stepDecay", { rate, factor });
  requireCount("stepDecay", { every });
  return {
    name: "stepDecay",
    rate: (step) => rate * factor ** Math.floor(step / every),
  };
}
