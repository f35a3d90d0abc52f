import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { elementCount, equalShapes, formatShape } from "../../base/shape.ts";
import type { Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { type Extents, extents } from "../../definition/kinds.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import { elementRuns, indexInput } from "../../layer/indexed.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { putPass, puts } from "../../layer/put.ts";
import { reachOfInputsAndZero } from "../../layer/reach.ts";
import { extentsOf, requireImage } from "./image_windows.ts";

/** What `unpool` takes by name. */
export interface UnpoolOptions {
  /** How many positions there will be along each axis. */
  readonly size: Extents;
}

/**
 * Numbers back where a `maxpool` took them from, among zeros (Zeiler and Fergus,
 * "Visualizing and understanding convolutional networks", 2014, §2.1): the second
 * branch has the places that `maxpool(…, returns=places)` gives, of an image of `size`
 * positions. Of several numbers for one place the last stays, and alone has a
 * gradient.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   input(4,1) -> unpool(maxpool(2), maxpool(2,returns=places), size=4)
 * `.bind();
 * net.x.set([1, 3, 2, 0]);
 * net.forward();
 * assertEquals([...net.y], [0, 3, 2, 0]);
 * ```
 */
export const unpool: MergeType<UnpoolOptions> = mergeType(defineLayer({
  name: "unpool",
  summary: "numbers back where maxpool took them from, among zeros",
  traits: { reach: ([x]) => reachOfInputsAndZero([x]) },
  gradients: { x: "dy where it was put", places: "0" },
  branches: {
    least: 2,
    most: 2,
    verb: "put back",
    names: ["f", "places"],
  },
  arguments: {
    size: {
      ...extents("how many positions there will be along each axis"),
      named: true,
    },
  } satisfies SpecsFor<UnpoolOptions>,
  examples: [
    { arguments: [{ size: 4 }], inputs: [[2, 3], [2, 3]] },
    { arguments: [{ size: [5, 4] }], inputs: [[2, 2, 1], [2, 2, 1]] },
    {
      arguments: [{ size: [2, 3, 2] }],
      inputs: [[1, 2, 2, 2], [1, 2, 2, 2]],
    },
  ],
  create({ size }) {
    const sizesOf = (shape: Shape) =>
      extentsOf("unpool", "size", size, requireImage("unpool", shape).length);
    return {
      inputs: [
        { name: "x", differentiable: true },
        {
          ...indexInput((shape) => elementCount(sizesOf(shape))),
          name: "places",
        },
      ],
      outputShape(shape, places) {
        const sizes = sizesOf(shape);
        if (equalShapes(shape, places)) return [...sizes, ...shape.slice(-1)];
        throw new ShapeError({
          layer: "unpool",
          rule: say("it needs a place for each number"),
          found: say("found {places} places for {shape} numbers", {
            places: formatShape(places),
            shape: formatShape(shape),
          }),
          branch: { input: 1, fitting: shape },
        });
      },
      bind(site) {
        const { batch, inputs: [, indices], inputShapes: [shape] } = site;
        const channels = shape[shape.length - 1];
        const runs = elementRuns({
          layer: "unpool",
          batch,
          shape: [elementCount(sizesOf(shape)), channels],
          indices,
          indexShape: [elementCount(shape) / channels, channels],
        }, 0);
        const roles = { base: undefined, indices: 1, updates: 0 };
        return putPass(site, runs, roles, puts.none);
      },
    };
  },
}));
