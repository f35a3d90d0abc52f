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

/** Runs both ways. */
export function run(subject: Subject): void {
  subject.forward(0);
  subject.backward();
}

/** Runs both ways and copies the gradients. */
export function gradientsOf(subject: Subject): Float64Array[] {
  run(subject);
  return gradientCopies(subject);
}

/** What products lose below the range of a double. */
export const lost = 2 ** -1060;

/** Whether an array differs from so many times another by more than rounding. */
export function isOff(
  { outputs }: Subject,
  a: Values,
  b: Values,
  slack: number,
  factor = 1,
): boolean {
  const largest = Math.max(factor * largestOf([a]), largestOf([b]));
  const most = slack * coarseness(outputs) * largest + lost;
  for (let i = 0; i < a.length; i++) {
    const one = factor * a[i];
    const isNear = Math.abs(one - b[i]) <= most || Object.is(one, b[i]) ||
      isOverflow(one, b[i]);
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
