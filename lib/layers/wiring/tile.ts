import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { formatShape, type Shape } from "../../base/shape.ts";
import { type Extents, extents } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { foldedTable, repeatPlaces } from "./repeats.ts";

/**
 * The whole input again and again along its axes, as NumPy's `tile`: a list says
 * how often along each axis, a number how often along the last. Backward sums what
 * comes back to each number.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(1,2) -> tile([2,1])`.bind();
 * net.x.set([3, 4]);
 * net.dy.set([1, 2, 3, 4]);
 * net.forward();
 * net.backward();
 * assertEquals([...net.y], [3, 4, 3, 4]);
 * assertEquals([...net.dx], [4, 6]);
 * ```
 */
export const tile: LayerType<readonly [times: Extents]> = defineLayer({
  name: "tile",
  summary: "the input again and again along its axes",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, summed over what was made of it" },
  arguments: {
    times: extents("how often, along the last axis or a list by axis"),
  },
  examples: [
    { arguments: [3], inputs: [[2]] },
    { arguments: [[2, 1]], inputs: [[1, 3]] },
    { arguments: [[1, 2, 3]], inputs: [[2, 1, 2]] },
    { arguments: [2], inputs: [[2, 3]] },
  ],
  create({ times }) {
    const timesOf = (shape: Shape) => along(shape, times);
    return {
      outputShape: (shape) =>
        timesOf(shape).map((times, axis) => times * shape[axis]),
      bind(site) {
        const { inputShapes: [shape], outputShape } = site;
        const table = foldedTable(
          shape,
          outputShape,
          (index, axis) => index % shape[axis],
        );
        return repeatPlaces(site, table);
      },
    };
  },
});

/** How often along each axis. */
function along(shape: Shape, times: Extents): readonly number[] {
  if (typeof times === "number" && shape.length > 0) {
    return shape.map((_, axis) => axis === shape.length - 1 ? times : 1);
  }
  if (typeof times === "object" && times.length === shape.length) return times;
  throw new ShapeError({
    layer: "tile",
    rule: shape.length === 0
      ? say("its input must have at least one axis")
      : say("a list must have a number for each axis, {count} for {shape}", {
        count: shape.length,
        shape: formatShape(shape),
      }),
    found: typeof times === "object"
      ? say("found {count} in [{list}]", {
        count: times.length,
        list: times.join(),
      })
      : shape,
    argument: {
      name: "times",
      instead: typeof times === "object" ? times[0] : times,
    },
    wayOut: say("write a number for the last axis, or a list of {count}", {
      count: shape.length,
    }),
  });
}
