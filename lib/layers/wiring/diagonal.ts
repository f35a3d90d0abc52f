import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, type Shape } from "../../base/shape.ts";
import { allocate } from "../../base/values.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import { takePlaces } from "./places.ts";

/**
 * The diagonal of the last two axes: of a matrix, or of each of several. Its sum is
 * the trace.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`input(2,2) -> diagonal`.bind();
 * net.x.set([1, 2, 3, 4]);
 * net.forward();
 * assertEquals([...net.y], [1, 4]);
 * ```
 */
export const diagonal: LayerType<readonly []> = defineLayer({
  name: "diagonal",
  summary: "the diagonal of the last two axes",
  traits: { reach: reachOfInputs },
  gradients: { x: "dy on the diagonal, else 0" },
  examples: [
    { arguments: [], inputs: [[3, 3]] },
    { arguments: [], inputs: [[2, 3]] },
    { arguments: [], inputs: [[2, 3, 2]] },
  ],
  outputShape: diagonalShape,
  bind(site) {
    const { inputShapes: [shape], outputShape } = site;
    const columns = shape[shape.length - 1];
    const size = columns * shape[shape.length - 2];
    const length = outputShape[outputShape.length - 1];
    const table = allocate("int32", elementCount(outputShape));
    for (let i = 0; i < table.length; i++) {
      const at = i % length;
      table[i] = Math.floor(i / length) * size + at * columns + at;
    }
    return takePlaces(site, table);
  },
});

function diagonalShape(shape: Shape): Shape {
  const rank = shape.length;
  if (rank > 1) {
    const length = Math.min(shape[rank - 2], shape[rank - 1]);
    return [...shape.slice(0, -2), length];
  }
  throw new ShapeError({
    layer: "diagonal",
    rule: say("its input must have at least two axes"),
    found: shape,
  });
}
