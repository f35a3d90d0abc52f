/**
 * The functions that have kernels, each with its derivative beside it. Layers take
 * them from here.
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

/** `y = f(x)` with its derivative `dy/dx`, which also gets the result. */
export interface FunctionPair {
  f(x: number): number;
  df(x: number, y: number): number;
}

/** Those without a constant. */
export const functionPairs: Readonly<
  Record<Exclude<FunctionName, "leakyRelu">, FunctionPair>
> = {
  relu: { f: (x) => Math.max(x, 0), df: (x) => x <= 0 ? 0 : 1 },
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
  ...Object.fromEntries(
    Object.entries(functionPairs)
      .map(([name, pair]) => [name, kernelOf(pair)]),
  ) as Record<keyof typeof functionPairs, FunctionKernel>,
  leakyRelu: {
    forward: (y, x, c, length) => map(y, x, leakyRelu(c).f, length),
    backward: (dx, x, y, dy, c, length) =>
      mapBackward(dx, x, y, dy, leakyRelu(c).df, length),
  },
};

function kernelOf({ f, df }: FunctionPair): FunctionKernel {
  return {
    forward: (y, x, _c, length) => map(y, x, f, length),
    backward: (dx, x, y, dy, _c, length) =>
      mapBackward(dx, x, y, dy, df, length),
  };
}
