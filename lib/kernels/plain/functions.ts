/**
 * The functions that have kernels, each with its derivative beside it. The layers
 * that are made of them take them from here.
 *
 * @module
 */

import type { FunctionKernel, FunctionName } from "../contract/functions.ts";
import { map, mapBackward } from "./elementwise.ts";
import { density } from "./erf.ts";
import {
  logistic,
  logisticSlope,
  normalGate,
  tanhGate,
  tanhGateSlope,
} from "./gates.ts";

/** A function of one number, and its derivative, which is given the result as well. */
export interface FunctionPair {
  /** `y = f(x)` */
  f(x: number): number;
  /** `dy/dx` */
  df(x: number, y: number): number;
}

/** Those without a constant. */
export const functionPairs: Readonly<
  Record<Exclude<FunctionName, "leakyRelu">, FunctionPair>
> = {
  relu: { f: (x) => Math.max(x, 0), df: (x) => x > 0 ? 1 : 0 },
  sigmoid: { f: logistic, df: (_x, y) => y * (1 - y) },
  tanh: { f: Math.tanh, df: (_x, y) => 1 - y * y },
  exp: { f: Math.exp, df: (_x, y) => y },
  log: { f: Math.log, df: (x) => 1 / x },
  silu: gated(logistic, logisticSlope),
  geluTanh: gated(tanhGate, tanhGateSlope),
  gelu: gated(normalGate, density),
};

/** `x` above 0, `slope·x` elsewhere. */
export function leakyRelu(slope: number): FunctionPair {
  return {
    f: (x) => x > 0 ? x : slope * x,
    df: (x) => x > 0 ? 1 : slope,
  };
}

/** `x·g(x)`, with `g + x·g′`. */
export function gated(
  g: (x: number) => number,
  dg: (x: number) => number,
): FunctionPair {
  return {
    f: (x) => x * g(x),
    df: (x) => g(x) + x * dg(x),
  };
}

/** The kernels in plain TypeScript. */
export const plainFunctions: Readonly<Record<FunctionName, FunctionKernel>> = {
  relu: kernelOf(functionPairs.relu),
  leakyRelu: {
    forward: (y, x, c, length) => map(y, x, leakyRelu(c).f, length),
    backward: (dx, x, y, dy, c, length) =>
      mapBackward(dx, x, y, dy, leakyRelu(c).df, length),
  },
  sigmoid: kernelOf(functionPairs.sigmoid),
  tanh: kernelOf(functionPairs.tanh),
  exp: kernelOf(functionPairs.exp),
  log: kernelOf(functionPairs.log),
  silu: kernelOf(functionPairs.silu),
  geluTanh: kernelOf(functionPairs.geluTanh),
  gelu: kernelOf(functionPairs.gelu),
};

function kernelOf({ f, df }: FunctionPair): FunctionKernel {
  return {
    forward: (y, x, _c, length) => map(y, x, f, length),
    backward: (dx, x, y, dy, _c, length) =>
      mapBackward(dx, x, y, dy, df, length),
  };
}
