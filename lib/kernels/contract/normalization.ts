import type { Values } from "../../base/values.ts";

/**
 * An array as `blocks × rows × groups × width`. Statistics are those of a group in
 * a block, over all rows and the width; a channel is one of `groups × width`. A
 * width of 1 has loops of its own: inner loops of one turn would cost the most.
 */
export interface Grouping {
  /** What has statistics of its own: examples, or one for the whole batch. */
  readonly blocks: number;
  /** How many times the groups repeat in a block: its positions. */
  readonly rows: number;
  /** Groups of channels, each with statistics of its own. */
  readonly groups: number;
  /** Channels of a group. */
  readonly width: number;
}

/** Loops over one grouping; made at bind. */
export interface NormalizationKernels {
  /** An array of doubles for what the other functions compute of `x`: statistics, and sums of gradients. */
  array(length: number): Float64Array;
  /** `mean = Σ x / n` and `variance = Σ (x − mean)² / n` of each block and group. */
  moments(mean: Values, variance: Values, x: Values): void;
  /** `square = Σ x² / n` */
  squares(square: Values, x: Values): void;
  /** `y = (x − mean)·scale·weight + bias` */
  standardize(
    y: Values,
    x: Values,
    mean: Values,
    scale: Values,
    weight: Values,
    bias: Values,
  ): void;
  /**
   * What backward needs of sums, with `h = (x − mean)·scale`: of each channel
   * `dWeight = Σ dy·h` and `dBias = Σ dy`, of each block and group
   * `sums = Σ dy·weight` and `products = Σ dy·weight·h`. Where `dx` is given, it
   * becomes what `backward` makes of them.
   */
  sums(
    dWeight: Values,
    dBias: Values,
    sums: Values,
    products: Values,
    x: Values,
    dy: Values,
    mean: Values,
    scale: Values,
    weight: Values,
    dx?: Values,
  ): void;
  /** `dx = scale·(dy·weight − (sums + h·products) / n)`, with the same `h`. */
  backward(
    dx: Values,
    x: Values,
    dy: Values,
    mean: Values,
    scale: Values,
    weight: Values,
    sums: Values,
    products: Values,
  ): void;
}
