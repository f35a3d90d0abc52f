import { allocate } from "../../base/values.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { type Extents, extents } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerExample, Pass, Site } from "../../layer/layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import { secondOrder } from "../../layer/second_order.ts";
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

/** The positions of `n` that number `i` of `m` stands for: from `i·n/m`, rounded down, to before `(i + 1)·n/m`, rounded up. */
export function rangeOf(
  n: number,
  m: number,
  i: number,
): readonly [number, number] {
  return [Math.floor(i * n / m), Math.ceil((i + 1) * n / m)];
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
            const [start, end] = rangeOf(shape[axis], m, i);
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
        return sizes.every((m, axis) => shape[axis] % m === 0)
          ? maxPass(site, windowsOf(shape, sizes))
          : bindMax(site, sizes);
      },
    }),
  });

/** Windows of one size, side by side, where the sizes divide the image. */
function windowsOf(shape: Shape, sizes: readonly number[]): WindowGeometry {
  const channels = shape[sizes.length];
  const [size, out] = [shape.slice(0, -1), sizes].map((all) => triple(all, 1));
  const kernel = [0, 1, 2].map((axis) => size[axis] / out[axis]);
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
  };
}

function bindMax(site: Site, sizes: readonly number[]): Pass {
  const { batch, x, dx, y, dy, inputShapes: [shape] } = site;
  const channels = shape[sizes.length];
  const [from, to] = [shape.slice(0, -1), sizes].map((all) => triple(all, 1));
  const size = elementCount(shape);
  const count = elementCount(to);
  /** For each output, which number of x it is. */
  const winner = allocate("uint32", y.length);

  /** Calls `visit` for the places, in an example and of its first channel, that a position of the output looks at. */
  function eachPlace(position: number, visit: (place: number) => void) {
    const row = Math.floor(position / to[2]);
    const plane = Math.floor(row / to[1]);
    const [d0, d1] = rangeOf(from[0], to[0], plane);
    const [h0, h1] = rangeOf(from[1], to[1], row % to[1]);
    const [w0, w1] = rangeOf(from[2], to[2], position % to[2]);
    for (let d = d0; d < d1; d++) {
      for (let h = h0; h < h1; h++) {
        for (let w = w0; w < w1; w++) {
          visit(((d * from[1] + h) * from[2] + w) * channels);
        }
      }
    }
  }

  return {
    forward() {
      for (let window = 0; window < batch * count; window++) {
        const start = window * channels;
        const example = Math.floor(window / count) * size;
        let isFirst = true;
        eachPlace(window % count, (place) => {
          for (let c = 0; c < channels; c++) {
            const at = example + place + c;
            const isLarger = x[at] > y[start + c] || Number.isNaN(x[at]);
            if (!isFirst && !isLarger) continue;
            y[start + c] = x[at];
            winner[start + c] = at;
          }
          isFirst = false;
        });
      }
    },
    backward() {
      if (dx.length === 0) return;
      dx.fill(0);
      for (let i = 0; i < y.length; i++) dx[winner[i]] += dy[i];
    },
    choices(note, outputs) {
      const { start, stride } = outputs;
      for (let n = 0, i = start; n < outputs.count; n++, i += stride) {
        const window = Math.floor(i / channels);
        const example = Math.floor(window / count) * size;
        let [largest, tap] = [0, 0];
        eachPlace(window % count, (place) => {
          tap++;
          // Each of the largest adds to the choice, so a tie is a choice of its own.
          const isLargest = x[example + place + i % channels] === y[i];
          if (isLargest) largest = largest * 31 + tap;
        });
        note(largest);
      }
    },
    // While the same numbers win.
    ...secondOrder(site, ({ inputs: [direction], output }) => ({
      tangent() {
        for (let i = 0; i < output.length; i++) {
          output[i] = direction[winner[i]];
        }
      },
    })),
  };
}
