/**
 * A learning rate that falls where the loss no longer does.
 *
 * @module
 */

import { isWhole } from "../base/ranges.ts";
import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall } from "../definition/call.ts";
import { amount } from "../definition/kinds.ts";
import {
  rate,
  type ScheduleDefinition,
  scheduleDefinition,
} from "./define_schedule.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode onPlateau} takes besides. */
export interface OnPlateauOptions {
  /** What the rate is multiplied by, below 1; default: 0.1. */
  readonly factor?: number;
  /** How many losses in a row may be no better than the best before the rate falls; default: 10. */
  readonly patience?: number;
  /** A loss is better where it is below `best·(1 − threshold)`; default: 10⁻⁴. */
  readonly threshold?: number;
  /** How many losses are let pass after the rate fell; default: 0. */
  readonly cooldown?: number;
  /** The rate does not fall below; default: 0. */
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
  const { factor, patience, threshold, cooldown, minimum } = argumentsOfCall(
    signature,
    [rate, options],
  );
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
        throw new TypeError(
          `Cannot go on with onPlateau as its memory must be a rate, whole numbers bad and waiting, and perhaps the best loss: current value is ${
            JSON.stringify(memory)
          }`,
        );
      }
      ({ rate: current, best = Infinity, bad, waiting } = memory);
    },
  };
}

const specs = {
  factor: amount("what the rate is multiplied by", 0.1, { from: 0, below: 1 }),
  patience: amount(
    "how many losses in a row may be no better than the best",
    10,
    { from: 0 },
  ),
  threshold: amount("by what share a better loss is below the best", 1e-4, {
    from: 0,
    below: 1,
  }),
  cooldown: amount("how many losses are let pass after the rate fell", 0, {
    from: 0,
  }),
  minimum: amount("the rate does not fall below", 0, { from: 0 }),
} satisfies SpecsFor<OnPlateauOptions>;

const signature = {
  name: "onPlateau",
  arguments: { rate, ...specs },
  forms: [["rate"]],
};

/** As the command line knows it. */
export const plateauSchedule: ScheduleDefinition = scheduleDefinition({
  name: "plateau",
  summary: "falls where the loss no longer does, looked at once an epoch",
  arguments: specs,
  create: (options, rate) => onPlateau(rate, options),
});
