/**
 * What runs of a subject leave, copied and compared.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import { largestOf } from "../noise/rounding.ts";
import { gradientCopies, type Subject } from "../subjects/subject.ts";

/** Runs both ways and copies the gradients. */
export function gradientsOf(subject: Subject): Float64Array[] {
  subject.forward(0);
  subject.backward();
  return gradientCopies(subject);
}

/** Whether two arrays differ in a bit; of NaN, all are one. */
export function differs(a: Values, b: Values): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] || a[i] === 0) {
      if (!Object.is(a[i], b[i])) return true;
    }
  }
  return false;
}

/** Whether two arrays differ by more than rounding. */
export function isOff(
  { outputs }: Subject,
  a: Values,
  b: Values,
  slack: number,
): boolean {
  const most = slack * coarseness(outputs) * largestOf([a, b]);
  for (let i = 0; i < a.length; i++) {
    const isNear = Math.abs(a[i] - b[i]) <= most || Object.is(a[i], b[i]);
    if (!isNear) return true;
  }
  return false;
}

/** How much coarser than a double the numbers are. */
export function coarseness(values: Values): number {
  return values instanceof Float32Array ? 2 ** 29 : 1;
}
