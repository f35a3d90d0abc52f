/**
 * Whether a few differences show that both sides of a sum of numbers agree, as
 * closely as more of them could: most blocks of a search need no others.
 *
 * @module
 */

import { nextColumns } from "../differences/ladder.ts";
import type { Measure } from "../differences/question.ts";

/** How far both sides lie apart, and may. */
export interface Agreement {
  readonly distance: number;
  readonly tolerance: number;
  /** The last step that was taken. */
  readonly step: number;
}

/** What backward computed for a sum of numbers. */
export interface Expectation {
  readonly expected: number;
  /** How far rounding may have moved it. */
  readonly doubt: number;
}

const first = 2 ** -7;

/**
 * After the first, larger ones, which have less noise, as long as they cross no
 * choice; then smaller ones, for what bends more or has choices nearby. Neighbours
 * are a factor of four apart, as extrapolation wants them.
 */
const steps = [-7, -5, -3, -1, -9, -11, -13, -15].map((power) => 2 ** power);
const largest = Math.max(...steps);

/** A distance of so many tolerances is not one of rounding. */
const surelyWrong = 100;

interface Row {
  readonly step: number;
  readonly central: number;
  readonly noise: number;
}

/**
 * Compares a sum with one difference, or with extrapolated ones.
 *
 * @param enough closer than this both sides need not be.
 * @returns undefined if they do not agree, or these steps cannot tell.
 */
export function agreementOf(
  measure: Measure,
  side: Expectation,
  enough: number,
): Agreement | undefined {
  // From the largest step to the smallest.
  let rows: readonly Row[] = [];
  let grows = true;
  for (const step of steps) {
    if (step > first && !grows) continue;
    const { central, noise, isClean, isFinite } = measure(step);
    if (!isClean || !isFinite) {
      grows = false;
      if (step < first && rows.length > 0) return;
      continue;
    }
    const row = { step, central, noise };
    rows = step > first ? [row, ...rows] : [...rows, row];
    grows &&= step < largest;
    const alone = apart(side, central, noise / step);
    if (step === first && isWithin(alone, enough)) {
      return { distance: alone.distance, tolerance: enough, step };
    }
    const best = bestOf(side, rows);
    const { distance } = best;
    const size = Math.abs(distance);
    if (size > surelyWrong * best.tolerance) return;
    if (grows || size > Math.max(best.tolerance, enough)) continue;
    if (isWithin(best, enough) || isFinest(rows, best)) {
      return { distance, tolerance: Math.max(best.tolerance, size), step };
    }
  }
}

function isWithin(
  { distance, tolerance }: Omit<Agreement, "step">,
  most: number,
): boolean {
  return Math.abs(distance) <= most && tolerance <= most;
}

function apart(
  { expected, doubt }: Expectation,
  numeric: number,
  error: number,
) {
  return { distance: expected - numeric, error, tolerance: doubt + 10 * error };
}

/** With the extrapolated number that is least in error. */
function bestOf(side: Expectation, rows: readonly Row[]) {
  let columns: readonly number[] = [];
  let best = apart(side, NaN, Infinity);
  for (const { central, noise, step } of rows) {
    const next = nextColumns(central, columns);
    columns = next.columns;
    const error = next.truncation + noise / step;
    if (error < best.error) best = apart(side, next.numeric, error);
  }
  return best;
}

/** Whether a smaller step has more noise than the best has error. */
function isFinest(rows: readonly Row[], { error }: { error: number }): boolean {
  const { noise, step } = rows[rows.length - 1];
  return error <= 4 * noise / step;
}
