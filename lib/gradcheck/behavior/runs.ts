import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Noise } from "../noise/noise.ts";
import { largestOf } from "../noise/rounding.ts";
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
