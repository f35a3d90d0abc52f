import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxes } from "../../definition/kinds.ts";
import { type Axes, axesIn } from "../../layer/axes.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { axesOf, tableOf, takePlaces } from "./places.ts";

/** What `flip` takes by name. */
export interface FlipOptions {
  /** Which axes, 0 for the first or −1 for the last. Default: all. */
  readonly axis?: Axes;
}

/**
 * The entries of some axes in the opposite order, by default of all.
 *
 * ```ts
 * import { flip, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), flip()).bind();
 * net.x.set([1, 2, 3]);
 * net.forward();
 * assertEquals([...net.y], [3, 2, 1]);
 * ```
 */
export const flip: LayerType<readonly [options?: FlipOptions]> = defineLayer({
  name: "flip",
  summary: "the entries of some axes in the opposite order, by default of all",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, flipped" },
  arguments: {
    axis: optionalAxes("the axes that are flipped, by default all"),
  } satisfies SpecsFor<FlipOptions>,
  examples: [
    { arguments: [], inputs: [[3]] },
    { arguments: [], inputs: [[2, 3]] },
    { arguments: [{ axis: 0 }], inputs: [[3, 2]] },
    { arguments: [{ axis: [0, -1] }], inputs: [[2, 2, 3]] },
    { arguments: [], inputs: [[]] },
  ],
  create: ({ axis }) => ({
    outputShape(shape) {
      if (axis !== undefined) axesIn("flip", shape, axis);
      return shape;
    },
    bind(site) {
      const [shape] = site.inputShapes;
      const axes = axis === undefined
        ? axesOf(shape)
        : axesIn("flip", shape, axis);
      const isFlipped = (place: number) => axes.includes(place);
      const starts = shape.map((size, at) => isFlipped(at) ? size - 1 : 0);
      const steps = shape.map((_, at) => isFlipped(at) ? -1 : 1);
      return takePlaces(
        site,
        tableOf(shape, shape, axesOf(shape), starts, steps),
      );
    },
  }),
});
