import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import { axisIn } from "../../layer/axes.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { BranchCount, InputSpec } from "../../layer/layer.ts";
import { type MergeType, mergeType } from "../../layer/merge.ts";
import { reachOfInputs } from "../../layer/reach.ts";
import {
  elementAxis,
  elementRuns,
  entryRuns,
  indexedBy,
  indexInput,
  takePass,
  tupleInput,
  tupleRuns,
  tupleShape,
} from "../../layer/indexed.ts";

const branches: BranchCount = {
  least: 2,
  most: 2,
  verb: "gather from",
  names: ["f", "indices"],
};

/** What `gather` and `gather_elements` take by name. */
export interface GatherOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: 0. */
  readonly axis?: number;
}

/**
 * The entries of an axis that its second branch names, whole numbers from 0, or from
 * −1 for the last, as NumPy's `take`: an entry for each of them, in their shape. Each
 * may be taken several times; backward adds up.
 *
 * ```ts
 * import { gather, id, input, pipeline, value } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = pipeline(input(3), gather(id(), value("which", [2, 0, 2]))).bind();
 * net.x.set([5, 6, 7]);
 * net.forward();
 * assertEquals([...net.y], [7, 5, 7]);
 * ```
 */
export const gather: MergeType<GatherOptions> = mergeType(defineLayer({
  name: "gather",
  traits: { reach: ([x]) => reachOfInputs([x]) },
  gradients: { x: "the sum of dy over where it went", indices: "0" },
  summary: "the entries of an axis by their numbers, the indices",
  branches,
  arguments: {
    axis: optionalAxis("the axis of the entries, by default the first"),
  } satisfies SpecsFor<GatherOptions>,
  examples: [
    { arguments: [], inputs: [[4], [3]] },
    { arguments: [], inputs: [[3, 2], [2, 2]] },
    { arguments: [{ axis: -1 }], inputs: [[2, 3], []] },
    { arguments: [{ axis: 1 }], inputs: [[2, 3, 2], [4]] },
  ],
  create: ({ axis = 0 }) => ({
    inputs: inputsAlong("gather", axis),
    outputShape(shape, indices) {
      const place = axisIn("gather", shape, axis);
      return shape.toSpliced(place, 1, ...indices);
    },
    bind(site) {
      const of = indexedBy(site, "gather");
      return takePass(site, entryRuns(of, axisIn("gather", of.shape, axis)));
    },
  }),
}));

/**
 * A number for each index: where the index stands, but along one axis where it says,
 * as NumPy's `take_along_axis` and PyTorch's `gather`. Indices are whole numbers from
 * 0, or from −1 for the last; backward adds up where a number is taken several times.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   given which = [[2], [0]]
 *   input(2,3) -> gather_elements(id, which, axis=1)
 * `.bind();
 * net.x.set([1, 2, 3, 4, 5, 6]);
 * net.forward();
 * assertEquals([...net.y], [3, 4]);
 * ```
 */
export const gather_elements: MergeType<GatherOptions> = mergeType(defineLayer({
  name: "gather_elements",
  traits: { reach: ([x]) => reachOfInputs([x]) },
  gradients: { x: "the sum of dy over where it went", indices: "0" },
  summary: "a number for each index, which says where it is along an axis",
  branches,
  arguments: {
    axis: optionalAxis("the axis along which the index says where"),
  } satisfies SpecsFor<GatherOptions>,
  examples: [
    { arguments: [], inputs: [[4], [3]] },
    { arguments: [], inputs: [[3, 2], [4, 1]] },
    { arguments: [{ axis: -1 }], inputs: [[2, 3], [2, 5]] },
    { arguments: [{ axis: 1 }], inputs: [[2, 3, 2], [2, 2, 1]] },
  ],
  create: ({ axis = 0 }) => ({
    inputs: inputsAlong("gather_elements", axis),
    outputShape(shape, indices) {
      elementAxis("gather_elements", shape, indices, axis);
      return indices;
    },
    bind(site) {
      const of = indexedBy(site, "gather_elements");
      const place = elementAxis(of.layer, of.shape, of.indexShape, axis);
      return takePass(site, elementRuns(of, place));
    },
  }),
}));

/**
 * What the rows of its second branch name: each row is an index along the first axis,
 * the second, and so on, and takes what stands there, as ONNX's `GatherND` and
 * NumPy's `x[i, j]`. Backward adds up.
 *
 * ```ts
 * import { nn } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * const net = nn`
 *   given which = [[0, 2], [1, 0]]
 *   input(2,3) -> gather_nd(id, which)
 * `.bind();
 * net.x.set([1, 2, 3, 4, 5, 6]);
 * net.forward();
 * assertEquals([...net.y], [3, 4]);
 * ```
 */
export const gather_nd: MergeType = mergeType(defineLayer({
  name: "gather_nd",
  traits: { reach: ([x]) => reachOfInputs([x]) },
  gradients: { x: "the sum of dy over where it went", indices: "0" },
  summary: "what stands where each row of indices says, one for each axis",
  branches,
  examples: [
    { arguments: [], inputs: [[4], [1]] },
    { arguments: [], inputs: [[3, 2], [4, 2]] },
    { arguments: [], inputs: [[2, 3, 2], [3, 2]] },
    { arguments: [], inputs: [[2, 3], [2, 2, 1]] },
  ],
  inputs: [{ name: "x", differentiable: true }, tupleInput],
  outputShape: (shape, indices) => tupleShape("gather_nd", shape, indices),
  bind: (site) => takePass(site, tupleRuns(indexedBy(site, "gather_nd"))),
}));

/** Both branches, with indices along an axis. */
function inputsAlong(layer: string, axis: number): readonly InputSpec[] {
  return [
    { name: "x", differentiable: true },
    indexInput((shape) => shape[axisIn(layer, shape, axis)]),
  ];
}
