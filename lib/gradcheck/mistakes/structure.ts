/**
 * Mistakes with how outputs depend on several inputs: in a softmax, in statistics, in a matrix product.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import { elementCount } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { fitGroups } from "./fit.ts";
import { centred } from "./variables.ts";
import { formulasOf, type Term } from "./formulas.ts";
import { ratioOf } from "./ratio.ts";

/** In the order in which they are tried. */
export const structureMistakes: readonly FindMistake[] = [
  hasConstantStatistics,
  usesMatrixWrongWay,
];

/** A normalization whose mean and variance are not differentiated. */
function hasConstantStatistics(own: Case): Mistake {
  const { analytic, upstream, coordinates, subject, isNear, y } = own;
  const { shape } = coordinates;
  if (y.length !== analytic.length) return;
  const width = shape.at(-1) ?? 1;
  const rows = analytic.length / width;
  const sized = Object.values(subject.site?.parameters ?? {})
    .filter(({ length }) => length === width);
  const weights: (Values | undefined)[] = [undefined, ...sized];
  const all = rowsAndColumns(rows, width);
  for (const weight of weights) {
    const dy = (i: number) => upstream[i] * (weight?.[i % width] ?? 1);
    for (const { groups, over } of all) {
      const isProportional = (part: (i: number, mean: number) => number) =>
        groups.every((group) => {
          const mean = group.reduce((sum, i) => sum + dy(i), 0) / group.length;
          const scale = ratioOf(
            group.map((i) => analytic[i]),
            group.map((i) => part(i, mean)),
          ) ?? NaN;
          return group.every((i) => isNear(analytic[i], scale * part(i, mean)));
        });
      if (isProportional((i) => dy(i)) && normalizes(own, groups)) {
        return say("mean and variance over {over} are treated as constants", {
          over,
        });
      }
      if (
        isProportional((i, mean) => dy(i) - mean) && normalizes(own, groups)
      ) {
        return say("the variance over {over} is treated as a constant", {
          over,
        });
      }
    }
  }
}

/** The rows of an array, and its columns, if they have more than two numbers. */
function rowsAndColumns(rows: number, width: number) {
  return [
    {
      over: rows > 1 ? say("the last axis") : say("all numbers"),
      groups: Array.from(
        { length: rows },
        (_, r) => range(r * width, width, 1),
      ),
    },
    {
      over: say("the batch"),
      groups: Array.from({ length: width }, (_, c) => range(c, rows, width)),
    },
  ].filter(({ groups }) => groups.length > 0 && groups[0].length > 2);
}

/** What is off is a number and a multiple of the deviations from the mean. */
export function hasWrongStatistics(own: Case): Mistake {
  const { analytic, numeric, coordinates: { shape }, isNear, y } = own;
  if (y.length !== analytic.length) return;
  const width = shape.at(-1) ?? 1;
  for (
    const { groups, over } of rowsAndColumns(analytic.length / width, width)
  ) {
    const off = fitGroups(
      (i) => analytic[i] - numeric[i],
      [() => 1, centred(own, groups).at],
      groups,
      (sum, i) => isNear(analytic[i] - sum, numeric[i]),
    );
    if (off !== undefined && normalizes(own, groups)) {
      return say(
        "the terms of the mean and of the variance over {over} are wrong",
        { over },
      );
    }
  }
}

/** Whether neither adding to all numbers of a group nor stretching them changes the outputs by much: as if a mean is subtracted, and a deviation divides. */
function normalizes(
  { subject, coordinates: { values }, y }: Case,
  groups: readonly (readonly number[])[],
): boolean {
  const saved = values.slice();
  const isUnmoved = (
    change: (t: number, mean: number) => number,
    by: number,
  ) => {
    for (const group of groups) {
      const mean = group.reduce((sum, i) => sum + saved[i], 0) / group.length;
      for (const i of group) values[i] = change(saved[i], mean);
    }
    subject.forward(0);
    values.set(saved);
    return y.every((value, i) =>
      Math.abs(value - subject.outputs[i]) <
        by * Math.max(1 / 8, Math.abs(value))
    );
  };
  const isNormalized = isUnmoved((t) => t + 0.5, 1e-6) &&
    isUnmoved((t, mean) => mean + 1.25 * (t - mean), 0.15);
  subject.forward(0);
  return isNormalized;
}

function range(start: number, count: number, step: number): number[] {
  return Array.from({ length: count }, (_, n) => start + n * step);
}

/** `dx = (dy·f)·W` with the rows and columns of W swapped; f is the derivative of a step after the product. */
function usesMatrixWrongWay(own: Case): Mistake {
  const { analytic, subject, coordinates, upstream, y } = own;
  const { site } = subject;
  if (site === undefined || coordinates.values !== site.x) return;
  const inputs = coordinates.shape.at(-1) ?? 1;
  const outputs = site.outputShape.at(-1) ?? 1;
  const rows = analytic.length / inputs;
  if (elementCount(site.outputShape) * site.batch !== rows * outputs) return;
  const after: readonly Term[] = [
    { words: "", at: () => 1 },
    ...formulasOf({ name: "y", at: (j) => y[j] }),
    { words: "", at: (j) => y[j] > 0 ? 1 : 0 },
  ];
  for (const [name, weight] of Object.entries(site.parameters)) {
    if (weight.length !== inputs * outputs || inputs * outputs < 2) continue;
    const product = (f: Term, isOut: boolean) => (i: number) => {
      const row = Math.floor(i / inputs);
      const column = i % inputs;
      let sum = 0;
      for (let o = 0; o < outputs; o++) {
        const at = isOut ? o * inputs + column : column * outputs + o;
        const j = row * outputs + o;
        sum += upstream[j] * f.at(j) * weight[at];
      }
      return sum;
    };
    for (const f of after) {
      for (const isOut of [true, false]) {
        const right = product(f, !isOut);
        if (!own.explains(right)) continue;
        if (own.isAnalytic(product(f, isOut))) {
          return say("{name} is used the wrong way round: use its transpose", {
            name,
          });
        }
      }
    }
  }
}
