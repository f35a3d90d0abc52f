import type { Values } from "../../base/values.ts";

/** For each new position of an axis, what it is made of: from `starts[i]` to before `starts[i + 1]` in `places` and `shares`. */
export interface AxisShares {
  readonly starts: Int32Array;
  readonly places: Int32Array;
  readonly shares: Float64Array;
}

/** Two neighbouring axes of arrays that get other numbers of positions: `outer × rows × columns × inner`. */
export interface ResamplingShape {
  readonly outer: number;
  /** Positions of each axis before. */
  readonly from: readonly [rows: number, columns: number];
  readonly rows: AxisShares;
  readonly columns: AxisShares;
  readonly inner: number;
}

/** Overwrites `y`: each number the sum of numbers of `x` with their shares, first of rows, then of columns. */
export type Resampling = (y: Values, x: Values) => void;
