/**
 * The functions that have kernels, each with its derivative beside it. Layers take
 * them from here.
 *
 * @module
 */

import { toEven } from "../../base/rounding.ts";
import {
  type Constants,
  type FunctionKernel,
  type FunctionName,
  functionNames,
} from "../contract/functions.ts";
import { map, mapBackward } from "./elementwise.ts";
import { density, errorFunction } from "./erf.ts";
import {
  lessTanh,
  logistic,
  logisticSlope,
  logOnePlusExp,
  mishGate,
  normalGate,
  tanhGate,
  tanhGateSlope,
} from "./gates.ts";

/** `y = f(x)` with its derivative `dy/dx`, which also gets the result. */
export interface FunctionPair {
  f(x: number): number;
  df(x: number, y: number): number;
}

/** Each made with its constants. */
export const functionPairs: Readonly<
  Record<FunctionName, (...constants: Constants) => FunctionPair>
> = {
  relu: () => ({ f: (x) => Math.max(x, 0), df: (x) => x <= 0 ? 0 : 1 }),
  leakyRelu: (slope) => ({
    f: (x) => x > 0 ? x : slope * x,
    df: (x) => x > 0 ? 1 : slope,
  }),
  sigmoid: () => ({ f: logistic, df: (_x, y) => y * (1 - y) }),
  tanh: () => ({ f: Math.tanh, df: (_x, y) => 1 - y * y }),
  exp: () => ({ f: Math.exp, df: (_x, y) => y }),
  expm1: () => ({ f: Math.expm1, df: Math.exp }),
  log: () => ({ f: Math.log, df: (x) => 1 / x }),
  log1p: () => ({ f: Math.log1p, df: (x) => 1 / (1 + x) }),
  silu: (beta) =>
    gated(
      (x) => logistic(beta * x),
      (x) => beta * logisticSlope(beta * x),
    ),
  geluTanh: () => gated(tanhGate, tanhGateSlope),
  gelu: () => gated(normalGate, density),
  erf: () => ({
    f: errorFunction,
    df: (x) => 1.1283791670955126 * Math.exp(-x * x),
  }),
  mish: () => gated(mishGate, (x) => (1 - mishGate(x) ** 2) * logistic(x)),
  tanhShrink: () => ({ f: lessTanh, df: (x) => Math.tanh(x) ** 2 }),
  atan: () => ({ f: Math.atan, df: (x) => 1 / (1 + x * x) }),
  /** The sine of `x` and none or one quarter turn, with which it is the cosine. */
  sine: (turns) =>
    turns === 0
      ? { f: Math.sin, df: Math.cos }
      : { f: Math.cos, df: (x) => -Math.sin(x) },
  tan: () => ({ f: Math.tan, df: (_x, y) => 1 + y * y }),
  sinh: () => ({ f: Math.sinh, df: Math.cosh }),
  cosh: () => ({ f: Math.cosh, df: Math.sinh }),
  // Slopes from two factors, as 1 − x² and x² − 1 lose digits near 1.
  asin: () => ({
    f: Math.asin,
    df: (x) => 1 / Math.sqrt((1 - x) * (1 + x)),
  }),
  acos: () => ({
    f: Math.acos,
    df: (x) => -1 / Math.sqrt((1 - x) * (1 + x)),
  }),
  asinh: () => ({ f: Math.asinh, df: (x) => 1 / Math.hypot(x, 1) }),
  acosh: () => ({
    f: Math.acosh,
    df: (x) => 1 / (Math.sqrt(x - 1) * Math.sqrt(x + 1)),
  }),
  atanh: () => ({ f: Math.atanh, df: (x) => 1 / ((1 - x) * (1 + x)) }),
  /** `factor·x` above 0, `size·(e^(x/scale) − 1)` elsewhere. */
  elu: (scale, factor, size) => ({
    f: (x) => x > 0 ? factor * x : size * Math.expm1(x / scale),
    df: (x) => x > 0 ? factor : size / scale * Math.exp(x / scale),
  }),
  /** `log(1 + e^(beta·x))/beta`; the line `x` where `beta·x` is above a threshold. */
  softplus: (beta, threshold) => ({
    f: (x) => beta * x > threshold ? x : logOnePlusExp(beta * x) / beta,
    df: (x) => beta * x > threshold ? 1 : logistic(beta * x),
  }),
  /** `(x + √(x² + b))/2`, made with `b` and its root. */
  squareplus: (b, root) => ({
    // Below 0 the sum would lose its digits.
    f: (x) =>
      x > 0 ? (x + Math.hypot(x, root)) / 2 : b / 2 / (Math.hypot(x, root) - x),
    df: (x, y) => y / Math.hypot(x, root),
  }),
  softsign: () => ({
    f: (x) => x / (1 + Math.abs(x)),
    df: (x) => 1 / (1 + Math.abs(x)) ** 2,
  }),
  /** `scale·x + shift`, where −0 as a shift keeps the sign of 0. */
  line: (scale, shift) => ({ f: (x) => scale * x + shift, df: () => scale }),
  /** `(x + shift)/divisor` between two ends, and level beyond. */
  ramp: (divisor, low, high, shift, slopeOfNaN) => ({
    f: (x) => ((x <= low ? low : x >= high ? high : x) + shift) / divisor,
    df: (x) =>
      x > low && x < high ? 1 / divisor : Number.isNaN(x) ? slopeOfNaN : 0,
  }),
  clip: (low, high) => ({
    f: (x) => Math.min(Math.max(x, low), high),
    df: (x) => x >= low && x <= high ? 1 : 0,
  }),
  threshold: (threshold, value) => ({
    f: (x) => x <= threshold ? value : x,
    df: (x) => x <= threshold ? 0 : 1,
  }),
  /** 0 up to a distance from 0, beyond it `x`, moved towards 0. */
  shrink: (threshold, move) => ({
    f: (x) => Math.abs(x) <= threshold ? 0 : x > 0 ? x - move : x + move,
    df: (x) => Math.abs(x) <= threshold ? 0 : 1,
  }),
  /** 0 below `−end`, `x` above `end`, `(x + p)·(x + q)/divisor` between them. */
  parabola: (divisor, end, p, q) => ({
    f: (x) => x < -end ? 0 : x > end ? x : (x + p) * (x + q) / divisor,
    df: (x) => x < -end ? 0 : x > end ? 1 : (2 * x + p + q) / divisor,
  }),
  /** The derivative at 0 is 0. */
  abs: () => ({ f: Math.abs, df: Math.sign }),
  square: () => ({ f: (x) => x * x, df: (x) => 2 * x }),
  sqrt: () => ({ f: Math.sqrt, df: (_x, y) => 1 / (2 * y) }),
  // From y, as x² may be out of range where 1/x² is not.
  recip: () => ({ f: (x) => 1 / x, df: (_x, y) => -y * y }),
  cube: () => ({ f: (x) => x * x * x, df: (x) => 3 * x * x }),
  /** The power of ½, which differs from `sqrt` at −0 and −∞. */
  root: () => ({ f: (x) => x ** 0.5, df: (_x, y) => 0.5 / y }),
  floor: () => ({ f: Math.floor, df: () => 0 }),
  ceil: () => ({ f: Math.ceil, df: () => 0 }),
  /** Of two that are equally near the even one. */
  round: () => ({ f: toEven, df: () => 0 }),
  sign: () => ({ f: Math.sign, df: () => 0 }),
};

/** `x·g(x)`, with `g + x·g′`. */
function gated(
  g: (x: number) => number,
  dg: (x: number) => number,
): FunctionPair {
  return {
    f: (x) => x * g(x),
    df: (x) => g(x) + x * dg(x),
  };
}

/** The kernels in plain TypeScript. */
export const plainFunctions = Object.fromEntries(
  functionNames.map((name): [FunctionName, FunctionKernel] => [name, {
    forward: (y, x, constants, length) =>
      map(y, x, functionPairs[name](...constants).f, length),
    backward: (dx, x, y, dy, constants, length) =>
      mapBackward(dx, x, y, dy, functionPairs[name](...constants).df, length),
  }]),
) as Readonly<Record<FunctionName, FunctionKernel>>;
