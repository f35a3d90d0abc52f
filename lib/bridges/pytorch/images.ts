/**
 * Layers of images, series and volumes, in PyTorch, which has the channels first.
 *
 * @module
 */

import { say } from "../../../words/say.ts";
import type { Extents } from "../../definition/kinds.ts";
import {
  call,
  expression,
  type Lowerings,
  py,
  pyExtents,
  type TorchLines,
  type TorchLowering,
  type TorchStep,
  tuple,
} from "./lines.ts";

/** The windows of a step along each axis before the channels. */
interface Windows {
  readonly axes: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function windowsOf({ args, shapes: [shape], output }: TorchStep): Windows {
  const axes = shape.length - 1;
  const of = (given: unknown) =>
    Array.isArray(given)
      ? given.map(Number)
      : Array<number>(axes).fill(Number(given));
  const kernel = of(args.kernel);
  const stride = args.stride === "kernel" ? kernel : of(args.stride);
  const dilation = of(args.dilation);
  if (args.pad !== "same") {
    const before = of(args.pad);
    const after = args.after === undefined ? before : of(args.after);
    return { axes, kernel, stride, dilation, before, after };
  }
  const zeros = kernel.map((size, i) =>
    Math.max(
      (output[i] - 1) * stride[i] + (size - 1) * dilation[i] + 1 - shape[i],
      0,
    )
  );
  const before = zeros.map((each) => Math.floor(each / 2));
  const after = zeros.map((each, i) => each - before[i]);
  return { axes, kernel, stride, dilation, before, after };
}

/** What is padded first, where PyTorch pads both sides alike, and how much it pads itself. */
function padded(x: string, { before, after }: Windows, fill?: string) {
  if (before.every((each, i) => each === after[i])) {
    return { x, pad: before };
  }
  const sides = before.map((each, i) => [each, after[i]]).reverse().flat();
  const words = [x, tuple(sides), fill && `value=${fill}`];
  return { x: call("F.pad", ...words), pad: before.map(() => 0) };
}

const word = (name: string, numbers: readonly number[], usual: number) =>
  numbers.some((each) => each !== usual) && `${name}=${pyExtents(numbers)}`;

/** Channels from last to first. */
const first = (x: string) => `first(${x})`;
const last = (x: string) => `last(${x})`;

function convolution(step: TorchStep): TorchLines {
  const { args, shapes: [shape], self, parameters } = step;
  const windows = windowsOf(step);
  const { x, pad } = padded(first(step.x), windows);
  return {
    module: call(
      `nn.Conv${windows.axes}d`,
      py(shape.at(-1)),
      py(args.out),
      pyExtents(windows.kernel),
      word("stride", windows.stride, 1),
      word("padding", pad, 0),
      word("dilation", windows.dilation, 1),
      args.groups !== 1 && `groups=${py(args.groups)}`,
      !parameters.has("bias") && "bias=False",
    ),
    value: last(`${self}(${x})`),
  };
}

function transposed(step: TorchStep): TorchLines {
  const { args, shapes: [shape], self, parameters } = step;
  const windows = windowsOf(step);
  const { axes, before, after, stride } = windows;
  const extra = Array.isArray(args.extra)
    ? args.extra.map(Number)
    : Array<number>(axes).fill(Number(args.extra));
  const isAlike = before.every((each, i) => each === after[i]);
  const fits = extra.every((each, i) =>
    each === 0 || each < Math.max(stride[i], windows.dilation[i])
  );
  if (!fits) return { problem: say("what is added behind") };
  const made = `${self}(${first(step.x)})`;
  // What PyTorch does not cut off itself is cut off afterwards.
  const cut = before.map((each, i) =>
    after[i] === 0 ? `${each}:` : `${each}:-${after[i]}`
  ).join(", ");
  return {
    module: call(
      `nn.ConvTranspose${axes}d`,
      py(shape.at(-1)),
      py(args.out),
      pyExtents(windows.kernel),
      word("stride", stride, 1),
      isAlike && word("padding", before, 0),
      word("output_padding", extra, 0),
      word("dilation", windows.dilation, 1),
      args.groups !== 1 && `groups=${py(args.groups)}`,
      !parameters.has("bias") && "bias=False",
    ),
    value: isAlike ? last(made) : `${last(made)}[:, ${cut}]`,
  };
}

function maxpool(step: TorchStep): TorchLines {
  const { args } = step;
  const windows = windowsOf(step);
  const { axes, kernel, stride, dilation } = windows;
  if (args.returns !== "values") return { problem: say("places") };
  const { x, pad } = padded(first(step.x), windows, "-math.inf");
  if (pad.some((each, i) => 2 * each > kernel[i])) {
    return { problem: say("windows beyond the edge") };
  }
  return {
    value: last(call(
      `F.max_pool${axes}d`,
      x,
      pyExtents(kernel),
      pyExtents(stride),
      pad.some(Boolean) && `padding=${pyExtents(pad)}`,
      word("dilation", dilation, 1),
      args.ceil === "yes" && "ceil_mode=True",
    )),
  };
}

function avgpool(step: TorchStep): TorchLines {
  const { args, shapes: [shape] } = step;
  const windows = windowsOf(step);
  const { axes, kernel, stride, dilation } = windows;
  const isInside = args.count === "inside";
  const { x, pad } = padded(first(step.x), windows);
  const isPadded = x !== first(step.x);
  if (dilation.some((each) => each !== 1)) {
    if (isInside || args.ceil === "yes") return { problem: say("gaps") };
    // A mean with gaps is a convolution with equal weights.
    const size = kernel.reduce((n, k) => n * k, 1);
    const channels = Number(shape.at(-1));
    return {
      value: last(call(
        `F.conv${axes}d`,
        x,
        `${step.x}.new_full(${tuple([channels, 1, ...kernel])}, 1 / ${size})`,
        `stride=${pyExtents(stride)}`,
        word("padding", pad, 0),
        `dilation=${pyExtents(dilation)}`,
        `groups=${channels}`,
      )),
    };
  }
  if (isInside && isPadded) return { problem: say("sides that differ") };
  if (pad.some((each, i) => 2 * each > kernel[i])) {
    return { problem: say("windows beyond the edge") };
  }
  return {
    value: last(call(
      `F.avg_pool${axes}d`,
      x,
      pyExtents(kernel),
      pyExtents(stride),
      pad.some(Boolean) && `padding=${pyExtents(pad)}`,
      args.ceil === "yes" && "ceil_mode=True",
      isInside && "count_include_pad=False",
    )),
  };
}

const everywhere = (shape: readonly number[]) =>
  tuple(shape.slice(1).map((_, i) => i + 1));

const adaptive = (name: string): TorchLowering =>
  expression(({ x, args: { size }, shapes: [shape] }) =>
    last(
      `F.${name}${shape.length - 1}d(${first(x)}, ${
        py(Array.isArray(size) ? size : size)
      })`,
    )
  );

const lines = ["", "linear", "bilinear", "trilinear"];

function interpolated(step: TorchStep): TorchLines {
  const { x, args, shapes: [shape], output } = step;
  const { mode, factor, align = "centers", round = "half_up" } = args;
  const axes = shape.length - 1;
  const own = mode === "nearest"
    ? align === "edges" && round === "down"
      ? "nearest"
      : align === "centers" && round === "half_up"
      ? "nearest-exact"
      : undefined
    : align === "edges"
    ? undefined
    : mode === "linear"
    ? lines[axes]
    : axes === 2
    ? "bicubic"
    : undefined;
  const isSmooth = args.antialias === "yes";
  const slope = args.slope ?? -0.75;
  const isOwn = own === undefined ||
    (mode !== "nearest" && (args.outside === "none") !== isSmooth) ||
    (isSmooth && axes !== 2) ||
    (mode === "cubic" && slope !== (isSmooth ? -0.5 : -0.75));
  if (isOwn) return { problem: say("this way of resizing") };
  const scale = Array.isArray(factor)
    ? tuple(factor)
    : factor === undefined
    ? undefined
    : py(factor);
  return {
    value: last(call(
      "F.interpolate",
      first(x),
      scale === undefined
        ? `size=${tuple(output.slice(0, -1))}`
        : `scale_factor=${scale}`,
      `mode="${own}"`,
      align === "corners" && "align_corners=True",
      isSmooth && "antialias=True",
    )),
  };
}

function sampled({ inputs: [x, grid], shapes: [shape], args }: TorchStep) {
  const axes = shape.length - 1;
  const mode = { nearest: "nearest", linear: "bilinear", cubic: "bicubic" }[
    String(args.mode)
  ];
  const outside = { zeros: "zeros", edge: "border", reflect: "reflection" }[
    String(args.outside)
  ];
  if (axes < 2 || (axes === 3 && mode === "bicubic")) {
    return { problem: say("images of {axes} axes", { axes }) };
  }
  return {
    value: last(call(
      "F.grid_sample",
      first(x),
      grid,
      `"${mode}"`,
      `"${outside}"`,
      `align_corners=${py(args.align === "corners")}`,
    )),
  };
}

/** Windows as channels, and back. */
const folding = (isBack: boolean): TorchLowering => (step) => {
  const { x, args, shapes: [shape], output } = step;
  const whole = isBack ? output : shape;
  const windows = windowsOf({ ...step, shapes: [whole] });
  const { axes, before, after, kernel, stride, dilation } = windows;
  const isAlike = before.every((each, i) => each === after[i]);
  if (axes !== 2 || !isAlike || args.order !== "channels") {
    return { problem: say("windows other than those of images") };
  }
  const words = [
    pyExtents(kernel),
    pyExtents(dilation),
    pyExtents(before),
    pyExtents(stride),
  ];
  return {
    value: isBack
      ? last(call(
        "F.fold",
        `${x}.flatten(1, 2).transpose(1, 2)`,
        tuple(output.slice(0, 2)),
        ...words,
      ))
      : call(
        `${call("F.unfold", first(x), ...words)}.transpose(1, 2).reshape`,
        `len(${x})`,
        ...output.map(py),
      ),
  };
};

const shuffled = (name: string): TorchLowering => (step) => {
  const { x, args, shapes: [shape] } = step;
  return shape.length !== 3 || args.order !== "channels"
    ? { problem: say("blocks other than those of images") }
    : { value: last(`F.${name}(${first(x)}, ${py(args.factor)})`) };
};

const asExtents = (given: unknown) => given as Extents;

export const images: Lowerings = {
  conv: convolution,
  conv_transpose: transposed,
  maxpool,
  avgpool,
  global_avgpool: expression(({ x, shapes: [shape] }) =>
    `${x}.mean(${everywhere(shape)})`
  ),
  global_maxpool: expression(({ x, shapes: [shape] }) =>
    `${shape.length > 2 ? `${x}.flatten(1, -2)` : x}.max(1)[0]`
  ),
  adaptive_avgpool: adaptive("adaptive_avg_pool"),
  adaptive_maxpool: adaptive("adaptive_max_pool"),
  upsample: (step) => interpolated(step),
  resize: interpolated,
  grid_sample: sampled,
  affine_grid: ({ x, args: { sizes, align } }) => {
    const all = [asExtents(sizes)].flat();
    return all.length === 1
      ? { problem: say("images of {axes} axes", { axes: 1 }) }
      : {
        value: `F.affine_grid(${x}, (len(${x}), 1, ${
          all.join(", ")
        }), align_corners=${py(align === "corners")})`,
      };
  },
  pixel_shuffle: shuffled("pixel_shuffle"),
  pixel_unshuffle: shuffled("pixel_unshuffle"),
  channel_shuffle: expression(({ x, args: { groups }, shapes: [shape] }) =>
    `${x}.unflatten(-1, (${py(groups)}, ${
      Number(shape.at(-1)) / Number(groups)
    })).transpose(-1, -2).flatten(-2)`
  ),
  unfold: folding(false),
  fold: folding(true),
  unpool: () => ({ problem: say("places") }),
  lrn: expression(({ x, args: { size, alpha, beta, k }, shapes: [shape] }) => {
    const words = [size, alpha, beta, k].map(py).join(", ");
    const made = (x: string) => `F.local_response_norm(${x}, ${words})`;
    return shape.length === 1
      ? `${made(`${x}[..., None]`)}[..., 0]`
      : last(made(first(x)));
  }),
};
