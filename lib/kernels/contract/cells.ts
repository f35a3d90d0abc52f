import type { Values } from "../../base/values.ts";

/**
 * What recurrent cells compute in one step of time between their products:
 * `length` numbers, `width` of each example. An array whose name is plural has
 * that many for each gate, gate after gate in a row of an example. What backward
 * needs is kept as it was computed.
 */
export interface CellKernels {
  /**
   * `i, f, g, o` of `sums + fromState`: σ, but tanh of `g`; then
   * `cell = f·old + i·g`, `bounded = tanh(cell)` and `y = o·bounded`.
   */
  lstm(
    y: Values,
    cell: Values,
    bounded: Values,
    gates: Values,
    old: Values,
    sums: Values,
    fromState: Values,
    width: number,
    length: number,
  ): void;
  /** From the gradient of `y` and what comes to `cell` from later steps: `dsums`, and `dold`. */
  lstmBackward(
    dsums: Values,
    dold: Values,
    dy: Values,
    dcell: Values,
    gates: Values,
    old: Values,
    bounded: Values,
    width: number,
    length: number,
  ): void;
  /**
   * `r` and `z`, σ of `sums + fromState`, and `n = tanh(sums + r·fromState)`;
   * then `y = (1 − z)·n + z·old`. `recalled` keeps `fromState` of `n`.
   */
  gru(
    y: Values,
    gates: Values,
    recalled: Values,
    old: Values,
    sums: Values,
    fromState: Values,
    width: number,
    length: number,
  ): void;
  /** From the gradient of `y`: `dsums` and `dfromState`, and in the place of `dy` what comes to `old` directly. */
  gruBackward(
    dy: Values,
    dsums: Values,
    dfromState: Values,
    gates: Values,
    recalled: Values,
    old: Values,
    width: number,
    length: number,
  ): void;
}
