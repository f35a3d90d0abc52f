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
   * `value −= rate·buffer`, or `value −= rate·(g + momentum·buffer)` if it
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
   * so far is used instead.
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
   * that of NaN is NaN.
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
