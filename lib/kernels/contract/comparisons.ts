import type { Values } from "../../base/values.ts";

/**
 * Losses of vectors, and of numbers that are held against one another: `rows` are
 * examples of `length` times what is compared, with vectors of `columns` numbers.
 * Sums are in double precision.
 */
export interface ComparisonKernels {
  /**
   * `y[row] = factor·Σ (1 − cos(a, b))` for vectors `a` of `x` and `b` of `target`.
   * If `isPair` they alternate in `x`, and where `target`, a number each, is not 1 it
   * is `max(0, cos(a, b) − margin)`.
   */
  cosine(
    y: Values,
    x: Values,
    target: Values,
    margin: number,
    factor: number,
    isPair: boolean,
    rows: number,
    length: number,
    columns: number,
  ): void;
  /** `dx = factor·dy[row]·∂/∂x` of each; on the margin it is 0. */
  cosineBackward(
    dx: Values,
    x: Values,
    target: Values,
    dy: Values,
    margin: number,
    factor: number,
    isPair: boolean,
    rows: number,
    length: number,
    columns: number,
  ): void;
  /**
   * `y[row] = factor·Σ max(0, margin + target·(‖a − b + ε‖ − ‖a − c + ε‖))` for vectors
   * `a`, `b` and `c`, one after the other in `x`, and a target for each three.
   */
  triplet(
    y: Values,
    x: Values,
    target: Values,
    margin: number,
    factor: number,
    rows: number,
    length: number,
    columns: number,
  ): void;
  /** `dx = factor·dy[row]·∂/∂x` of each; on the margin it is 0. */
  tripletBackward(
    dx: Values,
    x: Values,
    target: Values,
    dy: Values,
    margin: number,
    factor: number,
    rows: number,
    length: number,
    columns: number,
  ): void;
  /**
   * `y[row] = factor·Σ t[j]·(1 − t[i])·max(0, margin + x[i] − x[j])` over all pairs of
   * two numbers of a vector, with targets `t` from 0 to 1. What counts 0 times is not
   * looked at.
   */
  labelHinge(
    y: Values,
    x: Values,
    target: Values,
    margin: number,
    factor: number,
    rows: number,
    length: number,
    columns: number,
  ): void;
  /** `dx = factor·dy[row]·∂/∂x` of each; on the kink it is 0. */
  labelHingeBackward(
    dx: Values,
    x: Values,
    target: Values,
    dy: Values,
    margin: number,
    factor: number,
    rows: number,
    length: number,
    columns: number,
  ): void;
}
