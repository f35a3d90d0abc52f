/**
 * What rows of differences say together: the derivative with its error, and
 * whether they bear witness against another number.
 *
 * @module
 */

import { deviationOf, halfDeviation } from "../noise/deviation.ts";
import type { Ladders, Rung } from "./ladder.ts";
import type { Measure } from "./question.ts";

/** A row with what is known of its error. */
interface Judged extends Rung {
  /** From extrapolation, known noise, and what smaller steps contradict. */
  readonly estimate: number;
  /** Known noise at this step. */
  readonly rounding: number;
}

export interface Evidence extends Judged {
  /** Every row, from the largest step to the smallest. */
  readonly rows: readonly Judged[];
  /** The largest change of the outputs. */
  readonly amplitude: number;
}

/**
 * The derivative that rows agree on. A row's error includes the amplitude of a
 * noise that would explain what smaller steps find: slopes that grow as 1/h agree
 * with nothing. Three neighbouring steps that agree are believed, at the smallest
 * steps first, as large ones may have stepped over something.
 */
export function weigh(ladders: Ladders): Evidence | undefined {
  const rows = judgeRows(ladders);
  if (rows.length === 0) return;
  const chosen = (runOf(rows) ?? rows).reduce((a, b) =>
    b.estimate < a.estimate ? b : a
  );
  return { ...chosen, rows, amplitude: ladders.amplitude };
}

function judgeRows({ rows }: Ladders): readonly Judged[] {
  const sorted = rows.toSorted((a, b) => b.step - a.step);
  return sorted.map((row, k) => {
    const amplitude = sorted.slice(k + 1).reduce(
      (most, smaller) => Math.max(most, contradiction(row, smaller)),
      row.noise,
    );
    return {
      ...row,
      estimate: row.truncation + amplitude / row.step,
      rounding: row.noise / row.step,
    };
  });
}

/** How high a noise would have to be, so that a smaller step may find what it does. */
function contradiction(row: Rung, smaller: Rung): number {
  const distance = Math.abs(smaller.numeric - row.numeric);
  return (distance - 3 * smaller.truncation) * smaller.step;
}

/** Stairs are at most so high, relative to all that the outputs change. */
const mostStairs = 2 ** -20;

/** Multiples of a step at which small steps still agree, where stairs should show. */
const widths = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/**
 * An inner number that was rounded lets the outputs go in stairs. On one of them
 * all small steps agree, with a wrong slope; large ones see the right one. Where
 * a large step, sharp in itself, contradicts small ones by as little as rounding
 * would, stairs are looked for: half the distance between places takes nothing
 * from noise, but most from bends.
 */
export function withStairs(ladders: Ladders, measure: Measure): Ladders {
  const rows = judgeRows(ladders);
  const most = mostStairs * ladders.amplitude;
  let height = 0;
  let width = 0;
  for (const [k, row] of rows.entries()) {
    const { truncation, rounding, numeric } = row;
    if (truncation + rounding > 0.1 * Math.abs(numeric)) continue;
    for (const smaller of rows.slice(k + 1)) {
      const found = contradiction(row, smaller);
      if (found <= Math.max(height, row.noise) || found > most) continue;
      height = found;
      width = smaller.step;
    }
  }
  return width === 0 ? ladders : raised(ladders, measure, height, width);
}

/** The same around numbers that are next to nothing, before they are called wrong: a stair so low may not contradict large steps. */
export function withLowStairs(
  ladders: Ladders,
  measure: Measure,
  { numeric, step }: Evidence,
  analytic: number,
): Ladders {
  const height = Math.abs(analytic - numeric) * step;
  return raised(ladders, measure, height, step);
}

/** With the noise of stairs of about such a height, if there are any around such a width. */
function raised(
  ladders: Ladders,
  measure: Measure,
  height: number,
  width: number,
): Ladders {
  const most = mostStairs * ladders.amplitude;
  const found = widths.map((n) => deviationAround(measure, n * width));
  // The first of them: further apart, bends may look as rough.
  const rough = found.find((near, n) =>
    8 * near > height && near <= most && found[n + 1] <= 8 * near &&
    isOnset(found[n - 1], near)
  );
  if (rough === undefined) return ladders;
  const noise = Math.max(height, 8 * rough);
  return {
    ...ladders,
    rows: ladders.rows.map((row) => ({
      ...row,
      noise: Math.max(row.noise, noise),
    })),
  };
}

