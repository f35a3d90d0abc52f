import type { Values } from "../../base/values.ts";

/** Elementwise functions that have kernels of their own. */
export type FunctionName =
  | "relu"
  | "leakyRelu"
  | "sigmoid"
  | "tanh"
  | "exp"
  | "log"
  | "silu"
  | "geluTanh"
  | "gelu";

/** Their names, in the order that the kernels number them. */
export const functionNames: readonly FunctionName[] = [
  "relu",
  "leakyRelu",
  "sigmoid",
  "tanh",
  "exp",
  "log",
  "silu",
  "geluTanh",
  "gelu",
];

/** A function of each number, and its derivative. */
export interface FunctionKernel {
  /** `y = f(x)`; `c` is the slope of `leakyRelu`. */
  forward(y: Values, x: Values, c: number, length: number): void;
  /** `dx = dy·f′`, from `x` and `y`. */
  backward(
    dx: Values,
    x: Values,
    y: Values,
    dy: Values,
    c: number,
    length: number,
  ): void;
}
