import { ShapeError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import type { ArgumentSpec, SpecsFor } from "../../definition/arguments.ts";
import { type Extents, extents, number } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { axesOf, tableOf, takePlaces } from "./places.ts";

/** What `pad` takes by name. */
export interface PadOptions {
  /** What is added. Default: 0. */
  readonly value?: number;
}

const after: ArgumentSpec<Extents | undefined> = {
  ...extents("how many are added behind, by default as many as before", {
    least: 0,
  }),
  optional: true,
};

/**
 * Adds entries before and after those that come in. A number holds for every
 * position: for all axes but the last, the channels of height×width×channels,
 * and for the only axis of a row. A list has a number for each axis, without the
 * batch. Backward takes the middle of `dy`.
 *
 * `pad(1)` puts a frame of one around an image, `pad(2,0)` two steps before a
 * sequence, `pad([0,1],[0,2])` one entry before and two after each row.
 *
 * ```ts
 * import { input, pad, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(28, 28, 1), pad(2)).outputShape, [32, 32, 1]);
 *
 * const net = pipeline(input(2), pad(1, 2, { value: 9 })).bind();
 * net.x.set([3, 4]);
 * net.forward();
 * assertEquals([...net.y], [9, 3, 4, 9, 9]);
 * ```
 */
export const pad: LayerType<
  | readonly [before: Extents, options?: PadOptions]
  | readonly [before: Extents, after: Extents, options?: PadOptions]
> = defineLayer({
  name: "pad",
  summary: "adds entries before and after those that come in",
  gradients: { x: "dy, without what was added" },
  arguments: {
    before: extents(
      "how many are added before, at each position or a list by axis",
      { least: 0 },
    ),
    after,
    ...{
      value: number("what is added", 0, { named: true }),
    } satisfies SpecsFor<PadOptions>,
  },
  forms: [["before"], ["before", "after"]],
  examples: [
    { arguments: [1], inputs: [[3]] },
    { arguments: [1, 2, { value: -1.5 }], inputs: [[2, 2]] },
    { arguments: [[1, 0, 2], [0, 1, 0]], inputs: [[2, 3, 1]] },
    { arguments: [2, 0], inputs: [[2, 1, 3]] },
  ],
  create({ before, after, value }) {
    return {
      outputShape(shape) {
        const [first, last] = [
          along(shape, before),
          along(shape, after ?? before),
        ];
        return shape.map((size, axis) => first[axis] + size + last[axis]);
      },
      bind(site) {
        const [input] = site.inputShapes;
        const starts = along(input, before).map((extent) => -extent);
        const table = tableOf(input, site.outputShape, axesOf(input), starts);
        return takePlaces(site, table, value);
      },
    };
  },
});

/** An extent for each axis. */
function along(shape: Shape, extents: Extents): readonly number[] {
  if (shape.length === 0) {
    throw new ShapeError({
      layer: "pad",
      rule: "its input must have at least one axis",
      found: shape,
    });
  }
  if (typeof extents === "number") {
    const channels = shape.length === 1 ? -1 : shape.length - 1;
    return shape.map((_, axis) => axis === channels ? 0 : extents);
  }
  if (extents.length === shape.length) return extents;
  throw new ShapeError({
    layer: "pad",
    rule: `a list must have a number for each axis, ${shape.length} for ${
      formatShape(shape)
    }`,
    found: `found ${extents.length} in [${extents.join()}]`,
  });
}