/** Whether noise begins between two widths or was there before: what bends grows by 16 to 64. */
function isOnset(nearer: number, near: number): boolean {
  return near <= 8 * nearer || nearer <= 1e-3 * near;
}

/** The noise of the outputs at seven places so far apart, but not a kink between them; NaN across a choice. */
function deviationAround(measure: Measure, width: number): number {
  const found = [1, 2, 3].map((n) => ({ ...measure(n * width), h: n * width }));
  if (!found.every(({ isFinite, isClean }) => isFinite && isClean)) return NaN;
  const above = found.map(({ right, h }) => right * h);
  const below = found.map(({ left, h }) => -left * h).reverse();
  const column = Float64Array.of(...below, 0, ...above);
  const half = halfDeviation(column);
  const { deviation } = deviationOf(column);
  return half >= deviation / 4 ? deviation : 0;
}

function agree(a: Judged, b: Judged): boolean {
  return Math.abs(a.numeric - b.numeric) <= 3 * (a.estimate + b.estimate);
}

/** The rows around the three neighbours at the smallest steps that agree and are sharp. */
function runOf(rows: readonly Judged[]): readonly Judged[] | undefined {
  const isSharp = ({ estimate, numeric }: Judged) =>
    estimate <= 1e-2 * Math.abs(numeric);
  for (let end = rows.length; end >= 3; end--) {
    const three = rows.slice(end - 3, end);
    if (!three.every(isSharp) || !three.every((a) => agree(a, three[0]))) {
      continue;
    }
    let start = end - 3;
    while (
      start > 0 && isSharp(rows[start - 1]) &&
      rows.slice(start, end).every((row) => agree(row, rows[start - 1]))
    ) start--;
    return rows.slice(start, end);
  }
}

/**
 * Whether rows show that a number is not the derivative: three neighbours over a
 * factor of 64 that agree with each other and not with it, at steps where the
 * function is bent as at smaller ones, while known noise explains every smaller
 * step, and no two steps speak for the number.
 */
export function speakAgainst(
  analytic: number,
  evidence: Evidence,
): boolean {
  const { rows, numeric, step, amplitude } = evidence;
  // What nothing moves at small steps may be the tread of a stair.
  const isTread = numeric === 0 &&
    Math.abs(analytic) * step <= mostStairs * amplitude;
  if (isTread) return false;
  for (let end = rows.length; end >= 3; end--) {
    const three = rows.slice(end - 3, end);
    const isWitness = three.every((row) =>
      row.isLocal &&
      !(Math.abs(row.numeric - analytic) <= 3 * row.estimate) &&
      row.truncation <=
        Math.max(3 * row.rounding, 0.1 * Math.abs(row.numeric)) &&
      agree(row, three[0])
    );
    if (!isWitness) continue;
    const isExplained = rows.slice(end).every((row, k) =>
      row.isLocal &&
      // Steps of another ladder, far below, say nothing of those between.
      64 * row.step >= rows[end + k - 1].step &&
      Math.abs(row.numeric - numeric) <=
        3 * (row.truncation + row.rounding + three[2].estimate)
    );
    if (isExplained) return !speakFor(analytic, evidence);
  }
  return false;
}

/**
 * Whether two neighbouring steps, at which something moves, find a number, and a
 * noise as low as rounding would explain why others do not. Steps that merely
 * reach over something do not count.
 */
export function speakFor(
  analytic: number,
  { rows, numeric, step, amplitude }: Evidence,
): boolean {
  const most = Math.abs(analytic - numeric) / 10;
  const isNear = (row: Rung) =>
    row.numeric !== 0 && Math.abs(row.numeric - analytic) <= most &&
    Math.abs(row.numeric - numeric) * Math.min(row.step, step) <=
      mostStairs * amplitude;
  return most < Infinity &&
    rows.some((row, k) => k > 0 && isNear(row) && isNear(rows[k - 1]));
}
