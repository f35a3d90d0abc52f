/**
 * What a set of kernels computes. The plain set is the oracle; any other must
 * agree with it. Destinations come first, sizes last; only where arrays lie is
 * checked, and nothing is allocated.
 *
 * @module
 */

import type { Precision, Values } from "../../base/values.ts";
import type { AttentionKernels, HeadsPlace } from "./attention.ts";
import type { CellKernels } from "./cells.ts";
import type { Draw } from "./chance.ts";
import type { Combine } from "./combinations.ts";
import type { ComparisonKernels } from "./comparisons.ts";
import type { ConvolutionKernels, ConvolutionShape } from "./convolution.ts";
import type { CtcKernels, CtcShape } from "./ctc.ts";
import type { FixedProducts } from "./fixed.ts";
import type { FunctionKernel, FunctionName } from "./functions.ts";
import type { LossKernel, LossName } from "./losses.ts";
import type { Grouping, NormalizationKernels } from "./normalization.ts";
import type { ProductsPlace } from "./products.ts";
import type { Resampling, ResamplingShape } from "./resampling.ts";
import type { UpdateKernels } from "./updates.ts";
import type { WindowGeometry, WindowKernels } from "./windows.ts";

/** `count` numbers of an array: `start`, `start + stride` and so on. */
export interface EntrySpan {
  /** The first. */
  start: number;
  /** How many. */
  count: number;
  /** The distance from one to the next. */
  stride: number;
}

/** Where the kernels run: `plain` TypeScript, `wasm`, or `wasm` with products by the system's `blas`. */
export type KernelKind = "plain" | "wasm" | "blas";

