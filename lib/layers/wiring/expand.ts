import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import { sizesOrOpen } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import { linearOrder } from "../../layer/second_order.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { stretch, stretchedShape } from "../../layer/stretch.ts";
import { copyPass } from "./flatten.ts";

/**
 * Repeats what comes in to a larger shape, by NumPy's rule: axes of 1, and axes in
 * front that are missing, take the given sizes; −1 keeps a size. Backward adds up.
 *
 * ```ts
 * import { expand, input, pipeline } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(2, 1), expand(-1, 3)).bind();
 * net.x.set([1, 2]);
 * net.forward();
 * assertEquals([...net.y], [1, 1, 1, 2, 2, 2]);
 * ```
 */
export const expand: LayerType<readonly number[]> = defineLayer({
  name: "expand",
  summary: "repeats what comes in along axes of 1, and axes in front",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy, added up along these axes" },
  arguments: {
    sizes: sizesOrOpen("the sizes of the axes; -1 keeps one"),
  },
  sets: "sizes",
  examples: [
    { arguments: [3, 2], inputs: [[2]] },
    { arguments: [2, 3], inputs: [[2, 1]] },
    { arguments: [2, -1, 2], inputs: [[3, 1]] },
    { arguments: [4], inputs: [[]] },
    { arguments: [3], inputs: [[3]] },
  ],
  create: ({ sizes }) => ({
    outputShape: (shape) => expanded(shape, sizes),
    bind,
  }),
});

function bind(site: Site): Pass {
  const { batch, inputShapes: [shape], outputShape, x, dx, y, dy } = site;
  const way = stretch(shape, outputShape, batch, site.kernels);
  if (way === undefined) return copyPass(site);
  const lay = way.own ?? way.there;
  return {
    forward: () => lay(y, x),
    backward() {
      if (dx.length > 0) way.back(dx, dy);
    },
    ...linearOrder(site, bind),
  };
}

/** @throws {ShapeError} if the shape does not stretch to the sizes. */
function expanded(shape: Shape, sizes: Shape): Shape {
  const missing = sizes.length - shape.length;
  const wanted = sizes.map((size, axis) =>
    size === -1 ? shape[axis - missing] ?? -1 : size
  );
  const isFit = !wanted.includes(-1) &&
    equalShapes(stretchedShape([shape, wanted]) ?? [], wanted);
  if (isFit) return wanted;
  throw new ShapeError({
    layer: "expand",
    rule: wanted.includes(-1)
      ? say("-1 keeps a size, and an axis in front has none")
      : say("from the right, each size must be that of {shape}, or 1", {
        shape: formatShape(wanted),
      }),
    found: shape,
    wayOut: say(
      "write -1 for a size that stays, and give an axis that is to grow the size 1",
    ),
  });
}
