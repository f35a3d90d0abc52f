/**
 * Loops of training over parameters and their gradients: the steps of
 * optimizers and what surrounds them. Numbers that say how are in double
 * precision; what is computed is in that of the arrays.
 *
 * @module
 */

import type { Values } from "../../base/values.ts";

/** The steps of optimizers and what surrounds them. */
export interface UpdateKernels {
  /** `Σ x·y`, in double precision and on one thread. */
  dot(x: Values, y: Values, length: number): number;
  /** `y = c·y` */
  scale(y: Values, c: number, length: number): void;
  /** `y` cut off at `−bound` and `bound`; NaN stays. */
  clamp(y: Values, bound: number, length: number): void;
  /** `y += c·(x − y)` */
  approach(y: Values, x: Values, c: number, length: number): void;
  /**
   * With `g = gradient + decay·value`: `buffer = momentum·buffer + share·g`, then
   * `value −= rate·buffer`, or `value −= rate·(g + momentum·buffer)` where it
   * `looksAhead`.
   */
  momentum(
    value: Values,
    gradient: Values,
    buffer: Values,
    rate: number,
    momentum: number,
    share: number,
    decay: number,
    looksAhead: boolean,
    length: number,
  ): void;
  /**
   * With `g = gradient + decay·value`: `mean` and `square` approach `g` and `g²`,
   * keeping `beta1` and `beta2` of themselves, and
   * `value −= rate·mean/(√square + epsilon)`. With `most`, the largest `square`
   * so far takes its place.
   */
  adam(
    value: Values,
    gradient: Values,
    mean: Values,
    square: Values,
    most: Values | undefined,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    decay: number,
    length: number,
  ): void;
  /** As {@linkcode UpdateKernels.adam}, but with `g = gradient`, and `value` is multiplied by `shrink` first. */
  adamw(
    value: Values,
    gradient: Values,
    mean: Values,
    square: Values,
    most: Values | undefined,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    shrink: number,
    length: number,
  ): void;
  /**
   * With `g = gradient + decay·value`: `square` approaches `g²`, keeping `alpha`
   * of itself, and `value −= rate·g/(√square + epsilon)`. With `mean`, which
   * approaches `g`, `square − mean²` takes the place of `square`, or 0 where
   * rounding makes it negative; with `buffer`, the quotient is added to
   * `momentum·buffer`, and the sum is what is subtracted.
   */
  rmsprop(
    value: Values,
    gradient: Values,
    square: Values,
    mean: Values | undefined,
    buffer: Values | undefined,
    rate: number,
    alpha: number,
    epsilon: number,
    momentum: number,
    decay: number,
    length: number,
  ): void;
  /** With `g = gradient + decay·value`: `sum += g²`, then `value −= rate·g/(√sum + epsilon)`. */
  adagrad(
    value: Values,
    gradient: Values,
    sum: Values,
    rate: number,
    epsilon: number,
    decay: number,
    length: number,
  ): void;
  /**
   * `value = shrink·value − rate·sign(beta1·mean + (1 − beta1)·gradient)`, then
   * `mean` approaches `gradient`, keeping `beta2` of itself. The sign of 0 is 0,
   * and that of NaN is NaN.
   */
  lion(
    value: Values,
    gradient: Values,
    mean: Values,
    rate: number,
    beta1: number,
    beta2: number,
    shrink: number,
    length: number,
  ): void;
}

/** The loops in plain TypeScript. */
export const plainUpdates: UpdateKernels = {
  dot(x, y, length) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += x[i] * y[i];
    return sum;
  },
  scale(y, c, length) {
    for (let i = 0; i < length; i++) y[i] = c * y[i];
  },
  clamp(y, bound, length) {
    for (let i = 0; i < length; i++) {
      y[i] = Math.max(-bound, Math.min(bound, y[i]));
    }
  },
  approach(y, x, c, length) {
    for (let i = 0; i < length; i++) y[i] += c * (x[i] - y[i]);
  },
  momentum(
    value,
    gradient,
    buffer,
    rate,
    momentum,
    share,
    decay,
    looksAhead,
    length,
  ) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i] + decay * value[i];
      const sum = momentum * buffer[i] + share * g;
      buffer[i] = sum;
      value[i] -= rate * (looksAhead ? g + momentum * sum : sum);
    }
  },
  adam: plainAdam(false),
  adamw: plainAdam(true),
  rmsprop(
    value,
    gradient,
    square,
    mean,
    buffer,
    rate,
    alpha,
    epsilon,
    momentum,
    decay,
    length,
  ) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i] + decay * value[i];
      const s = alpha * square[i] + (1 - alpha) * g * g;
      square[i] = s;
      let variance = s;
      if (mean !== undefined) {
        const m = alpha * mean[i] + (1 - alpha) * g;
        mean[i] = m;
        variance = Math.max(s - m * m, 0);
      }
      let move = g / (Math.sqrt(variance) + epsilon);
      if (buffer !== undefined) {
        move += momentum * buffer[i];
        buffer[i] = move;
      }
      value[i] -= rate * move;
    }
  },
  adagrad(value, gradient, sum, rate, epsilon, decay, length) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i] + decay * value[i];
      const s = sum[i] + g * g;
      sum[i] = s;
      value[i] -= rate * g / (Math.sqrt(s) + epsilon);
    }
  },
  lion(value, gradient, mean, rate, beta1, beta2, shrink, length) {
    for (let i = 0; i < length; i++) {
      const g = gradient[i];
      const direction = Math.sign(beta1 * mean[i] + (1 - beta1) * g);
      value[i] = shrink * value[i] - rate * direction;
      mean[i] = beta2 * mean[i] + (1 - beta2) * g;
    }
  },
};

/** Adam, with a decay that is added to the gradient or, decoupled, shrinks the value. */
function plainAdam(isDecoupled: boolean): UpdateKernels["adam"] {
  return (
    value,
    gradient,
    mean,
    square,
    most,
    rate,
    beta1,
    beta2,
    epsilon,
    decay,
    length,
  ) => {
    for (let i = 0; i < length; i++) {
      if (isDecoupled) value[i] *= decay;
      const g = isDecoupled ? gradient[i] : gradient[i] + decay * value[i];
      const m = beta1 * mean[i] + (1 - beta1) * g;
      const s = beta2 * square[i] + (1 - beta2) * g * g;
      mean[i] = m;
      square[i] = s;
      if (most !== undefined) most[i] = Math.max(most[i], s);
      value[i] -= rate * m / (Math.sqrt(most?.[i] ?? s) + epsilon);
    }
  };
}
