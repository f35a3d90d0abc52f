import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Noise } from "../noise/noise.ts";
import { largestOf, unitOf } from "../noise/rounding.ts";
import { gradientCopies, type Subject } from "../subjects/subject.ts";

/** What was found; undefined if all is well. */
export type Misbehavior = string | Remark | undefined;

/** What a reader should know, though it may be right. */
export interface Remark {
  readonly remark: string;
}

/** Checks one thing; it leaves the subject's numbers as they were, not its gradients. */
export type BehaviorQuestion = (
  subject: Subject,
  random: Random,
  noise: Noise,
) => Misbehavior;

/** Runs both ways and copies the gradients. */
export function gradientsOf(subject: Subject): Float64Array[] {
  subject.forward(0);
  subject.backward();
  return gradientCopies(subject);
}

/** Whether two arrays differ in a bit; all NaN are the same. */
export function differs(a: Values, b: Values): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] || a[i] === 0) {
      if (!Object.is(a[i], b[i])) return true;
    }
  }
  return false;
}

/** What products lose below the range of a double. */
export const lost = 2 ** -1060;

/** Whether two arrays differ by more than rounding. */
export function isOff(
  { outputs }: Subject,
  a: Values,
  b: Values,
  slack: number,
): boolean {
  const most = slack * coarseness(outputs) * largestOf([a, b]) + lost;
  for (let i = 0; i < a.length; i++) {
    const isNear = Math.abs(a[i] - b[i]) <= most || Object.is(a[i], b[i]) ||
      isOverflow(a[i], b[i]);
    if (!isNear) return true;
  }
  return false;
}

/** Whether one of two numbers left the range, and the other is at its end. */
export function isOverflow(a: number, b: number): boolean {
  return a * b > 0 && Math.min(Math.abs(a), Math.abs(b)) > 2 ** 1020;
}

/** How much coarser than a double the numbers are. */
export function coarseness(values: Values): number {
  return unitOf(values) / 2 ** -53;
}
