import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, type Extents } from "../../definition/kinds.ts";
import type { EntrySpan } from "../../kernels/contract/kernels.ts";
import type { WindowGeometry } from "../../kernels/contract/windows.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { levelOrder, secondOrder } from "../../layer/second_order.ts";
import { tapPlaces } from "./tap_places.ts";
import {
  globalExamples,
  globalShape,
  globalWindow,
  poolArguments,
  poolExamples,
  type PoolOptions,
  poolShape,
  poolWindows,
} from "./pool_windows.ts";

/** What `maxpool` takes by name. */
export interface MaxpoolOptions extends PoolOptions {
  /** The largest numbers, `values`, or their `places`: how many positions stand before them in the image. Default: `values`. */
  readonly returns?: "values" | "places";
}

/**
 * The largest number of each window, channel by channel (Zhou and Chellappa,
 * "Computation of optical flow using a neural network", 1988). The gradient goes
 * to the first of the largest; positions beyond the edge do not take part. With
 * `(n + pad + after − (kernel − 1)·dilation − 1) / stride + 1` windows along an
 * axis, rounded down, what no window reaches at the end of it is left out; with
 * `ceil=yes` it has a window of its own, if that begins within the input.
 *
 * With `returns=places` it says instead where they stand, for `unpool`; then no
 * gradient passes.
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
  readonly [kernel: Extents, options?: MaxpoolOptions]
> = defineLayer({
  name: "maxpool",
  summary: "the largest number of each window",
  traits: {
    reach: (inputs, { returns }) =>
      returns === "places" ? [0, Infinity] : reachOfInputs(inputs),
  },
  gradients: { x: "dy to the largest" },
  arguments: {
    ...poolArguments,
    ...{
      returns: choice(
        "the largest numbers, or their places among the positions",
        ["values", "places"],
        "values",
      ),
    } satisfies SpecsFor<Omit<MaxpoolOptions, keyof PoolOptions>>,
  },
  examples: [
    ...poolExamples,
    {
      arguments: [2, { stride: 1, returns: "places" }],
      inputs: [[3, 4, 2]],
    },
  ],
  create: (values) => ({
    ...poolShape("maxpool", values),
    bind(site) {
      const { geometry } = poolWindows("maxpool", site.inputShapes[0], values);
      return values.returns === "places"
        ? placePass(site, geometry)
        : maxPass(site, geometry);
    },
  }),
});

/** The largest over all positions, channel by channel; the gradient goes to the first of the largest. */
export const global_maxpool: LayerType<readonly []> = defineLayer({
  name: "global_maxpool",
  summary: "the largest over all positions, for each channel",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy to the largest" },
  examples: globalExamples,
  outputShape: globalShape("global_maxpool"),
  bind(site) {
    const [shape] = site.inputShapes;
    return maxPass(site, globalWindow("global_maxpool", shape).geometry);
  },
});

/** The largest number of each window. */
export function maxPass(site: Site, geometry: WindowGeometry): Pass {
  const { x, dx, y, dy, batch, kernels, scratch } = site;
  const { channels } = geometry;
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
          const placeOf = tapPlaces(geometry, Math.floor(i / channels));
          const place = placeOf(winner[i]) ?? 0;
          output[i] = direction[place * channels + i % channels];
        }
      },
    })),
  };
}

/** Where the largest of each window stands in its image, counted without channels. */
function placePass(site: Site, geometry: WindowGeometry): Pass {
  const { x, dx, y, batch, kernels, scratch } = site;
  const { channels, size: [planes, rows, columns] } = geometry;
  const [largest, winner] = [scratch(y.length), scratch(y.length)];
  const windows = kernels.windows(geometry);
  return {
    forward() {
      windows.maxPool(largest, winner, x, batch);
      for (let i = 0; i < y.length;) {
        const placeOf = tapPlaces(geometry, i / channels);
        for (const end = i + channels; i < end; i++) {
          y[i] = (placeOf(winner[i]) ?? 0) % (planes * rows * columns);
        }
      }
    },
    backward: () => void dx.fill(0),
    choices: (note, outputs) =>
      noteWinners({ x, y: largest }, geometry, note, outputs),
    ...levelOrder,
  };
}

/** Notes which number of a window is the largest, and how many are. */
function noteWinners(
  { x, y }: Pick<Site, "x" | "y">,
  geometry: WindowGeometry,
  note: (choice: number) => void,
  { start, count, stride }: EntrySpan,
): void {
  const { kernel, channels } = geometry;
  const taps = kernel[0] * kernel[1] * kernel[2];
  for (let n = 0, i = start; n < count; n++, i += stride) {
    const placeOf = tapPlaces(geometry, Math.floor(i / channels));
    let largest = 0;
    for (let tap = 0; tap < taps; tap++) {
      const place = placeOf(tap);
      if (place === undefined) continue;
      // Each of the largest adds to the choice, so a tie is a choice of its own.
      const isLargest = x[place * channels + i % channels] === y[i];
      if (isLargest) largest = largest * 31 + tap + 1;
    }
    note(largest);
  }
}
