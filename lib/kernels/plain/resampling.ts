import { allocate, type Values } from "../../base/values.ts";
import type {
  AxisShares,
  Resampling,
  ResamplingShape,
} from "../contract/resampling.ts";

/** Resampling in its plain form: a line of sums of rows, then sums of its positions. */
export function plainResampling(
  { outer, from, rows, columns, inner }: ResamplingShape,
): Resampling {
  const [fromRows, fromColumns] = from;
  const toRows = rows.starts.length - 1;
  const toColumns = columns.starts.length - 1;
  const length = fromColumns * inner;
  const line = allocate("float64", length);
  return (y, x) => {
    for (let o = 0; o < outer; o++) {
      for (let row = 0; row < toRows; row++) {
        addShares(line, 0, x, o * fromRows * length, rows, row, length);
        const start = (o * toRows + row) * toColumns * inner;
        for (let column = 0; column < toColumns; column++) {
          const to = start + column * inner;
          addShares(y, to, line, 0, columns, column, inner);
        }
      }
    }
  };
}

/** Position `i` of an axis, `length` numbers from `to` on: the sum of its shares of old ones from `from` on. */
function addShares(
  y: Values,
  to: number,
  x: Values,
  from: number,
  { starts, places, shares }: AxisShares,
  i: number,
  length: number,
): void {
  const [start, end] = [starts[i], starts[i + 1]];
  if (start === end) y.fill(0, to, to + length);
  for (let s = start; s < end; s++) {
    const share = shares[s];
    const source = from + places[s] * length;
    if (s === start) {
      for (let k = 0; k < length; k++) y[to + k] = share * x[source + k];
    } else {
      for (let k = 0; k < length; k++) y[to + k] += share * x[source + k];
    }
  }
}
