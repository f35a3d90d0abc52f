import type { CombinationName, Combine } from "../contract/combinations.ts";
import { logistic, logisticSlope } from "./gates.ts";

const isSecondLarger = (a: number, b: number) => b > a || Number.isNaN(b);
const isSecondSmaller = (a: number, b: number) => b < a || Number.isNaN(b);

/** Makes a number of three. */
type Three = (a: number, b: number, c: number) => number;

const combinations: Readonly<Record<CombinationName, Three>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  divSlope: (a, b, c) => c * (-a / b / b),
  max: (a, b) => isSecondLarger(a, b) ? b : a,
  min: (a, b) => isSecondSmaller(a, b) ? b : a,
  maxFirst: (a, b, c) => isSecondLarger(a, b) ? 0 : c,
  maxSecond: (a, b, c) => isSecondLarger(a, b) ? c : 0,
  minFirst: (a, b, c) => isSecondSmaller(a, b) ? 0 : c,
  minSecond: (a, b, c) => isSecondSmaller(a, b) ? c : 0,
  gate: (a, b) => a * logistic(b),
  gateSlope: (a, b, c) => c * a * logisticSlope(b),
  rectify: (a, b, c) => a > 0 ? c : b * c,
  below: (a, _b, c) => a > 0 ? 0 : c * a,
  greater: (a, b) => Number(a > b),
  greaterEqual: (a, b) => Number(a >= b),
  equal: (a, b) => Number(a === b),
  notEqual: (a, b) => Number(a !== b),
  select: (a, b, c) => a === 0 ? c : b,
  // A square is the most frequent, and faster so.
  pow: (a, b) => b === 2 ? a * a : a ** b,
  powSlope: (a, b, c) => c * (b === 2 ? 2 * a : b === 0 ? 0 : b * a ** (b - 1)),
  powRise: (a, b, c) => a > 0 ? c * (b * Math.log(a)) : NaN,
};

/** The kernel in plain TypeScript. */
export const plainCombine: Combine = (name, y, a, b, c, rows, columns) => {
  const f = combinations[name];
  for (let row = 0; row < rows; row++) {
    let [i, j, k] = [a, b, c].map(({ pitch, repeat = 1 }) =>
      Math.floor(row / repeat) * pitch
    );
    const start = row * y.pitch;
    for (let to = start; to < start + columns; to++) {
      y.values[to] = f(a.values[i], b.values[j], c.values[k]);
      i += a.step;
      j += b.step;
      k += c.step;
    }
  }
};
