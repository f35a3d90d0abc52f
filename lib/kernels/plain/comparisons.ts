/**
 * Losses of vectors, and of numbers that are held against one another.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";
import type { ComparisonKernels } from "../contract/comparisons.ts";

/** PyTorch adds this number of single precision to squared lengths, so that a vector of zeros has cosine 0. */
const leastSquare = Math.fround(1e-12);

/** PyTorch adds this to each difference, so that equal vectors have a derivative. */
export const leastDifference = 1e-6;

/** Two vectors of `columns` numbers. */
export interface TwoVectors {
  readonly x: Values;
  readonly other: Values;
  readonly columns: number;
  /** Where they begin. */
  readonly at: number;
  readonly otherAt: number;
}

/** How they lie to one another. */
export interface Angle {
  readonly cosine: number;
  /** The squares of their lengths. */
  readonly square: number;
  readonly otherSquare: number;
}

/** Those with a number: in pairs the second comes after the first. */
export function vectorsOf(
  x: Values,
  target: Values,
  isPair: boolean,
  columns: number,
  k: number,
): TwoVectors {
  if (!isPair) {
    return { x, other: target, columns, at: k * columns, otherAt: k * columns };
  }
  const at = 2 * k * columns;
  return { x, other: x, columns, at, otherAt: at + columns };
}

/** The angle of two vectors. */
export function angleOf(
  { x, other, columns, at, otherAt }: TwoVectors,
): Angle {
  let product = 0;
  let [square, otherSquare] = [leastSquare, leastSquare];
  for (let k = 0; k < columns; k++) {
    const [a, b] = [x[at + k], other[otherAt + k]];
    product += a * b;
    square += a * a;
    otherSquare += b * b;
  }
  const cosine = product / Math.sqrt(square * otherSquare);
  return { cosine, square, otherSquare };
}

/**
 * `1 − cos` as half the squared distance of the directions, as the cosine has no
 * digits where they almost agree; and what is left of their lengths, which are not
 * quite 1.
 */
function gapOf(
  { x, other, columns, at, otherAt }: TwoVectors,
  { square, otherSquare }: Angle,
): number {
  const scale = 1 / Math.sqrt(square);
  const otherScale = 1 / Math.sqrt(otherSquare);
  let apart = leastSquare / square + leastSquare / otherSquare;
  for (let k = 0; k < columns; k++) {
    const distance = x[at + k] * scale - other[otherAt + k] * otherScale;
    apart += distance * distance;
  }
  return apart / 2;
}

/** `‖a − b + ε‖` for vectors that begin at some numbers of `x`. */
export function distanceOf(
  x: Values,
  a: number,
  b: number,
  columns: number,
): number {
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    sum += (x[a + k] - x[b + k] + leastDifference) ** 2;
  }
  return Math.sqrt(sum);
}

/** What a triplet that begins at a number of `x` exceeds its margin by. */
export function tripletExcess(
  x: Values,
  at: number,
  columns: number,
  target: number,
  margin: number,
): number {
  const second = distanceOf(x, at, at + columns, columns);
  const third = distanceOf(x, at, at + 2 * columns, columns);
  // d − e as (d² − e²)/(d + e), so that a far anchor costs no digits.
  let sum = 0;
  for (let i = at; i < at + columns; i++) {
    const [b, c] = [x[i + columns], x[i + 2 * columns]];
    sum += (c - b) * (x[i] - b + (x[i] - c) + 2 * leastDifference);
  }
  const both = second + third;
  return margin + target * (both === 0 ? 0 : sum / both);
}

/** Visits the pairs of a vector that count, by their places: a label that holds, one that does not, and how much. */
export function visitLabels(
  target: Values,
  start: number,
  columns: number,
  see: (holds: number, other: number, share: number) => void,
): void {
  for (let j = start; j < start + columns; j++) {
    if (target[j] === 0) continue;
    for (let i = start; i < start + columns; i++) {
      const share = target[j] * (1 - target[i]);
      if (share !== 0 && i !== j) see(j, i, share);
    }
  }
}

