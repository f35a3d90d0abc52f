import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { notNegative } from "../definition/kinds.ts";
import { rate, scheduleDefinition, steps } from "./define_schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Options of {@linkcode cosineDecay}. */
export interface CosineDecayOptions {
  /** The rate after all steps; default: 0. */
  readonly final?: number;
}

/**
 * A learning rate that falls from `rate` to `final` in so many steps along half
 * a wave, slowly at the beginning and the end:
 * `final + (rate − final)·(1 + cos(π·step/steps))/2` (Loshchilov and Hutter,
 * "SGDR: stochastic gradient descent with warm restarts", 2017, equation 5).
 * PyTorch's `CosineAnnealingLR`, except that it stays at `final` afterwards.
 *
 * ```ts
 * import { cosineDecay } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { rate } = cosineDecay(1, 300, { final: 0.2 });
 * assertAlmostEquals(rate(0), 1);
 * assertAlmostEquals(rate(100), 0.8);
 * assertAlmostEquals(rate(300), 0.2);
 * ```
 *
 * @throws {NablaError} if `rate` is not a positive number, `steps` not a
 * positive integer, or `final` below 0.
 */
export function cosineDecay(
  rate: number,
  steps: number,
  options: CosineDecayOptions = {},
): Schedule {
  const { final } = argumentsOfCall(signature, [rate, steps, options]);
  return {
    name: "cosineDecay",
    rate: (step) => alongCosine(rate, final, step / steps),
  };
}

const specs = {
  final: notNegative("the rate after all steps", 0),
} satisfies SpecsFor<CosineDecayOptions>;

const signature = callSignature("cosineDecay", { rate, steps }, specs);

/** As the command line knows it. */
export const cosineSchedule = scheduleDefinition({
  name: "cosine",
  summary: "falls along half a wave to the end of the training",
  needsTotal: true,
  arguments: specs,
  create: (options, rate, { epochs, stepsAnEpoch }) =>
    cosineDecay(rate, epochs * stepsAnEpoch, options),
});

/** Half a wave from one number to another, for a share from 0 to 1 of the way. */
export function alongCosine(from: number, to: number, share: number): number {
  if (share >= 1) return to;
  return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
}
