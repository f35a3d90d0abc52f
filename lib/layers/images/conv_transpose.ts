import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import {
  type Extents,
  extents,
  optionalExtents,
  size,
} from "../../definition/kinds.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { bilinearOrder } from "../../layer/second_order.ts";
import { weightAndBias } from "../../layer/weights.ts";
import {
  type ConvOptions,
  requireGroups,
  sharedConvArguments,
} from "./conv.ts";
import { convolutionOf } from "./convolutions.ts";
import {
  channelsSecond,
  extentsOf,
  requireImage,
  triple,
} from "./image_windows.ts";
import { reaches } from "../../layer/reach.ts";

/** What `conv_transpose` takes by name. */
export interface ConvTransposeOptions
  extends
    Pick<ConvOptions, "stride" | "dilation" | "groups" | "init" | "bias"> {
  /** How much of every side is cut off, or before where `after` is given. Default: 0. */
  readonly pad?: Extents;
  /** How much is cut off behind. Default: as much as before. */
  readonly after?: Extents;
  /** How much is added behind. Default: 0. It tells apart the sizes that a convolution with a stride would map to the same. */
  readonly extra?: Extents;
}

const { stride, dilation, groups, init, bias } = sharedConvArguments;

/**
 * Transposed convolution: what `conv` does backward, forward. Each input adds
 * its number times the kernel to a window of the output (Zeiler et al.,
 * "Deconvolutional networks", 2010; Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", 2016, chapter 4).
 *
 * `weight` is channels × kernel axes × out of a group. Along an axis of `n` the
 * output has `(n − 1)·stride − pad − after + (kernel − 1)·dilation + extra + 1`
 * positions.
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
      after: optionalExtents(
        "how much is cut off behind, by default as much as before",
        true,
      ),
      extra: extents("how much is added behind", {
        default: 0,
        least: 0,
        named: true,
      }),
      dilation,
      groups,
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
    {
      arguments: [2, 4, { groups: 2, pad: 1, after: 0 }],
      inputs: [[2, 3, 4]],
    },
    { arguments: [2, 1, { stride: [1, 2, 2] }], inputs: [[2, 1, 2, 2]] },
  ],
  create(values) {
    const { out, groups } = values;
    function sizesOf(shape: Shape) {
      const images = requireImage("conv_transpose", shape);
      const of = (
        name: "kernel" | "stride" | "pad" | "after" | "extra" | "dilation",
      ) =>
        extentsOf(
          "conv_transpose",
          name,
          values[name] ?? values.pad,
          images.length,
        );
      const [kernel, stride, pad] = [of("kernel"), of("stride"), of("pad")];
      const [after, extra, dilation] = [
        of("after"),
        of("extra"),
        of("dilation"),
      ];
      const sizes = images.map((n, i) =>
        outputSize(
          n,
          kernel[i],
          stride[i],
          [pad[i], after[i]],
          extra[i],
          dilation[i],
        )
      );
      const channels = shape[images.length];
      requireGroups("conv_transpose", groups, channels, out);
      // The windows of the convolution whose transpose this is.
      const geometry: WindowGeometry = {
        size: triple(sizes, 1),
        channels: out,
        start: 0,
        count: out,
        out: triple(images, 1),
        kernel: triple(kernel, 1),
        stride: triple(stride, 1),
        pad: triple(pad, 0),
        after: triple(after, 0),
        dilation: triple(dilation, 1),
      };
      return { channels, sizes, kernel, geometry };
    }
    return {
      outputShape: (shape) => [...sizesOf(shape).sizes, out],
      parameters(shape) {
        const { channels, kernel } = sizesOf(shape);
        const taps = kernel.reduce((n, size) => n * size, 1);
        return weightAndBias(values, {
          shape: [channels, ...kernel, out / groups],
          torch: { axes: channelsSecond(kernel.length) },
          fanIn: channels / groups * taps,
          fanOut: out / groups * taps,
        });
      },
      bind(site) {
        const { channels, geometry } = sizesOf(site.inputShapes[0]);
        const bind = (site: Site) =>
          bindTranspose(site, geometry, channels, groups);
        return { ...bind(site), ...bilinearOrder(site, bind) };
      },
    };
  },
});

/** What a convolution does backward, forward: its windows are the positions of x. */
function bindTranspose(
  site: Site,
  geometry: WindowGeometry,
  channels: number,
  groups: number,
): Pass {
  const { batch, x, dx, y, dy, parameters, gradients, kernels } = site;
  const shape = { geometry, outputs: channels, groups, images: batch };
  const { forward, backward, backwardWeight } = convolutionOf(site, shape);
  const out = geometry.channels;
  return {
    forward: () => backward(y, x, parameters.weight, parameters.bias),
    backward() {
      backwardWeight(gradients.weight, dy, x);
      if (dx.length > 0) forward(dx, dy, parameters.weight, undefined);
      const { bias } = gradients;
      if (bias !== undefined) {
        kernels.sumRows(bias, dy, dy.length / out, out);
      }
    },
  };
}

function outputSize(
  n: number,
  kernel: number,
  stride: number,
  [pad, after]: readonly [number, number],
  extra: number,
  dilation: number,
): number {
  const seen = (kernel - 1) * dilation;
  const count = (n - 1) * stride - pad - after + seen + extra + 1;
  const cut = pad === after ? `2·${pad}` : `${pad} − ${after}`;
  const sum =
    `(${n} − 1)·${stride} − ${cut} + ${seen} + ${extra} + 1 = ${count}`;
  if (count < 1) {
    throw new ShapeError({
      layer: "conv_transpose",
      rule: say("something must be left of its output"),
      found: sum,
      argument: { name: "pad", instead: 0 },
    });
  }
  if (extra >= Math.max(stride, dilation)) {
    throw new ShapeError({
      layer: "conv_transpose",
      rule: say("extra must be less than the stride or the dilation"),
      found: say(
        "found extra {extra}, stride {stride} and dilation {dilation}",
        { extra, stride, dilation },
      ),
      argument: { name: "extra", instead: Math.max(stride, dilation) - 1 },
    });
  }
  return count;
}
