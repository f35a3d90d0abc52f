import { say } from "../../../words/say.ts";
import { elementCount, equalShapes, type Shape } from "../../base/shape.ts";
import type { SpecsFor } from "../../definition/arguments.ts";
import { optionalAxis } from "../../definition/kinds.ts";
import { axisIn } from "../../layer/axes.ts";
import { defineLayer } from "../../layer/define_layer.ts";
import type { Pass, Site } from "../../layer/layer.ts";
import {
  branchesDisagree,
  type MergeType,
  mergeType,
  mostBranches,
} from "../../layer/merge.ts";
import { linearOrder } from "../../layer/second_order.ts";
import { reachOfInputs } from "../../layer/reach.ts";

/** What `concat` takes by name. */
export interface ConcatOptions {
  /** Along which axis, 0 for the first or −1 for the last. Default: −1. */
  readonly axis?: number;
}

/** Joins its branches along an axis, by default the last; each gets its part of the gradient. */
export const concat: MergeType<ConcatOptions> = mergeType(defineLayer({
  name: "concat",
  traits: { reach: reachOfInputs },
  gradients: { "*": "dy, its own columns" },
  summary:
    "its branches one after the other along an axis, by default the last",
  branches: { least: 1, most: mostBranches, verb: "join" },
  arguments: {
    axis: optionalAxis(
      "the axis along which they are joined, by default the last",
    ),
  } satisfies SpecsFor<ConcatOptions>,
  examples: [
    { arguments: [], inputs: [[3], [2]] },
    { arguments: [], inputs: [[2, 1], [2, 3], [2, 2]] },
    { arguments: [{ axis: 0 }], inputs: [[1, 3], [2, 3]] },
    { arguments: [{ axis: 0 }], inputs: [[2, 3], [2, 3]] },
    { arguments: [{ axis: -2 }], inputs: [[2, 1, 2], [2, 3, 2]] },
  ],
  create: ({ axis }) => ({
    outputShape(...shapes) {
      const [first] = shapes;
      const isFit = (shape: Shape) =>
        shape.length === first.length && shape.length > 0;
      if (!shapes.every(isFit)) throw disagreement(shapes, axis);
      const place = axisIn("concat", first, axis);
      const rest = (shape: Shape) => shape.with(place, 1);
      if (!shapes.every((shape) => equalShapes(rest(shape), rest(first)))) {
        throw disagreement(shapes, axis);
      }
      return first.with(
        place,
        shapes.reduce((n, shape) => n + shape[place], 0),
      );
    },
    bind: (site) => bindJoin(site, axisIn("concat", site.inputShapes[0], axis)),
  }),
}));

function disagreement(shapes: readonly Shape[], axis = -1) {
  const rule = axis === -1
    ? say("all branches must agree in all axes but the last")
    : say("all branches must agree in all axes but axis {axis}", { axis });
  return branchesDisagree("concat", rule, shapes);
}

/** What `stack` takes by name. */
export interface StackOptions {
  /** Which axis of the output counts the branches, 0 for the first or −1 for the last. Default: 0. */
  readonly axis?: number;
}

/**
 * Its branches, all of one shape, as the entries of a new axis, by default the first;
 * each gets its part of the gradient.
 *
 * ```ts
 * import { id, input, pipeline, stack, tanh } from "@nabla/nabla";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(pipeline(input(3), stack(id(), tanh())).outputShape, [2, 3]);
 * ```
 */
export const stack: MergeType<StackOptions> = mergeType(defineLayer({
  name: "stack",
  traits: { reach: reachOfInputs },
  gradients: { "*": "dy, its own entry" },
  summary: "its branches as the entries of a new axis, by default the first",
  branches: { least: 1, most: mostBranches, verb: "stack" },
  arguments: {
    axis: optionalAxis("the new axis, by default the first"),
  } satisfies SpecsFor<StackOptions>,
  examples: [
    { arguments: [], inputs: [[3], [3]] },
    { arguments: [], inputs: [[], [], []] },
    { arguments: [{ axis: -1 }], inputs: [[2, 3], [2, 3]] },
    { arguments: [{ axis: 1 }], inputs: [[2, 3], [2, 3]] },
  ],
  create: ({ axis = 0 }) => ({
    outputShape(...shapes) {
      const [first] = shapes;
      if (!shapes.every((shape) => equalShapes(shape, first))) {
        const rule = say("all branches must end with the same shape");
        throw branchesDisagree("stack", rule, shapes);
      }
      const place = newAxis(first, axis);
      return first.toSpliced(place, 0, shapes.length);
    },
    bind(site) {
      const inputShapes = site.inputShapes.map((shape) =>
        shape.toSpliced(newAxis(shape, axis), 0, 1)
      );
      const place = newAxis(site.inputShapes[0], axis);
      return bindJoin({ ...site, inputShapes }, place);
    },
  }),
}));

/** The place of an axis that the shape is given. */
function newAxis(shape: Shape, axis: number): number {
  return axisIn("stack", [...shape, 1], axis);
}

/** The branches one after the other along an axis. */
function bindJoin(site: Site, axis: number): Pass {
  const { inputs, dinputs, inputShapes, outputShape, y, dy } = site;
  const { copyColumns } = site.kernels;
  const width = elementCount(outputShape.slice(axis));
  const rows = y.length / width;
  const widths = inputShapes.map((shape) => elementCount(shape.slice(axis)));
  return {
    forward() {
      for (let k = 0, start = 0; k < inputs.length; start += widths[k++]) {
        const own = widths[k];
        copyColumns(y, width, start, inputs[k], own, 0, rows, own);
      }
    },
    backward() {
      for (let k = 0, start = 0; k < inputs.length; start += widths[k++]) {
        if (dinputs[k].length === 0) continue;
        const own = widths[k];
        copyColumns(dinputs[k], own, 0, dy, width, start, rows, own);
      }
    },
    ...linearOrder(site, (own) => bindJoin(own, axis)),
  };
}
