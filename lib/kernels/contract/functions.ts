import type { Values } from "../../base/values.ts";

/** Elementwise functions that have kernels of their own. */
export type FunctionName =
  | "relu"
  | "leakyRelu"
  | "sigmoid"
  | "tanh"
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "silu"
  | "geluTanh"
  | "gelu"
  | "erf"
  | "mish"
  | "tanhShrink"
  | "atan"
  | "sine"
  | "tan"
  | "sinh"
  | "cosh"
  | "asin"
  | "acos"
  | "asinh"
  | "acosh"
  | "atanh"
  | "elu"
  | "softplus"
  | "squareplus"
  | "softsign"
  | "line"
  | "ramp"
  | "clip"
  | "threshold"
  | "shrink"
  | "parabola"
  | "abs"
  | "square"
  | "sqrt"
  | "recip"
  | "cube"
  | "root"
  | "floor"
  | "ceil"
  | "round"
  | "sign";

/** Their names, in the order that the kernels number them. */
export const functionNames: readonly FunctionName[] = [
  "relu",
  "leakyRelu",
  "sigmoid",
  "tanh",
  "exp",
  "expm1",
  "log",
  "log1p",
  "silu",
  "geluTanh",
  "gelu",
  "erf",
  "mish",
  "tanhShrink",
  "atan",
  "sine",
  "tan",
  "sinh",
  "cosh",
  "asin",
  "acos",
  "asinh",
  "acosh",
  "atanh",
  "elu",
  "softplus",
  "squareplus",
  "softsign",
  "line",
  "ramp",
  "clip",
  "threshold",
  "shrink",
  "parabola",
  "abs",
  "square",
  "sqrt",
  "recip",
  "cube",
  "root",
  "floor",
  "ceil",
  "round",
  "sign",
];

/** What a function is made with besides x: up to five numbers, by place. */
export type Constants = readonly number[];

/** A function of each number, and its derivative. */
export interface FunctionKernel {
  /** `y = f(x)` */
  forward(y: Values, x: Values, constants: Constants, length: number): void;
  /** `dx = dy·f′`, from `x` and `y`. */
  backward(
    dx: Values,
    x: Values,
    y: Values,
    dy: Values,
    constants: Constants,
    length: number,
  ): void;
}
