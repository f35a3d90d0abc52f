/**
 * Layers that resize and rearrange images, series and volumes, in PyTorch, which has
 * the channels first.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import type { Extents } from "../../../definition/kinds.ts";
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
  withChannelsFirst,
  withChannelsLast,
} from "./lines.ts";
import { torchWindows } from "./windows.ts";

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
    value: withChannelsLast(call(
      "F.interpolate",
      withChannelsFirst(x),
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
    value: withChannelsLast(call(
      "F.grid_sample",
      withChannelsFirst(x),
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
  const windows = torchWindows({ ...step, shapes: [whole] });
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
      ? withChannelsLast(call(
        "F.fold",
        `${x}.flatten(1, 2).transpose(1, 2)`,
        tuple(output.slice(0, 2)),
        ...words,
      ))
      : call(
        `${
          call("F.unfold", withChannelsFirst(x), ...words)
        }.transpose(1, 2).reshape`,
        `len(${x})`,
        ...output.map(py),
      ),
  };
};

const shuffled = (name: string): TorchLowering => (step) => {
  const { x, args, shapes: [shape] } = step;
  return shape.length !== 3 || args.order !== "channels"
    ? { problem: say("blocks other than those of images") }
    : {
      value: withChannelsLast(
        `F.${name}(${withChannelsFirst(x)}, ${py(args.factor)})`,
      ),
    };
};

const asExtents = (given: unknown) => given as Extents;

export const images: Lowerings = {
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
};
