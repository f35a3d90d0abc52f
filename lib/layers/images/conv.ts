import { say } from "../../../words/say.ts";
import { fittingGroups } from "../../base/ranges.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import {
  choice,
  type Extents,
  extents,
  extentsOr,
  optionalExtents,
  size,
} from "../../definition/kinds.ts";
import {
  type InitializerName,
  weightInitializer,
} from "../../initializers/initializers.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { bilinearOrder } from "../../layer/second_order.ts";
import { weightAndBias } from "../../layer/weights.ts";
import { convTerms } from "./conv_terms.ts";
import { convolutionOf } from "./convolutions.ts";
import {
  channelsSecond,
  type ImageWindows,
  imageWindows,
} from "./image_windows.ts";
import { reaches } from "../../layer/reach.ts";

/** What `conv` takes by name. */
export interface ConvOptions {
  /** How far apart windows are. Default: 1. */
  readonly stride?: Extents;
  /** Zeros on every side, or before where `after` is given. Default: 0. */
  readonly pad?: Extents<"same">;
  /** Zeros behind. Default: as many as before. */
  readonly after?: Extents;
  /** How far apart the positions of a window are. Default: 1. */
  readonly dilation?: Extents;
  /** Into how many groups the channels are divided; each group sees only its own. Default: 1. */
  readonly groups?: number;
  /** Fills the weight before training. Default: `glorot`. */
  readonly init?: InitializerName;
  /** Fills the bias before training; `none` for a layer without one. Default: `zeros`. */
  readonly bias?: "zeros" | "normal" | "none";
}

/** The arguments that a convolution and its transpose share. */
export const sharedConvArguments = {
  stride: extents("how far apart windows are", { default: 1, named: true }),
  dilation: extents("how far apart the positions of a window are", {
    default: 1,
    named: true,
  }),
  groups: {
    ...size("groups of channels that see each other"),
    optional: true,
    named: true,
    default: 1,
  },
  init: weightInitializer,
  bias: choice("how the bias is filled", ["zeros", "normal", "none"], "zeros"),
} satisfies SpecsFor<
  Pick<ConvOptions, "stride" | "dilation" | "groups" | "init" | "bias">
>;
const { stride, dilation, groups, init, bias } = sharedConvArguments;

/**
 * Convolution, as deep learning means it: each output is a window's sum of
 * products, `y[p, o] = b[o] + Σ W[o, k, c]·x[p·stride − pad + k·dilation, c]`
 * over the window's positions `k` and the channels `c` (Goodfellow, Bengio and
 * Courville, Deep Learning, 2016, equation 9.6; Dumoulin and Visin, "A guide to
 * convolution arithmetic for deep learning", 2016).
 *
 * The input is length × channels, height × width × channels, or depth × height ×
 * width × channels; channels come last. `weight` is out × kernel axes × channels of
 * a group. The output has `(n + pad + after − (kernel − 1)·dilation − 1) / stride +
 * 1` positions along an axis of `n`, rounded down; with `pad=same` it has
 * `n / stride`, rounded up. `pad` zeros stand before, `after` behind, by default as
 * many.
 *
 * It is a product of patches: forward `P·Wᵀ`, where `P` holds what each window
 * sees; backward `dW = dyᵀ·P`, and `dy·W` added to where the patches came from.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(4,1) -> conv(2,1,bias=none)`.bind();
 * net.parameters.get("conv1.weight").value.set([1, -1]);
 * net.x.set([5, 3, 4, 0]);
 * net.forward();
 * assertEquals([...net.y], [2, -1, 4]);
 * ```
 */
export const conv: LayerType<
  readonly [kernel: Extents, out: number, options?: ConvOptions]
