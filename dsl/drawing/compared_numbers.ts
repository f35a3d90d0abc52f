/**
 * What pictures of a gradient that was checked are drawn from: a map of its errors,
 * and its numbers, analytic against numeric.
 *
 * @module
 */

import { elementCount, type Shape } from "../../lib/base/shape.ts";
import type { ClaimedNumber } from "../../lib/claims/claim.ts";
import type { ComparedNumbers } from "../../lib/gradcheck/comparison/comparison.ts";
import type { Frame } from "./frame.ts";
import { isDrawable, linearScale, type Scale } from "./scale.ts";

/** A map of errors: a cell for each number, in the rows of the array. Blocks of a large array show their worst number. */
export interface ErrorMap {
  /** Its size in pixels. */
  readonly width: number;
  readonly height: number;
  /** How many numbers it has in a column, and in a row. */
  readonly rows: number;
  readonly columns: number;
  /** How many numbers a cell shows, down and across. */
  readonly block: readonly [down: number, across: number];
  /** The side of a cell. */
  readonly side: number;
  readonly cells: readonly ErrorCell[];
}

/** A cell of a map. */
export interface ErrorCell {
  /** Its upper left corner. */
  readonly x: number;
  readonly y: number;
  /** Its error in multiples of the tolerance; null: not compared. */
  readonly error: number | null;
  /** The place of the number that it shows, row-major. */
  readonly entry: number;
}

/** The largest width and height of a map, and those of the inside of a plot, in pixels. */
const mapSide = 168;
const plotSide = 180;
/** The most cells of a map in a row, and in a column. */
const mostCells = 60;
const largestCell = 24;

/** The map of the errors of an array. */
export function errorMapOf(
  shape: Shape,
  error: ComparedNumbers["error"],
): ErrorMap {
  const columns = elementCount(shape.slice(shape.length > 1 ? 1 : 0));
  const rows = Math.max(1, Math.round(error.length / Math.max(columns, 1)));
  const [across, down] = [columns, rows].map((count) =>
    Math.max(1, Math.ceil(count / mostCells))
  );
  const [wide, high] = [Math.ceil(columns / across), Math.ceil(rows / down)];
  const worst = new Map<number, { error: number | null; entry: number }>();
  for (const [entry, each] of error.entries()) {
    const row = Math.floor(Math.floor(entry / columns) / down);
    const cell = row * wide + Math.floor(entry % columns / across);
    const before = worst.get(cell);
    if (
      before === undefined || each !== null && each > (before.error ?? -1)
    ) worst.set(cell, { error: each, entry });
  }
  // A multiple of what numbers in the picture are rounded to.
  const fitting = Math.floor(10 * mapSide / Math.max(wide, high)) / 10;
  const size = Math.min(largestCell, fitting);
  return {
    width: wide * size,
    height: high * size,
    rows,
    columns,
    block: [down, across],
    side: size - (size > 6 ? 1 : 0),
    cells: [...worst].map(([cell, each]) => ({
      x: cell % wide * size,
      y: Math.floor(cell / wide) * size,
      ...each,
    })),
  };
}

/** Points over a line where both sides are equal. */
export interface ComparisonPlot {
  /** Its size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly frame: Frame;
  /** Where each number is, the wrong ones last. */
  readonly points: readonly ComparedPoint[];
}

/** A number of a plot. */
export interface ComparedPoint {
  readonly x: number;
  readonly y: number;
  readonly isWrong: boolean;
}

const mostPoints = 2000;

/** Each number as a point, analytic across and numeric upwards; undefined if nothing was compared. */
export function comparisonPlot(
  { analytic, numeric, error }: ComparedNumbers,
): ComparisonPlot | undefined {
  const all = analytic.flatMap((a, i) => {
    const n = numeric[i];
    const e = error[i];
    const isShown = a !== null && n !== null && e !== null && isDrawable(a) &&
      isDrawable(n);
    return isShown ? [{ a, n, isWrong: e > 1 }] : [];
  });
  if (all.length === 0) return undefined;
  const shown = [false, true].flatMap((wrong) =>
    thinned(all.filter(({ isWrong }) => isWrong === wrong))
  );
  const scale = scaleAround(shown.flatMap(({ a, n }) => [a, n]));
  const [left, top, side] = [66, 8, plotSide];
  return {
    width: left + side + 16,
    height: top + side + 46,
    frame: { left, top, width: side, height: side, x: scale, y: scale },
    points: shown.map(({ a, n, isWrong }) => ({
      x: left + scale.at(a) * side,
      y: top + side - scale.at(n) * side,
      isWrong,
    })),
  };
}

/** A function of one number and what somebody claims it to be, over the numbers where both were compared. */
export interface ClaimPlot {
  /** Its size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly frame: Frame;
  /** The right values, from left to right. */
  readonly right: readonly (readonly [x: number, y: number])[];
  /** The claimed ones. */
  readonly claimed: readonly ComparedPoint[];
}

/** The claimed derivative of a function beside the right one; undefined if nothing was compared. */
export function claimPlot(
  numbers: readonly ClaimedNumber[],
): ClaimPlot | undefined {
  const shown = numbers.filter(({ claimed, right }) =>
    isDrawable(claimed) && isDrawable(right)
  ).toSorted((a, b) => a.point - b.point);
  if (shown.length === 0) return undefined;
  const [left, top, wide, high] = [66, 8, 1.5 * plotSide, plotSide];
  const x = scaleAround(shown.map(({ point }) => point));
  const y = scaleAround(
    shown.flatMap(({ claimed, right }) => [claimed, right]),
  );
  const across = (value: number) => left + x.at(value) * wide;
  const up = (value: number) => top + high - y.at(value) * high;
  return {
    width: left + wide + 16,
    height: top + high + 26,
    frame: { left, top, width: wide, height: high, x, y },
    right: shown.map(({ point, right }) => [across(point), up(right)]),
    claimed: shown.map(({ point, claimed, isWrong }) => ({
      x: across(point),
      y: up(claimed),
      isWrong,
    })),
  };
}

function thinned<T>(points: readonly T[]): readonly T[] {
  const stride = Math.ceil(points.length / mostPoints);
  return points.filter((_, i) => i % stride === 0);
}

/** An axis for numbers with room around them; what hardly differs does not fill it. */
function scaleAround(values: readonly number[]): Scale {
  const [low, high] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const share = high - low < size / 100 ? size / 10 : (high - low) / 14;
  const room = Math.max(share, leastRoom);
  return linearScale(low - room, high + room, 3);
}

/** Smaller steps between numbers are not doubles of full precision. */
const leastRoom = 1e-300;
