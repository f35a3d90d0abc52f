import type { CombinationName } from "../contract/combinations.ts";
import type { FunctionName } from "../contract/functions.ts";
import type { LossName } from "../contract/losses.ts";

/** About what one number costs, in multiplications of a product; threads share a kernel if that pays. */
export const costs = {
  fillRows: 4,
  sumEach: 3,
  spreadEach: 4,
  largestPlaces: 4,
  transposeEach: 4,
  logSoftmax: 60,
  logSoftmaxBackward: 60,
  takeRows: 4,
  layOut: 4,
  copyColumns: 4,
  addScaled: 4,
  softmax: 60,
  softmaxBackward: 4,
  expSums: 60,
  expScaled: 60,
  scale: 4,
  clamp: 4,
  approach: 4,
  momentum: 8,
  adam: 24,
  adamw: 24,
  rmsprop: 24,
  adagrad: 24,
  lion: 8,
  lstm: 210,
  lstmBackward: 30,
  gru: 135,
  gruBackward: 30,
  patches: 4,
  pool: 12,
  resample: 8,
  normalization: 24,
} as const;

/** The same of elementwise functions. */
export const costsOfFunctions: Readonly<
  Record<FunctionName, { readonly forward: number; readonly backward: number }>
> = {
  relu: { forward: 4, backward: 5 },
  leakyRelu: { forward: 4, backward: 5 },
  sigmoid: { forward: 30, backward: 6 },
  tanh: { forward: 35, backward: 6 },
  exp: { forward: 16, backward: 5 },
  expm1: { forward: 25, backward: 20 },
  log: { forward: 30, backward: 5 },
  log1p: { forward: 40, backward: 8 },
  silu: { forward: 32, backward: 40 },
  geluTanh: { forward: 40, backward: 50 },
  gelu: { forward: 40, backward: 45 },
  erf: { forward: 40, backward: 20 },
  mish: { forward: 35, backward: 60 },
  tanhShrink: { forward: 40, backward: 40 },
  atan: { forward: 30, backward: 8 },
  sine: { forward: 25, backward: 25 },
  tan: { forward: 30, backward: 6 },
  sinh: { forward: 25, backward: 20 },
  cosh: { forward: 20, backward: 25 },
  elu: { forward: 25, backward: 20 },
  softplus: { forward: 45, backward: 35 },
  squareplus: { forward: 20, backward: 20 },
  softsign: { forward: 8, backward: 8 },
  line: { forward: 4, backward: 5 },
  ramp: { forward: 4, backward: 6 },
  clip: { forward: 4, backward: 6 },
  threshold: { forward: 4, backward: 6 },
  shrink: { forward: 4, backward: 6 },
  parabola: { forward: 5, backward: 6 },
  abs: { forward: 4, backward: 6 },
  square: { forward: 4, backward: 5 },
  sqrt: { forward: 8, backward: 8 },
  recip: { forward: 8, backward: 6 },
};

/** The same of losses. */
export const costsOfLosses: Readonly<
  Record<LossName, { readonly forward: number; readonly backward: number }>
> = {
  mse: { forward: 10, backward: 6 },
  mae: { forward: 10, backward: 8 },
  huber: { forward: 12, backward: 8 },
  bce: { forward: 80, backward: 10 },
  bceWithLogits: { forward: 60, backward: 40 },
  kl: { forward: 40, backward: 4 },
  poisson: { forward: 25, backward: 20 },
  poissonOfRates: { forward: 40, backward: 10 },
  hinge: { forward: 12, backward: 8 },
};

/** The same of what is computed of two or three numbers. */
export function costOfCombination(name: CombinationName): number {
  return name === "gateSlope" ? 60 : name === "gate" ? 32 : 6;
}
