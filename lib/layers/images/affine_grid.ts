import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, formatShape, indexOf } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, sizes } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";

/** What `affine_grid` takes by name. */
export interface AffineGridOptions {
  /** What −1 and 1 are, as in `grid_sample`. Default: `centers`. */
  readonly align?: "centers" | "corners";
}

/**
 * The places that an affine map reads an image at, for `grid_sample` (Jaderberg,
 * Simonyan, Zisserman and Kavukcuoglu, "Spatial transformer networks", 2015, equation
 * 1). The input is a row of the map for each coordinate, x first, with what is added
 * last: 2×3 for images. The output has a place for each position of an image of the
 * given sizes. `affine_grid(4,4)` of `[[1, 0, 0], [0, 1, 0]]` is the image itself.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(1,2) -> affine_grid(4)`.bind();
 * net.x.set([1, 0.5]);
 * net.forward();
 * assertEquals([...net.y], [-0.25, 0.25, 0.75, 1.25]);
 * ```
 */
export const affine_grid: LayerType<
  | readonly [...sizes: number[]]
  | readonly [
    ...sizes: number[],
    options: AffineGridOptions,
  ]
> = defineLayer({
  name: "affine_grid",
  summary: "the places that an affine map reads an image at",
  gradients: { x: "dyᵀ·(the positions, and 1)" },
  arguments: {
    sizes: sizes("how many positions there will be along each axis"),
    ...{
      align: choice(
        "whether -1 and 1 are half a position beyond the centers of the last ones, or at these",
        ["centers", "corners"],
        "centers",
      ),
    } satisfies SpecsFor<AffineGridOptions>,
  },
  examples: [
    { arguments: [3], inputs: [[1, 2]] },
    { arguments: [2, 3], inputs: [[2, 3]] },
    { arguments: [2, 1, 2, { align: "corners" }], inputs: [[3, 4]] },
  ],
  create: ({ sizes, align }) => ({
    outputShape(shape) {
      const axes = sizes.length;
      const isFit = shape.length === 2 && shape[0] === axes &&
        shape[1] === axes + 1;
      if (isFit) return [...sizes, axes];
      const map = [axes, axes + 1];
      const reshape = `reshape(${map.join()})`;
      const numbers = elementCount(map);
      throw new ShapeError({
        layer: "affine_grid",
        rule: say("for {sizes} its input must be a map of {map}", {
          sizes: formatShape(sizes),
          map: formatShape(map),
        }),
        found: shape,
        first: elementCount(shape) === numbers
          ? reshape
          : `${
            shape.length > 1 ? "flatten -> " : ""
          }fc(${numbers}) -> ${reshape}`,
      });
    },
    bind: function bind(site: Site): Pass {
      const { batch, x, dx, y, dy } = site;
      const axes = sizes.length;
      const points = elementCount(sizes);
      const base = basePlaces(sizes, align === "corners");
      return {
        forward() {
          for (let b = 0, i = 0; b < batch; b++) {
            for (let point = 0; point < points; point++) {
              for (let row = b * axes; row < (b + 1) * axes; row++) {
                let sum = 0;
                for (let k = 0; k <= axes; k++) {
                  sum += x[row * (axes + 1) + k] * base[point * (axes + 1) + k];
                }
                y[i++] = sum;
              }
            }
          }
        },
        backward() {
          dx.fill(0);
          if (dx.length === 0) return;
          for (let b = 0, i = 0; b < batch; b++) {
            for (let point = 0; point < points; point++) {
              for (let row = b * axes; row < (b + 1) * axes; row++, i++) {
                for (let k = 0; k <= axes; k++) {
                  dx[row * (axes + 1) + k] += dy[i] *
                    base[point * (axes + 1) + k];
                }
              }
            }
          }
        },
        ...linearOrder(site, bind),
      };
    },
  }),
});

/** The coordinates of each position, the last axis first, and 1. */
export function basePlaces(
  sizes: readonly number[],
  isCorners: boolean,
): Float64Array {
  const axes = sizes.length;
  const points = elementCount(sizes);
  const base = allocate("float64", points * (axes + 1)).fill(1);
  for (let point = 0; point < points; point++) {
    for (const [axis, at] of indexOf(point, sizes).entries()) {
      const size = sizes[axis];
      const place = !isCorners
        ? (2 * at + 1) / size - 1
        : size === 1
        ? 0
        : 2 * at / (size - 1) - 1;
      base[point * (axes + 1) + axes - 1 - axis] = place;
    }
  }
  return base;
}
