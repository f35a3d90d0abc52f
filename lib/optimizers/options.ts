/**
 * Options that several optimizers take.
 *
 * @module
 */

import type { ArgumentSpec, NumberRange } from "../definition/arguments.ts";
import { amount } from "../definition/kinds.ts";

/** A share that is less than all. */
export const share: NumberRange = { from: 0, below: 1 };

/** What keeps a divisor away from 0. */
export function epsilon(defaultValue: number): ArgumentSpec<number> {
  return amount("what keeps the divisor away from 0", defaultValue, {
    from: 0,
  });
}

/** Decay of weights by way of the gradient. */
export const weightDecay: ArgumentSpec<number> = amount(
  "how much of each value is added to its gradient",
  0,
  { from: 0 },
);
