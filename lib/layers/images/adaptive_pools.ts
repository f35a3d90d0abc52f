import { allocate } from "../../base/values.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { type Extents, extents } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { LayerExample, Pass, Site } from "../../layer/layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { secondOrder } from "../../layer/second_order.ts";
import { extentsOf, requireImage, triple } from "./image_windows.ts";
import { type AxisShares, resample } from "./resampling.ts";

const poolArguments = {
  size: extents("how many positions there will be along each axis"),
};

const examples: readonly LayerExample[] = [
  { arguments: [2], inputs: [[5, 2]] },
  { arguments: [[2, 3]], inputs: [[5, 4, 2]] },
  { arguments: [3], inputs: [[2, 7, 1]] },
  { arguments: [[1, 2, 1]], inputs: [[2, 3, 2, 1]] },
];

function sizesOf(layer: string, shape: Shape, size: Extents) {
  const images = requireImage(layer, shape);
  return extentsOf(layer, "size", size, images.length);
}

/** The positions from `i·n/m`, rounded down, to `(i + 1)·n/m`, rounded up, for each of `m`. */
function ranges(n: number, m: number): readonly (readonly [number, number])[] {
  return Array.from(
    { length: m },
    (_, i) => [Math.floor(i * n / m), Math.ceil((i + 1) * n / m)],
  );
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
      outputShape: (shape) => [
        ...sizesOf("adaptive_avgpool", shape, size),
        ...shape.slice(-1),
      ],
      bind(site) {
        const [shape] = site.inputShapes;
        const sizes = sizesOf("adaptive_avgpool", shape, size);
        const axes = sizes.map((m, axis): AxisShares =>
          ranges(shape[axis], m).map(([start, end]) =>
            Array.from(
              { length: end - start },
              (_, i) => [start + i, 1 / (end - start)],
            )
          )
        );
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
      outputShape: (shape) => [
        ...sizesOf("adaptive_maxpool", shape, size),
        ...shape.slice(-1),
      ],
      bind(site) {
        const [shape] = site.inputShapes;
        return bindMax(site, sizesOf("adaptive_maxpool", shape, size));
      },
    }),
  });

function bindMax(site: Site, sizes: readonly number[]): Pass {
  const { batch, x, dx, y, dy, inputShapes: [shape] } = site;
  const channels = shape[sizes.length];
  const from = triple(shape.slice(0, -1), 1);
  const [planes, rows, columns] = triple(sizes, 1).map((m, axis) =>
    ranges(from[axis], m)
  );
  const size = elementCount(shape);
  /** The places in an example that each of its outputs looks at, without the channel. */
  const windows = planes.flatMap((plane) =>
    rows.flatMap((row) =>
      columns.map((column) => {
        const places: number[] = [];
        for (let d = plane[0]; d < plane[1]; d++) {
          for (let h = row[0]; h < row[1]; h++) {
            for (let w = column[0]; w < column[1]; w++) {
              places.push(((d * from[1] + h) * from[2] + w) * channels);
            }
          }
        }
        return Int32Array.from(places);
      })
    )
  );
  const winner = allocate("uint32", y.length);
  const length = windows.length * channels;

  /** Calls `visit` for each output with its window and where its channel begins. */
  function each(visit: (i: number, window: Int32Array, start: number) => void) {
    for (let b = 0, i = 0; b < batch; b++) {
      for (const window of windows) {
        for (let c = 0; c < channels; c++) visit(i++, window, b * size + c);
      }
    }
  }

  return {
    forward() {
      each((i, window, start) => {
        let best = start + window[0];
        for (let n = 0; n < window.length; n++) {
          const value = x[start + window[n]];
          if (value > x[best] || Number.isNaN(value)) best = start + window[n];
        }
        winner[i] = best;
        y[i] = x[best];
      });
    },
    backward() {
      if (dx.length === 0) return;
      dx.fill(0);
      for (let i = 0; i < y.length; i++) dx[winner[i]] += dy[i];
    },
    choices(note, { start, count, stride }) {
      for (let n = 0, i = start; n < count; n++, i += stride) {
        const example = Math.floor(i / length);
        const window = windows[Math.floor(i % length / channels)];
        let largest = 0;
        window.forEach((place, tap) => {
          const at = example * size + place + i % channels;
          // Each of the largest adds to the choice, so a tie is a choice of its own.
          if (x[at] === y[i]) largest = largest * 31 + tap + 1;
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
