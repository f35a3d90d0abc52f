/**
 * Numbers over time, for curves: however many come, some hundred are kept.
 *
 * @module
 */

/** Rows of numbers at places that grow; a row at the place of the last takes its place. */
export interface Series<Row extends ArrayLike<number> = readonly number[]> {
  /** Adds a row. */
  push(place: number, row: Row): void;
  /** All that are kept, the last one included. */
  rows(): readonly (readonly [place: number, row: Row])[];
  /** The places and numbers of one column, the last one included. */
  column(index: number): readonly (readonly [place: number, value: number])[];
  /** The row that was added last; undefined for none. */
  last(): Row | undefined;
  /** Forgets all. */
  clear(): void;
}

/** Makes a series that keeps at most so many rows: where there are more, every second is left out. */
export function createSeries<
  Row extends ArrayLike<number> = readonly number[],
>(most: number): Series<Row> {
  let rows: (readonly [number, Row])[] = [];
  let newest: readonly [number, Row] | undefined;
  let [stride, skipped] = [1, 0];
  const all = () =>
    newest === undefined || rows.at(-1) === newest ? rows : [...rows, newest];
  return {
    push(place, row) {
      const isKept = newest !== undefined && rows.at(-1) === newest;
      const isAgain = newest?.[0] === place;
      newest = [place, row];
      if (isAgain) {
        if (isKept) rows[rows.length - 1] = newest;
        return;
      }
      if (++skipped < stride) return;
      skipped = 0;
      rows.push(newest);
      if (rows.length <= most) return;
      rows = rows.filter((_, i) => i % 2 === 0);
      stride *= 2;
    },
    rows: all,
    column: (index) =>
      all().map(([place, row]) => [place, row[index] ?? NaN] as const),
    last: () => newest?.[1],
    clear() {
      [rows, newest, stride, skipped] = [[], undefined, 1, 0];
    },
  };
}
