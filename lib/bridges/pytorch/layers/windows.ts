/**
 * The windows of images, series and volumes, in PyTorch.
 *
 * @module
 */

import { call, pyExtents, type TorchStep, tuple } from "./lines.ts";

/** The windows of a step along each axis before the channels. */
export interface TorchWindows {
  readonly axes: number;
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The windows of a step, with the zeros that it needs at the edges. */
export function torchWindows(
  { args, shapes: [shape], output }: TorchStep,
): TorchWindows {
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
export function paddedFirst(
  x: string,
  { before, after }: TorchWindows,
  fill?: string,
) {
  if (before.every((each, i) => each === after[i])) {
    return { x, pad: before };
  }
  const sides = before.map((each, i) => [each, after[i]]).reverse().flat();
  const words = [x, tuple(sides), fill && `value=${fill}`];
  return { x: call("F.pad", ...words), pad: before.map(() => 0) };
}

/** A word of a call, unless all numbers are PyTorch's. */
export const extentsWord = (
  name: string,
  numbers: readonly number[],
  usual: number,
) => numbers.some((each) => each !== usual) && `${name}=${pyExtents(numbers)}`;
