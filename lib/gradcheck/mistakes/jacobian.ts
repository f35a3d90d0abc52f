import { allocate } from "../../base/values.ts";
import type { Coordinates, Subject } from "../subjects/subject.ts";

/** How each output changes with each number of one array: `∂y_j/∂t_i`. */
export interface Jacobian {
  readonly outputs: number;
  /** `∂y_j/∂t_i` for all outputs. */
  column(i: number): Float64Array;
  /** Whether the column of a number is known. */
  isKnown(i: number): boolean;
  /** The gradient for another gradient from above: `Σ_j d_j·∂y_j/∂t_i`. */
  product(upstream: (j: number) => number): Float64Array;
  /** One number of it. */
  entry(i: number, upstream: ArrayLike<number>): number;
}

/** Larger arrays, and matrices of more numbers, are not differentiated. */
const mostNumbers = 4096;
const mostEntries = 2 ** 21;

/** Steps relative to the number, or to 1 if that is larger. */
const steps: readonly (readonly [step: number, isOwn: boolean])[] = [
  [2 ** -9, false],
  [2 ** -9, true],
  [2 ** -13, false],
  [2 ** -13, true],
  [2 ** -17, false],
];

/**
 * The Jacobian from differences to both sides at a step and its half, extrapolated.
 * A column counts as known if it gives the derivative that is known of the weighted outputs.
 *
 * @param expected that derivative; NaN where it is not known.
 * @returns undefined if there are too many numbers, or one in ten columns cannot be told.
 */
export function jacobianOf(
  subject: Subject,
  { values }: Pick<Coordinates, "values">,
  expected: ArrayLike<number>,
): Jacobian | undefined {
  const { outputs } = subject;
  const [n, m] = [values.length, outputs.length];
  if (n > mostNumbers || n * m > mostEntries) return;
  if (outputs instanceof Float32Array) return;
  const columns: Float64Array[] = [];
  const known: boolean[] = [];
  const upstream = Float64Array.from(subject.upstream);
  const largest = largestSize(expected);
  for (let i = 0; i < n; i++) {
    let column: Float64Array = allocate("float64", m);
    known.push(false);
    for (const [step, isOwn] of steps) {
      const size = Math.abs(values[i]);
      if (known[i] || Number.isNaN(expected[i]) || (isOwn && size === 0)) break;
      column = columnAt(
        subject,
        values,
        i,
        step * (isOwn ? size : Math.max(size, 1)),
      );
      const distance = Math.abs(dot(column, upstream) - expected[i]);
      known[i] = distance <= 3e-7 * Math.abs(expected[i]) + 1e-9 * largest;
    }
    columns.push(column);
  }
  subject.forward(0);
  const lost = known.filter((isKnown, i) =>
    !isKnown && !Number.isNaN(expected[i])
  );
  if (lost.length > n / 10) return;
  return {
    outputs: m,
    column: (i) => columns[i],
    isKnown: (i) => known[i],
    product(make) {
      const d = Float64Array.from({ length: m }, (_, j) => make(j));
      return Float64Array.from(columns, (column) => dot(column, d));
    },
    entry: (i, d) => dot(columns[i], d),
  };
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

function largestSize(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) > largest) largest = Math.abs(values[i]);
  }
  return largest;
}

/** `∂y_j/∂t_i` for all outputs, from differences at a step and its half, extrapolated. */
export function columnAt(
  subject: Subject,
  values: Coordinates["values"],
  i: number,
  step: number,
): Float64Array {
  const t = values[i];
  const outputsAt = (moved: number) => {
    values[i] = moved;
    const distance = values[i] - t;
    subject.forward(0);
    return { distance, y: Float64Array.from(subject.outputs) };
  };
  const slopesAt = (h: number) => {
    const [up, down] = [outputsAt(t + h), outputsAt(t - h)];
    const distance = up.distance - down.distance;
    return up.y.map((y, j) => (y - down.y[j]) / distance);
  };
  const wide = slopesAt(step);
  const narrow = slopesAt(step / 2);
  values[i] = t;
  return narrow.map((slope, j) => (4 * slope - wide[j]) / 3);
}
