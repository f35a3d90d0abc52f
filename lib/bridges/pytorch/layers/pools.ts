/**
 * Pools, in PyTorch, which has the channels first.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
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
import { extentsWord, paddedFirst, torchWindows } from "./windows.ts";

function maxpool(step: TorchStep): TorchLines {
  const { args } = step;
  const windows = torchWindows(step);
  const { axes, kernel, stride, dilation } = windows;
  if (args.returns !== "values") return { problem: say("places") };
  const { x, pad } = paddedFirst(
    withChannelsFirst(step.x),
    windows,
    "-math.inf",
  );
  if (pad.some((each, i) => 2 * each > kernel[i])) {
    return { problem: say("windows beyond the edge") };
  }
  return {
    value: withChannelsLast(call(
      `F.max_pool${axes}d`,
      x,
      pyExtents(kernel),
      pyExtents(stride),
      pad.some(Boolean) && `padding=${pyExtents(pad)}`,
      extentsWord("dilation", dilation, 1),
      args.ceil === "yes" && "ceil_mode=True",
    )),
  };
}

function avgpool(step: TorchStep): TorchLines {
  const { args, shapes: [shape] } = step;
  const windows = torchWindows(step);
  const { axes, kernel, stride, dilation } = windows;
  const isInside = args.count === "inside";
  const { x, pad } = paddedFirst(withChannelsFirst(step.x), windows);
  const isPadded = x !== withChannelsFirst(step.x);
  if (dilation.some((each) => each !== 1)) {
    if (isInside || args.ceil === "yes") return { problem: say("gaps") };
    // A mean with gaps is a convolution with equal weights.
    const size = kernel.reduce((n, k) => n * k, 1);
    const channels = Number(shape.at(-1));
    return {
      value: withChannelsLast(call(
        `F.conv${axes}d`,
        x,
        `${step.x}.new_full(${tuple([channels, 1, ...kernel])}, 1 / ${size})`,
        `stride=${pyExtents(stride)}`,
        extentsWord("padding", pad, 0),
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
    value: withChannelsLast(call(
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
    withChannelsLast(
      `F.${name}${shape.length - 1}d(${withChannelsFirst(x)}, ${py(size)})`,
    )
  );

export const pools: Lowerings = {
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
  unpool: () => ({ problem: say("places") }),
};
