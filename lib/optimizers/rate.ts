/**
 * The learning rate of an optimizer.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import { requirePositive } from "../base/ranges.ts";
import { constantRate } from "../schedules/constant_rate.ts";
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
  requirePositive(name, { learningRate });
  return constantRate(learningRate);
}

/**
 * The learning rate of a step.
 *
 * @throws {NablaError} if the schedule gives none.
 */
export function rateOf(schedule: Schedule, step: number): number {
  const rate = schedule.rate(step);
  if (rate >= 0 && rate < Infinity) return rate;
  throw new NablaError("value", {
    action: "take a step",
    name: `the rate that ${schedule.name} gives for step ${step}`,
    rule: "a number of at least 0",
    found: rate,
  });
}
