/**
 * The learning rate of an optimizer.
 *
 * @module
 */

import { argumentsOfCall } from "../definition/call.ts";
import { constantRate } from "../schedules/constant_rate.ts";
import { rate } from "../schedules/define_schedule.ts";
import type { Schedule } from "../schedules/schedule.ts";

/**
 * The schedule of a learning rate that is given as such or as a number.
 *
 * @param name that of the optimizer.
 * @throws {NablaError} if the number is not positive.
 */
export function scheduleOf(
  name: string,
  learningRate: number | Schedule,
): Schedule {
  if (typeof learningRate === "object") return learningRate;
  argumentsOfCall({ name, arguments: { learningRate: rate }, forms }, [
    learningRate,
  ]);
  return constantRate(learningRate);
}

const forms = [["learningRate"]];

/**
 * The learning rate of a step.
 *
 * @throws {RangeError} if the schedule gives none.
 */
export function rateOf(schedule: Schedule, step: number): number {
  const rate = schedule.rate(step);
  if (rate >= 0 && rate < Infinity) return rate;
  throw new RangeError(
    `Cannot take a step as the rate that ${schedule.name} gives for step ${step} must be a number of at least 0: current value is ${rate}`,
  );
}
