import type { Values } from "../../base/values.ts";

/** A number each for planes, rows and columns. */
export type Triple = readonly [planes: number, rows: number, columns: number];

/** Which windows a layer slides over which images; a flat image has one plane. */
export interface WindowGeometry {
  /** Planes of an image, rows of a plane, positions of a row. */
  readonly size: Triple;
  /** Numbers at a position. */
  readonly channels: number;
  /** The first channel that patches hold. */
  readonly start: number;
  /** How many they hold. */
  readonly count: number;
  /** Planes of windows of an image, rows of a plane, windows of a row. */
  readonly out: Triple;
  /** The window's planes, rows and columns. */
  readonly kernel: Triple;
  /** How far apart windows are. */
  readonly stride: Triple;
  /** How far the first window reaches over the front, the top and the left. */
  readonly pad: Triple;
  /** How many positions beyond the back, the bottom and the right count for means of whole windows. */
  readonly after: Triple;
  /** How far apart the positions are that a window sees. */
  readonly dilation: Triple;
  /** Whether windows stand for equal shares of an axis instead, as `shareOf` says; the kernel is then the largest of them, and stride, pad and dilation are as where nothing is given. */
  readonly isShared?: boolean;
}

/** The positions of `n` that number `i` of `m` stands for: from `i·n/m`, rounded down, to before `(i + 1)·n/m`, rounded up. */
export function shareOf(
  n: number,
  m: number,
  i: number,
): readonly [start: number, end: number] {
  return [Math.floor(i * n / m), Math.ceil((i + 1) * n / m)];
}

/** Loops over windows. Rows of windows are counted through all planes of all images. */
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
  /** The mean of each window, zeros beyond the edge counted where `isWhole`, up to `pad` before and `after` behind. */
  meanPool(y: Values, x: Values, images: number, isWhole: boolean): void;
  /** `dx`: to all equally. */
  meanPoolBackward(
    dx: Values,
    dy: Values,
    images: number,
    isWhole: boolean,
  ): void;
}
