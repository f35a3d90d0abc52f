/**
 * Derivatives from differences at shrinking steps, extrapolated.
 *
 * @module
 */

import { type Gaps, watchGaps } from "./gaps.ts";
import type { Difference } from "./probe.ts";
import type { Measure } from "./question.ts";

/** The differences of one step, extrapolated with those of larger ones. */
export interface Rung {
  readonly step: number;
  readonly numeric: number;
  /** How far rounding may move the outputs, as far as is known. */
  readonly noise: number;
  /** How far the extrapolation may be from its limit. */
  readonly truncation: number;
  /** `φ(t + h) − 2φ(t) + φ(t − h)` */
  readonly bend: number;
  /** Whether the step is so small that the function bends as at the larger step before. */
  readonly isLocal: boolean;
}

/** All rows, of one ladder or several. */
export interface Ladders {
  readonly rows: readonly Rung[];
  /** The largest change of the outputs. */
  readonly amplitude: number;
  /** Rounding of the outputs that moved, without any measured part. */
  readonly rounding: number;
  /** The steepest slope, taken over outputs that may cancel. */
  readonly steepest: number;
  readonly gaps: Gaps;
  /** Whether some step stayed where outputs are finite. */
  readonly isInside: boolean;
  /** Whether some step crossed no choice. */
  readonly isOpen: boolean;
  /** Whether the slope grows at every smaller step. */
  readonly isUnbounded: boolean;
}

/** Extrapolated columns after the differences themselves. */
const mostColumns = 4;

const mostSteps = 26;

/** Before the first step. */
const nothing = {
  amplitude: 0,
  rounding: 0,
  steepest: 0,
  isInside: false,
  isOpen: false,
  isUnbounded: false,
};

/**
 * Richardson's extrapolation of differences at `0.5·scale·4⁻ᵏ` (Ridders, "Accurate
 * computation of F′(x) and F′(x)F″(x)", 1982), over those steps that cross no
 * choice and stay finite.
 *
 * @param before rows of another ladder, which these are added to.
 * @param isEnough asked after each row, with the number of steps before it, whether
 * smaller steps are needed.
 */
export function climb(
  measure: Measure,
  scale: number,
  before: Ladders | undefined,
  isEnough: (found: Ladders, rungs: number) => boolean,
): Ladders {
  const gaps = watchGaps();
  const growth = watchGrowth();
  const rows = before === undefined ? [] : [...before.rows];
  const earlier = rows.length;
  const found = { ...before ?? nothing, gaps, rows };
  let columns: readonly number[] = [];
  let lastBend = NaN;
  for (let k = 0; k < mostSteps; k++) {
    const step = scale * 2 ** (-1 - 2 * k);
    const difference = measure(step);
    const { central, left, right, least, most, noise, isClean } = difference;
    growth.add(difference, step);
    widen(found, difference, step);
    if (difference.isFinite) gaps.add(least, most, noise / step);
    if (gaps.isHidden) break;
    if (gaps.isKink || !difference.isFinite || !isClean) {
      columns = [];
      // Steps that reach over a kink; smaller ones may not.
      if (gaps.isKink) rows.length = earlier;
      continue;
    }
    const next = nextColumns(central, columns);
    columns = next.columns;
    const { numeric, truncation } = next;
    const bend = (right - left) * step;
    const isLocal = Math.abs(bend) <= 3 * noise ||
      Math.abs(16 * bend - lastBend) <= 8 * Math.abs(bend);
    lastBend = bend;
    found.isOpen = true;
    if (truncation < Infinity) {
      rows.push({ step, numeric, noise, truncation, bend, isLocal });
    }
    if (!growth.isUnbounded && isEnough(found, k)) break;
  }
  return { ...found, isUnbounded: growth.isUnbounded };
}

/** Notes what a difference says of the outputs. */
function widen(
  found: { -readonly [K in keyof Ladders]: Ladders[K] },
  { rounding, isFinite, amplitude }: Difference,
  step: number,
): void {
  found.rounding = Math.max(found.rounding, rounding);
  if (!isFinite) return;
  found.isInside = true;
  found.amplitude = Math.max(found.amplitude, amplitude);
  found.steepest = Math.max(found.steepest, amplitude / step);
}

/** The columns of one more difference, and the one of them that moved least. */
export function nextColumns(central: number, before: readonly number[]) {
  const columns = [central];
  let numeric = central;
  let truncation = Infinity;
  for (let j = 1; j <= before.length && j <= mostColumns; j++) {
    const power = 16 ** j;
    columns.push((power * columns[j - 1] - before[j - 1]) / (power - 1));
    const distance = Math.max(
      Math.abs(columns[j] - columns[j - 1]),
      Math.abs(columns[j] - before[j - 1]),
    );
    if (distance < truncation) {
      truncation = distance;
      numeric = columns[j];
    }
  }
  return { columns, numeric, truncation };
}

/** Whether the steeper slope grows by √2 or more at each of five smaller steps, as that of a root at 0 does, by 2. */
function watchGrowth() {
  let last = NaN;
  let streak = 0;
  return {
    add({ left, right, noise }: Difference, step: number) {
      const slope = Math.max(
        ...[left, right].map(Math.abs).filter(Number.isFinite),
      );
      if (noise > 0.1 * slope * step) return;
      streak = slope > Math.SQRT2 * last ? streak + 1 : 0;
      last = slope;
    },
    get isUnbounded() {
      return streak >= 5;
    },
  };
}
