import type { Values } from "../../base/values.ts";

/**
 * Many products of the same sizes, `y = op(a)·op(b)`: the matrices of each array
 * stand one after the other.
 */
export interface ProductsPlace {
  readonly y: Values;
  readonly a: Values;
  readonly b: Values;
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  /** Whether each matrix of `a` is `inner × rows`. */
  readonly isAT?: boolean;
  /** Whether each matrix of `b` is `columns × inner`. */
  readonly isBT?: boolean;
}
