import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { type Extents, extents, size } from "../../definition/kinds.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { bilinearOrder } from "../../layer/second_order.ts";
import { weightAndBias } from "../../layer/weights.ts";
import { type ConvOptions, sharedConvArguments } from "./conv.ts";
import {
  channelsSecond,
  extentsOf,
  pair,
  requireImage,
} from "./image_windows.ts";
import { patchSlices } from "./patch_slices.ts";
import { reaches } from "../../layer/reach.ts";

/** What `conv_transpose` takes by name. */
export interface ConvTransposeOptions
  extends Pick<ConvOptions, "stride" | "dilation" | "init" | "bias"> {
  /** How much of every side is cut off. Default: 0. */
  readonly pad?: Extents;
  /** How much is added behind. Default: 0. It tells apart the sizes that a convolution with a stride would map to the same. */
  readonly extra?: Extents;
}

const { stride, dilation, init, bias } = sharedConvArguments;

/**
 * Transposed convolution: what `conv` does backward, forward. Each input adds
 * its number times the kernel to a window of the output (Zeiler et al.,
 * "Deconvolutional networks", 2010; Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", 2016, chapter 4).
 *
 * `weight` is channels × kernel axes × out. Along an axis of `n` the output has
 * `(n − 1)·stride − 2·pad + (kernel − 1)·dilation + extra + 1` positions.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,1) -> conv_transpose(2,1,stride=2)`.bind();
 * net.parameters.get("conv_transpose1.weight").value.set([1, 10]);
 * net.x.set([3, 4]);
 * net.forward();
 * assertEquals([...net.y], [3, 30, 4, 40]);
 * ```
 */
export const conv_transpose: LayerType<
  readonly [kernel: Extents, out: number, options?: ConvTransposeOptions]
> = defineLayer({
  name: "conv_transpose",
  summary: "transposed convolution: each input adds a window to the output",
  traits: { reach: reaches(-Infinity, Infinity) },
  gradients: {
    x: "(patches of dy)·Wᵀ",
    weight: "xᵀ·(patches of dy)",
    bias: "Σ dy",
  },
  arguments: {
    kernel: extents("how many positions a window has along each axis"),
    out: size("the number of channels that it gives"),
    ...{
      stride,
      pad: extents("how much of every side is cut off", {
        default: 0,
        least: 0,
        named: true,
      }),
      extra: extents("how much is added behind", {
        default: 0,
        least: 0,
        named: true,
      }),
      dilation,
      init,
      bias,
    } satisfies SpecsFor<ConvTransposeOptions>,
  },
  sets: "out",
  examples: [
    { arguments: [3, 2], inputs: [[3, 2, 3]] },
    {
      arguments: [[3, 2], 2, { stride: [2, 3], pad: 1, extra: 1 }],
      inputs: [[3, 4, 1]],
    },
    { arguments: [2, 3, { dilation: 2, bias: "none" }], inputs: [[2, 2, 2]] },
    { arguments: [3, 2, { stride: 2, bias: "normal" }], inputs: [[4, 2]] },
    { arguments: [1, 1, { init: "he" }], inputs: [[1, 1, 1]] },
  ],
  create(values) {
    const { out } = values;
    function sizesOf(shape: Shape) {
      const images = requireImage("conv_transpose", shape);
      const of = (name: "kernel" | "stride" | "pad" | "extra" | "dilation") =>
        extentsOf("conv_transpose", name, values[name], images.length);
      const [kernel, stride, pad] = [of("kernel"), of("stride"), of("pad")];
      const [extra, dilation] = [of("extra"), of("dilation")];
      const sizes = images.map((n, i) =>
        outputSize(n, kernel[i], stride[i], pad[i], extra[i], dilation[i])
      );
      const channels = shape[images.length];
      return { images, channels, sizes, kernel, stride, pad, dilation };
    }
    return {
      outputShape: (shape) => [...sizesOf(shape).sizes, out],
      parameters(shape) {
        const { channels, kernel } = sizesOf(shape);
        const taps = kernel.reduce((n, size) => n * size, 1);
        return weightAndBias(values, {
          shape: [channels, ...kernel, out],
          torch: { axes: channelsSecond(kernel.length) },
          fanIn: channels * taps,
          fanOut: out * taps,
        });
      },
      bind: function bind(site: Site): Pass {
        const { batch, x, dx, y, dy, inputShapes, parameters, kernels } = site;
        const { gradients, scratch } = site;
        const { images, channels, ...own } = sizesOf(inputShapes[0]);
        const [height, width] = pair(own.sizes, 1);
        const [outHeight, outWidth] = pair(images, 1);
        const kernel = pair(own.kernel, 1);
        // The windows of the convolution whose transpose this is.
        const geometry: WindowGeometry = {
          height,
          width,
          channels: out,
          start: 0,
          count: out,
          outHeight,
          outWidth,
          kernel,
          stride: pair(own.stride, 1),
          pad: pair(own.pad, 0),
          dilation: pair(own.dilation, 1),
        };
        const windows = kernels.windows(geometry);
        const length = kernel[0] * kernel[1] * out;
        const rows = batch * outHeight;
        const slices = patchSlices(x, dx, rows, outWidth, length);
        const [largest] = slices;
        const patches = scratch(largest.windows * length);
        const { weight, bias } = parameters;
        const { weight: dweight, bias: dbias } = gradients;
        const part = scratch(slices.length === 1 ? 0 : weight.length);
        const positions = y.length / out;
        return {
          forward() {
            if (bias === undefined) y.fill(0);
            else kernels.fillRows(y, bias, positions, out);
            for (const { at, first, rows, windows: n } of slices) {
              kernels.multiply(patches, at, weight, n, length, channels);
              windows.addPatches(y, patches, first, rows);
            }
          },
          backward() {
            for (const slice of slices) {
              const { at, grad, first, rows, windows: n } = slice;
              windows.patches(patches, dy, first, rows);
              const to = slice === largest ? dweight : part;
              kernels.multiplyTransposed(to, at, patches, channels, length, n);
              if (to === part) {
                kernels.addScaled(dweight, part, 1, part.length);
              }
              if (grad.length === 0) continue;
              kernels.multiplyByTransposed(
                grad,
                patches,
                weight,
                undefined,
                n,
                channels,
                length,
              );
            }
            if (dbias !== undefined) kernels.sumRows(dbias, dy, positions, out);
          },
          ...bilinearOrder(site, bind),
        };
      },
    };
  },
});

function outputSize(
  n: number,
  kernel: number,
  stride: number,
  pad: number,
  extra: number,
  dilation: number,
): number {
  const seen = (kernel - 1) * dilation;
  const count = (n - 1) * stride - 2 * pad + seen + extra + 1;
  const sum =
    `(${n} − 1)·${stride} − 2·${pad} + ${seen} + ${extra} + 1 = ${count}`;
  if (count < 1) {
    throw new ShapeError({
      layer: "conv_transpose",
      rule: "something must be left of its output",
      found: sum,
    });
  }
  if (extra >= Math.max(stride, dilation)) {
    throw new ShapeError({
      layer: "conv_transpose",
      rule: "extra must be less than the stride or the dilation",
      found: `found extra ${extra}, stride ${stride} and dilation ${dilation}`,
    });
  }
  return count;
}
