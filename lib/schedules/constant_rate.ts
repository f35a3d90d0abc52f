import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { rate, scheduleDefinition } from "./define_schedule.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The same learning rate at each step. Optimizers make one of a learning rate
 * that is given as a number.
 *
 * ```ts
 * import { constantRate } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(constantRate(0.1).rate(1000), 0.1);
 * ```
 *
 * @throws {NablaError} if the rate is not a positive number.
 */
export function constantRate(rate: number): Schedule {
  argumentsOfCall(signature, [rate]);
  return { name: "constantRate", rate: () => rate };
}

const signature = callSignature("constantRate", { rate });

/** As the command line knows it. */
export const constantSchedule = scheduleDefinition({
  name: "constant",
  summary: "the same learning rate at each step",
  arguments: {},
  create: (_options, rate) => constantRate(rate),
});
