import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape } from "../../base/shape.ts";
import type { ArgumentSpec } from "../../definition/arguments.ts";
import { sizes } from "../../definition/kinds.ts";
import { defineLayer, type LayerType } from "../../layer/define_layer.ts";

const shape: ArgumentSpec<readonly number[]> = sizes(
  "the sizes of the axes, without the batch axis",
);

/**
 * States the shape of what comes in and passes it on: `input(28,28,1)`. Needed
 * only where the first real layer does not fix the shape.
 *
 * ```ts
 * import { input, pipeline, tanh } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(28, 28, 1), tanh()).inputShape, [28, 28, 1]);
 * ```
 *
 * @throws {RangeError} if a size is not a positive integer.
 */
export const input: LayerType<readonly number[]> = defineLayer({
  name: "input",
  summary: "states the input's shape and passes it on, y = x",
  arguments: { shape },
  sets: "shape",
  examples: [{ arguments: [3], inputs: [[3]] }, {
    arguments: [2, 3],
    inputs: [[2, 3]],
  }],
  create: ({ shape }) => ({
    inputShape: shape,
    transparent: true,
    outputShape(found) {
      if (equalShapes(found, shape)) return found;
      throw new ShapeError({
        layer: "input",
        rule: `what comes in must be ${formatShape(shape)}`,
        found: `it is ${formatShape(found)}`,
      });
    },
    bind: ({ x, dx, y, dy }) => ({
      forward: () => y.set(x),
      backward: () => {
        if (dx.length > 0) dx.set(dy);
      },
    }),
  }),
});
