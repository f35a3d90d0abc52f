/**
 * Layers that move numbers about, in PyTorch.
 *
 * @module
 */

import { say } from "../../../../words/say.ts";
import {
  call,
  expression,
  type Lowerings,
  py,
  torchAxis,
  type TorchLowering,
  tuple,
} from "./lines.ts";

/** What goes on as it came. */
export const asItCame: TorchLowering = expression(({ x }) => x);

const joined = (name: string, usual: number): TorchLowering =>
  expression(({ inputs, args: { axis } }) =>
    `torch.${name}([${inputs.join(", ")}], ${py(torchAxis(axis, usual))})`
  );

/** The entries of one axis. */
function entries(
  x: string,
  axis: number,
  axes: number,
  range: string,
): string {
  if (axis < 0) {
    return axis === -1
      ? `${x}[..., ${range}]`
      : `${x}[..., ${range}${", :".repeat(-axis - 1)}]`;
  }
  return axis === axes
    ? `${x}[..., ${range}]`
    : `${x}[${":, ".repeat(axis)}${range}]`;
}

/** One number for each axis of what comes in; one alone is of the last axis but that of the channels. */
function ofAxes(given: unknown, axes: number): number[] {
  if (Array.isArray(given)) return given.map(Number);
  const all = Array.from({ length: axes }, () => Number(given));
  if (axes > 1) all[axes - 1] = 0;
  return all;
}

export const shapes: Lowerings = {
  id: asItCame,
  flatten: expression(({ x, shapes: [shape] }) =>
    shape.length === 1
      ? x
      : shape.length === 0
      ? `${x}[:, None]`
      : `${x}.flatten(1)`
  ),
  reshape: expression(({ x, output }) =>
    call(`${x}.reshape`, `len(${x})`, ...output.map(py))
  ),
  permute: expression(({ x, args: { axes } }) =>
    call(
      `${x}.permute`,
      "0",
      ...[axes].flat().map((axis) => py(torchAxis(axis))),
    )
  ),
  transpose: expression(({ x }) => `${x}.transpose(-1, -2)`),
  diagonal: expression(({ x }) => `torch.diagonal(${x}, dim1=-2, dim2=-1)`),
  expand: expression(({ x, shapes: [shape], output }) =>
    call(
      `${
        shape.length < output.length
          ? `${x}[:${", None".repeat(output.length - shape.length)}]`
          : x
      }.expand`,
      "-1",
      ...output.map(py),
    )
  ),
  flip: expression(({ x, args: { axis }, shapes: [shape] }) =>
    call(
      "torch.flip",
      x,
      tuple(
        axis === undefined
          ? shape.map((_, i) => i + 1)
          : [axis].flat().map((each) => torchAxis(each)),
      ),
    )
  ),
  slice: expression(
    ({ x, args: { from, to, axis, step = 1 }, shapes: [shape] }) => {
      const at = torchAxis(axis);
      const size = Number(step);
      const range = `${py(from)}:${py(to)}`;
      if (size > 0) {
        const every = size === 1 ? range : `${range}:${size}`;
        return entries(x, at, shape.length, every);
      }
      // PyTorch has no backward slices: every so many from the last on, then turned.
      const first = Number(from) + (Number(to) - 1 - Number(from)) % -size;
      return `torch.flip(${
        entries(x, at, shape.length, `${first}:${py(to)}:${-size}`)
      }, (${py(at)},))`;
    },
  ),
  split: expression(({ x, args: { parts, index, axis } }) =>
    `${x}.chunk(${py(parts)}, ${py(torchAxis(axis))})[${py(index)}]`
  ),
  pad: expression(({ x, args, shapes: [shape] }) => {
    const { before, after = before, mode, value } = args;
    const [first, last] = [before, after].map((each) =>
      ofAxes(each, shape.length)
    );
    const sides = [...first.keys()].reverse().flatMap((i) => [
      first[i],
      last[i],
    ]);
    // PyTorch's other modes take certain axes only.
    return mode === "constant"
      ? call(
        "F.pad",
        x,
        tuple(sides),
        value !== 0 && `value=${py(value)}`,
      )
      : `pad(${x}, ${tuple(first.map((each, i) => [each, last[i]]))}, ${
        py(mode)
      })`;
  }),
  tile: expression(({ x, args: { times }, shapes: [shape] }) =>
    call(
      `${x}.repeat`,
      "1",
      ...(Array.isArray(times)
        ? times
        : shape.map((_, i) => i === shape.length - 1 ? times : 1)).map(py),
    )
  ),
  concat: joined("cat", -1),
  stack: joined("stack", 0),
  gather: expression(({ inputs: [x, places], args: { axis }, shapes }) =>
    `gather(${x}, ${places}, ${py(torchAxis(axis, 0))}, ${shapes[1].length})`
  ),
  gather_elements: expression(
    ({ inputs: [x, places], args: { axis }, shapes }) => {
      const at = torchAxis(axis, 0);
      const length = shapes[0].at(at > 0 ? at - 1 : at) ?? 1;
      return `torch.gather(${x}, ${py(at)}, ${places}.long() % ${length})`;
    },
  ),
  gather_nd: () => ({ problem: say("rows of indices") }),
  scatter_elements: () => ({ problem: say("indices of its own") }),
  scatter_nd: () => ({ problem: say("rows of indices") }),
};
