import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import type { Values } from "../../base/values.ts";
import type { SpecsFor, ValuesOf } from "../../definition/arguments.ts";
import {
  choice,
  type Extents,
  extents,
  optionalExtents,
} from "../../definition/kinds.ts";
import type { Kernels } from "../../kernels/contract/kernels.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reachOfInputsAndZero } from "../../layer/reach.ts";
import { linearOrder } from "../../layer/second_order.ts";
import { extentsOf, imageWindows, requireImage } from "./image_windows.ts";

/** What `unfold` and `fold` take by name. */
export interface UnfoldOptions {
  /** How far apart windows are. Default: 1. */
  readonly stride?: Extents;
  /** Zeros on every side, or before where `after` is given. Default: 0. */
  readonly pad?: Extents;
  /** Zeros behind. Default: as many as before. */
  readonly after?: Extents;
  /** How far apart the positions of a window are. Default: 1. */
  readonly dilation?: Extents;
  /** In what order a window's numbers stand: for each channel its positions, `channels`, or for each position its channels, `blocks`. Default: `channels`. */
  readonly order?: "channels" | "blocks";
}

const windowArguments = {
  kernel: extents("how many positions a window sees along each axis"),
  ...{
    stride: extents("how far apart windows are", { default: 1, named: true }),
    pad: extents("zeros on every side", { default: 0, least: 0, named: true }),
    after: optionalExtents("zeros behind, by default as many as before", true),
    dilation: extents("how far apart the positions of a window are", {
      default: 1,
      named: true,
    }),
    order: choice(
      "which come first among a window's numbers",
      ["channels", "blocks"],
      "channels",
    ),
  } satisfies SpecsFor<UnfoldOptions>,
};

type WindowValues = ValuesOf<typeof windowArguments>;

/** What the windows see, and back to where they saw it. */
interface Folding {
  /** `to` is what the windows of all images of `from` see. */
  unfold(to: Values, from: Values): void;
  /** Each number of `to` is the sum of what windows that see it have in `from`. */
  fold(to: Values, from: Values): void;
}

function foldingOf(
  { batch, scratch }: Site,
  kernels: Kernels,
  geometry: WindowGeometry,
  isChannelsFirst: boolean,
): Folding {
  const { out, kernel, channels } = geometry;
  const rows = batch * out[0] * out[1];
  const taps = kernel[0] * kernel[1] * kernel[2];
  const windows = kernels.windows(geometry);
  const isTurned = isChannelsFirst && taps > 1 && channels > 1;
  const patches = scratch(isTurned ? rows * out[2] * taps * channels : 0);
  return {
    unfold(to, from) {
      windows.patches(isTurned ? patches : to, from, 0, rows);
      if (isTurned) turn(to, patches, taps, channels);
    },
    fold(to, from) {
      to.fill(0);
      if (isTurned) turn(patches, from, channels, taps);
      windows.addPatches(to, isTurned ? patches : from, 0, rows);
    },
  };
}

/** Each matrix of `from`, `rows × columns`, turned. */
function turn(to: Values, from: Values, rows: number, columns: number): void {
  const size = rows * columns;
  for (let start = 0; start < from.length; start += size) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        to[start + column * rows + row] = from[start + row * columns + column];
      }
    }
  }
}

/**
 * What each window sees, as the channels of its position: the windows of `conv`
 * without their products, im2col (Chellapilla, Puri and Simard, "High performance
 * convolutional neural networks for document processing", 2006). Backward adds it
 * to where it was seen, as `fold` does.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3,1) -> unfold(2)`.bind();
 * net.x.set([1, 2, 3]);
 * net.forward();
 * assertEquals([...net.y], [1, 2, 2, 3]);
 * ```
 */
export const unfold: LayerType<
  readonly [kernel: Extents, options?: UnfoldOptions]
