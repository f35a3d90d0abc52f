import type { ArgumentSpec } from "../definition/arguments.ts";
import { notNegative } from "../definition/kinds.ts";

export function epsilon(defaultValue: number): ArgumentSpec<number> {
  return notNegative("what keeps the divisor away from 0", defaultValue);
}

/** Decay of weights by way of the gradient. */
export const weightDecay = notNegative(
  "how much of each value is added to its gradient",
  0,
);
