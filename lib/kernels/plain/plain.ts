/**
 * The kernels in plain TypeScript, over any arrays. Sums are kept in double
 * precision.
 *
 * @module
 */

import type { FunctionKernel } from "../contract/functions.ts";
import type { Kernels } from "../contract/kernels.ts";
import { map, mapBackward } from "./elementwise.ts";
import { density, erfc } from "./erf.ts";
import { logistic, tanhGate, tanhGateSlope } from "./gates.ts";
import {
  addBias,
  addScaled,
  entriesByTransposed,
  fillRows,
  multiply,
  multiplyBothTransposed,
  multiplyByTransposed,
  multiplyTransposed,
  sumRows,
  takeRows,
} from "./matrix.ts";
import { plainNormalization } from "./normalize.ts";
import { expScaled, logSumExp, softmax, softmaxBackward } from "./softmax.ts";
import { plainUpdates } from "./updates.ts";
import { plainWindows } from "./windows.ts";

/** Runs everywhere, and is fastest where arrays are tiny. */
export const plainKernels: Kernels = {
  kind: "plain",
  multiplyByTransposed(y, x, w, bias, rows, columns, inner) {
    multiplyByTransposed(y, x, w, rows, columns, inner);
    if (bias !== undefined) addBias(y, bias, rows, columns);
  },
  multiply,
  multiplyTransposed,
  multiplyBothTransposed,
  entriesByTransposed,
  sumRows,
  fillRows,
  takeRows,
  addScaled,
  softmax,
  softmaxBackward,
  logSumExp,
  expScaled,
  windows: plainWindows,
  normalization: plainNormalization,
  updates: plainUpdates,
  functions: {
    relu: plainFunction(
      () => (x) => Math.max(x, 0),
      () => (x) => x > 0 ? 1 : 0,
    ),
    leakyRelu: plainFunction(
      (c) => (x) => x > 0 ? x : c * x,
      (c) => (x) => x > 0 ? 1 : c,
    ),
    sigmoid: plainFunction(
      () => (x) => 1 / (1 + Math.exp(-x)),
      () => (_x, y) => y * (1 - y),
    ),
    tanh: plainFunction(() => Math.tanh, () => (_x, y) => 1 - y * y),
    exp: plainFunction(() => Math.exp, () => (_x, y) => y),
    log: plainFunction(() => Math.log, () => (x) => 1 / x),
    silu: plainGate(logistic, (x) => logistic(x) * logistic(-x)),
    geluTanh: plainGate(tanhGate, tanhGateSlope),
    gelu: plainGate((x) => erfc(-x * Math.SQRT1_2) / 2, density),
  },
};

/** `x·g(x)` */
function plainGate(
  g: (x: number) => number,
  dg: (x: number) => number,
): FunctionKernel {
  return plainFunction(
    () => (x) => x * g(x),
    () => (x) => g(x) + x * dg(x),
  );
}

function plainFunction(
  f: (c: number) => (x: number) => number,
  df: (c: number) => (x: number, y: number) => number,
): FunctionKernel {
  return {
    forward: (y, x, c, length) => map(y, x, f(c), length),
    backward: (dx, x, y, dy, c, length) =>
      mapBackward(dx, x, y, dy, df(c), length),
  };
}
