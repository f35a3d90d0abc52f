import type { Values } from "../../base/values.ts";
import type { WindowGeometry } from "./windows.ts";

/** A convolution: windows over all channels, and what is made of each. */
export interface ConvolutionShape {
  /** The windows. */
  readonly geometry: WindowGeometry;
  /** Channels of its output. */
  readonly outputs: number;
  /** Groups of channels; each sees only its own. */
  readonly groups: number;
  /** Images of a batch. */
  readonly images: number;
}

/** The products of a convolution. `weight` is outputs × taps × channels of a group. */
export interface ConvolutionKernels {
  /** `y[p, o] = bias[o] + Σ weight[o, k, c]·x[p·stride − pad + k·dilation, c]` */
  forward(y: Values, x: Values, weight: Values, bias: Values | undefined): void;
  /** `dx`: `dy·weight`, added to what each window saw, and to `bias` for each channel. */
  backward(
    dx: Values,
    dy: Values,
    weight: Values,
    bias: Values | undefined,
  ): void;
  /** `dweight = Σ_p dy[p, o]·x[p·stride − pad + k·dilation, c]` */
  backwardWeight(dweight: Values, x: Values, dy: Values): void;
}