/** The plain loops. */
export const plainComparisons: ComparisonKernels = {
  cosine(y, x, target, margin, factor, isPair, rows, length, columns) {
    for (let row = 0, k = 0; row < rows; row++) {
      let sum = 0;
      for (const end = k + length; k < end; k++) {
        const two = vectorsOf(x, target, isPair, columns, k);
        const angle = angleOf(two);
        sum += isPair && target[k] !== 1
          ? Math.max(0, angle.cosine - margin)
          : gapOf(two, angle);
      }
      y[row] = factor * sum;
    }
  },
  cosineBackward(
    dx,
    x,
    target,
    dy,
    margin,
    factor,
    isPair,
    rows,
    length,
    columns,
  ) {
    for (let row = 0, k = 0; row < rows; row++) {
      for (const end = k + length; k < end; k++) {
        const two = vectorsOf(x, target, isPair, columns, k);
        const { cosine, square, otherSquare } = angleOf(two);
        const { other, at, otherAt } = two;
        const isAlike = !isPair || target[k] === 1;
        const slope = isAlike ? -1 : cosine > margin ? 1 : 0;
        const scale = slope * factor * dy[row];
        const size = Math.sqrt(square * otherSquare);
        for (let i = 0; i < columns; i++) {
          const [a, b] = [x[at + i], other[otherAt + i]];
          dx[at + i] = scale * (b / size - cosine * a / square);
          if (!isPair) continue;
          dx[otherAt + i] = scale * (a / size - cosine * b / otherSquare);
        }
      }
    }
  },
  triplet(y, x, target, margin, factor, rows, length, columns) {
    for (let row = 0, k = 0; row < rows; row++) {
      let sum = 0;
      for (const end = k + length; k < end; k++) {
        const at = 3 * k * columns;
        const excess = tripletExcess(x, at, columns, target[k], margin);
        sum += Math.max(0, excess);
      }
      y[row] = factor * sum;
    }
  },
  tripletBackward(
    dx,
    x,
    target,
    dy,
    margin,
    factor,
    rows,
    length,
    columns,
  ) {
    for (let row = 0, k = 0; row < rows; row++) {
      for (const end = k + length; k < end; k++) {
        const at = 3 * k * columns;
        const excess = tripletExcess(x, at, columns, target[k], margin);
        const scale = excess > 0 ? target[k] * factor * dy[row] : 0;
        const second = distanceOf(x, at, at + columns, columns);
        const third = distanceOf(x, at, at + 2 * columns, columns);
        for (let i = at; i < at + columns; i++) {
          const [j, l] = [i + columns, i + 2 * columns];
          const toSecond = (x[i] - x[j] + leastDifference) / second;
          const toThird = (x[i] - x[l] + leastDifference) / third;
          dx[i] = scale * (toSecond - toThird);
          dx[j] = -scale * toSecond;
          dx[l] = scale * toThird;
        }
      }
    }
  },
  labelHinge(y, x, target, margin, factor, rows, length, columns) {
    for (let row = 0, start = 0; row < rows; row++) {
      let sum = 0;
      for (let k = 0; k < length; k++, start += columns) {
        visitLabels(target, start, columns, (j, i, share) => {
          sum += share * Math.max(0, margin + (x[i] - x[j]));
        });
      }
      y[row] = factor * sum;
    }
  },
  labelHingeBackward(
    dx,
    x,
    target,
    dy,
    margin,
    factor,
    rows,
    length,
    columns,
  ) {
    dx.fill(0);
    for (let row = 0, start = 0; row < rows; row++) {
      const scale = factor * dy[row];
      for (
        const end = start + length * columns;
        start < end;
        start += columns
      ) {
        visitLabels(target, start, columns, (j, i, share) => {
          if (!(margin + (x[i] - x[j]) > 0)) return;
          dx[i] += share;
          dx[j] -= share;
        });
        // Where nothing counts, it is 0, whatever the scale.
        for (let i = start; i < start + columns; i++) {
          if (dx[i] !== 0) dx[i] *= scale;
        }
      }
    }
  },
};
