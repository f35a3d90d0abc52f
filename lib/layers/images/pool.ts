import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import type { SpecsFor, ValuesOf } from "../../definition/arguments.ts";
import {
  choice,
  type Extents,
  extents,
  extentsOr,
} from "../../definition/kinds.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder, secondOrder } from "../../layer/second_order.ts";
import {
  type ImageWindows,
  imageWindows,
  requireImage,
} from "./image_windows.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** What pooling takes by name. */
export interface PoolOptions {
  /** How far apart windows are. Default: the kernel, so that they do not overlap. */
  readonly stride?: Extents<"kernel">;
  /** How far windows reach over each side. Default: 0. */
  readonly pad?: Extents<"same">;
}

const poolOptions = {
  stride: extentsOr(["kernel"], "how far apart windows are", {
    default: "kernel",
    named: true,
  }),
  pad: extentsOr(
    ["same"],
    "how far windows reach over each side; `same` keeps the size at stride 1",
    { default: 0, least: 0, named: true },
  ),
} satisfies SpecsFor<PoolOptions>;

const poolArguments = {
  kernel: extents("how many positions a window sees along each axis"),
  ...poolOptions,
};

const examples = [
  { arguments: [2], inputs: [[4, 6, 3]] },
  { arguments: [[3, 2], { stride: [2, 1] }], inputs: [[5, 4, 1]] },
  { arguments: [3, { stride: 2, pad: 1 }], inputs: [[5, 6, 2]] },
  { arguments: [2, { pad: "same", stride: 1 }], inputs: [[5, 5]] },
  { arguments: [3], inputs: [[7, 2]] },
  { arguments: [1], inputs: [[1, 1, 1]] },
];

type PoolValues = ValuesOf<typeof poolArguments>;

function poolWindows(
  layer: string,
  shape: Shape,
  { kernel, stride, pad }: PoolValues,
): ImageWindows {
  const own = typeof stride === "string" ? kernel : stride;
  return imageWindows(layer, shape, { kernel, stride: own, pad, dilation: 1 });
}

/** Each number of the output looks at a whole window. */
const cost = (layer: string, values: PoolValues) => (shape: Shape) => {
  const { sizes, geometry } = poolWindows(layer, shape, values);
  const [height, width] = geometry.kernel;
  const outputs = elementCount([...sizes, ...shape.slice(-1)]);
  return { work: outputs * height * width, numbers: 0 };
};

const outputShape = (layer: string, values: PoolValues) => (shape: Shape) => [
  ...poolWindows(layer, shape, values).sizes,
  ...shape.slice(-1),
];

/**
 * The largest number of each window, channel by channel (Zhou and Chellappa,
 * "Computation of optical flow using a neural network", 1988). The gradient goes
 * to the first of the largest; positions beyond the edge do not take part. With
 * `(n + 2·pad − kernel) / stride + 1` windows along an axis, rounded down, what
 * no window reaches at the end of it is left out.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(4,1) -> maxpool(2)`.bind();
 * net.x.set([1, 3, 2, 0]);
 * net.dy.set([10, 20]);
 * net.forward();
 * net.backward();
 * assertEquals([...net.y], [3, 2]);
 * assertEquals([...net.dx], [0, 10, 20, 0]);
 * ```
 */
export const maxpool: LayerType<
  readonly [kernel: Extents, options?: PoolOptions]
> = defineLayer({
  name: "maxpool",
  summary: "the largest number of each window",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy to the largest" },
  arguments: poolArguments,
  examples,
  create: (values) => ({
    outputShape: outputShape("maxpool", values),
    cost: cost("maxpool", values),
    bind(site) {
      const { geometry } = poolWindows("maxpool", site.inputShapes[0], values);
      const { x, dx, y, dy, batch, kernels, scratch } = site;
      const winner = scratch(y.length);
      const windows = kernels.windows(geometry);
      return {
        forward: () => windows.maxPool(y, winner, x, batch),
        backward() {
          if (dx.length > 0) windows.maxPoolBackward(dx, winner, dy, batch);
        },
        choices: (note, outputs) => noteWinners(site, geometry, note, outputs),
        // While the same numbers win.
        ...secondOrder(site, ({ inputs: [direction], output }) => ({
          tangent() {
            for (let i = 0; i < output.length; i++) {
              output[i] = direction[placesOf(geometry, i)(winner[i]) ?? 0];
            }
          },
        })),
      };
    },
  }),
});

