/**
 * Mistakes with arrays that are stretched over the outputs, as NumPy's rule has it: a
 * number that is used at many places is owed the sum of what comes from them.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Case, FindMistake, Mistake } from "./case.ts";
import { placeAlong, strideOf } from "./places.ts";
import { outputsName } from "./upstream.ts";
import { outputAxesOf } from "./where.ts";

/** In the order in which they are tried. */
export const stretchMistakes: readonly FindMistake[] = [
  takesOnePlace,
  sumsOtherAxis,
];

/** How an array is stretched over the outputs. */
export interface Stretch {
  /** The axes of the outputs along which it is, but the batch's. */
  readonly axes: readonly number[];
  /** Its other axes of more than one place, but the batch's. */
  readonly others: readonly number[];
  /** The number of the array that an output uses. */
  source(j: number, placeOf?: (axis: number) => number): number;
}

/** Undefined if an array is not stretched, or outputs use other numbers than the one at their own place. */
export function stretchOf(own: Case): Stretch | undefined {
  const { coordinates, outputShape } = own;
  const missing = outputShape.length - coordinates.shape.length;
  if (missing < 0) return;
  const shape = [...Array<number>(missing).fill(1), ...coordinates.shape];
  const axes = [...outputShape.keys()];
  if (axes.some((k) => shape[k] !== 1 && shape[k] !== outputShape[k])) return;
  const first = outputAxesOf(own).hasBatch ? 1 : 0;
  const isLong = (axis: number) => axis >= first && outputShape[axis] > 1;
  const stretched = axes.filter((axis) => shape[axis] === 1 && isLong(axis));
  if (stretched.length === 0) return;
  const found: Stretch = {
    axes: stretched,
    others: axes.filter((axis) => shape[axis] > 1 && isLong(axis)),
    source: (j, placeOf = (axis) => placeAlong(outputShape, axis, j)) =>
      axes.reduce(
        (i, axis) =>
          shape[axis] === 1 ? i : i + placeOf(axis) * strideOf(shape, axis),
        0,
      ),
  };
  return usesOwnPlace(own, found) ? found : undefined;
}

function usesOwnPlace(own: Case, { source }: Stretch): boolean {
  const jacobian = own.jacobian();
  if (jacobian === undefined) return false;
  return own.known.every((i) => {
    if (!jacobian.isKnown(i)) return false;
    const column = jacobian.column(i);
    const largest = column.reduce(
      (most, each) => Math.max(most, Math.abs(each)),
      0,
    );
    return column.every((each, j) =>
      source(j) === i || Math.abs(each) <= 1e-6 * largest
    );
  });
}

/** What each output adds to the number that it uses. */
function termsOf(own: Case, { source }: Stretch): Float64Array | undefined {
  const jacobian = own.jacobian();
  return jacobian &&
    own.upstream.map((d, j) => d * jacobian.column(source(j))[j]);
}

/** Whether the terms of some outputs, added at some places, give the analytic numbers. */
function isSumOf(
  own: Case,
  terms: Float64Array,
  placeOf: (j: number) => number | undefined,
): boolean {
  const sums = new Float64Array(own.analytic.length);
  for (const [j, term] of terms.entries()) {
    const i = placeOf(j);
    if (i !== undefined) sums[i] += term;
  }
  return own.isAnalytic((i) => sums[i]);
}

/** What each place of an axis gives is assigned instead of added, so that one of them stays. */
function takesOnePlace(own: Case): Mistake {
  const stretch = stretchOf(own);
  const terms = stretch && termsOf(own, stretch);
  if (stretch === undefined || terms === undefined) return;
  const { outputShape } = own;
  for (const axis of stretch.axes) {
    // What is assigned last stays.
    for (const place of new Set([outputShape[axis] - 1, 0])) {
      const isOne = isSumOf(
        own,
        terms,
        (j) =>
          placeAlong(outputShape, axis, j) === place
            ? stretch.source(j)
            : undefined,
      );
      if (!isOne) continue;
      return say(
        "only {outputs} counts: it is not summed along axis {axis}, over which it is stretched",
        { outputs: outputsName(own, axis, [place]), axis },
      );
    }
  }
}

/** The sum runs over an axis that it has itself, and what is left is another axis of as many places. */
function sumsOtherAxis(own: Case): Mistake {
  const stretch = stretchOf(own);
  const terms = stretch && termsOf(own, stretch);
  if (stretch === undefined || terms === undefined) return;
  const { outputShape } = own;
  for (const axis of stretch.axes) {
    for (const other of stretch.others) {
      if (outputShape[axis] !== outputShape[other]) continue;
      const isOther = isSumOf(
        own,
        terms,
        (j) =>
          stretch.source(
            j,
            (each) => placeAlong(outputShape, each === other ? axis : each, j),
          ),
      );
      if (isOther) {
        return say(
          "it is summed along axis {other} of the outputs instead of axis {axis}, over which it is stretched",
          { other, axis },
        );
      }
    }
  }
}