> = defineLayer({
  name: "unfold",
  summary: "what each window sees, as the channels of its position",
  traits: { reach: reachOfInputsAndZero },
  gradients: { x: "dy, added to what each window saw" },
  arguments: windowArguments,
  examples: [
    { arguments: [2], inputs: [[3, 4, 2]] },
    {
      arguments: [3, { stride: 2, pad: 1, order: "blocks" }],
      inputs: [[5, 2]],
    },
    {
      arguments: [[1, 2], { dilation: 2, after: [0, 1] }],
      inputs: [[2, 3, 1]],
    },
    { arguments: [2], inputs: [[2, 3, 2, 1]] },
  ],
  create(values) {
    const windowsOf = (shape: Shape) => imageWindows("unfold", shape, values);
    return {
      outputShape(shape) {
        const { sizes, kernel } = windowsOf(shape);
        return [...sizes, kernel.reduce((n, k) => n * k, shape.at(-1) ?? 1)];
      },
      bind: function bind(site: Site): Pass {
        const { x, dx, y, dy, kernels } = site;
        const { geometry } = windowsOf(site.inputShapes[0]);
        const isFirst = values.order === "channels";
        const { unfold, fold } = foldingOf(site, kernels, geometry, isFirst);
        return {
          forward: () => unfold(y, x),
          backward() {
            if (dx.length > 0) fold(dx, dy);
          },
          ...linearOrder(site, bind),
        };
      },
    };
  },
});

/**
 * The sum of what windows have at each position that they see, col2im: what
 * `unfold` does backward. `size` is the number of positions along each axis of the
 * output, whose windows the input has one by one.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,2) -> fold(3,2)`.bind();
 * net.x.set([1, 2, 10, 20]);
 * net.forward();
 * assertEquals([...net.y], [1, 12, 20]);
 * ```
 */
export const fold: LayerType<
  readonly [size: Extents, kernel: Extents, options?: UnfoldOptions]
> = defineLayer({
  name: "fold",
  summary: "the sum of what windows have at each position that they see",
  gradients: { x: "what each window sees of dy" },
  arguments: {
    size: extents("how many positions there will be along each axis"),
    ...windowArguments,
  },
  examples: [
    { arguments: [[3, 4], 2], inputs: [[2, 3, 8]] },
    {
      arguments: [5, 3, { stride: 2, pad: 1, order: "blocks" }],
      inputs: [[3, 6]],
    },
    { arguments: [[2, 3, 2], 2], inputs: [[1, 2, 1, 8]] },
  ],
  create(values) {
    return {
      outputShape: (shape) => foldedShape(shape, values.size, values),
      bind: function bind(site: Site): Pass {
        const { x, dx, y, dy, kernels } = site;
        const { geometry } = imageWindows("fold", site.outputShape, values);
        const isFirst = values.order === "channels";
        const { unfold, fold } = foldingOf(site, kernels, geometry, isFirst);
        return {
          forward: () => fold(y, x),
          backward() {
            if (dx.length > 0) unfold(dx, dy);
          },
          ...linearOrder(site, bind),
        };
      },
    };
  },
});

/** The output's shape. @throws {ShapeError} if its windows are not those of the input. */
function foldedShape(shape: Shape, size: Extents, values: WindowValues): Shape {
  const images = requireImage("fold", shape);
  const sizes = extentsOf("fold", "size", size, images.length);
  const { sizes: windows, kernel } = imageWindows(
    "fold",
    [...sizes, 1],
    values,
  );
  if (windows.some((count, axis) => count !== images[axis])) {
    throw new ShapeError({
      layer: "fold",
      rule: say(
        "an output of {sizes} has {windows} windows, and so must its input",
        { sizes: formatShape(sizes), windows: formatShape(windows) },
      ),
      found: say("found {found}", { found: formatShape(images) }),
      wayOut: say("`unfold` with the same windows gives such an input"),
    });
  }
  const taps = kernel.reduce((n, k) => n * k, 1);
  const channels = shape[images.length] / taps;
  if (Number.isInteger(channels)) return [...sizes, channels];
  throw new ShapeError({
    layer: "fold",
    rule: say("its channels must be divisible by {factors}", {
      factors: kernel.join("·"),
    }),
    found: say("found {count} channels", { count: shape[images.length] }),
    wayOut: say("`conv(1,{count})` before it gives {count}", {
      count: Math.ceil(channels) * taps,
    }),
  });
}
