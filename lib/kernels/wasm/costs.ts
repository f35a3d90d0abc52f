import type { CombinationName } from "../contract/combinations.ts";
import type { FunctionName } from "../contract/functions.ts";
import type { LossName } from "../contract/losses.ts";

/**
 * About what one number costs, in multiplications of a product; threads share a kernel
 * if that pays. Measured on a Xeon with AVX-512, in a cache, in single precision.
 */
export const costs = {
  fillRows: 4,
  sumEach: 3,
  spreadEach: 4,
  largestPlaces: 12,
  transposeEach: 11,
  logSoftmax: 30,
  logSoftmaxBackward: 30,
  takeRows: 4,
  layOut: 4,
  copyColumns: 4,
  addScaled: 5,
  draw: 20,
  drawNormal: 60,
  softmax: 25,
  softmaxBackward: 15,
  sparsemax: 100,
  sparsemaxBackward: 48,
  expSums: 25,
  expScaled: 30,
  scale: 4,
  clamp: 11,
  approach: 5,
  momentum: 7,
  adam: 14,
  adamw: 14,
  rmsprop: 11,
  adagrad: 11,
  lion: 11,
  lstm: 210,
  lstmBackward: 30,
  gru: 135,
  gruBackward: 30,
  ctcLoss: 60,
  ctcSlopes: 120,
  cosine: 65,
  cosineBackward: 95,
  triplet: 120,
  tripletBackward: 145,
  labelHinge: 150,
  labelHingeBackward: 200,
  patches: 6,
  maxPool: 10,
  meanPool: 4,
  poolBackward: 2,
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
  tanhShrink: { forward: 40, backward: 8 },
  atan: { forward: 30, backward: 8 },
  sine: { forward: 25, backward: 25 },
  tan: { forward: 30, backward: 6 },
  sinh: { forward: 25, backward: 20 },
  cosh: { forward: 20, backward: 25 },
  asin: { forward: 35, backward: 14 },
  acos: { forward: 35, backward: 14 },
  asinh: { forward: 80, backward: 20 },
  acosh: { forward: 70, backward: 20 },
  atanh: { forward: 60, backward: 10 },
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
  cube: { forward: 5, backward: 6 },
  root: { forward: 9, backward: 8 },
  floor: { forward: 4, backward: 4 },
  ceil: { forward: 4, backward: 4 },
  round: { forward: 4, backward: 4 },
  sign: { forward: 5, backward: 4 },
};

/** The same of losses. */
export const costsOfLosses: Readonly<
  Record<LossName, { readonly forward: number; readonly backward: number }>
> = {
  mse: { forward: 15, backward: 8 },
  mae: { forward: 10, backward: 14 },
  huber: { forward: 18, backward: 13 },
  bce: { forward: 100, backward: 9 },
  bceWithLogits: { forward: 80, backward: 33 },
  kl: { forward: 54, backward: 8 },
  poisson: { forward: 31, backward: 24 },
  poissonOfRates: { forward: 56, backward: 8 },
  hinge: { forward: 19, backward: 15 },
};

const costsOfCombinations: Readonly<Partial<Record<CombinationName, number>>> =
  { gate: 32, gateSlope: 60, pow: 120, powSlope: 130, powRise: 45 };

/** The same of what is computed of two or three numbers. */
export function costOfCombination(name: CombinationName): number {
  return costsOfCombinations[name] ?? 6;
}