/** Notes which number of a window is the largest, and how many are. */
function noteWinners(
  { x, y }: Site,
  geometry: ImageWindows["geometry"],
  note: (choice: number) => void,
  { start, count, stride }: EntrySpan,
): void {
  const taps = geometry.kernel[0] * geometry.kernel[1];
  for (let n = 0, i = start; n < count; n++, i += stride) {
    const placeOf = placesOf(geometry, i);
    let largest = 0;
    for (let tap = 0; tap < taps; tap++) {
      const at = placeOf(tap);
      // Each of the largest adds to the choice, so a tie is a choice of its own.
      if (at !== undefined && x[at] === y[i]) largest = largest * 31 + tap + 1;
    }
    note(largest);
  }
}

/** For a number of the output: where each position of its window lies in the input, undefined beyond the edge. */
function placesOf(
  geometry: ImageWindows["geometry"],
  entry: number,
): (tap: number) => number | undefined {
  const { height, width, channels, outHeight, outWidth } = geometry;
  const { kernel, stride, pad } = geometry;
  const channel = entry % channels;
  const window = Math.floor(entry / channels);
  const row = Math.floor(window / outWidth);
  const image = Math.floor(row / outHeight);
  const top = (row % outHeight) * stride[0] - pad[0];
  const left = (window % outWidth) * stride[1] - pad[1];
  return (tap) => {
    const h = top + Math.floor(tap / kernel[1]);
    const w = left + tap % kernel[1];
    if (h < 0 || h >= height || w < 0 || w >= width) return;
    return ((image * height + h) * width + w) * channels + channel;
  };
}

/** What `avgpool` takes by name. */
export interface AvgpoolOptions extends PoolOptions {
  /** Whether the mean of a window over the edge counts `all` its positions, as zeros beyond the edge, or those `inside`. Default: `all`. */
  readonly count?: "all" | "inside";
}

/**
 * The mean of each window, channel by channel (LeCun et al., "Handwritten digit
 * recognition with a back-propagation network", 1990). A window over the edge is
 * divided by all its positions, as in PyTorch; with `count=inside`, as in Keras,
 * by those inside.
 */
export const avgpool: LayerType<
  readonly [kernel: Extents, options?: AvgpoolOptions]
> = defineLayer({
  name: "avgpool",
  summary: "the mean of each window",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy / (positions of the window), summed" },
  arguments: {
    ...poolArguments,
    ...{
      ...poolOptions,
      count: choice(
        "by what a window over the edge is divided",
        ["all", "inside"],
        "all",
      ),
    } satisfies SpecsFor<AvgpoolOptions>,
  },
  examples: [
    ...examples,
    { arguments: [3, { pad: 1, count: "inside" }], inputs: [[4, 5, 2]] },
  ],
  create: (values) => ({
    outputShape: outputShape("avgpool", values),
    cost: cost("avgpool", values),
    bind(site) {
      const { geometry } = poolWindows("avgpool", site.inputShapes[0], values);
      return meanPass(site, geometry, values.count === "all");
    },
  }),
});

/** The mean over all positions, channel by channel: Lin, Chen and Yan, "Network in network", 2014, §3.2. */
export const global_avgpool: LayerType<readonly []> = defineLayer({
  name: "global_avgpool",
  summary: "the mean over all positions, for each channel",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy / positions" },
  examples: [
    { arguments: [], inputs: [[3, 4, 2]] },
    { arguments: [], inputs: [[5, 3]] },
    { arguments: [], inputs: [[1, 1, 1]] },
  ],
  outputShape(shape) {
    const images = requireImage("global_avgpool", shape);
    if (images.some((size) => size === 0)) {
      throw new ShapeError({
        layer: "global_avgpool",
        rule: "its input must have positions",
        found: `found ${images.join(" · ")} = 0`,
      });
    }
    return shape.slice(-1);
  },
  bind(site) {
    const [shape] = site.inputShapes;
    const kernel = requireImage("global_avgpool", shape);
    const { geometry } = imageWindows("global_avgpool", shape, {
      kernel,
      stride: 1,
      pad: 0,
      dilation: 1,
    });
    return meanPass(site, geometry, true);
  },
});

function meanPass(
  site: Site,
  geometry: ImageWindows["geometry"],
  isWhole: boolean,
): Pass {
  const { x, dx, y, dy, batch, kernels } = site;
  const windows = kernels.windows(geometry);
  return {
    forward: () => windows.meanPool(y, x, batch, isWhole),
    backward() {
      if (dx.length > 0) windows.meanPoolBackward(dx, dy, batch, isWhole);
    },
    ...linearOrder(site, (own) => meanPass(own, geometry, isWhole)),
  };
}
