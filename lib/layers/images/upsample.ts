import { allocate } from "../../base/values.ts";
import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, type Extents, extents } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";
import { extentsOf, pair, requireImage } from "./image_windows.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** What `upsample` takes by name. */
export interface UpsampleOptions {
  /** `nearest` repeats positions, `linear` draws lines between them (bilinear for images). Default: `nearest`. */
  readonly mode?: "nearest" | "linear";
}

/** For each new position of an axis, the two that it is made of, and the share of the second. */
interface Betweens {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly share: Float64Array;
}

/**
 * `factor` times as many positions along each axis before the channels: repeated,
 * or with `mode=linear` on straight lines between the middles of the old ones, as
 * PyTorch's `Upsample` with `align_corners=False`.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,1) -> upsample(2)`.bind();
 * net.x.set([1, 3]);
 * net.forward();
 * assertEquals([...net.y], [1, 1, 3, 3]);
 * ```
 */
export const upsample: LayerType<
  readonly [factor: Extents, options?: UpsampleOptions]
> = defineLayer({
  name: "upsample",
  summary: "more positions along the axes before the channels",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, summed over what was made of it" },
  arguments: {
    factor: extents("how many times as many positions there will be"),
    ...{
      mode: choice("how they are made", ["nearest", "linear"], "nearest"),
    } satisfies SpecsFor<UpsampleOptions>,
  },
  examples: [
    { arguments: [2], inputs: [[2, 3, 2]] },
    { arguments: [[1, 3]], inputs: [[2, 2, 1]] },
    { arguments: [3, { mode: "linear" }], inputs: [[3, 2, 2]] },
    { arguments: [2, { mode: "linear" }], inputs: [[4, 3]] },
    { arguments: [2], inputs: [[1, 1, 1]] },
  ],
  create: ({ factor, mode }) => ({
    outputShape(shape) {
      const { images, factors } = axesOf(shape, factor);
      return [
        ...images.map((n, axis) => n * factors[axis]),
        ...shape.slice(-1),
      ];
    },
    bind: function bind(site: Site): Pass {
      const { batch, x, dx, y, dy, inputShapes } = site;
      const [shape] = inputShapes;
      const { images, factors } = axesOf(shape, factor);
      const channels = shape[images.length];
      const [height, width] = pair(images, 1);
      const [down, right] = pair(factors, 1);
      const rows = betweens(height, down, mode);
      const columns = betweens(width, right, mode);
      /** Calls `visit` for each new position and each old one that it is made of. */
      const each = (
        visit: (to: number, from: number, share: number) => void,
      ) => {
        for (let b = 0, to = 0; b < batch; b++) {
          for (let i = 0; i < rows.low.length; i++) {
            const share = rows.share[i];
            const upper = 1 - share;
            const top = (b * height + rows.low[i]) * width;
            const bottom = (b * height + rows.high[i]) * width;
            for (let j = 0; j < columns.low.length; j++) {
              const left = columns.low[j];
              const right = columns.high[j];
              const across = columns.share[j];
              visit(to, top + left, upper * (1 - across));
              if (across > 0) visit(to, top + right, upper * across);
              if (share > 0) {
                visit(to, bottom + left, share * (1 - across));
                if (across > 0) visit(to, bottom + right, share * across);
              }
              to++;
            }
          }
        }
      };
      const write = (to: number, from: number, share: number) => {
        for (let c = 0; c < channels; c++) {
          y[to * channels + c] += share * x[from * channels + c];
        }
      };
      const gather = (to: number, from: number, share: number) => {
        for (let c = 0; c < channels; c++) {
          dx[from * channels + c] += share * dy[to * channels + c];
        }
      };
      return {
        forward() {
          y.fill(0);
          each(write);
        },
        backward() {
          if (dx.length === 0) return;
          dx.fill(0);
          each(gather);
        },
        ...linearOrder(site, bind),
      };
    },
  }),
});

function axesOf(shape: Shape, factor: Extents) {
  const images = requireImage("upsample", shape);
  const factors = extentsOf("upsample", "factor", factor, images.length);
  return { images, factors };
}

/** What each new position of an axis is made of. */
function betweens(length: number, factor: number, mode: string): Betweens {
  const count = length * factor;
  const low = allocate("int32", count);
  const high = allocate("int32", count);
  const share = allocate("float64", count);
  for (let i = 0; i < count; i++) {
    const middle = Math.max((i + 0.5) / factor - 0.5, 0);
    low[i] = mode === "nearest" ? i / factor : middle;
    high[i] = Math.min(low[i] + 1, length - 1);
    if (mode !== "nearest" && high[i] > low[i]) share[i] = middle - low[i];
  }
  return { low, high, share };
}
