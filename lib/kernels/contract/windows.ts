import type { Values } from "../../base/values.ts";

/** Which windows a layer slides over which images. */
export interface WindowGeometry {
  /** Rows of an image. */
  readonly height: number;
  /** Positions of a row. */
  readonly width: number;
  /** Numbers at a position. */
  readonly channels: number;
  /** The first channel that patches hold. */
  readonly start: number;
  /** How many they hold. */
  readonly count: number;
  /** Rows of windows of an image. */
  readonly outHeight: number;
  /** Windows of a row. */
  readonly outWidth: number;
  /** The window's rows and columns. */
  readonly kernel: readonly [number, number];
  /** How far apart windows are. */
  readonly stride: readonly [number, number];
  /** How far the first window reaches over the top and the left. */
  readonly pad: readonly [number, number];
  /** How far apart the positions are that a window sees. */
  readonly dilation: readonly [number, number];
}

/** Loops over windows. */
export interface WindowKernels {
  /** What the windows of `rows` rows starting at `first` see, window after window: taps, then channels. `y` begins with row `first`. */
  patches(y: Values, x: Values, first: number, rows: number): void;
  /** Adds such patches to where they came from. */
  addPatches(x: Values, y: Values, first: number, rows: number): void;
  /** The largest number of each window, and the tap that has it. NaN is the largest of all; among equals the first. */
  maxPool(y: Values, winner: Values, x: Values, images: number): void;
  /** `dx`: to the winners. */
  maxPoolBackward(
    dx: Values,
    winner: Values,
    dy: Values,
    images: number,
  ): void;
  /** The mean of each window, zeros beyond the edge counted where `isWhole`. */
  meanPool(y: Values, x: Values, images: number, isWhole: boolean): void;
  /** `dx`: to all equally. */
  meanPoolBackward(
    dx: Values,
    dy: Values,
    images: number,
    isWhole: boolean,
  ): void;
}
