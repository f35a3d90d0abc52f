import { elementCount } from "../../../base/shape.ts";
import type { Extents } from "../../../definition/kinds.ts";
import {
  channelsSecond,
  extentsOf,
  imageWindows,
  type WindowArguments,
} from "../../../layers/images/image_windows.ts";
import { int, ints } from "./attributes.ts";
import type { OnnxForm, OutStep } from "./step.ts";

/** Windows along the axes of an image. */
export interface Windows {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly before: readonly number[];
  /** So many that the last window ends there. */
  readonly after: readonly number[];
  readonly out: readonly number[];
  readonly size: readonly number[];
}

/**
 * What the geometry says of the axes that there are.
 *
 * @param isWhole whether what lies behind the last window counts.
 */
export function windowsOf(
  { geometry, sizes }: ReturnType<typeof imageWindows>,
  isWhole: boolean,
): Windows {
  const axes = sizes.length;
  const { kernel, stride, dilation, pad, after, size } = geometry;
  // A series lies in the middle of three axes.
  const own = (all: readonly number[]) =>
    axes === 1 ? [all[1]] : all.slice(3 - axes);
  const [k, s, d, p, n] = [kernel, stride, dilation, pad, size].map(own);
  return {
    kernel: k,
    stride: s,
    dilation: d,
    before: p,
    after: isWhole
      ? own(after)
      : sizes.map((out, i) =>
        Math.max((out - 1) * s[i] + (k[i] - 1) * d[i] + 1 - n[i] - p[i], 0)
      ),
    out: sizes,
    size: n,
  };
}

/** The attributes of operators with windows. */
export function attributesOf(
  { kernel, stride, dilation, before, after }: Windows,
) {
  return {
    kernel_shape: ints(kernel),
    strides: ints(stride),
    dilations: dilation.some((each) => each > 1) ? ints(dilation) : undefined,
    pads: [...before, ...after].some((each) => each > 0)
      ? ints([...before, ...after])
      : undefined,
  };
}

/** What a convolution takes: the image, the weight in ONNX's order and the bias. */
function operands({ image, tensor, shapeOf }: OutStep): string[] {
  const axes = shapeOf("weight").length - 2;
  const weight = tensor("weight", channelsSecond(axes)) ?? "";
  const bias = tensor("bias");
  return [image(), weight, ...bias === undefined ? [] : [bias]];
}

/** A weight that copies: for each channel, a number for each position of a window. */
function copies(kernel: readonly number[], channels: number): Float32Array {
  const taps = elementCount(kernel);
  const weight = new Float32Array(channels * taps * taps);
  for (let row = 0; row < channels * taps; row++) {
    weight[row * taps + row % taps] = 1;
  }
  return weight;
}

/** The order of channels in which each position of a window has all, as numbers of those where each has its window. */
function blockOrder(taps: number, channels: number, back: boolean): number[] {
  return Array.from(
    { length: taps * channels },
    (_, i) =>
      back
        ? (i % taps) * channels + Math.floor(i / taps)
        : (i % channels) * taps + Math.floor(i / channels),
  );
}

/** How many groups of channels see each other. */
interface Grouped {
  readonly groups: number;
}

/** Whether a window's numbers stand by channels or by positions. */
interface Ordered {
  readonly order: "channels" | "blocks";
}

/** The extents of a transposed convolution. */
interface WindowExtents {
  readonly kernel: Extents;
  readonly stride: Extents;
  readonly pad: Extents;
  readonly after?: Extents;
  readonly extra: Extents;
  readonly dilation: Extents;
}

type TransposedWindows = WindowExtents & Grouped;

/** Layers that slide weights over images. */
export const windowForms: Readonly<Record<string, OnnxForm>> = {
  conv(step: OutStep<WindowArguments & Grouped>) {
    const { g, args, shapes: [shape] } = step;
    const windows = windowsOf(imageWindows("conv", shape, args), true);
    return {
      first: g.node("Conv", operands(step), {
        ...attributesOf(windows),
        group: int(args.groups),
      }),
    };
  },
  conv_transpose(step: OutStep<TransposedWindows>) {
    const { g, args, shapes: [shape] } = step;
    const axes = shape.length - 1;
    const of = (name: keyof WindowExtents) =>
      extentsOf("conv_transpose", name, args[name] ?? args.pad, axes);
    const [before, after] = [of("pad"), of("after")];
    return {
      first: g.node("ConvTranspose", operands(step), {
        kernel_shape: ints(of("kernel")),
        strides: ints(of("stride")),
        dilations: ints(of("dilation")),
        pads: ints([...before, ...after]),
        output_padding: ints(of("extra")),
        group: int(args.groups),
      }),
    };
  },
  unfold(step: OutStep<WindowArguments & Ordered>) {
    const { g, args, shapes: [shape], image } = step;
    const windows = windowsOf(imageWindows("unfold", shape, args), true);
    const channels = shape[shape.length - 1];
    const { kernel } = windows;
    const taps = elementCount(kernel);
    const weight = g.floats(copies(kernel, channels), [
      channels * taps,
      1,
      ...kernel,
    ]);
    const y = g.node("Conv", [image(), weight], {
      ...attributesOf(windows),
      group: int(channels),
    });
    if (args.order !== "blocks" || taps === 1 || channels === 1) {
      return { first: y };
    }
    const order = g.ints(blockOrder(taps, channels, false));
    return { first: g.node("Gather", [y, order], { axis: int(1) }) };
  },
  fold(step: OutStep<WindowArguments & Ordered>) {
    const { g, args, output, image } = step;
    const windows = windowsOf(imageWindows("fold", output, args), true);
    const channels = output[output.length - 1];
    const { kernel, out, size, stride, dilation, before } = windows;
    const taps = elementCount(kernel);
    let x = image();
    if (args.order === "blocks" && taps > 1 && channels > 1) {
      const order = g.ints(blockOrder(taps, channels, true));
      x = g.node("Gather", [x, order], { axis: int(1) });
    }
    const weight = g.floats(copies(kernel, channels), [
      channels * taps,
      1,
      ...kernel,
    ]);
    // How far windows reach, and what is left behind them.
    const ends = out.map((count, i) =>
      (count - 1) * stride[i] + (kernel[i] - 1) * dilation[i] + 1 - before[i] -
      size[i]
    );
    const y = g.node("ConvTranspose", [x, weight], {
      kernel_shape: ints(kernel),
      strides: ints(stride),
      dilations: ints(dilation),
      pads: ints([...before, ...ends.map((end) => Math.max(end, 0))]),
      group: int(channels),
    });
    const missing = ends.map((end) => Math.max(-end, 0));
    if (missing.every((each) => each === 0)) return { first: y };
    const none = missing.map(() => 0);
    return {
      first: g.node("Pad", [y, g.ints([0, 0, ...none, 0, 0, ...missing])]),
    };
  },
};
