import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { amount, choice, positive } from "../definition/kinds.ts";
import { alongCosine } from "./cosine_decay.ts";
import { rate, scheduleDefinition, steps } from "./define_schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Options of {@linkcode oneCycle}. */
export interface OneCycleOptions {
  /** The share of the steps in which the rate rises; default: 0.3. */
  readonly rise?: number;
  /** The first rate is `rate/divisor`; default: 25. */
  readonly divisor?: number;
  /** The last rate is the first one over this; default: 10,000. */
  readonly finalDivisor?: number;
  /** Along half a `cosine` wave, or along a line; default: `cosine`. */
  readonly curve?: "cosine" | "linear";
}

/**
 * A learning rate that rises from `rate/divisor` to `rate` and falls from there
 * to almost nothing, all in so many steps (Smith and Topin, "Super-convergence:
 * very fast training of neural networks using large learning rates", 2018, in
 * the form of two phases). PyTorch's `OneCycleLR`, the learning rate alone; it
 * stays where it is afterwards.
 *
 * ```ts
 * import { oneCycle } from "@nabla/nabla";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const { rate } = oneCycle(1, 100);
 * assertAlmostEquals(rate(0), 1 / 25);
 * assertAlmostEquals(rate(29), 1);
 * assertAlmostEquals(rate(99), 1 / 250_000);
 * ```
 *
 * @throws {NablaError} if `rate` or a divisor is not a positive number, `steps`
 * not a positive integer, `rise` not from 0 to 1, or the curve unknown.
 */
export function oneCycle(
  rate: number,
  steps: number,
  options: OneCycleOptions = {},
): Schedule {
  const own = argumentsOfCall(signature, [rate, steps, options]);
  const { rise, divisor, finalDivisor, curve } = own;
  const along = curve === "cosine" ? alongCosine : alongLine;
  const first = rate / divisor;
  const final = first / finalDivisor;
  // As PyTorch counts; the top may lie between two steps.
  const top = rise * steps - 1;
  const last = steps - 1;
  return {
    name: "oneCycle",
    rate(step) {
      if (step >= last && step > top) return final;
      if (step > top) return along(rate, final, (step - top) / (last - top));
      return top > 0 ? along(first, rate, step / top) : rate;
    },
  };
}

const specs = {
  rise: amount("the share of the steps in which the rate rises", 0.3, {
    from: 0,
    to: 1,
  }),
  divisor: positive("the first rate is the highest over this", 25),
  finalDivisor: positive("the last rate is the first over this", 10_000),
  curve: choice("how it rises and falls", ["cosine", "linear"], "cosine"),
} satisfies SpecsFor<OneCycleOptions>;

const signature = callSignature("oneCycle", { rate, steps }, specs);

/** As the command line knows it. */
export const oneCycleSchedule = scheduleDefinition({
  name: "oneCycle",
  summary: "rises once, and falls to almost nothing at the end of the training",
  needsTotal: true,
  arguments: specs,
  create: (options, rate, { epochs, stepsAnEpoch }) =>
    oneCycle(rate, epochs * stepsAnEpoch, options),
});

function alongLine(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
