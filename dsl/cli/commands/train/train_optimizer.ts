/**
 * The optimizer that a training is told to take, with its schedule.
 *
 * @module
 */

import type { Parameters } from "../../../../lib/network/parameters.ts";
import type { Optimizer } from "../../../../lib/optimizers/optimizer.ts";
import type { Schedule } from "../../../../lib/schedules/schedule.ts";
import { orMistake } from "../../files/source.ts";
import { type Call, readCall } from "../../words/call.ts";
import { type Arguments, UsageError } from "../../words/command.ts";
import {
  type Extent,
  optimizers,
  optionsOf,
  schedules,
  withWarmUp,
} from "./optimizers.ts";

/** What was chosen of it. */
export interface ChosenOptimizer {
  /** The optimizer. */
  readonly optimizer: Call;
  /** The schedule. */
  readonly schedule: Call;
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
export function readOptimizer(args: Arguments): Call {
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
  const takes = optimizers.get(call.name)?.settings ?? {};
  if (!("weight-decay" in takes)) {
    throw new UsageError(
      `${call.name} has no weight decay`,
      "Leave out --weight-decay, or take another --optimizer.",
    );
  }
  return {
    ...call,
    settings: new Map([...call.settings, ["weight-decay", decay]]),
  };
}

/**
 * Makes the optimizer that was chosen.
 *
 * @throws {UsageError} if a setting of the schedule is out of range. What it
 * returns throws a refusal for one of the optimizer.
 */
export function optimizerOf(
  choice: ChosenOptimizer,
  extent: Extent,
): (parameters: Parameters, evaluate: () => number) => Optimizer {
  const { optimizer, schedule, learningRate, warmUp } = choice;
  const made = orMistake((): Schedule =>
    withWarmUp(
      schedules.get(schedule.name)?.make(learningRate, schedule, extent) ??
        unknown(schedule),
      warmUp,
    )
  );
  return (parameters, evaluate) =>
    optimizers.get(optimizer.name)?.make(
      parameters,
      { ...optionsOf(optimizer), learningRate: made },
      evaluate,
    ) ?? unknown(optimizer);
}

function unknown({ name }: Call): never {
  throw new UsageError(`there is no ${name}`);
}
