import { number } from "../definition/kinds.ts";
import { defineLayer, type LayerType } from "./define_layer.ts";

/**
 * The layer of a number that a text has written: it takes nothing, has no parameter
 * and no gradient, and gives the number for every example.
 */
export const numberLayer: LayerType<readonly [value: number]> = defineLayer({
  name: "number",
  summary: "the same number for every example",
  arguments: { value: number("the number") },
  traits: { reach: (_, { value }) => [Number(value), Number(value)] },
  examples: [{ arguments: [0.5], inputs: [] }],
  create: ({ value }) => ({
    outputShape: () => [],
    bind: ({ y }) => ({
      forward: () => void y.fill(value),
      backward() {},
      tangent: ({ output }) => void output.fill(0),
      second() {},
    }),
  }),
});
