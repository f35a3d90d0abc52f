import { sizes } from "../../definition/kinds.ts";
import { defineItem, type ItemType } from "../../layer/define_item.ts";
import type { InputItem } from "../../layer/item.ts";

/**
 * States the shape of what comes in and passes it on: `input(28,28,1)`. Only
 * needed if the first layer does not fix the shape.
 *
 * ```ts
 * import { input, pipeline, tanh } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(28, 28, 1), tanh()).inputShape, [28, 28, 1]);
 * ```
 */
export const input: ItemType<readonly number[], InputItem> = defineItem({
  name: "input",
  summary: "states the input's shape and passes it on, y = x",
  arguments: { shape: sizes("the sizes of the axes, without the batch axis") },
  sets: "shape",
  create: ({ shape }): InputItem => ({ kind: "input", shape }),
});
