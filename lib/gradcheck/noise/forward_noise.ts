import type { Random } from "../../base/random.ts";
import type { Values } from "../../base/values.ts";
import type { Subject } from "../subjects/subject.ts";
import { drawsOf, unitOf } from "./rounding.ts";

/** Enough for differences of the sixth order. */
const points = 7;

/** Distances between the points, in units of rounding. */
const spacings = [2 ** 9, 2 ** 13, 2 ** 17];

/** The standard deviation of `Σ v·y` from rounding. */
export function forwardDeviation(
  subject: Subject,
  random: Random,
  isQuick: boolean,
): number {
  const { coordinates, upstream, outputs } = subject;
  const saved = coordinates.map(({ values }) => values.slice());
  const draws = drawsOf(random);
  const direction = saved.map((values) => {
    const own = new Float64Array(values.length);
    for (let i = 0; i < own.length; i++) {
      own[i] = draws[i & (draws.length - 1)] *
        Math.max(Math.abs(values[i]), 1e-3);
    }
    return own;
  });
  const middle = outputs.slice();
  let deviation = 0;
  for (const spacing of isQuick ? spacings.slice(1, 2) : spacings) {
    const table = new Float64Array(points);
    for (let p = 0; p < points; p++) {
      const h = (p - (points - 1) / 2) * spacing * unitOf(upstream);
      for (const [k, { values }] of coordinates.entries()) {
        moveAlong(values, saved[k], direction[k], h);
      }
      subject.forward(0);
      let sum = 0;
      for (let j = 0; j < outputs.length; j++) {
        const term = upstream[j] * (outputs[j] - middle[j]);
        if (Number.isFinite(term)) sum += term;
      }
      table[p] = sum;
    }
    deviation = Math.max(deviation, deviationOf(table));
  }
  for (const [k, { values }] of coordinates.entries()) values.set(saved[k]);
  return deviation;
}

/** `values = from + h·direction` */
function moveAlong(
  values: Values,
  from: Values,
  direction: Values,
  h: number,
): void {
  for (let i = 0; i < values.length; i++) {
    values[i] = from[i] + h * direction[i];
  }
}

/** `σₖ² = (k!)²/(2k)! · mean((Δᵏφ)²)`, the largest of k = 3 … 6. */
function deviationOf(table: Float64Array): number {
  let factor = 1;
  let largest = 0;
  for (let k = 1; k <= 6; k++) {
    for (let p = 0; p < points - k; p++) table[p] = table[p + 1] - table[p];
    // (k!)²/(2k)! from that of k − 1: times k²/((2k)(2k − 1)).
    factor *= k / (2 * (2 * k - 1));
    if (k < 3) continue;
    let squares = 0;
    for (let p = 0; p < points - k; p++) squares += table[p] * table[p];
    largest = Math.max(largest, Math.sqrt(factor * squares / (points - k)));
  }
  return largest;
}
