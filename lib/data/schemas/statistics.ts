import type { Values } from "../../base/values.ts";

/** What is known of numbers, a list with one entry for each feature. */
export interface Statistics {
  /** How many values it has, without missing ones. */
  readonly count: readonly number[];
  /** Their mean. */
  readonly mean: readonly number[];
  /** Their standard deviation, the square root of the mean squared distance from the mean. */
  readonly deviation: readonly number[];
  /** The least value. */
  readonly least: readonly number[];
  /** The largest value. */
  readonly largest: readonly number[];
}

interface StatisticsBuilder {
  /** Adds consecutive rows; NaN is a missing value. */
  add(rows: Values): void;
  /** The statistics of the features from `start` up to `end`. */
  between(start: number, end: number): Statistics;
}

/** Passes over rows once (Welford, "Note on a method for calculating corrected sums of squares and products", 1962). */
export function createStatistics(width: number): StatisticsBuilder {
  const count = new Float64Array(width);
  const mean = new Float64Array(width);
  const squares = new Float64Array(width);
  const least = new Float64Array(width).fill(Infinity);
  const largest = new Float64Array(width).fill(-Infinity);
  return {
    add(rows) {
      for (let start = 0; start < rows.length; start += width) {
        for (let i = 0; i < width; i++) {
          const value = rows[start + i];
          if (value !== value) continue;
          const apart = value - mean[i];
          mean[i] += apart / ++count[i];
          squares[i] += apart * (value - mean[i]);
          if (value < least[i]) least[i] = value;
          if (value > largest[i]) largest[i] = value;
        }
      }
    },
    between: (start, end) => ({
      count: [...count.subarray(start, end)],
      mean: [...mean.subarray(start, end)],
      deviation: Array.from(
        squares.subarray(start, end),
        (sum, i) => Math.sqrt(sum / count[start + i]),
      ),
      least: [...least.subarray(start, end)],
      largest: [...largest.subarray(start, end)],
    }),
  };
}

/** The statistics of features that are 1 as often as `counts` says, and otherwise 0. */
export function shareStatistics(counts: readonly number[]): Statistics {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => count / total);
  return {
    count: counts.map(() => total),
    mean: shares,
    deviation: shares.map((share) => Math.sqrt(share * (1 - share))),
    least: counts.map((count) => count === total ? 1 : 0),
    largest: counts.map((count) => count > 0 ? 1 : 0),
  };
}

export function joinStatistics(parts: readonly Statistics[]): Statistics {
  return {
    count: parts.flatMap(({ count }) => count),
    mean: parts.flatMap(({ mean }) => mean),
    deviation: parts.flatMap(({ deviation }) => deviation),
    least: parts.flatMap(({ least }) => least),
    largest: parts.flatMap(({ largest }) => largest),
  };
}
