import { elementCount, type Shape } from "../../base/shape.ts";
import { type Extents, extents } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerExample } from "../../layer/layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import {
  shareOf,
  type WindowGeometry,
} from "../../kernels/contract/windows.ts";
import { extentsOf, requireImage, triple } from "./image_windows.ts";
import { maxPass } from "./maxpool.ts";
import { axisShares, resample, resampleCost } from "./resampling.ts";

const poolArguments = {
  size: extents("how many positions there will be along each axis"),
};

const examples: readonly LayerExample[] = [
  { arguments: [2], inputs: [[5, 2]] },
  { arguments: [[2, 3]], inputs: [[5, 4, 2]] },
  { arguments: [3], inputs: [[2, 7, 1]] },
  { arguments: [[1, 2, 1]], inputs: [[2, 3, 2, 1]] },
  { arguments: [2], inputs: [[4, 6, 2]] },
];

/** How many positions each axis of an image will have. */
export function adaptiveSizes(layer: string, shape: Shape, size: Extents) {
  const images = requireImage(layer, shape);
  return extentsOf(layer, "size", size, images.length);
}

function shapeOf(layer: string, shape: Shape, size: Extents): Shape {
  return [...adaptiveSizes(layer, shape, size), ...shape.slice(-1)];
}

/**
 * Means that leave so many positions along each axis, whatever comes in: position
 * `i` of `m` is the mean of those from `i·n/m`, rounded down, to `(i + 1)·n/m`,
 * rounded up, as in PyTorch (He, Zhang, Ren and Sun, "Spatial pyramid pooling in
 * deep convolutional networks", 2014).
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(3,1) -> adaptive_avgpool(2)`.bind();
 * net.x.set([1, 3, 8]);
 * net.forward();
 * assertEquals([...net.y], [2, 5.5]);
 * ```
 */
export const adaptive_avgpool: LayerType<readonly [size: Extents]> =
  defineLayer({
    name: "adaptive_avgpool",
    summary: "means that leave so many positions along each axis",
    traits: { reach: reachOfInputs },
    gradients: { x: "dy / (positions of the window), summed" },
    arguments: poolArguments,
    examples,
    create: ({ size }) => ({
      outputShape: (shape) => shapeOf("adaptive_avgpool", shape, size),
      cost(shape) {
        const output = shapeOf("adaptive_avgpool", shape, size);
        // Each number goes into one or two sums.
        return resampleCost(shape, output, 2);
      },
      bind(site) {
        const [shape] = site.inputShapes;
        const sizes = adaptiveSizes("adaptive_avgpool", shape, size);
        const axes = sizes.map((m, axis) => {
          const most = Math.ceil(shape[axis] / m) + 1;
          return axisShares(m, most, (i, add) => {
            const [start, end] = shareOf(shape[axis], m, i);
            for (let at = start; at < end; at++) add(at, 1 / (end - start));
          });
        });
        return resample(site, axes);
      },
    }),
  });

/** The largest number of each window of `adaptive_avgpool`; the gradient goes to the first of the largest. */
export const adaptive_maxpool: LayerType<readonly [size: Extents]> =
  defineLayer({
    name: "adaptive_maxpool",
    summary:
      "the largest of windows that leave so many positions along each axis",
    traits: { reach: reachOfInputs },
    gradients: { x: "dy to the largest" },
    arguments: poolArguments,
    examples,
    create: ({ size }) => ({
      outputShape: (shape) => shapeOf("adaptive_maxpool", shape, size),
      // Each number is looked at once, or more often at the edges of windows.
      cost: (shape) => ({
        work: 2 * elementCount(shape),
        numbers: elementCount(shapeOf("adaptive_maxpool", shape, size)),
      }),
      bind(site) {
        const [shape] = site.inputShapes;
        const sizes = adaptiveSizes("adaptive_maxpool", shape, size);
        return maxPass(site, windowsOf(shape, sizes));
      },
    }),
  });

/** Windows of one size, side by side, where the sizes divide the image; else such that stand for equal shares. */
function windowsOf(shape: Shape, sizes: readonly number[]): WindowGeometry {
  const channels = shape[sizes.length];
  const [size, out] = [shape.slice(0, -1), sizes].map((all) => triple(all, 1));
  const kernel = size.map((n, axis) => largestShare(n, out[axis]));
  const window = triple(kernel, 1);
  const none = [0, 0, 0] as const;
  return {
    size,
    channels,
    start: 0,
    count: channels,
    out,
    kernel: window,
    stride: window,
    pad: none,
    after: none,
    dilation: [1, 1, 1],
    isShared: size.some((n, axis) => n % out[axis] !== 0),
  };
}

/** How many positions of `n` one of `m` stands for at most. */
function largestShare(n: number, m: number): number {
  const lengths = Array.from({ length: m }, (_, i) => {
    const [start, end] = shareOf(n, m, i);
    return end - start;
  });
  return Math.max(...lengths);
}
