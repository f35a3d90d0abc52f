/**
 * Layers that treat each number alone, declared by a function and its
 * derivative.
 *
 * @module
 */

import { map, mapBackward } from "./kernels/elementwise.ts";
import type { InputSpec, LayerBody } from "./layer.ts";

/** A function of one number with its derivative. */
export interface Elementwise {
  /** `y = f(x)` */
  f(x: number): number;
  /** `dy/dx`, from whichever of `x` and `y` it is easier to say. */
  df(x: number, y: number): number;
  /** What it says of its input, where it does not take any number. */
  readonly inputs?: readonly InputSpec[];
}

/** The layer that applies `f` to each number. */
export function elementwise({ f, df, inputs }: Elementwise): LayerBody {
  return {
    ...(inputs === undefined ? {} : { inputs }),
    outputShape: (shape) => shape,
    bind: ({ x, dx, y, dy }) => ({
      forward: () => map(y, x, f, y.length),
      backward: () => mapBackward(dx, x, y, dy, df, dx.length),
    }),
  };
}
