/**
 * A learning rate that rises once and falls once.
 *
 * @module
 */

import { NablaError } from "../base/nabla_error.ts";
import {
  requireCount,
  requireFraction,
  requirePositive,
} from "../base/ranges.ts";
import { alongCosine } from "./cosine_decay.ts";
import type { Schedule } from "./schedule.ts";

/** What {@linkcode oneCycle} takes besides. */
export interface OneCycleOptions {
  /** The share of the steps in which the rate rises; 0.3 unless told otherwise. */
  readonly rise?: number;
  /** The first rate is `rate/divisor`; 25 unless told otherwise. */
  readonly divisor?: number;
  /** The last rate is the first one over this; 10,000 unless told otherwise. */
  readonly finalDivisor?: number;
  /** Along half a `cosine` wave unless told otherwise, or along a line. */
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
 * not a positive integer, `rise` not from 0 to 1, or the curve another one.
 */
export function oneCycle(
  rate: number,
  steps: number,
  options: OneCycleOptions = {},
): Schedule {
  const { rise = 0.3, divisor = 25, finalDivisor = 10_000 } = options;
  const { curve = "cosine" } = options;
  requirePositive("oneCycle", { rate, divisor, finalDivisor });
  requireCount("oneCycle", { steps });
  requireFraction("oneCycle", { rise });
  if (curve !== "cosine" && curve !== "linear") {
    throw new NablaError("choice", {
      action: "make oneCycle",
      name: "curve",
      choices: ["cosine", "linear"],
      found: curve,
    });
  }
  const along = curve === "cosine" ? alongCosine : alongLine;
  const first = rate / divisor;
  const final = first / finalDivisor;
  // As PyTorch counts; the top need not be at a whole step.
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

function alongLine(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