> = defineLayer({
  name: "conv",
  summary: "convolution over the axes before the channels, which come last",
  traits: { reach: reaches(-Infinity, Infinity) },
  gradients: {
    x: "dy·W, added to what each window saw",
    weight: "dyᵀ·(patches of x)",
    bias: "Σ dy",
  },
  arguments: {
    kernel: extents("how many positions a window sees along each axis"),
    out: size("the number of channels that it gives"),
    ...{
      stride,
      pad: extentsOr(
        ["same"],
        "zeros on every side; `same` keeps the size at stride 1",
        { default: 0, least: 0, named: true },
      ),
      after: optionalExtents(
        "zeros behind, by default as many as before",
        true,
      ),
      dilation,
      groups,
      init,
      bias,
    } satisfies SpecsFor<ConvOptions>,
  },
  sets: "out",
  examples: [
    { arguments: [3, 2], inputs: [[5, 4, 3]] },
    { arguments: [[3, 2], 4, { stride: [2, 1], pad: 1 }], inputs: [[6, 5, 2]] },
    { arguments: [2, 3, { dilation: 2, bias: "none" }], inputs: [[5, 5, 1]] },
    { arguments: [3, 4, { pad: "same", groups: 2 }], inputs: [[3, 4, 4]] },
    { arguments: [1, 3, { init: "he", bias: "normal" }], inputs: [[2, 3, 5]] },
    { arguments: [3, 2, { stride: 2, pad: "same" }], inputs: [[7, 3]] },
    { arguments: [2, 4, { groups: 4, stride: 3 }], inputs: [[9, 4]] },
    { arguments: [1, 1], inputs: [[1, 1, 1]] },
    { arguments: [3, 2, { pad: 2, after: [0, 1] }], inputs: [[3, 4, 1]] },
    {
      arguments: [2, 2, { pad: [1, 0, 1], stride: [1, 2, 1], groups: 2 }],
      inputs: [[2, 3, 2, 2]],
    },
  ],
  create(values) {
    const { out, groups } = values;
    const windowsOf = (shape: Shape) => imageWindows("conv", shape, values);
    return {
      outputShape(shape) {
        const { sizes, geometry } = windowsOf(shape);
        requireGroups("conv", groups, geometry.channels, out);
        return [...sizes, out];
      },
      parameters(shape) {
        const { kernel, geometry } = windowsOf(shape);
        const taps = kernel.reduce((n, size) => n * size, 1);
        const inputs = geometry.channels / groups;
        return weightAndBias(values, {
          shape: [out, ...kernel, inputs],
          torch: { axes: channelsSecond(kernel.length) },
          fanIn: taps * inputs,
          fanOut: taps * out / groups,
        });
      },
      terms: (site, output) =>
        convTerms(site, windowsOf(site.inputShapes[0]), groups, output),
      bind(site) {
        const windows = windowsOf(site.inputShapes[0]);
        const bind = (site: Site) => bindConv(site, windows, groups);
        return { ...bind(site), ...bilinearOrder(site, bind) };
      },
    };
  },
});

/** @throws {ShapeError} if the channels that come in or go out cannot be divided. */
export function requireGroups(
  layer: string,
  groups: number,
  channels: number,
  out: number,
): void {
  const wrong = [channels, out].find((count) => count % groups !== 0);
  if (wrong === undefined) return;
  throw new ShapeError({
    layer,
    rule: say("its channels must be divisible into {groups} groups", {
      groups,
    }),
    found: wrong === channels
      ? say("{channels} come in, {channels} / {groups} = {each}", {
        channels,
        groups,
        each: channels / groups,
      })
      : say("{out} go out, {out} / {groups} = {each}", {
        out,
        groups,
        each: out / groups,
      }),
    argument: {
      name: "groups",
      instead: fittingGroups(groups, [channels, out]),
    },
  });
}

function bindConv(
  site: Site,
  { geometry }: ImageWindows,
  groups: number,
): Pass {
  const { batch, x, dx, y, dy, parameters, gradients, kernels } = site;
  const outputs = site.outputShape.at(-1) ?? 1;
  const shape = { geometry, outputs, groups, images: batch };
  const { forward, backward, backwardWeight } = convolutionOf(site, shape);
  return {
    forward: () => forward(y, x, parameters.weight, parameters.bias),
    backward() {
      backwardWeight(gradients.weight, x, dy);
      if (dx.length > 0) backward(dx, dy, parameters.weight, undefined);
      const { bias } = gradients;
      if (bias !== undefined) {
        kernels.sumRows(bias, dy, dy.length / outputs, outputs);
      }
    },
  };
}
