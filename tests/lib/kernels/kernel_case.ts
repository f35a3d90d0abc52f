import type { Values } from "../../../lib/base/values.ts";
import type { Kernels } from "../../../lib/kernels/contract/kernels.ts";

/** Sizes of a kernel's matrices. */
export interface Sizes {
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

/** One kernel with its arrays. */
export interface KernelCase {
  readonly name: string;
  /** How long each input is. */
  inputs(sizes: Sizes): readonly number[];
  /** How long the output is. */
  output(sizes: Sizes): number;
  /** Runs it; `y` holds numbers that it may add to. */
  run(
    kernels: Kernels,
    y: Values,
    inputs: readonly Values[],
    sizes: Sizes,
  ): void;
  /** How many units of rounding number `i` may be off. */
  bound(inputs: readonly Values[], sizes: Sizes, i: number): number;
  /** Whether it multiplies three of its inputs or more. */
  readonly isOfProducts?: boolean;
  /** Whether inputs must be positive. */
  readonly isPositive?: boolean;
}
