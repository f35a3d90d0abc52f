/**
 * The optimizer that a training is told to take, with its schedule.
 *
 * @module
 */

import type { Parameters } from "../../../../lib/network/parameters.ts";
import type { OptimizerDefinition } from "../../../../lib/optimizers/define_optimizer.ts";
import type { Optimizer } from "../../../../lib/optimizers/optimizer.ts";
import { optimizers } from "../../../../lib/optimizers/optimizers.ts";
import type {
  Extent,
  ScheduleDefinition,
} from "../../../../lib/schedules/define_schedule.ts";
import { warmUp as rising } from "../../../../lib/schedules/warm_up.ts";
import { orMistake } from "../../files/source.ts";
import { type Call, readCall, withSetting } from "../../words/call.ts";
import { type Arguments, UsageError } from "../../words/command.ts";

/** What was chosen of it. */
export interface ChosenOptimizer {
  /** The optimizer. */
  readonly optimizer: Call<OptimizerDefinition>;
  /** The schedule. */
  readonly schedule: Call<ScheduleDefinition>;
  /** The learning rate. */
  readonly learningRate: number;
  /** Steps in which it rises. */
  readonly warmUp: number;
}

/**
 * Reads which optimizer is chosen, with its settings.
 *
 * @throws {UsageError} if there is no such optimizer, or it has no such setting.
 */
export function readOptimizer(args: Arguments): Call<OptimizerDefinition> {
  const call = readCall(
    "--optimizer",
    args.text("optimizer") ?? "adam",
    optimizers,
  );
  const decay = args.number(
    "weight-decay",
    "a number of at least 0",
    (n) => n >= 0 && n < Infinity,
  );
  if (decay === undefined) return call;
  if ("weightDecay" in call.definition.arguments) {
    return withSetting(call, "weightDecay", decay);
  }
  throw new UsageError(
    `${call.name} has no weight decay`,
    "Leave out --weight-decay, or take another --optimizer.",
  );
}

/**
 * Makes the optimizer that was chosen.
 *
 * @throws {UsageError} if the schedule cannot be made. What it returns throws a
 * RangeError where settings of the optimizer do not go together.
 */
export function optimizerOf(
  { optimizer, schedule, learningRate, warmUp }: ChosenOptimizer,
  extent: Extent,
): (parameters: Parameters, evaluate: () => number) => Optimizer {
  const made = orMistake(() => {
    const after = schedule.definition.create(
      schedule.values,
      learningRate,
      extent,
    );
    return warmUp === 0 ? after : rising(after, warmUp);
  });
  return (parameters, evaluate) =>
    optimizer.definition.create(optimizer.values, {
      parameters,
      schedule: made,
      evaluate,
    });
}
