/**
 * Least squares over few columns, by Gram and Schmidt's method, twice for its rounding.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Shape } from "../../base/shape.ts";
import type { Case } from "./case.ts";
import { pivotOf } from "./ratio.ts";

/** The coefficients of the columns whose sum comes nearest to the target; undefined if the columns depend on each other. */
export function leastSquares(
  columns: readonly ArrayLike<number>[],
  target: ArrayLike<number>,
): number[] | undefined {
  const n = target.length;
  const basis: Float64Array[] = [];
  const rows: number[][] = [];
  for (const column of columns) {
    const rest = Float64Array.from(column);
    const size = Math.sqrt(dot(rest, rest));
    const shares = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      for (const [k, direction] of basis.entries()) {
        const share = dot(direction, rest);
        shares[k] += share;
        for (let i = 0; i < n; i++) rest[i] -= share * direction[i];
      }
    }
    const left = Math.sqrt(dot(rest, rest));
    if (!(left > 1e-9 * size)) return;
    basis.push(rest.map((each) => each / left));
    rows.push([...shares, left]);
  }
  const shares = basis.map((direction) => dot(direction, target));
  const found = shares.slice();
  for (let k = columns.length - 1; k >= 0; k--) {
    for (let l = k + 1; l < columns.length; l++) {
      found[k] -= rows[l][k] * found[l];
    }
    found[k] /= rows[k][k];
  }
  return found;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * Coefficients for each group that make the terms the target at every place.
 *
 * @param isNear whether a sum is the target at a place.
 * @returns undefined if they do not, or if there are fewer than three places more than coefficients.
 */
export function fitGroups(
  target: (i: number) => number,
  terms: readonly ((i: number) => number)[],
  groups: readonly (readonly number[])[],
  isNear: (sum: number, i: number) => boolean,
): readonly (readonly number[])[] | undefined {
  let surplus = 0;
  const found: number[][] = [];
  for (const group of groups) {
    surplus += Math.max(0, group.length - terms.length);
    if (group.length <= terms.length) {
      if (group.every((i) => isNear(0, i))) {
        found.push(terms.map(() => 0));
        continue;
      }
      return;
    }
    const columns = terms.map((term) => group.map(term));
    if (
      columns.some((column) => column.some((each) => !Number.isFinite(each)))
    ) {
      return;
    }
    const fit = leastSquares(columns, group.map(target));
    if (fit === undefined) return;
    const fits = group.every((i, n) =>
      isNear(columns.reduce((sum, column, k) => sum + fit[k] * column[n], 0), i)
    );
    if (!fits) return;
    found.push(fit);
  }
  return surplus >= 3 ? found : undefined;
}

/** Fits of one term at a time: its coefficient in each group shows where the target is largest. */
export function oneTermFitter(
  target: (i: number) => number,
  groups: readonly (readonly number[])[],
  isNear: (sum: number, i: number) => boolean,
): (term: (i: number) => number) => readonly number[] | undefined {
  const surplus = groups.reduce((n, { length }) => n + length - 1, 0);
  const pivots = groups.map((group) => pivotOf(group, target));
  const sizes = pivots.map(target);
  return (term) => {
    // Two numbers about their mean are a multiple of any other two.
    if (surplus < 3 || groups.some(({ length }) => length < 3)) return;
    const found: number[] = [];
    for (const [g, group] of groups.entries()) {
      const coefficient = sizes[g] === 0 ? 0 : sizes[g] / term(pivots[g]);
      if (!Number.isFinite(coefficient)) return;
      if (!group.every((i) => isNear(coefficient * term(i), i))) return;
      found.push(coefficient);
    }
    return found;
  };
}

/** Groups of places: all, or those that differ along some axes only. */
export function groupsOf(
  shape: Shape,
  length: number,
): readonly {
  readonly words: string;
  readonly of: readonly (readonly number[])[];
}[] {
  const all = Array.from({ length }, (_, i) => i);
  const by = (key: (i: number) => number) => [
    ...Map.groupBy(all, key).values(),
  ];
  const width = shape.at(-1) ?? 1;
  const found = [{ words: "", of: [all] }];
  if (shape.length > 1) {
    const size = length / shape[0];
    found.push({
      words: say("along the last axis"),
      of: by((i) => Math.floor(i / width)),
    });
    found.push({ words: say("along the first axis"), of: by((i) => i % size) });
    if (shape.length > 2) {
      found.push({
        words: say("in each example"),
        of: by((i) => Math.floor(i / size)),
      });
      found.push({
        words: say("over all but the last axis"),
        of: by((i) => i % width),
      });
    }
  }
  return found;
}

/** Whether a sum is what is off at a place, to a part of what is off. */
export function differenceFits({ analytic, numeric, isNear, off }: Case) {
  const typical = Math.sqrt(
    off.reduce((sum, i) => sum + (analytic[i] - numeric[i]) ** 2, 0) /
      off.length,
  );
  return (sum: number, i: number) =>
    isNear(analytic[i] - sum, numeric[i]) &&
    Math.abs(analytic[i] - numeric[i] - sum) <= 1e-4 * typical;
}
