import type { Values } from "../../base/values.ts";

/**
 * What is computed of two or three numbers each, in the order that the kernels number
 * them: `σ` is the sigmoid, and the second of two is the `max` if it is larger or NaN.
 */
export const combinationNames = [
  /** `a + b` */
  "add",
  /** `a − b` */
  "sub",
  /** `a·b` */
  "mul",
  /** `a / b` */
  "div",
  /** `−c·a/b²`, which `div` gives back to `b`. */
  "divSlope",
  "max",
  "min",
  /** `c` where the first is the `max`, else 0. */
  "maxFirst",
  /** `c` where the second is the `max`, else 0. */
  "maxSecond",
  "minFirst",
  "minSecond",
  /** `a·σ(b)` */
  "gate",
  /** `c·a·σ(b)·(1 − σ(b))` */
  "gateSlope",
  /** `c` where `a > 0`, else `b·c`. */
  "rectify",
  /** 0 where `a > 0`, else `c·a`. */
  "below",
  /** 1 where `a > b`, else 0. */
  "greater",
  "greaterEqual",
  "equal",
  "notEqual",
  /** `b` where `a` is not 0, NaN among it, else `c`. */
  "select",
  /** `a^b` as `Math.pow` has it. */
  "pow",
  /** `c·b·a^(b − 1)`, which `pow` gives back to `a`; 0 where `b` is 0. */
  "powSlope",
  /** `c·b·log a` with `b` the power itself, which `pow` gives back to the exponent; NaN unless `a > 0`. */
  "powRise",
] as const;

/** One of them. */
export type CombinationName = typeof combinationNames[number];

/** A matrix in an array. */
export interface Operand {
  readonly values: Values;
  /** From a row to the next; 0 for the same row again. */
  readonly pitch: number;
  /** How often a row comes again before the next; `pitch` is then the number of columns, and `step` is 1. Default: once. */
  readonly repeat?: number;
  /** From a column to the next: 1, or 0 for the same number in all of a row. */
  readonly step: 0 | 1;
}

/** `y = f(a, b, c)` number by number over `rows × columns`; `y` steps by 1. */
export type Combine = (
  name: CombinationName,
  y: Operand,
  a: Operand,
  b: Operand,
  c: Operand,
  rows: number,
  columns: number,
) => void;

/** All of an array as one row. */
export function asRow(values: Values): Operand {
  return { values, pitch: values.length, step: 1 };
}
