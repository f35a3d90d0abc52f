/**
 * Mistakes with how outputs depend on several inputs: in a softmax, in statistics, in a matrix product.
 *
 * @module
 */

import { elementCount } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import { type Case, type FindMistake, type Mistake, ofInput } from "./case.ts";
import { ratioOf } from "./factor.ts";

/** In the order in which they are tried. */
export const structureMistakes: readonly FindMistake[] = [
  ofInput(isDiagonal),
  ofInput(hasConstantStatistics),
  usesMatrixWrongWay,
  missesMean,
];

function isDiagonal(
  { analytic, upstream, isNear, wrong }: Case,
  _x: Values,
  y: Values,
): Mistake {
  const isOwn = analytic.every((a, i) =>
    isNear(a, upstream[i] * y[i] * (1 - y[i]))
  );
  if (isOwn && wrong.length > 0 && y.length > 1) {
    return "each output is treated as if it depended on its own input alone: the terms of the others are missing";
  }
}

/** A normalization whose mean and variance are not differentiated. */
function hasConstantStatistics(own: Case): Mistake {
  const { analytic, upstream, coordinates, subject, isNear } = own;
  const { shape } = coordinates;
  const width = shape.at(-1) ?? 1;
  const rows = analytic.length / width;
  const sized = Object.values(subject.site?.parameters ?? {})
    .filter(({ length }) => length === width);
  const weights: (Values | undefined)[] = [undefined, ...sized];
  for (const weight of weights) {
    const dy = (i: number) => upstream[i] * (weight?.[i % width] ?? 1);
    for (const along of ["rows", "columns"] as const) {
      const groups = along === "rows"
        ? Array.from({ length: rows }, (_, r) => range(r * width, width, 1))
        : Array.from({ length: width }, (_, c) => range(c, rows, width));
      if (groups.length === 0 || groups[0].length < 2) continue;
      const isProportional = (part: (i: number, mean: number) => number) =>
        groups.every((group) => {
          const mean = group.reduce((sum, i) => sum + dy(i), 0) / group.length;
          const scale = ratioOf(
            group.map((i) => analytic[i]),
            group.map((i) => part(i, mean)),
          ) ?? NaN;
          return group.every((i) => isNear(analytic[i], scale * part(i, mean)));
        });
      const over = along === "rows" ? "the last axis" : "the batch";
      if (isProportional((i) => dy(i)) && normalizes(own, groups)) {
        return `mean and variance over ${over} are treated as constants`;
      }
      if (
        isProportional((i, mean) => dy(i) - mean) && normalizes(own, groups)
      ) {
        return `the variance over ${over} is treated as a constant`;
      }
    }
  }
}

/** Whether adding to all inputs of a group does not change the outputs, as if a mean is subtracted. */
function normalizes(
  { subject, coordinates: { values } }: Case,
  groups: readonly (readonly number[])[],
): boolean {
  const saved = values.slice();
  subject.forward(0);
  const y = subject.outputs.slice();
  for (const group of groups) for (const i of group) values[i] += 0.5;
  subject.forward(0);
  values.set(saved);
  return y.every((value, i) => Math.abs(value - subject.outputs[i]) < 1e-6);
}

function range(start: number, count: number, step: number): number[] {
  return Array.from({ length: count }, (_, n) => start + n * step);
}

/** `dx = dy·W` with the rows and columns of W swapped. */
function usesMatrixWrongWay(own: Case): Mistake {
  const { analytic, subject, coordinates, upstream, isNear } = own;
  const { site } = subject;
  if (site === undefined || coordinates.values !== site.x) return;
  const inputs = coordinates.shape.at(-1) ?? 1;
  const outputs = site.outputShape.at(-1) ?? 1;
  const rows = analytic.length / inputs;
  if (elementCount(site.outputShape) * site.batch !== rows * outputs) return;
  for (const [name, weight] of Object.entries(site.parameters)) {
    if (weight.length !== inputs * outputs || inputs * outputs < 2) continue;
    for (const isOut of [true, false]) {
      const product = (i: number) => {
        const row = Math.floor(i / inputs);
        const column = i % inputs;
        let sum = 0;
        for (let o = 0; o < outputs; o++) {
          const at = isOut ? o * inputs + column : column * outputs + o;
          sum += upstream[row * outputs + o] * weight[at];
        }
        return sum;
      };
      if (analytic.every((a, i) => isNear(a, product(i)))) {
        return `${name} is used the wrong way round: use its transpose`;
      }
    }
  }
}

/** The same number is missing along an axis: a mean or a sum. */
function missesMean(own: Case): Mistake {
  const { analytic, numeric, coordinates, isNear, wrong } = own;
  const { shape } = coordinates;
  const width = shape.at(-1) ?? 1;
  const rows = analytic.length / width;
  if (wrong.length < 3 || numeric.some(Number.isNaN)) return;
  const difference = (i: number) => analytic[i] - numeric[i];
  const isConstant = (
    groups: number,
    at: (g: number, m: number) => number,
    members: number,
  ) =>
    members > 1 &&
    Array.from({ length: groups }).every((_, g) =>
      Array.from({ length: members }).every((_, m) =>
        isNear(difference(at(g, m)), difference(at(g, 0)))
      )
    );
  if (isConstant(rows, (g, m) => g * width + m, width)) {
    return "it is off by the same number along the last axis: a mean or a sum is missing";
  }
  if (isConstant(width, (g, m) => m * width + g, rows)) {
    return "it is off by the same number along the first axis: a mean or a sum is missing";
  }
}
