/**
 * A learning rate that falls where the loss no longer does.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import {
  isWhole,
  requireNotNegative,
  requirePositive,
  requireShare,
} from "../base/ranges.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode onPlateau} takes besides. */
export interface OnPlateauOptions {
  /** What the rate is multiplied by, below 1; 0.1 unless told otherwise. */
  readonly factor?: number;
  /** How many losses in a row may be no better than the best before the rate falls; 10 unless told otherwise. */
  readonly patience?: number;
  /** A loss is better where it is below `best·(1 − threshold)`; 10⁻⁴ unless told otherwise. */
  readonly threshold?: number;
  /** How many losses are let pass after the rate fell; 0 unless told otherwise. */
  readonly cooldown?: number;
  /** The rate does not fall below; 0 unless told otherwise. */
  readonly minimum?: number;
}

/** A smaller change of the rate is not made, as in PyTorch. */
const leastChange = 1e-8;

/**
 * A learning rate that is multiplied by `factor` when the loss has not become
 * better for more than `patience` times that it was observed: once an epoch, by
 * {@linkcode Schedule.observe}. PyTorch's `ReduceLROnPlateau`.
 *
 * ```ts
 * import { onPlateau } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const schedule = onPlateau(1, { factor: 0.5, patience: 1 });
 * const rates = [3, 2, 2, 2, 1].map((loss) => {
 *   schedule.observe(loss);
 *   return schedule.rate(0);
 * });
 * assertEquals(rates, [1, 1, 1, 0.5, 0.5]);
 * ```
 *
 * @throws {NablaError} if `rate` is not a positive number, or an option is out
 * of its range.
 */
export function onPlateau(
  rate: number,
  options: OnPlateauOptions = {},
): Schedule & Required<Pick<Schedule, "observe" | "save" | "load">> {
  const { factor = 0.1, patience = 10, threshold = 1e-4 } = options;
  const { cooldown = 0, minimum = 0 } = options;
  requirePositive("onPlateau", { rate });
  requireShare("onPlateau", { factor, threshold });
  requireNotNegative("onPlateau", { patience, cooldown, minimum });
  let current = rate;
  let best = Infinity;
  let bad = 0;
  let waiting = 0;
  return {
    name: "onPlateau",
    rate: () => current,
    observe(loss) {
      if (loss < best * (1 - threshold)) {
        best = loss;
        bad = 0;
      } else bad++;
      if (waiting > 0) {
        waiting--;
        bad = 0;
      }
      if (bad <= patience) return;
      const next = Math.max(current * factor, minimum);
      if (current - next > leastChange) current = next;
      waiting = cooldown;
      bad = 0;
    },
    // Infinity cannot be written everywhere; no loss so far is no best.
    save: () => ({
      rate: current,
      ...best < Infinity && { best },
      bad,
      waiting,
    }),
    load(memory) {
      const isRate = Number.isFinite(memory.rate) && memory.rate >= 0;
      const isBest = memory.best === undefined || Number.isFinite(memory.best);
      if (
        !isRate || !isBest || !isWhole(memory.bad) || !isWhole(memory.waiting)
      ) {
        throw new NablaError("state", {
          subject: "onPlateau",
          rule:
            "its memory must be a rate, whole numbers bad and waiting, and perhaps the best loss",
          found: JSON.stringify(memory),
        });
      }
      ({ rate: current, best = Infinity, bad, waiting } = memory);
    },
  };
}
