/**
 * Derivatives by differences of forward passes.
 *
 * @module
 */

import type { Random } from "../random.ts";
import type { Values } from "../values.ts";
import type { Coordinates, Subject } from "./subject.ts";

/** The derivative of `Σ v·outputs` by one number, from both sides and from each. */
export interface Difference {
  /** `(φ(t + h) − φ(t − h)) / 2h` */
  central: number;
  /** `(φ(t + h) − φ(t)) / h` */
  right: number;
  /** `(φ(t) − φ(t − h)) / h` */
  left: number;
}

/** Half the bits of a double go to the step, half to the difference: ∛(3·2⁻⁵³). */
const baseStep = Math.cbrt(3 * 2 ** -53);

/**
 * The half-width of a central difference at `t`, a power of two: the one at
 * which truncation (∝ h²) and rounding (∝ 1/h) are about equal (Press et al.,
 * Numerical Recipes, 3rd edition, §5.7), 2⁻¹⁷ for numbers up to 1.
 */
export function defaultStep(t: number): number {
  return 2 ** Math.round(Math.log2(baseStep * Math.max(Math.abs(t), 1)));
}

/**
 * Fills the upstream gradient: ±(0.5 … 1.5), so that no output is left out,
 * none outweighs the others, and they do not cancel.
 */
export function drawCotangent(upstream: Values, random: Random): void {
  for (let j = 0; j < upstream.length; j++) {
    const size = 0.5 + random.uniform();
    upstream[j] = random.uniform() < 0.5 ? -size : size;
  }
}

/** Computes differences for a subject; the result is overwritten by the next call. */
export type Differentiate = (
  coordinates: Coordinates,
  entry: number,
  step: number,
) => Difference;

/**
 * Prepares differences of a subject at its present numbers. Each one moves one
 * number, runs forward twice and puts the number's very bits back.
 */
export function differentiator(subject: Subject): Differentiate {
  const { outputs, upstream } = subject;
  subject.forward(0);
  const middle = outputs.slice();
  const upper = outputs.slice();
  const result: Difference = { central: 0, right: 0, left: 0 };

  return ({ values, from }, entry, step) => {
    const t = values[entry];
    values[entry] = t + step;
    // What was added after rounding, which is not quite `step`.
    const above = values[entry] - t;
    subject.forward(from);
    upper.set(outputs);
    values[entry] = t - step;
    const below = t - values[entry];
    subject.forward(from);
    values[entry] = t;
    result.central = weightedSum(upstream, upper, outputs) / (above + below);
    result.right = weightedSum(upstream, upper, middle) / above;
    result.left = weightedSum(upstream, middle, outputs) / below;
    return result;
  };
}

/**
 * `Σ v·(a − b)`, the difference first, with Neumaier's compensation
 * ("Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
 * 1974).
 */
function weightedSum(v: Values, a: Values, b: Values): number {
  let sum = 0;
  let lost = 0;
  for (let j = 0; j < v.length; j++) {
    const term = v[j] * (a[j] - b[j]);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term)
      ? (sum - next) + term
      : (term - next) + sum;
    sum = next;
  }
  return sum + lost;
}
