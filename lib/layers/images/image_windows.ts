import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type { Extents } from "../../definition/kinds.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";

/** The windows that a layer slides over height × width × channels or length × channels: a number for all axes, or one for each. */
export interface WindowArguments {
  readonly kernel: Extents;
  readonly stride: Extents;
  /** Zeros before and behind each axis; `same` for as many as make the output as long as the input over the stride. */
  readonly pad: Extents<"same">;
  readonly dilation: Extents;
}

/** The windows over one input. */
export interface ImageWindows {
  /** For the kernels: all channels at once. */
  readonly geometry: WindowGeometry;
  /** How many windows there are along each axis of the input. */
  readonly sizes: readonly number[];
  /** How many positions a window sees along each. */
  readonly kernel: readonly number[];
}

/**
 * Fits windows to an input.
 *
 * @throws {ShapeError} if it does not have two or three axes, an argument does not
 * have one number for each, or no window fits.
 */
export function imageWindows(
  layer: string,
  shape: Shape,
  args: WindowArguments,
): ImageWindows {
  const images = requireImage(layer, shape);
  const axes = images.length;
  const of = (name: keyof WindowArguments) =>
    extentsOf(layer, name, args[name], axes);
  const [kernel, stride] = [of("kernel"), of("stride")];
  const dilation = of("dilation");
  const pads = images.map((length, i) =>
    args.pad === "same"
      ? samePad(length, kernel[i], stride[i], dilation[i])
      : [of("pad")[i], of("pad")[i]]
  );
  const sizes = images.map((length, i) =>
    windowCount(layer, length, kernel[i], stride[i], dilation[i], pads[i])
  );
  const [height, width] = pair(images, 1);
  const [outHeight, outWidth] = pair(sizes, 1);
  const channels = shape[axes];
  return {
    geometry: {
      height,
      width,
      channels,
      start: 0,
      count: channels,
      outHeight,
      outWidth,
      kernel: pair(kernel, 1),
      stride: pair(stride, 1),
      dilation: pair(dilation, 1),
      pad: pair(pads.map(([before]) => before), 0),
    },
    sizes,
    kernel,
  };
}

/** The sizes of an image or a series, without its channels. */
export function requireImage(layer: string, shape: Shape): readonly number[] {
  if (shape.length === 2 || shape.length === 3) return shape.slice(0, -1);
  throw new ShapeError({
    layer,
    rule: "its input must be height×width×channels or length×channels",
    found: shape,
  });
}

/** One number for each axis. */
export function extentsOf(
  layer: string,
  name: string,
  extents: Extents<string>,
  axes: number,
): readonly number[] {
  if (typeof extents === "number") return Array<number>(axes).fill(extents);
  if (typeof extents !== "string" && extents.length === axes) return extents;
  const given = typeof extents === "string" ? extents : `[${extents.join()}]`;
  throw new ShapeError({
    layer,
    rule: axes === 1
      ? `${name} must be one number, as its input has one axis before the channels`
      : `${name} must be one number or ${axes}, as its input has ${axes} axes before the channels`,
    found: `found ${given}`,
  });
}

/** Two numbers from one or two: a series is an image of one column, so that a slice of its rows can be short. */
export function pair(
  values: readonly number[],
  one: number,
): readonly [number, number] {
  return values.length === 1 ? [values[0], one] : [values[0], values[1]];
}

/** Half the zeros before, the rest behind. */
function samePad(
  length: number,
  kernel: number,
  stride: number,
  dilation: number,
): readonly [number, number] {
  const count = Math.ceil(length / stride);
  const seen = (count - 1) * stride + (kernel - 1) * dilation + 1;
  const zeros = Math.max(seen - length, 0);
  const before = Math.floor(zeros / 2);
  return [before, zeros - before];
}

/** `(length + before + behind − seen) / stride + 1`, rounded down. */
function windowCount(
  layer: string,
  length: number,
  kernel: number,
  stride: number,
  dilation: number,
  [before, behind]: readonly number[],
): number {
  const seen = (kernel - 1) * dilation + 1;
  const count = Math.floor((length + before + behind - seen) / stride) + 1;
  const pads = before === behind ? `2·${before}` : `${before} + ${behind}`;
  const wide = dilation === 1 ? seen : `((${kernel} − 1)·${dilation} + 1)`;
  const sum = `(${length} + ${pads} − ${wide}) / ${stride} + 1 = ${count}`;
  if (count < 1) {
    throw new ShapeError({
      layer,
      rule: "its kernel must fit into what it slides over",
      found: sum,
    });
  }
  if (Math.max(before, behind) >= seen) {
    throw new ShapeError({
      layer,
      rule: "its kernel must be larger than the zeros on one side",
      found: `a window of ${seen} would see only zeros with pad ${
        Math.max(before, behind)
      }`,
    });
  }
  return count;
}

/** PyTorch's order of the axes of a weight `first × kernel axes × last`: the kernel comes last. */
export function channelsSecond(kernelAxes: number): number[] {
  const kernel = Array.from({ length: kernelAxes }, (_, axis) => axis + 1);
  return [0, kernelAxes + 1, ...kernel];
}
