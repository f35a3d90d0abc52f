import { erfc } from "./erf.ts";

/** `1 / (1 + e⁻ˣ)`, without overflow: e⁻ˣ is Infinity below −710, and 1/∞ is the right 0. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** `2·√(2/π)` and the factor that Hendrycks and Gimpel found. */
const [slope, cubic] = [1.5957691216057308, 0.044715];

/** `(1 + tanh(u))/2 = σ(2u)` with `u = √(2/π)·(x + 0.044715x³)`. */
export function tanhGate(x: number): number {
  return logistic(slope * (x + cubic * x * x * x));
}

/** The derivative of {@linkcode tanhGate}. */
export function tanhGateSlope(x: number): number {
  const rise = tanhGate(x) * logistic(-slope * (x + cubic * x * x * x));
  return rise === 0 ? 0 : rise * slope * (1 + 3 * cubic * x * x);
}

/** How much of the standard normal distribution lies below x; precise even if that is little. */
export function normalGate(x: number): number {
  return erfc(-x * Math.SQRT1_2) / 2;
}

/** The derivative of {@linkcode logistic}. */
export function logisticSlope(x: number): number {
  return logistic(x) * logistic(-x);
}

/** `log(1 + eˣ)` without overflow, whose derivative is {@linkcode logistic}. */
export function logOnePlusExp(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** `tanh(log(1 + eˣ))` */
export function mishGate(x: number): number {
  return Math.tanh(logOnePlusExp(x));
}

/** `x − tanh x`: near 0, where the difference loses its digits, by the continued fraction `tanh x = x/(1 + x²/(3 + x²/(5 + …)))` (Abramowitz and Stegun, 1964, equation 4.5.70). */
export function lessTanh(x: number): number {
  if (Math.abs(x) > 1) return x - Math.tanh(x);
  let fraction = 0;
  for (let odd = 19; odd >= 3; odd -= 2) fraction = x * x / (odd + fraction);
  return x * (fraction / (1 + fraction));
}
