import { type Gaps, watchGaps } from "./gaps.ts";
import type { Estimate, Measure, Question } from "./question.ts";
import { scaleAt } from "./step.ts";

/** Steps of `0.5·s·4⁻ᵏ`, as exponents of 2. */
const shrinking = Array.from({ length: 24 }, (_, k) => -1 - 2 * k);

/** Extrapolated columns after the differences themselves. */
const mostColumns = 4;

/** Without a small step, agreement of steps above this power of two is not trusted. */
const surelySmall = -13;

interface Row {
  readonly step: number;
  readonly numeric: number;
  readonly estimate: number;
}

/** The result of a small step: large steps that contradict it have stepped over something. */
interface Near {
  readonly numeric: number;
  readonly slack: number;
}

/**
 * Richardson's extrapolation of differences at `0.5·s·4⁻ᵏ` (Ridders, "Accurate
 * computation of F′(x) and F′(x)F″(x)", 1982), over those steps that cross no
 * choice and stay finite. A step that a smaller one contradicts is dropped:
 * extrapolation alone may converge by accident if the steps are too large.
 */
export function extrapolate(
  { value, analytic }: Question,
  measure: Measure,
  near?: Near,
  exponents: readonly number[] = shrinking,
): Estimate {
  let rows: Row[] = [];
  let columns: readonly number[] = [];
  let best = Infinity;
  let isOutside = true;
  let isBlocked = true;
  const gaps = watchGaps();
  for (const exponent of exponents) {
    const step = scaleAt(value) * 2 ** exponent;
    const { central, left, right, noise, isClean, isFinite } = measure(step);
    if (isFinite) {
      isOutside = false;
      gaps.add(left, right, noise / step);
    }
    if (gaps.isHidden) break;
    if (gaps.isKink) {
      // These steps reach over a kink; smaller ones may not.
      rows = [];
      columns = [];
      best = Infinity;
      continue;
    }
    if (!isFinite || !isClean) {
      columns = [];
      continue;
    }
    isBlocked = false;
    const next = nextColumns(central, columns);
    columns = next.columns;
    const { numeric, error } = next;
    const rounding = noise / step;
    const estimate = error + rounding;
    if (error < Infinity) rows.push({ step, numeric, estimate });
    best = Math.min(best, estimate);
    const isStepped = near !== undefined &&
      !(Math.abs(numeric - near.numeric) <=
        1e-3 * Math.abs(near.numeric) + near.slack);
    if (isStepped && rounding <= near.slack) {
      rows = [];
      best = Infinity;
    }
    if (near === undefined && exponent > surelySmall) continue;
    if (rows.length > 0 && rounding > 64 * best) break;
    if (rows.length > 2 && best === 0) break;
  }
  if (isOutside) {
    return { outcome: "outside", numeric: NaN, estimate: 0, step: 0 };
  }
  return isBlocked || (rows.length === 0 && gaps.wasKink)
    ? atKink(gaps, analytic)
    : settle(rows);
}

/** The columns of one more difference, and the one of them that moved least. */
function nextColumns(central: number, before: readonly number[]) {
  const columns = [central];
  let numeric = central;
  let error = Infinity;
  for (let j = 1; j <= before.length && j <= mostColumns; j++) {
    const power = 16 ** j;
    columns.push((power * columns[j - 1] - before[j - 1]) / (power - 1));
    const distance = Math.max(
      Math.abs(columns[j] - columns[j - 1]),
      Math.abs(columns[j] - before[j - 1]),
    );
    if (distance < error) {
      error = distance;
      numeric = columns[j];
    }
  }
  return { columns, numeric, error };
}

/** One-sided slopes bound what the derivative may be called at a kink. */
function atKink({ left, right }: Gaps, analytic: number): Estimate {
  const slack = 1e-3 * Math.max(Math.abs(left), Math.abs(right));
  const isBetween = analytic >= Math.min(left, right) - slack &&
    analytic <= Math.max(left, right) + slack;
  if (isBetween) {
    return { outcome: "between", numeric: analytic, estimate: 0, step: 0 };
  }
  return {
    outcome: "kink",
    numeric: (left + right) / 2,
    estimate: Math.abs(right - left) / 2,
    step: 0,
  };
}

/** The row with the least error among those that no later one contradicts. */
function settle(rows: readonly Row[]): Estimate {
  let chosen: Row | undefined;
  for (const [k, row] of rows.entries()) {
    const isContradicted = rows.slice(k + 1).some((later) =>
      Math.abs(row.numeric - later.numeric) >
        3 * (row.estimate + later.estimate)
    );
    if (isContradicted) continue;
    if (chosen === undefined || row.estimate < chosen.estimate) chosen = row;
  }
  return chosen === undefined
    ? { outcome: "unresolved", numeric: NaN, estimate: Infinity, step: 0 }
    : { outcome: "agrees", ...chosen };
}
