import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { positive, size } from "../definition/kinds.ts";
import { rate, scheduleDefinition } from "./define_schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Options of {@linkcode stepDecay}. */
export interface StepDecayOptions {
  /** What the rate is multiplied by each time; default: 0.1. */
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
  const { factor } = argumentsOfCall(signature, [rate, every, options]);
  return {
    name: "stepDecay",
    rate: (step) => rate * factor ** Math.floor(step / every),
  };
}

const specs = {
  factor: positive("what the rate is multiplied by each time", 0.1),
} satisfies SpecsFor<StepDecayOptions>;

const signature = callSignature(
  "stepDecay",
  { rate, every: size("after how many steps it falls") },
  specs,
);

/** As the command line knows it. */
export const stepSchedule = scheduleDefinition({
  name: "step",
  summary: "falls all at once, again and again",
  arguments: {
    every: positive("after how many epochs it falls", 30),
    ...specs,
  },
  create: ({ every, factor }, rate, { stepsAnEpoch }) =>
    stepDecay(rate, Math.max(1, Math.round(every * stepsAnEpoch)), { factor }),
});
