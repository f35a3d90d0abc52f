/**
 * The losses of single numbers that have kernels, each with its derivative beside it.
 * Layers take them from here.
 *
 * @module
 */

import type { Constants } from "../contract/functions.ts";
import {
  type LossKernel,
  type LossName,
  lossNames,
} from "../contract/losses.ts";
import { logistic, logOnePlusExp } from "./gates.ts";

/** A loss of a prediction `x` and a target `t` with its derivative by `x`. */
export interface LossPair {
  f(x: number, t: number): number;
  df(x: number, t: number): number;
}

/** PyTorch's 10⁻¹² is one of single precision. */
export const leastDenominator: number = Math.fround(1e-12);

/** PyTorch's, so that a rate of 0 does not give infinity. */
export const leastRate = 1e-8;

/** Each made with its constants. */
export const lossPairs: Readonly<
  Record<LossName, (...constants: Constants) => LossPair>
> = {
  mse: () => ({
    f: (x, t) => (x - t) * (x - t),
    df: (x, t) => 2 * (x - t),
  }),
  mae: () => ({
    f: (x, t) => Math.abs(x - t),
    df: (x, t) => Math.sign(x - t),
  }),
  huber: (delta, factor) => ({
    f(x, t) {
      const apart = Math.abs(x - t);
      return factor *
        (apart <= delta ? apart * apart / 2 : delta * (apart - delta / 2));
    },
    df: (x, t) => factor * Math.min(Math.max(x - t, -delta), delta),
  }),
  bce: () => ({
    f: (x, t) =>
      -t * Math.max(Math.log(x), -100) -
      (1 - t) * Math.max(Math.log1p(-x), -100),
    df: (x, t) => (x - t) / Math.max(x * (1 - x), leastDenominator),
  }),
  bceWithLogits: () => ({
    // In two parts, as what is left of log(1 + eˣ) − x where t is 1 is small.
    f: (x, t) =>
      x > 0 ? (1 - t) * x + logOnePlusExp(-x) : logOnePlusExp(x) - t * x,
    df: (x, t) => x > 0 ? 1 - t - logistic(-x) : logistic(x) - t,
  }),
  kl: () => ({
    f: (x, t) => t === 0 ? 0 : t * (Math.log(t) - x),
    df: (_x, t) => -t,
  }),
  poisson: () => ({
    f: (x, t) => t < 0 ? NaN : Math.exp(x) - t * x,
    df: (x, t) => Math.exp(x) - t,
  }),
  poissonOfRates: () => ({
    f: (x, t) => t < 0 ? NaN : x - t * Math.log(x + leastRate),
    df: (x, t) => (x - t + leastRate) / (x + leastRate),
  }),
  hinge: (margin, power) => ({
    f: (x, t) => Math.abs(t) === 1 ? Math.max(0, margin - t * x) ** power : NaN,
    df(x, t) {
      const excess = margin - t * x;
      return -t * (excess > 0 ? power === 1 ? 1 : 2 * excess : 0);
    },
  }),
};

/** The loops over a loss; they take no constants, as it was made with them. */
export function lossLoops({ f, df }: LossPair): LossKernel {
  return {
    forward(y, x, target, _constants, divisor, rows, columns) {
      for (let row = 0, i = 0; row < rows; row++) {
        let sum = 0;
        for (const end = i + columns; i < end; i++) sum += f(x[i], target[i]);
        y[row] = sum / divisor;
      }
    },
    backward(dx, x, target, dy, _constants, divisor, rows, columns) {
      for (let row = 0, i = 0; row < rows; row++) {
        const scale = dy[row] / divisor;
        for (const end = i + columns; i < end; i++) {
          dx[i] = scale * df(x[i], target[i]);
        }
      }
    },
  };
}

/** The kernels in plain TypeScript. */
export const plainLosses = Object.fromEntries(
  lossNames.map((name): [LossName, LossKernel] => {
    const loopsOf = (constants: Constants) =>
      lossLoops(lossPairs[name](...constants));
    return [name, {
      forward: (y, x, target, constants, ...sizes) =>
        loopsOf(constants).forward(y, x, target, constants, ...sizes),
      backward: (dx, x, target, dy, constants, ...sizes) =>
        loopsOf(constants).backward(dx, x, target, dy, constants, ...sizes),
    }];
  }),
) as Readonly<Record<LossName, LossKernel>>;
