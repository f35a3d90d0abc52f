import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import type { Shape } from "../../base/shape.ts";
import type { Extents } from "../../definition/kinds.ts";
import type { Triple, WindowGeometry } from "../../kernels/contract/windows.ts";

/** The windows that a layer slides over the axes before the channels: a number for all axes, or one for each. */
export interface WindowArguments {
  readonly kernel: Extents;
  readonly stride: Extents;
  /** Zeros before each axis; `same` for as many on both sides as make the output as long as the input over the stride. */
  readonly pad: Extents<"same">;
  /** Zeros behind each axis. Default: as many as before. */
  readonly after?: Extents | undefined;
  readonly dilation: Extents;
  /** Whether a last window may reach over what there is. Default: no. */
  readonly ceil?: "no" | "yes";
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
 * @throws {ShapeError} if it does not have two to four axes, an argument does not
 * have one number for each, or no window fits.
 */
export function imageWindows(
  layer: string,
  shape: Shape,
  args: WindowArguments,
): ImageWindows {
  const images = requireImage(layer, shape);
  const axes = images.length;
  const of = (name: "kernel" | "stride" | "pad" | "after" | "dilation") =>
    extentsOf(layer, name, args[name] ?? args.pad, axes);
  const [kernel, stride] = [of("kernel"), of("stride")];
  const dilation = of("dilation");
  if (args.pad === "same" && args.after !== undefined) {
    throw new ShapeError({
      layer,
      rule: say(
        "`after` goes with a number of zeros before, not with `pad=same`",
      ),
      found: say("found after {after}", { after: `${args.after}` }),
      argument: { name: "after" },
    });
  }
  const pads = images.map((length, i) =>
    args.pad === "same"
      ? samePad(length, kernel[i], stride[i], dilation[i])
      : [of("pad")[i], of("after")[i]]
  );
  const sizes = images.map((length, i) =>
    windowCount(layer, {
      length,
      kernel: kernel[i],
      stride: stride[i],
      dilation: dilation[i],
      pads: pads[i],
      isCeil: args.ceil === "yes",
    })
  );
  const channels = shape[axes];
  return {
    geometry: {
      size: triple(images, 1),
      channels,
      start: 0,
      count: channels,
      out: triple(sizes, 1),
      kernel: triple(kernel, 1),
      stride: triple(stride, 1),
      dilation: triple(dilation, 1),
      pad: triple(pads.map(([before]) => before), 0),
      after: triple(pads.map(([, after]) => after), 0),
    },
    sizes,
    kernel,
  };
}

/** The sizes of a series, an image or a volume, without its channels. */
export function requireImage(layer: string, shape: Shape): readonly number[] {
  if (shape.length >= 2 && shape.length <= 4) return shape.slice(0, -1);
  throw new ShapeError({
    layer,
    rule: say(
      "its input must be length×channels, height×width×channels or depth×height×width×channels",
    ),
    found: shape,
    ...shape.length === 1
      ? {
        first: `reshape(${shape[0]},1)`,
        wayOut: say(
          "`reshape({count},1)` before it makes {count} positions of one channel",
          { count: shape[0] },
        ),
      }
      : shape.length === 0
      ? { first: "reshape(1,1)" }
      : {},
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
      ? say(
        "{name} must be one number, as its input has one axis before the channels",
        { name },
      )
      : say(
        "{name} must be one number or {axes}, as its input has {axes} axes before the channels",
        { name, axes },
      ),
    found: say("found {found}", { found: given }),
    argument: { name, instead: typeof extents === "string" ? 1 : extents[0] },
    wayOut: axes === 1
      ? say("write one number")
      : say("write one number, or a list of {count}", { count: axes }),
  });
}

/** Three numbers from one to three: an image has one plane, and a series is an image of one column, so that a slice of its rows can be short. */
export function triple(values: readonly number[], one: number): Triple {
  const [a, b, c] = values;
  return values.length === 1
    ? [one, a, one]
    : values.length === 2
    ? [one, a, b]
    : [a, b, c];
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

/** Windows along one axis. */
interface AxisWindows {
  readonly length: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly pads: readonly number[];
  readonly isCeil: boolean;
}

/** `(length + before + behind − seen) / stride + 1`, rounded down, or up where that window still begins before the zeros behind. */
function windowCount(
  layer: string,
  { length, kernel, stride, dilation, pads, isCeil }: AxisWindows,
): number {
  const [before, behind] = pads;
  const seen = (kernel - 1) * dilation + 1;
  const steps = (length + before + behind - seen) / stride;
  const isUp = isCeil && Math.ceil(steps) * stride < length + before;
  const count = (isUp ? Math.ceil(steps) : Math.floor(steps)) + 1;
  const zeros = before === behind ? `2·${before}` : `${before} + ${behind}`;
  const wide = dilation === 1 ? seen : `((${kernel} − 1)·${dilation} + 1)`;
  const sum = `(${length} + ${zeros} − ${wide}) / ${stride} + 1 = ${count}`;
  if (count < 1) {
    throw new ShapeError({
      layer,
      rule: say("its kernel must fit into what it slides over"),
      found: sum,
      argument: {
        name: "kernel",
        instead: Math.floor((length + before + behind - 1) / dilation) + 1,
      },
    });
  }
  return count;
}

/** PyTorch's order of the axes of a weight `first × kernel axes × last`: the kernel comes last. */
export function channelsSecond(kernelAxes: number): number[] {
  const kernel = Array.from({ length: kernelAxes }, (_, axis) => axis + 1);
  return [0, kernelAxes + 1, ...kernel];
}
