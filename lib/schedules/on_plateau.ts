import { say } from "../../words/say.ts";
import { NablaError } from "../base/nabla_error.ts";
import { isWhole } from "../base/ranges.ts";
import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { notNegative, share } from "../definition/kinds.ts";
import { rate, scheduleDefinition } from "./define_schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Options of {@linkcode onPlateau}. */
export interface OnPlateauOptions {
  /** What the rate is multiplied by, below 1; default: 0.1. */
  readonly factor?: number;
  /** How many losses in a row may be no better than the best before the rate falls; default: 10. */
  readonly patience?: number;
  /** A loss is better if it is below `best·(1 − threshold)`; default: 10⁻⁴. */
  readonly threshold?: number;
  /** How many losses are skipped after the rate fell; default: 0. */
  readonly cooldown?: number;
  /** The lowest rate; default: 0. */
  readonly minimum?: number;
}

/** The rate does not change by less, as in PyTorch. */
const leastChange = 1e-8;

/**
 * A learning rate that is multiplied by `factor` when more than `patience`
 * losses in a row were no better than the best. {@linkcode Schedule.observe} tells
 * it the loss, once an epoch. PyTorch's `ReduceLROnPlateau`.
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
  const own = argumentsOfCall(signature, [rate, options]);
  const { factor, patience, threshold, cooldown, minimum } = own;
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
    // Infinity cannot be written everywhere; before the first loss there is no best.
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
          rule: say(
            "its memory must be a rate, whole numbers bad and waiting, and perhaps the best loss",
          ),
          found: JSON.stringify(memory),
        });
      }
      ({ rate: current, best = Infinity, bad, waiting } = memory);
    },
  };
}

const specs = {
  factor: share("what the rate is multiplied by", 0.1),
  patience: notNegative(
    "how many losses in a row may be no better than the best",
    10,
  ),
  threshold: share("by what share a better loss is below the best", 1e-4),
  cooldown: notNegative("how many losses are skipped after the rate fell", 0),
  minimum: notNegative("the lowest rate", 0),
} satisfies SpecsFor<OnPlateauOptions>;

const signature = callSignature("onPlateau", { rate }, specs);

/** As the command line knows it. */
export const plateauSchedule = scheduleDefinition({
  name: "plateau",
  summary: "falls when the loss stops falling, checked once an epoch",
  arguments: specs,
  create: (options, rate) => onPlateau(rate, options),
});