/** A set of kernels over the arrays of one network. Matrices are row-major. */
export interface Kernels {
  /** Where they run. */
  readonly kind: KernelKind;
  /**
   * `y = x·wᵀ + bias`: `x` is `rows × inner`, `w` is `columns × inner`, `y` is
   * `rows × columns`; `bias`, if any, has a number for each column.
   */
  multiplyByTransposed(
    y: Values,
    x: Values,
    w: Values,
    bias: Values | undefined,
    rows: number,
    columns: number,
    inner: number,
  ): void;
  /** `y = x·w`: `x` is `rows × inner`, `w` is `inner × columns`. */
  multiply(
    y: Values,
    x: Values,
    w: Values,
    rows: number,
    columns: number,
    inner: number,
  ): void;
  /** `y = aᵀ·b`: `a` is `inner × rows`, `b` is `inner × columns`. */
  readonly multiplyTransposed: Kernels["multiply"];
  /** `y = aᵀ·bᵀ`: `a` is `inner × rows`, `b` is `columns × inner`. */
  readonly multiplyBothTransposed: Kernels["multiply"];
  /**
   * Products with a matrix that stays the same for many of them.
   *
   * @internal
   */
  readonly fixed: FixedProducts;
  /**
   * Some numbers of `y = x·wᵀ + bias`, as {@linkcode Kernels.multiplyByTransposed}
   * computes them, to the bit; false if these kernels cannot do that.
   */
  entriesByTransposed(
    y: Values,
    x: Values,
    w: Values,
    bias: Values | undefined,
    rows: number,
    columns: number,
    inner: number,
    span: EntrySpan,
  ): boolean;
  /** `y[column] = Σ_row x[row, column]` */
  sumRows(y: Values, x: Values, rows: number, columns: number): void;
  /** `y[row, ·] = row` */
  fillRows(y: Values, row: Values, rows: number, columns: number): void;
  /**
   * `y[row, ·] = x[places[row], ·]`; `places` are whole numbers from 0, in the
   * precision of the rest, and `x` has all these rows.
   */
  takeRows(
    y: Values,
    x: Values,
    places: Values,
    rows: number,
    columns: number,
  ): void;
  /** `y[m, column] = c·Σ_row x[m, row, column]` of `count` matrices; of a column alone these are the sums of rows. */
  sumEach(
    y: Values,
    x: Values,
    c: number,
    count: number,
    rows: number,
    columns: number,
  ): void;
  /** `y[m, row, column] = c·x[m, column]`, which is the transpose of `sumEach`. */
  spreadEach(
    y: Values,
    x: Values,
    c: number,
    count: number,
    rows: number,
    columns: number,
  ): void;
  /** In which row of each of `count` matrices the largest number of a column first stands, or the first NaN; with the sign −1 the smallest. */
  largestPlaces(
    places: Values,
    x: Values,
    sign: number,
    count: number,
    rows: number,
    columns: number,
  ): void;
  /** `y[m, column, row] = x[m, row, column]` of `count` matrices. */
  transposeEach(
    y: Values,
    x: Values,
    count: number,
    rows: number,
    columns: number,
  ): void;
  /**
   * `dx[k, ·] = Σ dy[row, ·]` over all of `count` rows with `places[row] = k`: what
   * `takeRows` does backward. `dx` has `rows` rows.
   */
  takeRowsBackward(
    dx: Values,
    dy: Values,
    places: Values,
    count: number,
    rows: number,
    columns: number,
  ): void;
  /**
   * `y[row, yStart + column] = x[row, xStart + column]`, where a row of `y` has
   * `yWidth` numbers and one of `x` has `xWidth`; starts may lie behind the first row.
   */
  copyColumns(
    y: Values,
    yWidth: number,
    yStart: number,
    x: Values,
    xWidth: number,
    xStart: number,
    rows: number,
    columns: number,
  ): void;
  /** `y += c·x` */
  addScaled(y: Values, x: Values, c: number, length: number): void;
  /** `y = exp(x − max x) / Σ exp(x − max x)` in each row. */
  softmax(y: Values, x: Values, rows: number, columns: number): void;
  /**
   * `dx = y ∘ (dy − ⟨dy, y⟩)` in each row, with `y` the softmax itself. `dy` is
   * measured from that of the largest `y`: so what all `dy` share falls out, though
   * the sum of `y` is not quite 1, and where one `y` is almost 1, its gradient is
   * what the others leave.
   */
  softmaxBackward(
    dx: Values,
    y: Values,
    dy: Values,
    rows: number,
    columns: number,
  ): void;
  /** The same down the columns of `count` matrices. */
  softmaxBackwardDown(
    dx: Values,
    y: Values,
    dy: Values,
    count: number,
    rows: number,
    columns: number,
  ): void;
  /**
   * `largest[row] = max x[row, ·]` and `others[row] = Σ exp(x[row, ·] − largest) − 1`,
   * without the 1 of the largest ever being added. So `log Σ exp(x)` is
   * `largest + log1p(others)`, in two parts: their sum has no place for the digits
   * of the second where the first is large, and none for `others` where they are few.
   */
  expSums(
    largest: Values,
    others: Values,
    x: Values,
    rows: number,
    columns: number,
  ): void;
  /** `y = x − log Σ exp(x)` in each row; `largest` and `others` become those of {@linkcode Kernels.expSums}. */
  logSoftmax(
    y: Values,
    largest: Values,
    others: Values,
    x: Values,
    rows: number,
    columns: number,
  ): void;
  /**
   * `dx = dy − p·Σ dy` in each row, with `p = exp(x − largest) / (1 + others)`; where
   * `x` is largest, as what the others leave of it.
   */
  logSoftmaxBackward(
    dx: Values,
    x: Values,
    largest: Values,
    others: Values,
    dy: Values,
    rows: number,
    columns: number,
  ): void;
  /** `y[row, ·] = factors[row]·exp(x[row, ·] − shifts[row])` */
  expScaled(
    y: Values,
    x: Values,
    shifts: Values,
    factors: Values,
    rows: number,
    columns: number,
  ): void;
  /**
   * `y = max(x − max x − τ, 0)` in each row, with the `τ` for which they add up to 1;
   * all NaN where one is, or none is finite.
   */
  sparsemax(y: Values, x: Values, rows: number, columns: number): void;
  /** `dx = dy − mean(dy)` over those of a row with `y` not 0, else 0. */
  sparsemaxBackward(
    dx: Values,
    y: Values,
    dy: Values,
    rows: number,
    columns: number,
  ): void;
  /**
   * Many products over fixed arrays; made at bind.
   *
   * @internal
   */
  products(place: ProductsPlace): () => void;
  /**
   * Attention of heads over fixed arrays; made at bind.
   *
   * @internal
   */
  attention(place: HeadsPlace): AttentionKernels;
  /**
   * Loops over the windows of images; made at bind.
   *
   * @internal
   */
  windows(geometry: WindowGeometry): WindowKernels;
  /**
   * Convolution without laying out what windows see; made at bind. Undefined where
   * these kernels do not have it.
   *
   * @internal
   * @param scratch allocates an array in the network's precision.
   */
  convolution(
    shape: ConvolutionShape,
    scratch: (length: number) => Values,
  ): ConvolutionKernels | undefined;
  /**
   * Sums of positions with fixed shares; made at bind.
   *
   * @internal
   */
  resampling(shape: ResamplingShape, precision: Precision): Resampling;
  /**
   * Loops of normalizations over one grouping; made at bind.
   *
   * @internal
   */
  normalization(grouping: Grouping): NormalizationKernels;
  /**
   * The steps of optimizers and what surrounds them.
   *
   * @internal
   */
  readonly updates: UpdateKernels;
  /**
   * What recurrent layers compute between their products.
   *
   * @internal
   */
  readonly cells: CellKernels;
  /**
   * Functions of each number.
   *
   * @internal
   */
  readonly functions: Readonly<Record<FunctionName, FunctionKernel>>;
  /**
   * Losses of single numbers.
   *
   * @internal
   */
  readonly losses: Readonly<Record<LossName, LossKernel>>;
  /**
   * Losses of vectors, and of numbers that are held against one another.
   *
   * @internal
   */
  readonly comparisons: ComparisonKernels;
  /**
   * Connectionist temporal classification of sequences; made at bind.
   *
   * @internal
   */
  ctc(shape: CtcShape): CtcKernels;
  /**
   * What is computed of two or three numbers each.
   *
   * @internal
   */
  readonly combine: Combine;
  /**
   * Numbers by chance.
   *
   * @internal
   */
  readonly draw: Draw;
}
