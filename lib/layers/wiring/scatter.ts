import { say } from "../../../words/say.ts";
import { ShapeError } from "../../base/nabla_error.ts";
import { equalShapes, formatShape, type Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { choice, optionalAxis } from "../../definition/kinds.ts";
import { axisIn } from "../../layer/axes.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { BranchCount, LayerDefinition } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import {
  elementAxis,
  elementRuns,
  indexedBy,
  indexInput,
  tupleInput,
  tupleRuns,
  tupleShape,
} from "../../layer/indexed.ts";
import { onto, putPass, puts } from "../../layer/put.ts";

/** What `scatter_nd` takes by name. */
export interface ScatterOptions {
  /** What becomes of the number at a place and the one that is put there: the latter, `none`, or both added, multiplied, or the larger or smaller of them. Default: `none`. */
  readonly reduce?: "none" | "add" | "mul" | "max" | "min";
}

/** What `scatter_elements` takes by name. */
export interface ScatterElementsOptions extends ScatterOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: 0. */
  readonly axis?: number;
}

type Reduce = Required<ScatterOptions>["reduce"];

const reduce = choice(
  "what becomes of the number there and the one that is put: the latter, or both together",
  ["none", "add", "mul", "max", "min"],
  "none",
);

const branches: BranchCount = {
  least: 3,
  most: 3,
  verb: "scatter to",
  names: ["f", "indices", "updates"],
};

/** What all of them declare. */
const declared = {
  gradients: {
    x: "dy where nothing was put, else dy by what was made of it",
    indices: "0",
    updates: "dy where it was put, by what was made of it",
  },
  branches,
} satisfies Partial<LayerDefinition>;

/**
 * Its first branch with the numbers of the third, the updates, put at places that the
 * second names: where the index stands, but along one axis where it says, as ONNX's
 * `ScatterElements`. They are put in order, so of several at one place the last stays,
 * and alone has a gradient; with `reduce` they are added, multiplied or compared.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   given which = [2, 0, 2]
 *   given zeros = [0, 0, 0]
 *   input(3) -> scatter_elements(zeros, which, id, reduce=add)
 * `.bind();
 * net.x.set([1, 2, 3]);
 * net.forward();
 * assertEquals([...net.y], [2, 0, 4]);
 * ```
 */
export const scatter_elements: MergeType<ScatterElementsOptions> = mergeType(
  defineLayer({
    name: "scatter_elements",
    summary: "f with updates put where indices say, along an axis",
    ...declared,
    arguments: {
      axis: optionalAxis("the axis along which the index says where"),
      reduce,
    } satisfies SpecsFor<ScatterElementsOptions>,
    examples: [
      { arguments: [], inputs: [[4], [3], [3]] },
      { arguments: [{ reduce: "add" }], inputs: [[3, 2], [4, 1], [4, 1]] },
      {
        arguments: [{ axis: -1, reduce: "mul" }],
        inputs: [[2, 3], [2, 5], [2, 5]],
      },
      {
        arguments: [{ axis: 1, reduce: "max" }],
        inputs: [[2, 3, 2], [2, 2, 1], [2, 2, 1]],
      },
      { arguments: [{ reduce: "min" }], inputs: [[2], [5], [5]] },
    ],
    create: ({ axis = 0, reduce }) => ({
      inputs: [
        { name: "x", differentiable: true },
        indexInput((shape) => shape[axisIn("scatter_elements", shape, axis)]),
        { name: "updates", differentiable: true },
      ],
      outputShape(shape, indices, updates) {
        elementAxis("scatter_elements", shape, indices, axis);
        requireUpdates("scatter_elements", indices, updates);
        return shape;
      },
      bind(site) {
        const of = indexedBy(site, "scatter_elements");
        const place = elementAxis(of.layer, of.shape, of.indexShape, axis);
        return putPass(
          site,
          elementRuns(of, place),
          onto,
          puts[reduce],
        );
      },
    }),
  }),
);

/**
 * Its first branch with the updates put at places that the rows of the second name, an
 * index for each of the first axes, as ONNX's `ScatterND`. They are put in order; with
 * `reduce` they are added, multiplied or compared.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   given which = [[1], [0]]
 *   given zeros = [[0, 0], [0, 0], [0, 0]]
 *   input(2,2) -> scatter_nd(zeros, which, id)
 * `.bind();
 * net.x.set([1, 2, 3, 4]);
 * net.forward();
 * assertEquals([...net.y], [3, 4, 1, 2, 0, 0]);
 * ```
 */
export const scatter_nd: MergeType<ScatterOptions> = mergeType(defineLayer({
  name: "scatter_nd",
  summary: "f with updates put where rows of indices say, one for each axis",
  ...declared,
  arguments: { reduce } satisfies SpecsFor<ScatterOptions>,
  examples: [
    { arguments: [], inputs: [[4], [3, 1], [3]] },
    { arguments: [{ reduce: "add" }], inputs: [[2, 2], [5, 2], [5]] },
    { arguments: [{ reduce: "mul" }], inputs: [[3, 2], [4, 1], [4, 2]] },
    { arguments: [{ reduce: "max" }], inputs: [[2, 3, 2], [3, 2], [3, 2]] },
  ],
  create: ({ reduce }) => ({
    inputs: [
      { name: "x", differentiable: true },
      tupleInput,
      { name: "updates", differentiable: true },
    ],
    outputShape(shape, indices, updates) {
      const wanted = tupleShape("scatter_nd", shape, indices);
      requireUpdates("scatter_nd", wanted, updates);
      return shape;
    },
    bind: (site) =>
      putPass(
        site,
        tupleRuns(indexedBy(site, "scatter_nd")),
        onto,
        puts[reduce],
      ),
  }),
}));

/** @throws {ShapeError} if there is not an update for each place. */
function requireUpdates(layer: string, wanted: Shape, updates: Shape): void {
  if (equalShapes(wanted, updates)) return;
  throw new ShapeError({
    layer,
    rule: say("its indices name places for updates of {shape}", {
      shape: formatShape(wanted),
    }),
    found: updates,
    branch: { input: 2, fitting: wanted },
  });
}
