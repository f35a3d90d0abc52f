/**
 * Convolutions, in PyTorch, which has the channels first.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import {
  call,
  type Lowerings,
  py,
  pyExtents,
  type TorchLines,
  type TorchStep,
  withChannelsFirst,
  withChannelsLast,
} from "./lines.ts";
import { extentsWord, paddedFirst, torchWindows } from "./windows.ts";

function convolution(step: TorchStep): TorchLines {
  const { args, shapes: [shape], self, parameters } = step;
  const windows = torchWindows(step);
  const { x, pad } = paddedFirst(withChannelsFirst(step.x), windows);
  return {
    module: call(
      `nn.Conv${windows.axes}d`,
      py(shape.at(-1)),
      py(args.out),
      pyExtents(windows.kernel),
      extentsWord("stride", windows.stride, 1),
      extentsWord("padding", pad, 0),
      extentsWord("dilation", windows.dilation, 1),
      args.groups !== 1 && `groups=${py(args.groups)}`,
      !parameters.has("bias") && "bias=False",
    ),
    value: withChannelsLast(`${self}(${x})`),
  };
}

function transposed(step: TorchStep): TorchLines {
  const { args, shapes: [shape], self, parameters } = step;
  const windows = torchWindows(step);
  const { axes, before, after, stride } = windows;
  const extra = Array.isArray(args.extra)
    ? args.extra.map(Number)
    : Array<number>(axes).fill(Number(args.extra));
  const isAlike = before.every((each, i) => each === after[i]);
  const fits = extra.every((each, i) =>
    each === 0 || each < Math.max(stride[i], windows.dilation[i])
  );
  if (!fits) return { problem: say("what is added behind") };
  const made = `${self}(${withChannelsFirst(step.x)})`;
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
      extentsWord("stride", stride, 1),
      isAlike && extentsWord("padding", before, 0),
      extentsWord("output_padding", extra, 0),
      extentsWord("dilation", windows.dilation, 1),
      args.groups !== 1 && `groups=${py(args.groups)}`,
      !parameters.has("bias") && "bias=False",
    ),
    value: isAlike
      ? withChannelsLast(made)
      : `${withChannelsLast(made)}[:, ${cut}]`,
  };
}

export const convolutions: Lowerings = {
  conv: convolution,
  conv_transpose: transposed,
};
