import type { SpecsFor } from "../definition/arguments.ts";
import { argumentsOfCall, callSignature } from "../definition/call.ts";
import { optionalNumber } from "../definition/kinds.ts";
import { constantRate } from "./constant_rate.ts";
import { steps } from "./define_schedule.ts";
import type { Schedule } from "./schedule.ts";

/** Options of {@linkcode warmUp}. */
export interface WarmUpOptions {
  /** The share of the rate that the first step has; default: `1/(steps + 1)`, as much as each step adds. */
  readonly from?: number;
}

/**
 * A learning rate that rises in so many steps, by the same amount each, to where
 * another schedule starts, and then follows that one from its step 0 (Goyal and
 * others, "Accurate, large minibatch SGD", 2017, section 2.2).
 * PyTorch's `LinearLR`, followed by the other in a `SequentialLR`.
 *
 * ```ts
 * import { cosineDecay, warmUp } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const { rate } = warmUp(cosineDecay(1, 1000), 3);
 * assertEquals([0, 1, 2, 3, 1003].map(rate), [0.25, 0.5, 0.75, 1, 0]);
 * ```
 *
 * @param schedule what comes after, or a rate that does not change.
 * @throws {NablaError} if `steps` is not a positive integer, `from` not a number
 * from 0 to 1, or a rate that is given not positive.
 */
export function warmUp(
  schedule: number | Schedule,
  steps: number,
  options: WarmUpOptions = {},
): Schedule {
  const own = argumentsOfCall(signature, [steps, options]);
  const { from = 1 / (steps + 1) } = own;
  const after = typeof schedule === "number"
    ? constantRate(schedule)
    : schedule;
  const { observe, save, load } = after;
  return {
    name: "warmUp",
    rate: (step) =>
      step < steps
        ? after.rate(0) * (from + (1 - from) * step / steps)
        : after.rate(step - steps),
    ...observe && { observe: (loss: number) => after.observe?.(loss) },
    ...save && { save: () => after.save?.() ?? {} },
    ...load && {
      load: (memory: Readonly<Record<string, number>>) => after.load?.(memory),
    },
  };
}

const signature = callSignature(
  "warmUp",
  { steps },
  {
    from: optionalNumber("the share of the rate that the first step has", {
      from: 0,
      to: 1,
    }),
  } satisfies SpecsFor<WarmUpOptions>,
);
