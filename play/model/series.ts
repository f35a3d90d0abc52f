/**
 * Numbers over time, for curves: however many come, some hundred are kept.
 *
 * @module
 */

/** Rows of numbers at places that grow. */
export interface Series {
  /** Adds a row. */
  push(place: number, row: readonly number[]): void;
  /** The places and numbers of one column, the last one included. */
  column(index: number): readonly (readonly [place: number, value: number])[];
  /** The row that was added last; undefined for none. */
  last(): readonly number[] | undefined;
  /** Forgets all. */
  clear(): void;
}

/** Makes a series that keeps at most so many rows: where there are more, every second is left out. */
export function createSeries(most: number): Series {
  let rows: (readonly [number, readonly number[]])[] = [];
  let newest: readonly [number, readonly number[]] | undefined;
  let [stride, skipped] = [1, 0];
  return {
    push(place, row) {
      newest = [place, row];
      if (++skipped < stride) return;
      skipped = 0;
      rows.push(newest);
      if (rows.length <= most) return;
      rows = rows.filter((_, i) => i % 2 === 0);
      stride *= 2;
    },
    column(index) {
      const all = newest === undefined || rows.at(-1) === newest
        ? rows
        : [...rows, newest];
      return all.map(([place, row]) => [place, row[index] ?? NaN] as const);
    },
    last: () => newest?.[1],
    clear() {
      [rows, newest, stride, skipped] = [[], undefined, 1, 0];
    },
  };
}
